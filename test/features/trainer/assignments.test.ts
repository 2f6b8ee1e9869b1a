import { expect } from 'chai';
import { testApp, type TestApp, type TestBrowser } from '../../support/app.ts';
import { breakAudit } from '../../support/broken-audit.ts';
import { record, workOn } from '../sittings/work.ts';

const day = 86_400;

describe('assignments of a trainer', () => {
  let test: TestApp;
  let dadan: TestBrowser;
  let dadanId: number;
  let sitiId: number;
  let budiId: number;
  let groupId: number;
  beforeEach(async () => {
    test = await testApp();
    dadanId = await test.addUser('dadan', 'trainer');
    sitiId = await test.addUser('siti', 'trainee');
    budiId = await test.addUser('budi', 'trainee');
    const group = await test.services.groups.createGroup({ id: dadanId }, 'Angkatan Mei');
    for (const id of [sitiId, budiId]) await test.services.groups.addMember({ id: dadanId }, group, id);
    groupId = group.id;
    dadan = await test.signIn('dadan');
  });
  afterEach(() => test.close());

  const issue = (change: Record<string, string> = {}) =>
    dadan.post('/trainer/cases', { service: 'SIUP', how: 'draw', seed: 'benih-tugas', to: `group-${groupId}`, token: 'token-of-the-page-0001', due: '2015-06-03', ...change });
  const assignment = () => test.db('assignments').first();
  const sittingOf = async (traineeId: number): Promise<number> => (await test.db('sittings').where({ trainee_id: traineeId }).first('id')).id;
  /** Sessions end while one waits. */
  const wait = async (seconds: number): Promise<void> => {
    test.clock.advance(seconds);
    dadan = await test.signIn('dadan');
  };
  const group = async () => (await dadan.get(`/trainer/groups/${groupId}`).expect(200)).text;

  it('have a due day, a sitting for each of the group, and are told to each of them', async () => {
    await issue().expect(303);
    expect(await assignment()).to.include({ kind: 'case', group_id: groupId, made_by: dadanId });
    expect(await test.db('assignment_dues').pluck('due_on')).to.deep.equal(['2015-06-03']);
    expect(await test.db('assignment_sittings')).to.have.length(2);
    const siti = await test.signIn('siti');
    const { text } = await siti.get('/').expect(200);
    expect(text).to.contain('Tugas dari pelatih').and.contain('6 hari lagi').and.contain('paling lambat 3 Juni 2015').and.contain('Orang dadan');
    expect((await siti.get('/practice')).text).to.contain('paling lambat 3 Juni 2015');
    const event = await test.db('audit_events').where({ action: 'case.issued' }).first();
    expect(JSON.parse(event.detail)).to.include({ dueOn: '2015-06-03' });
  });

  it('come to a trainee in the order of their days, those without a day last', async () => {
    await issue({ service: 'TDP', due: '', token: 'token-of-the-page-0002' }).expect(303);
    await issue({ service: 'KPS', due: '2015-06-09', token: 'token-of-the-page-0003' }).expect(303);
    await issue({ service: 'SIUP', due: '2015-06-02', token: 'token-of-the-page-0004' }).expect(303);
    const { text } = await (await test.signIn('siti')).get('/');
    expect(text).to.contain('Kasus dari pelatih: Surat Izin Usaha Perdagangan').and.contain('paling lambat 2 Juni 2015');
    const names = [...text.slice(text.indexOf('assigned-title')).matchAll(/<strong><a href="[^"]*">([^<]*)</g)].map(([, name]) => name!.split(' ')[0]);
    expect(names).to.deep.equal(['Surat', 'Kartu', 'Tanda']);
  });

  it('say on the field what is wrong with a day, and issue nothing', async () => {
    for (const [due, problem] of [['2015-02-30', 'Tulis tanggal yang ada'], ['besok', 'Tulis tanggal yang ada'], ['2015-05-27', 'sudah lewat'], ['2016-08-01', 'paling jauh satu tahun']]) {
      const { text } = await issue({ due: due! }).expect(422);
      expect(text, due).to.contain(problem).and.contain(`value="${due}"`).and.contain('href="#due"');
    }
    expect(await test.db('sittings')).to.deep.equal([]);
    // The whole day counts on the clock of the wall, where it is Friday already.
    await wait(17 * 3_600);
    await issue({ due: '2015-05-28' }).expect(422);
    await issue({ due: '2015-05-29' }).expect(303);
  });

  it('show at a glance who has not begun, works, is at a halt, and is late, those first who need help', async () => {
    await issue().expect(303);
    await test.addUser('tono', 'trainee');
    const siti = await sittingOf(sitiId);
    await record(test, sitiId, siti, 1, [{ id: 'first-document', type: 'open-document', document: 'KTP', at: '' }]);
    expect(await group()).to.contain('0 orang perlu diperhatikan').and.contain('Dikerjakan').and.contain('Belum dibuka').and.contain('0 dari 2 selesai');
    await wait(4 * day);
    let text = await group();
    expect(text).to.contain('Terhenti 4 hari').and.contain('1 orang perlu diperhatikan').and.match(/matrix-where quiet">[^<]+: dokumen dibuka</);
    expect(text.indexOf('Orang siti')).to.be.below(text.indexOf('Orang budi'));
    await record(test, budiId, await sittingOf(budiId), 1, await workOn(test, await sittingOf(budiId)));
    await wait(4 * day);
    text = await group();
    expect(text).to.contain('Terhenti 8 hari').and.contain('terlambat').and.contain('1 dari 2 selesai');
    await record(test, sitiId, siti, 1, (await workOn(test, siti)).slice(1));
    text = await group();
    expect(text).to.contain('2 dari 2 selesai').and.contain('0 orang perlu diperhatikan').and.match(/members\/\d+\/practices\/\d+">[\d,]+<\/a><\/span> <span class="late">terlambat/);
  });

  it('move to another day by a record, and are given to those who join later', async () => {
    await issue().expect(303);
    const { id } = await assignment();
    const path = `/trainer/groups/${groupId}/assignments/${id}`;
    expect((await dadan.post(`${path}/due`, { due: '2015-05-01' }).expect(422)).text).to.contain('sudah lewat').and.contain('value="2015-05-01"');
    await dadan.post(`${path}/due`, { due: '2015-06-20' }).expect(303);
    await dadan.post(`${path}/due`, { due: '2015-06-20' }).expect(303);
    expect(await test.db('assignment_dues').orderBy('id').pluck('due_on')).to.deep.equal(['2015-06-03', '2015-06-20']);
    expect((await (await test.signIn('siti')).get('/')).text).to.contain('20 Juni 2015');

    const tonoId = await test.addUser('tono', 'trainee');
    await dadan.post(`/trainer/groups/${groupId}/members`, { traineeId: String(tonoId) }).expect(303);
    expect((await dadan.get(path)).text).to.contain('belum diberikan').and.contain('1 anggota belum menerima tugas ini');
    await Promise.all([1, 2].map(() => dadan.post(`${path}/newcomers`).expect(303)));
    expect(await test.db('sittings').where({ trainee_id: tonoId })).to.have.length(1);
    expect((await (await test.signIn('tono')).get('/')).text).to.contain('20 Juni 2015');
  });

  it('change nothing when the audit entry cannot be written', async () => {
    await issue().expect(303);
    const { id } = await assignment();
    await breakAudit(test.db, 'assignment.due-moved');
    await dadan.post(`/trainer/groups/${groupId}/assignments/${id}/due`, { due: '2015-06-20' }).expect(500);
    expect(await test.db('assignment_dues')).to.have.length(1);
  });

  it('are as unknown as any other to another trainer and in another group', async () => {
    await issue().expect(303);
    const { id } = await assignment();
    const other = await test.services.groups.createGroup({ id: dadanId }, 'Lain');
    for (const end of ['', '/due', '/newcomers']) {
      const call = (browser: TestBrowser, path: string) => (end === '' ? browser.get(path) : browser.post(path, { due: '2015-06-20' }));
      await call(dadan, `/trainer/groups/${other.id}/assignments/${id}${end}`).expect(404);
      await call(dadan, `/trainer/groups/${groupId}/assignments/999${end}`).expect(404);
    }
    await test.addUser('euis', 'trainer');
    await (await test.signIn('euis')).get(`/trainer/groups/${groupId}/assignments/${id}`).expect(404);
  });
});
