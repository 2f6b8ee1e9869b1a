import { expect } from 'chai';
import { truthOf } from '../../../src/core/checks/truth.ts';
import { testApp, type TestApp, type TestBrowser } from '../../support/app.ts';
import { breakAudit } from '../../support/broken-audit.ts';
import { content } from '../../support/content.ts';

const token = (n = 1) => `token-of-the-page-${String(n).padStart(4, '0')}`;

describe('practice cases of a trainer', () => {
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

  const form = (change: Record<string, string | string[]> = {}) => ({ service: 'SIUP', how: 'choose', breaks: ['ktp-present'], seed: 'benih-1', to: `trainee-${sitiId}`, token: token(), ...change });
  const issue = (change = {}) => dadan.post('/trainer/cases', form(change));
  const counts = async () => Promise.all(['cases', 'sittings', 'sitting_cases', 'case_issues'].map(async (table) => (await test.db(table)).length));
  const events = async () => (await test.db('audit_events').orderBy('id').pluck('action')).filter((action: string) => /^(case|practice)\./.test(action));

  it('are for trainers only', async () => {
    await test.addUser('ratna', 'supervisor');
    for (const name of ['siti', 'ratna']) {
      const browser = await test.signIn(name);
      for (const path of ['/trainer/cases', '/trainer/cases/new', '/trainer/cases/preview?service=SIUP&how=draw&seed=x', '/trainer/cases/1']) await browser.get(path).expect(404);
      await browser.post('/trainer/cases', form()).expect(404);
    }
    expect(await counts()).to.deep.equal([0, 0, 0, 0]);
  });

  it('are previewed with their truth before they are issued, and a preview stores nothing', async () => {
    const { text } = await dadan.get('/trainer/cases/preview?service=SIUP&how=choose&breaks=ktp-present&seed=benih-1').expect(200);
    expect(text).to.contain('Kebenaran kasus').and.contain('Dokumen wajib KTP diunggah').and.contain('Kembalikan').and.contain('1 kekurangan');
    expect(text).to.contain('Angkatan Mei (2 peserta)').and.contain('Orang siti').and.not.contain('/actions"');
    expect(await counts()).to.deep.equal([0, 0, 0, 0]);
  });

  it('get a random seed when none is given, which the address then names', async () => {
    const answer = await dadan.get('/trainer/cases/preview?service=SIUP&how=draw&seed=').expect(303);
    expect(answer.headers.location).to.match(/^\/trainer\/cases\/preview\?level=1&service=SIUP&how=draw&seed=[0-9a-f]{32}$/);
    await dadan.get(answer.headers.location as string).expect(200);
  });

  it('are issued to one trainee as a practice, with their audit entries', async () => {
    const answer = await issue().expect(303);
    const [row] = await test.db('cases');
    expect(answer.headers.location).to.equal(`/trainer/cases/${row.id}`);
    expect(row).to.include({ service: 'SIUP', level: 1, purpose: 'practice', seed: 'benih-1', made_by: dadanId });
    expect(JSON.parse(row.recipe).breaks).to.deep.equal(['ktp-present']);
    expect(truthOf(content(), JSON.parse(row.body)).failing.map(({ id }) => id)).to.deep.equal(['ktp-present']);
    expect(await test.db('sittings').first()).to.include({ trainee_id: sitiId, kind: 'practice', level: 1, issued_by: dadanId, started_at: null });
    expect(await events()).to.deep.equal(['case.issued', 'practice.issued']);
    expect((await dadan.get(answer.headers.location as string).expect(200)).text).to.contain('Kasus sudah diterbitkan').and.contain('Orang siti').and.contain('Belum dibuka');
  });

  it('are issued to a whole group, one sitting for each', async () => {
    await issue({ to: `group-${groupId}` }).expect(303);
    expect(await counts()).to.deep.equal([1, 2, 2, 1]);
    expect(await test.db('sittings').orderBy('trainee_id').pluck('trainee_id')).to.deep.equal([sitiId, budiId]);
    expect((await dadan.get('/trainer/cases')).text).to.contain('2 peserta').and.contain('0 dari 2 selesai');
  });

  it('are issued once when the form is sent twice, also at the same moment', async () => {
    const first = await issue().expect(303);
    const again = await issue({ to: `trainee-${budiId}` }).expect(303);
    expect(again.headers.location).to.equal(first.headers.location);
    await Promise.all(Array.from({ length: 6 }, () => issue({ token: token(2) }).expect(303)));
    expect(await counts()).to.deep.equal([2, 2, 2, 2]);
  });

  it('are not issued when the audit entry cannot be written', async () => {
    for (const entry of ['case.issued', 'practice.issued']) {
      const mend = await breakAudit(test.db, entry);
      await issue().expect(500);
      await mend();
      expect(await counts()).to.deep.equal([0, 0, 0, 0]);
    }
  });

  const refusals: [string, Record<string, string | string[]>, string][] = [
    ['checks of which one hides the other', { breaks: ['ktp-present', 'ktp-readable'] }, 'tidak dapat dilanggar bersama'],
    ['an unknown check', { breaks: ['no-such-check'] }, 'bukan bagian dari layanan'],
    ['a check twice', { breaks: ['ktp-present', 'ktp-present'] }, 'tidak dapat dilanggar bersama'],
    ['a seed that is none', { seed: '<b>' }, 'Benih hanya berisi'],
    ['no recipient', { to: '' }, 'Pilih peserta atau kelompok'],
    ['a group that is not there', { to: 'group-999' }, 'Pilih peserta atau kelompok'],
    ['a service of no level', { service: 'XX' }, 'aria-current'],
  ];
  for (const [name, change, message] of refusals)
    it(`are refused for ${name}`, async () => {
      const answer = await issue({ breaks: ['ktp-present'], ...change }).expect(422);
      expect(answer.text).to.contain(message).and.contain('ktp-present');
      expect(await counts()).to.deep.equal([0, 0, 0, 0]);
    });

  it('go to nobody outside the own groups, and to no empty group', async () => {
    const otherId = await test.addUser('euis', 'trainer');
    const foreign = await test.services.groups.createGroup({ id: otherId }, 'Lain');
    const strangerId = await test.addUser('tini', 'trainee');
    const empty = await test.services.groups.createGroup({ id: dadanId }, 'Kosong');
    await issue({ to: `group-${foreign.id}` }).expect(422);
    await issue({ to: `trainee-${strangerId}` }).expect(422);
    expect((await issue({ to: `group-${empty.id}` }).expect(422)).text).to.contain('belum mempunyai peserta');
    expect(await counts()).to.deep.equal([0, 0, 0, 0]);
  });

  it('are listed with decision, defects and result, by service, decision and trainee', async () => {
    await issue({ token: token(1) }).expect(303);
    await issue({ token: token(2), service: 'TDP', breaks: [], seed: 'bersih', to: `trainee-${budiId}` }).expect(303);
    const sitting = await test.db('sittings').where({ trainee_id: budiId }).first();
    await test.db('case_grades').insert({ sitting_id: sitting.id, position: 1, grader_version: 'x', total: 81.25, grade: '{}', graded_at: 'x' });
    const rows = async (query: string) => [...(await dadan.get(`/trainer/cases${query}`).expect(200)).text.matchAll(/<a href="\/trainer\/cases\/(\d+)">/g)].map((match) => Number(match[1]));
    expect(await rows('')).to.deep.equal([2, 1]);
    expect(await rows('?service=TDP')).to.deep.equal([2]);
    expect(await rows('?decision=return')).to.deep.equal([1]);
    expect(await rows('?decision=proceed')).to.deep.equal([2]);
    expect(await rows(`?trainee=${sitiId}`)).to.deep.equal([1]);
    expect(await rows('?decision=reject')).to.deep.equal([]);
    expect(await rows('?perPage=1&page=2')).to.deep.equal([1]);
    expect(await rows('?service=%27&decision=x&trainee=-1')).to.deep.equal([2, 1]);
    expect((await dadan.get('/trainer/cases')).text).to.contain('81,3').and.contain('Orang budi');
  });

  it('never show a case of a test', async () => {
    await issue().expect(303);
    await test.db('cases').update({ purpose: 'test' });
    await dadan.get('/trainer/cases/1').expect(404);
    expect((await dadan.get('/trainer/cases')).text).to.contain('Belum ada kasus latihan');
  });

  it('show the desk as the trainee sees it, each document by a link, and nothing can be done on it', async () => {
    await issue({ breaks: [] }).expect(303);
    const { text } = await dadan.get('/trainer/cases/1?document=NPWP').expect(200);
    expect(text).to.contain('/trainer/cases/1?document=KTP#sheet').and.contain('id="sheet-title">Kartu NPWP');
    expect(text).to.not.contain('/actions"').and.not.contain('pin=');
    await dadan.get('/trainer/cases/1?document=..').expect(200);
    await dadan.get('/trainer/cases/999').expect(404);
  });
});
