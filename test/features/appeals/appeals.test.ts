import { expect } from 'chai';
import { testApp, type TestApp, type TestBrowser } from '../../support/app.ts';
import { breakAudit } from '../../support/broken-audit.ts';
import { readPdf } from '../../support/pdf.ts';
import { beginTest, passTest } from '../sittings/work.ts';

const text = 'Soal tentang jangka waktu mempunyai dua jawaban benar.';
const opinion = 'Kedua jawaban memang dapat dibenarkan oleh aturan.';
const day = 86_400;

describe('an appeal', function () {
  this.timeout(30_000);
  let app: TestApp;
  let sari: number;
  let ratnaId: number;
  let sittingId: number;
  let browser: TestBrowser;
  const panel: Record<string, TestBrowser> = {};

  beforeEach(async () => {
    app = await testApp();
    sari = await app.addUser('sari', 'trainee');
    ratnaId = await app.addUser('ratna', 'supervisor', 'trainer');
    for (const name of ['wina', 'budi', 'cici']) await app.addUser(name, 'supervisor');
    browser = await app.signIn('sari');
    sittingId = await beginTest(app, browser, sari);
    await passTest(app, sittingId, 'reject-all');
    await app.services.sittings.submitTest(await app.services.sittings.get({ id: sari }, sittingId));
    for (const name of ['ratna', 'wina', 'budi', 'cici']) panel[name] = await app.signIn(name);
  });
  afterEach(() => app.close());

  const file = (fields: Record<string, string> = { kind: 'procedure', reason: text }) => browser.post(`/sittings/${sittingId}/appeal`, fields);
  const idOf = async (): Promise<number> => (await app.db('appeals').first('id')).id;
  const vote = async (name: string, fields: Record<string, string> = {}) =>
    panel[name]!.post(`/appeals/${await idOf()}/votes`, { vote: 'uphold', remedy: 'fresh-test', reason: opinion, ...fields });
  const own = async () => (await browser.get(`/sittings/${sittingId}/appeal`).expect(200)).text;

  it('is filed within fourteen days, due in ten working days, and told to the trainee', async () => {
    expect(await own()).to.contain('11 Juni 2015').and.contain('tidak dapat menjadi lebih buruk');
    await file().expect(303);
    expect(await own()).to.contain(text).and.contain('Menunggu putusan').and.contain('12 Juni 2015').and.not.contain('<textarea');
    expect(await app.db('appeals').first()).to.include({ kind: 'procedure', trainee_id: sari, due_on: '2015-06-12' });
    await file().expect(303);
    await file({ kind: 'technical', reason: text }).expect(409);
    expect(await app.db('appeals')).to.have.length(1);
  });

  it('is taken on the last moment of the term and not after it', async () => {
    app.clock.advance(14 * day);
    await browser.signIn('sari');
    await file().expect(303);
  });

  it('is not taken after the term', async () => {
    app.clock.advance(14 * day + 30);
    await browser.signIn('sari');
    expect(await own()).to.contain('berakhir').and.not.contain('<textarea');
    await file().expect(409);
  });

  it('says which field is wrong, and keeps what was written', async () => {
    const answer = await file({ kind: 'other', reason: 'singkat' }).expect(422);
    expect(answer.text).to.contain('Pilih alasan banding').and.contain('20 karakter').and.contain('>singkat</textarea>');
    expect((await file({ kind: 'rating', reason: text }).expect(422)).text).to.contain('Belum ada penilaian evaluator');
  });

  it('is decided by two who agree; a fresh test then waits for no pause', async () => {
    expect((await app.services.tests.standing({ id: sari })).test).to.equal('cooling-off');
    await file().expect(303);
    await (await vote('wina')).headers;
    expect(await own()).to.contain('Menunggu putusan').and.not.contain(opinion);
    await vote('budi');
    expect(await own()).to.contain('Dikabulkan').and.contain('tanpa masa tunggu').and.contain(opinion);
    expect((await app.services.tests.standing({ id: sari })).retakeFrom).to.equal(null);
    expect((await panel.cici!.get('/appeals')).text).to.contain('100').and.not.contain('Sudah diputuskan');
    expect((await panel.budi!.get('/appeals')).text).to.contain('Sudah diputuskan dengan pendapat Anda').and.contain(`href="/appeals/${await idOf()}"`).and.contain('1 data');
    expect((await vote('cici')).status).to.equal(409);
    const actions: string[] = await app.db('audit_events').orderBy('id').pluck('action');
    expect(actions.filter((action) => action.startsWith('appeal.'))).to.deep.equal(['appeal.filed', 'appeal.voted', 'appeal.voted', 'appeal.decided']);
    expect(await app.services.audit.verifyRecord()).to.deep.include({ ok: true });
  });

  it('goes to a third when two differ, and shows no opinion before one has given the own', async () => {
    await file().expect(303);
    await vote('wina');
    const path = `/appeals/${await idOf()}`;
    expect((await panel.budi!.get(path)).text).to.not.contain(opinion);
    expect((await panel.wina!.get(path)).text).to.contain(opinion);
    await vote('budi', { vote: 'reject', reason: 'Tes berjalan menurut aturan, tidak ada gangguan.' });
    expect(await app.db('appeal_decisions')).to.deep.equal([]);
    await vote('cici', { vote: 'reject', reason: 'Berita acara tidak mencatat gangguan apa pun.' });
    expect(await own()).to.contain('Ditolak');
    expect((await app.services.tests.standing({ id: sari })).test).to.equal('cooling-off');
  });

  it('leads to a new result that is better, never to a worse one', async () => {
    const [before] = await app.db('results').where({ sitting_id: sittingId });
    const { items } = JSON.parse((await app.db('sittings').where({ id: sittingId }).first('form')).form) as { items: string[] };
    // Two corrections that have not been applied to this test: one would take a point, one case would be left out.
    const question = app.services.catalogue.questions.get(items[0]!)!;
    await app.db('key_corrections').insert({ kind: 'item-key', subject: items[0], answer: question.options.find(({ id }) => id !== question.key)!.id, reason: text, decided_by: ratnaId, decided_at: app.clock.now().toISOString() });
    await file({ kind: 'content', reason: text }).expect(303);
    expect((await panel.wina!.get(`/appeals/${await idOf()}`)).text).to.contain('sama persis').and.contain('hasil lama tetap berlaku');
    await vote('wina', { remedy: 'rescore' });
    await vote('budi', { remedy: 'rescore' });
    expect(await app.db('results').where({ sitting_id: sittingId })).to.have.length(1);
    expect(await own()).to.contain('hasilnya tetap');
    expect(before!.total).to.be.a('number');
  });

  it('is written with its audit entry or not at all', async () => {
    const mend = await breakAudit(app.db, 'appeal.decided');
    await file().expect(303);
    await vote('wina');
    expect((await vote('budi')).status).to.equal(500);
    expect(await app.db('appeal_votes')).to.have.length(1);
    await mend();
  });

  it('is for no panel that was involved: trainer, evaluator, nor the trainee', async () => {
    const group = await app.services.groups.createGroup({ id: ratnaId }, 'Angkatan Mei');
    await app.services.groups.addMember({ id: ratnaId }, group, sari);
    await file().expect(303);
    const path = `/appeals/${await idOf()}`;
    await panel.ratna!.get(path).expect(404);
    expect((await vote('ratna')).status).to.equal(404);
    expect((await panel.ratna!.get('/appeals')).text).to.not.contain(path);
    await browser.get(path).expect(404);
    const refused = await app.db('appeal_votes').insert({ appeal_id: await idOf(), supervisor_id: ratnaId, vote: 'uphold', remedy: 'rescore', reason: opinion, voted_at: 'x' }).then(() => '', (error: Error) => error.message);
    expect(refused).to.contain('not involved');
  });

  it('against another person\'s test is as if there were none', async () => {
    await app.addUser('oki', 'trainee');
    const oki = await app.signIn('oki');
    await oki.get(`/sittings/${sittingId}/appeal`).expect(404);
    await oki.post(`/sittings/${sittingId}/appeal`, { kind: 'x' }).expect(404);
    await oki.get(`/sittings/${sittingId}/letter`).expect(404);
  });

  it('and the score, the error band, the reasons and a code stand in the letter, which anybody can check', async () => {
    const letter = (await browser.get(`/sittings/${sittingId}/letter`).expect(200)).text;
    expect(letter).to.contain('Belum lulus').and.contain('±').and.contain('rentang galat').and.contain('11 Juni 2015').and.contain('Orang sari');
    const code = /letter-code">([0-9A-F-]+)</.exec(letter)![1]!;
    const checked = (await app.browser().get(`/r/${code}`).expect(200)).text;
    expect(checked).to.contain('asli dan berlaku').and.not.contain('Orang sari');
    await app.browser().get('/r/0000-0000-0000-0000-0000').expect(404);
    await app.browser().get('/r/x').expect(404);
  });

  it('and the letter is a file too, with every line of the page, for its owner only', async () => {
    await app.db('users').where({ id: sari }).update({ name: 'Orang sari <b> & Ñana' });
    const answer = await browser.get(`/sittings/${sittingId}/letter.pdf`).buffer(true).parse((res, done) => {
      const chunks: Buffer[] = [];
      res.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => done(null, Buffer.concat(chunks)));
    });
    expect([answer.status, answer.headers['content-type'], answer.headers['content-disposition']]).to.deep.equal([200, 'application/pdf', 'attachment; filename="hasil-tes-1.pdf"']);
    const words = readPdf(answer.body as Buffer).pages.flat().join(' ');
    const letter = (await browser.get(`/sittings/${sittingId}/letter`).expect(200)).text;
    const article = letter.slice(letter.indexOf('<article'), letter.indexOf('</article>')).replaceAll(/<p class="screen-only">.*?<\/p>/g, '').replaceAll(/<[^>]*>/g, ' ').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
    expect(article.match(/\S+/g)!.filter((word) => !words.includes(word))).to.deep.equal([]);
    expect(words).to.contain('Orang sari <b> & Ñana');
    await panel.wina!.get(`/sittings/${sittingId}/letter.pdf`).expect(404);
  });
});
