import { expect } from 'chai';
import { latestDecision } from '../../../src/features/evaluations/evaluation-read-model.ts';
import { testApp, type TestApp, type TestBrowser } from '../../support/app.ts';
import { passedTest, type PassedTest, soundForm } from './passed-test.ts';

describe('the queue of evaluations', () => {
  let test: TestApp;
  let ratna: TestBrowser;
  beforeEach(async () => {
    test = await testApp();
    await test.addUser('ratna', 'supervisor');
    ratna = await test.signIn('ratna');
  });
  afterEach(() => test.close());

  it('says what will be here when it is empty', async () => {
    expect((await ratna.get('/evaluations').expect(200)).text).to.contain('Tidak ada evaluasi yang menunggu Anda');
    await ratna.post('/evaluations/next').expect(303).expect('Location', '/evaluations');
    expect((await ratna.get('/evaluations')).text).to.contain('Tidak ada evaluasi bebas');
  });

  it('lists who waits, the longest first, with level, total and days, and begins with the first', async () => {
    const first = await passedTest(test.db, await test.addUser('siti', 'trainee'), {
      at: '2015-05-20T02:00:00.000Z',
      seed: 'b',
    });
    await passedTest(test.db, await test.addUser('budi', 'trainee'), { at: '2015-05-26T02:00:00.000Z', seed: 'c' });
    const { text } = await ratna.get('/evaluations').expect(200);
    expect(text.indexOf('Orang siti')).to.be.lessThan(text.indexOf('Orang budi'));
    expect(text).to.contain('7 hari').and.contain('1 hari').and.contain('1, Dasar');
    await ratna.post('/evaluations/next').expect(303).expect('Location', `/evaluations/${first.evaluationId}`);
  });

  it('can be filtered and leafed through', async () => {
    for (const name of ['siti', 'budi', 'tini'])
      await passedTest(test.db, await test.addUser(name, 'trainee'), { seed: name });
    const found = async (query: string) =>
      (await ratna.get(`/evaluations${query}`).expect(200)).text.match(/Orang (siti|budi|tini)/g) ?? [];
    expect(await found('?q=SIT')).to.deep.equal(['Orang siti']);
    expect(await found('?level=1')).to.have.length(3);
    expect(await found('?level=2')).to.deep.equal([]);
    expect(await found('?perPage=2&page=2')).to.have.length(1);
    expect((await ratna.get('/evaluations?q=x').expect(200)).text).to.contain('Tidak ada evaluasi yang cocok');
    await ratna.get('/evaluations?level=x&q[]=1&page=-1').expect(200);
  });

  it('leaves out what was closed, and says when that was', async () => {
    const { evaluationId } = await passedTest(test.db, await test.addUser('siti', 'trainee'));
    await ratna.post(`/evaluations/${evaluationId}/closure`, soundForm()).expect(303);
    await ratna.get(`/evaluations/${evaluationId}`);
    expect((await ratna.get('/evaluations').expect(200)).text)
      .to.contain('Terakhir selesai: 28 Mei 2015')
      .and.not.contain('Orang siti');
  });
});

describe('working on an evaluation', () => {
  let test: TestApp;
  let ratna: TestBrowser;
  let sitiId: number;
  let taken: PassedTest;
  let path: string;
  beforeEach(async () => {
    test = await testApp();
    sitiId = await test.addUser('siti', 'trainee');
    await test.addUser('ratna', 'supervisor');
    taken = await passedTest(test.db, sitiId);
    path = `/evaluations/${taken.evaluationId}`;
    ratna = await test.signIn('ratna');
  });
  afterEach(() => test.close());

  it('shows the report, the cases with decision and truth, and the rubric with every anchor', async () => {
    const { text } = await ratna.get(path).expect(200);
    for (const { registration } of taken.cases) expect(text).to.contain(registration);
    expect(text).to.contain('Nilai per kompetensi').and.contain('batas lulus 70');
    for (const { anchors } of test.services.catalogue.rubric.dimensions)
      for (const { id } of anchors) expect(text).to.contain(id);
    expect(text).to.not.match(/<(script|style)(?![^>]*(src|href))/);
  });

  it('replays the desk step by step in the renderer of the desk, and nothing in it can be done', async () => {
    const opened = taken.actions[0]!.findIndex(({ type }) => type === 'pin-finding' || type === 'look-up');
    const start = (await ratna.get(`${path}?case=1&step=0`).expect(200)).text;
    expect(start).to.contain('Sebelum langkah pertama').and.contain('Belum dibuka').and.not.contain('Sudah dibuka');
    const later = (await ratna.get(`${path}?case=1&step=${opened}`).expect(200)).text;
    expect(later)
      .to.contain(`Langkah ${opened} dari ${taken.actions[0]!.length}`)
      .and.contain('Sudah dibuka')
      .and.contain('class="sheet');
    for (const html of [start, later]) expect(html).to.not.contain('/actions"').and.not.contain('pin=');
    expect(later).to.contain(`href="${path}?case=1&amp;step=${opened + 1}"`);
  });

  it('lists every step in words and the marks of the machine with what was expected', async () => {
    const { text } = await ratna.get(`${path}?case=2`).expect(200);
    expect(text.match(/name="events"/g)).to.have.length(taken.actions[1]!.length);
    expect(text)
      .to.contain('mengirim putusan')
      .and.contain('Nilai mesin')
      .and.contain('Diharapkan')
      .and.contain('Dikerjakan');
    expect(text).to.not.match(/grading\.|[^/]evaluations\./);
  });

  it('takes a step beyond the end as the end, and does not know a case that was not in the test', async () => {
    const { length } = taken.actions[0]!;
    expect((await ratna.get(`${path}?case=1&step=999`).expect(200)).text).to.contain(
      `Langkah ${length} dari ${length}`,
    );
    expect((await ratna.get(`${path}?case=1&step=x&document=..`).expect(200)).text).to.contain(
      'Sebelum langkah pertama',
    );
    await ratna.get(`${path}?case=3`).expect(404);
    expect((await ratna.get(`${path}?case=x`).expect(200)).text).to.contain('Rubrik');
  });

  it('collects ticked steps as evidence, each once, and keeps them in the draft', async () => {
    const tick = (events: string[]) =>
      ratna.post(`${path}/evidence`, { dimension: 'legal', events, case: '1', step: '2' });
    await tick(['1:1', '1:3']).expect(303).expect('Location', `${path}?case=1&step=2`);
    await tick(['1:3', '1:4', 'x']).expect(303);
    const draft = JSON.parse((await test.db('evaluation_drafts').first()).body);
    expect(draft.ratings.legal.evidence).to.deep.equal([
      { case: 1, step: 1 },
      { case: 1, step: 3 },
      { case: 1, step: 4 },
    ]);
    expect((await ratna.get(path)).text).to.contain('Kasus 1, langkah 4');
    await tick([]).expect(303);
    expect((await ratna.get(path)).text).to.contain('Tandai langkah dan unsur rubriknya dahulu');
    await ratna
      .post(`${path}/evidence`, { dimension: ['legal', 'letter'], events: '2:1', case: '2', step: '1' })
      .expect(303);
    const { ratings } = JSON.parse((await test.db('evaluation_drafts').first()).body);
    expect([ratings.legal.evidence.length, ratings.letter.evidence]).to.deep.equal([4, [{ case: 2, step: 1 }]]);
    await ratna.post(`${path}/evidence`, { dimension: 'constructor', events: '1:1', case: '1', step: '2' }).expect(422);
  });

  it('keeps a half-filled form, for this evaluator only, and answers a script with the time', async () => {
    const half = { 'points-legal': '2', 'comment-legal': 'Aturan\r\nbenar.' };
    await ratna.post(`${path}/draft`, half).expect(303).expect('Location', `${path}#rubric`);
    expect((await ratna.get(path)).text)
      .to.match(/name="points-legal" value="2" checked/)
      .and.contain('Aturan\nbenar.');
    await ratna
      .post(`${path}/draft`, { ...half, next: '2' })
      .expect(303)
      .expect('Location', `${path}?case=2`);
    const answer = await ratna.post(`${path}/draft`, half).set('Accept', 'application/json').expect(200);
    expect(answer.body.text).to.match(/^Konsep tersimpan \d\d\.\d\d$/);
    await test.addUser('wina', 'supervisor');
    expect((await (await test.signIn('wina')).get(path)).text).to.not.contain('Aturan\nbenar.');
    expect(await test.db('evaluation_drafts')).to.have.length(1);
  });

  it('leads over the check page, which repeats everything, and back with errors when something is missing', async () => {
    await ratna.get(`${path}/check`).expect(422);
    const missing = await ratna
      .post(`${path}/draft`, { ...soundForm({ 'points-legal': [] }), next: 'check' })
      .expect(422);
    expect(missing.text).to.contain('href="#points-legal"');
    await ratna
      .post(`${path}/draft`, { ...soundForm({ 'comment-legal': 'Sudah diterapkan.' }), next: 'check' })
      .expect(303)
      .expect('Location', `${path}/check`);
    const { text } = await ratna.get(`${path}/check`).expect(200);
    expect(text)
      .to.contain('Sudah diterapkan.')
      .and.contain('name="evidence-legal" value="1:1"')
      .and.contain('Kirim evaluasi');
  });

  it('changes no draft of a closed evaluation', async () => {
    await ratna.post(`${path}/closure`, soundForm()).expect(303);
    await ratna.post(`${path}/draft`, soundForm({ 'comment-legal': 'terlambat' })).expect(409);
    await ratna.post(`${path}/evidence`, { dimension: 'legal', events: '1:1', case: '1', step: '0' }).expect(409);
    await ratna.get(`${path}/check`).expect(303).expect('Location', path);
    expect(await test.db('evaluation_drafts')).to.deep.equal([]);
    expect((await ratna.get(`${path}?case=1&step=1`).expect(200)).text).to.not.contain('name="events"');
  });

  it('tells the home page of the trainee what was decided', async () => {
    expect(await latestDecision(test.db, sitiId)).to.equal(null);
    await ratna.post(`${path}/closure`, soundForm()).expect(303);
    const certificate = await test.db('certificates').first();
    const at = test.clock.now().toISOString();
    expect(await latestDecision(test.db, sitiId)).to.deep.equal({
      evaluationId: taken.evaluationId,
      level: 1,
      recommendation: 'promote',
      decidedAt: at,
      certificateId: certificate.id,
    });
  });
});
