import { expect } from 'chai';
import type { Grade } from '../../../src/core/grading/mark.ts';
import { testApp, type TestApp, type TestBrowser } from '../../support/app.ts';
import { breakAudit } from '../../support/broken-audit.ts';
import { beginPractice, givePractice, record, workOn } from '../sittings/work.ts';

describe('notes of a trainer beside marks', () => {
  let test: TestApp;
  let dadan: TestBrowser;
  let siti: TestBrowser;
  let sitiId: number;
  let groupId: number;
  let sittingId: number;
  let person: string;
  let practice: string;
  beforeEach(async () => {
    test = await testApp();
    const dadanId = await test.addUser('dadan', 'trainer');
    sitiId = await test.addUser('siti', 'trainee');
    const group = await test.services.groups.createGroup({ id: dadanId }, 'Angkatan Mei');
    await test.services.groups.addMember({ id: dadanId }, group, sitiId);
    groupId = group.id;
    dadan = await test.signIn('dadan');
    siti = await test.signIn('siti');
    ({ sittingId } = await givePractice(test, sitiId, { service: 'SIUP', level: 1, seed: 'catatan', breaks: ['ktp-present'] }));
    person = `/trainer/groups/${groupId}/members/${sitiId}`;
    practice = `${person}/practices/${sittingId}`;
  });
  afterEach(() => test.close());

  const finish = async (archetype: Parameters<typeof workOn>[2] = 'rubber-stamp') => record(test, sitiId, sittingId, 1, await workOn(test, sittingId, archetype));
  const grade = async (): Promise<Grade> => JSON.parse((await test.db('case_grades').where({ sitting_id: sittingId }).first('grade')).grade) as Grade;
  const write = (change: Record<string, string> = {}) => dadan.post(`${practice}/notes`, { position: '1', mark: 'DF/ktp-present', text: 'Periksa daftar dokumen lebih dulu.', ...change });
  const last = async () => String((await test.db('mark_notes').max({ id: 'id' }).first())!.id);

  it('are written on the page of the marks, found beside the mark, and announced until they are read', async () => {
    await finish();
    const { text: form } = await dadan.open(practice).then((answer) => answer);
    expect(form).to.contain('Tulis catatan').and.contain('Dokumen wajib KTP diunggah');
    await write({ text: '  Periksa daftar dokumen lebih dulu.\n<b>Selalu</b>  ' }).expect(303).expect('Location', practice);
    expect((await dadan.get(practice)).text).to.contain('Catatan terkirim. Orang siti melihatnya').and.contain('Tulis catatan lanjutan');
    expect((await siti.get('/')).text).to.contain('1 catatan baru dari Orang dadan pada hasil latihan Surat Izin Usaha Perdagangan');
    const { text } = await siti.get(`/sittings/${sittingId}/result`).expect(200);
    const row = text.slice(text.indexOf('mark-notes'));
    expect(row).to.contain('Orang dadan').and.contain('Periksa daftar dokumen lebih dulu.').and.contain('&lt;b&gt;Selalu').and.contain('>baru<');
    const anchor = /href="#(mark-\d+)"/.exec(text)![1]!;
    expect(text.slice(text.indexOf(`id="${anchor}"`)).indexOf('mark-notes')).to.be.within(1, 3_000);

    await siti.post(`/sittings/${sittingId}/notes`, { position: '1', last: await last() }).expect(303).expect('Location', `/sittings/${sittingId}/result`);
    await siti.post(`/sittings/${sittingId}/notes`, { position: '1', last: await last() }).expect(303);
    expect(await test.db('mark_note_reads')).to.have.length(1);
    expect((await siti.get('/')).text).to.not.contain('catatan baru');
    expect((await siti.get(`/sittings/${sittingId}/result`)).text).to.contain('Periksa daftar dokumen').and.not.contain('>baru<');
  });

  it('are corrected by a further note, which is unread again; nothing is changed or deleted', async () => {
    await finish();
    await write().expect(303);
    const first = await last();
    await write({ text: 'Maksud saya: bandingkan dengan daftar persyaratan.' }).expect(303);
    await siti.post(`/sittings/${sittingId}/notes`, { position: '1', last: first }).expect(303);
    expect((await siti.get('/')).text).to.contain('1 catatan baru');
    const { text } = await siti.get(`/sittings/${sittingId}/result`);
    expect(text.indexOf('Periksa daftar')).to.be.below(text.indexOf('Maksud saya')).and.above(0);
    for (const change of [test.db('mark_notes').update({ text: 'lain' }), test.db('mark_notes').delete(), test.db('mark_note_reads').delete()])
      expect(await Promise.resolve(change).then(() => null, (error: Error) => error.message)).to.contain('append-only');
    expect(await test.db('audit_events').where({ action: 'note.written' })).to.have.length(2);
  });

  it('say what is wrong and keep what was typed', async () => {
    await finish();
    const short = (await write({ text: ' a' }).expect(422)).text;
    expect(short).to.contain('paling sedikit tiga huruf').and.match(/href="#note-mark-\d+"/).and.match(/<details class="note-form" open>/);
    expect((await write({ mark: 'DF/nothing' }).expect(422)).text).to.contain('Nilai ini tidak ada lagi');
    await write({ text: 'x'.repeat(2001) }).expect(422);
    await siti.post(`/sittings/${sittingId}/notes`, { position: 'x' }).expect(422);
    expect(await test.db('mark_notes')).to.deep.equal([]);
  });

  it('are not written on an open practice, on a test, by another trainer, or by himself', async () => {
    await dadan.get(practice).expect(404);
    await write().expect(404);
    await finish();
    await test.addUser('euis', 'trainer');
    const euis = await test.signIn('euis');
    await euis.get(practice).expect(404);
    await euis.post(`${practice}/notes`, { position: '1', mark: 'DF/ktp-present', text: 'Halo semua.' }).expect(404);
    await siti.get(practice).expect(404);
    await test.addUser('budi', 'trainee');
    await (await test.signIn('budi')).post(`/sittings/${sittingId}/notes`, { position: '1', last: '1' }).expect(404);
    const outsider = (await test.db('users').where({ username: 'euis' }).first('id')).id;
    const row = { sitting_id: sittingId, position: 1, mark: 'x', text: 'tanpa kelompok', written_by: outsider, written_at: test.clock.now().toISOString() };
    expect(await Promise.resolve(test.db('mark_notes').insert(row)).then(() => null, (error: Error) => error.message)).to.contain('a trainer of the trainee');
    await dadan.post(`/trainer/groups/${groupId}/members/${sitiId}/departure`).expect(303);
    await dadan.get(practice).expect(404);
  });

  it('are not written without their audit entry', async () => {
    await finish();
    await breakAudit(test.db, 'note.written');
    await write().expect(500);
    expect(await test.db('mark_notes')).to.deep.equal([]);
  });

  it('whose mark is no more since the case was graded again are still shown', async () => {
    await finish();
    await write().expect(303);
    const made = await grade();
    const marks = made.marks.filter(({ id }) => id !== 'DF/ktp-present');
    await test.db('case_grades').insert({ sitting_id: sittingId, position: 1, grader_version: 'later', total: made.total, grade: JSON.stringify({ ...made, marks }), graded_at: test.clock.now().toISOString() });
    for (const text of [(await siti.get(`/sittings/${sittingId}/result`)).text, (await dadan.get(practice)).text]) expect(text).to.contain('Periksa daftar dokumen lebih dulu.');
  });

  describe('and the page of one person', () => {
    it('shows mastery, the last work and the marks lost most', async () => {
      expect((await dadan.get(person).expect(200)).text).to.contain('Belum ada latihan yang selesai').and.contain('Belum ada latihan yang dinilai');
      await finish();
      const { text } = await dadan.get(person).expect(200);
      expect(text).to.contain('Dokumen wajib KTP diunggah').and.contain('1 dari 1').and.contain(`href="${practice}"`).and.contain('Penguasaan kompetensi');
      const lost = lostBy(await grade());
      expect(text).to.contain(`−${lost[0]!.toFixed(1).replace('.', ',').replace(/,0$/, '')}`);
    });

    it('is of members only', async () => {
      const budiId = await test.addUser('budi', 'trainee');
      await dadan.get(`/trainer/groups/${groupId}/members/${budiId}`).expect(404);
      const budi = await test.signIn('budi');
      const { sittingId: other } = await beginPractice(budi);
      await dadan.get(`${person}/practices/${other}`).expect(404);
    });
  });
});

/** What each mark lost, the most first. */
const lostBy = ({ marks }: Grade): number[] => marks.map(({ outOf, points }) => outOf - points).sort((a, b) => b - a);
