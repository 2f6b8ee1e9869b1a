import { expect } from 'chai';
import { testApp, type TestApp, type TestBrowser } from '../../support/app.ts';
import { breakAudit } from '../../support/broken-audit.ts';

describe('groups of a trainer', () => {
  let test: TestApp;
  let dadan: TestBrowser;
  let sitiId: number;
  beforeEach(async () => {
    test = await testApp();
    await test.addUser('dadan', 'trainer');
    sitiId = await test.addUser('siti', 'trainee');
    dadan = await test.signIn('dadan');
  });
  afterEach(() => test.close());

  const events = async () => (await test.db('audit_events').orderBy('id').pluck('action')).filter((action: string) => action.startsWith('group.'));
  const create = (name = 'Angkatan Mei') => dadan.post('/trainer/groups', { name });

  it('are created, named once, and lead to their own page', async () => {
    await create().expect(303).expect('Location', '/trainer/groups/1');
    expect((await create().expect(422)).text).to.contain('sudah dipakai').and.contain('value="Angkatan Mei"');
    expect((await create(' ').expect(422)).text).to.contain('aria-invalid');
    expect(await events()).to.deep.equal(['group.created']);
    expect((await dadan.get('/trainer/groups').expect(200)).text).to.contain('Angkatan Mei').and.contain('0 peserta');
  });

  it('take a trainee in once, and let him go with a record that stays', async () => {
    await create();
    await Promise.all([1, 2, 3].map(() => dadan.post('/trainer/groups/1/members', { traineeId: String(sitiId) }).expect(303)));
    expect(await test.db('group_members')).to.have.length(1);
    const { text } = await dadan.get('/trainer/groups/1').expect(200);
    expect(text).to.contain('Orang siti').and.contain('Belum berjenjang').and.contain('sedang berlatih').and.contain('Verifikasi');
    await dadan.post(`/trainer/groups/1/members/${sitiId}/departure`).expect(303);
    await dadan.post(`/trainer/groups/1/members/${sitiId}/departure`).expect(404);
    expect((await test.db('group_members').first()).left_at).to.equal(test.clock.now().toISOString());
    expect((await dadan.get('/trainer/groups/1')).text).to.contain('Pernah menjadi anggota');
    await dadan.post('/trainer/groups/1/members', { traineeId: String(sitiId) }).expect(303);
    expect(await test.db('group_members')).to.have.length(2);
    expect(await events()).to.deep.equal(['group.created', 'group.joined', 'group.left', 'group.joined']);
  });

  it('take nobody who is no trainee', async () => {
    await create();
    const agusId = await test.addUser('agus', 'administrator');
    for (const traineeId of [String(agusId), '999', '', 'x']) expect((await dadan.post('/trainer/groups/1/members', { traineeId }).expect(422)).text).to.contain('Pilih peserta dari daftar');
    expect(await test.db('group_members')).to.deep.equal([]);
  });

  it('are as unknown as any other to another trainer, and for trainers only', async () => {
    await create();
    await test.addUser('euis', 'trainer');
    for (const name of ['euis', 'siti']) {
      const browser = await test.signIn(name);
      await browser.get('/trainer/groups/1').expect(404);
      await browser.post('/trainer/groups/1/members', { traineeId: String(sitiId) }).expect(404);
      await browser.post(`/trainer/groups/1/members/${sitiId}/departure`).expect(404);
    }
    await (await test.signIn('siti')).get('/trainer/groups').expect(404);
    expect(await events()).to.deep.equal(['group.created']);
  });

  it('change nothing when the audit entry cannot be written', async () => {
    await create();
    const mend = await breakAudit(test.db, 'group.created');
    await create('Lain').expect(500);
    await mend();
    await breakAudit(test.db, 'group.joined');
    await dadan.post('/trainer/groups/1/members', { traineeId: String(sitiId) }).expect(500);
    expect(await test.db('groups')).to.have.length(1);
    expect(await test.db('group_members')).to.deep.equal([]);
  });
});

describe('knowledge items of a trainer', () => {
  let test: TestApp;
  let dadan: TestBrowser;
  beforeEach(async () => {
    test = await testApp();
    await test.addUser('dadan', 'trainer');
    await test.addUser('siti', 'trainee');
    dadan = await test.signIn('dadan');
  });
  afterEach(() => test.close());

  it('are listed with key and explanation, page by page', async () => {
    const [first] = [...test.services.catalogue.questions.values()];
    const { text } = await dadan.get('/trainer/questions/pack').expect(200);
    expect(text).to.contain(first!.explanation.id).and.contain('Kunci:');
    expect(text.match(/<li class="panel question"/g)).to.have.length(25);
    expect((await dadan.get('/trainer/questions/pack?page=2')).text).to.not.contain(first!.explanation.id);
  });

  it('are found by competency and by words in either language', async () => {
    const ids = async (query: string) => [...(await dadan.get(`/trainer/questions/pack${query}`).expect(200)).text.matchAll(/id="(L\d-\d+)"/g)].map((match) => match[1]);
    expect(await ids('?q=l1-001')).to.deep.equal(['L1-001']);
    expect(await ids('?q=right+edge+is+cut')).to.include('L1-001');
    const integrity = [...test.services.catalogue.questions.values()].filter(({ competency }) => competency === 'ITG').map(({ id }) => id);
    expect(await ids('?competency=ITG&perPage=100')).to.deep.equal(integrity);
    expect((await dadan.get('/trainer/questions/pack?q=zzzz')).text).to.contain('Tidak ada soal yang cocok');
    expect(await ids('?competency=x&perPage=3')).to.have.length(3);
  });

  it('are for trainers only', async () => {
    await (await test.signIn('siti')).get('/trainer/questions/pack').expect(404);
  });
});
