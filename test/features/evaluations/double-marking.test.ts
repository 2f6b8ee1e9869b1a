import { expect } from 'chai';
import { testApp, type TestApp, type TestBrowser } from '../../support/app.ts';
import { holdForm, passedTest, type PassedTest, soundForm } from './passed-test.ts';

describe('an evaluation with two markers', () => {
  let test: TestApp;
  let ratna: TestBrowser;
  let wina: TestBrowser;
  let yoga: TestBrowser;
  let ids: Record<'siti' | 'ratna' | 'wina' | 'yoga' | 'agus', number>;
  let taken: PassedTest;
  let path: string;
  beforeEach(async () => {
    test = await testApp();
    const add = (name: string, role: 'trainee' | 'supervisor' | 'administrator') => test.addUser(name, role);
    ids = { siti: await add('siti', 'trainee'), ratna: await add('ratna', 'supervisor'), wina: await add('wina', 'supervisor'), yoga: await add('yoga', 'supervisor'), agus: await add('agus', 'administrator') };
    taken = await passedTest(test.db, ids.siti);
    await plan(['random']);
    path = `/evaluations/${taken.evaluationId}`;
    [ratna, wina, yoga] = [await test.signIn('ratna'), await test.signIn('wina'), await test.signIn('yoga')];
  });
  afterEach(() => test.close());

  const plan = (reasons: string[], id = taken.evaluationId) => test.db('evaluation_plans').insert({ evaluation_id: id, seed: 's', rate: 0.2, reasons: JSON.stringify(reasons), planned_at: 'x' });
  const decision = () => test.db('evaluation_decisions').first();
  const send = (browser: TestBrowser, form: Record<string, string | string[]>) => browser.post(`${path}/closure`, form).expect(303);

  it('publishes nothing and promotes nobody before the second has sent his', async () => {
    await send(ratna, soundForm({ 'comment-legal': 'Rahasia penilai pertama.' }));
    expect(await decision()).to.equal(undefined);
    expect([(await test.db('promotions')).length, (await test.db('evaluations').first()).closed_at]).to.deep.equal([0, null]);
    expect((await ratna.get(path)).text).to.contain('Penilaian Anda sudah terkirim').and.contain('Rahasia penilai pertama.').and.not.contain('name="points-legal"');
    expect((await ratna.get('/evaluations')).text).to.not.contain('Orang siti');
    await (await test.signIn('siti')).get(`${path}/verdict`).expect(404);
  });

  it('shows the second marker no rating, no words and no name of the first', async () => {
    await send(ratna, soundForm({ 'points-legal': '4', 'comment-legal': 'Rahasia penilai pertama.' }));
    for (const url of [path, `${path}?case=1&step=2`, '/evaluations'])
      expect((await wina.get(url).expect(200)).text).to.not.match(/Rahasia|Orang ratna|value="\d" checked/);
    await wina.get(`${path}/check`).expect(422);
  });

  it('publishes the mean of two that agree, keeps both, and shows both beside what was published', async () => {
    await send(ratna, soundForm({ 'points-legal': '4', 'comment-legal': 'Menimbang kewenangan.' }));
    await send(wina, soundForm());
    const { ratings, mean, recommendation } = await decision();
    expect([JSON.parse(ratings).legal.points, recommendation]).to.deep.equal([3.5, 'promote']);
    expect(mean).to.be.closeTo(18.5 / 6, 1e-9);
    expect(await test.db('evaluation_markings').orderBy('number').pluck('evaluator_id')).to.deep.equal([ids.ratna, ids.wina]);
    expect((await yoga.get(path)).text).to.contain('Semua penilaian').and.contain('Orang ratna').and.contain('Orang wina').and.contain('3,5');
    const verdict = (await (await test.signIn('siti')).get(`${path}/verdict`).expect(200)).text;
    expect(verdict).to.contain('3,5').and.not.match(/Orang (ratna|wina)/);
  });

  it('calls a third when they differ, and publishes the median of three', async () => {
    await send(ratna, soundForm());
    await send(wina, holdForm({ 'points-letter': '2' }));
    expect(await decision()).to.equal(undefined);
    expect((await yoga.get(path)).text).to.contain('name="points-legal"').and.not.match(/Orang (ratna|wina)/);
    await send(yoga, holdForm({ 'points-letter': '2' }));
    const { recommendation, ratings } = await decision();
    expect([recommendation, JSON.parse(ratings).letter.points]).to.deep.equal(['hold', 2]);
    const [event] = await test.db('audit_events').where({ action: 'evaluation.closed' });
    expect(JSON.parse(event.detail)).to.include({ rule: 'median', markers: 3, recommendation: 'hold' });
    await ratna.post(`${path}/closure`, soundForm()).expect(303);
    expect(await test.db('evaluation_markings')).to.have.length(3);
  });

  it('takes each marker once, and no third where two agree', async () => {
    await send(ratna, soundForm());
    await send(ratna, holdForm());
    expect(await test.db('evaluation_markings')).to.have.length(1);
    await send(wina, soundForm());
    await yoga.post(`${path}/closure`, soundForm()).expect(409);
    // It is closed: nobody is told first which fields are empty.
    await yoga.post(`${path}/closure`, {}).expect(409);
    expect(await test.db('evaluation_markings')).to.have.length(2);
  });

  it('publishes once when two of the markers send at the same moment', async () => {
    const statuses = (await Promise.all([wina, yoga, ratna].map((browser) => browser.post(`${path}/closure`, soundForm())))).map(({ status }) => status);
    expect(statuses.toSorted()).to.deep.equal([303, 303, 409]);
    expect([(await test.db('evaluation_decisions')).length, (await test.db('evaluation_markings')).length, (await test.db('promotions')).length]).to.deep.equal([1, 2, 1]);
  });

  it('the line superior never decides alone: an administrator names him, and another is asked as well', async () => {
    const single = await passedTest(test.db, await test.addUser('budi', 'trainee'), { seed: 'b' });
    await plan([], single.evaluationId);
    const { trainee_id: budi } = await test.db('evaluations').where({ id: single.evaluationId }).first();
    const agus = await test.signIn('agus');
    await agus.post(`/admin/users/${budi}/superior`, { superior: String(ids.ratna) }).expect(303);
    expect((await agus.get(`/admin/users/${budi}`)).text).to.contain('Orang ratna, sejak 28 Mei 2015');
    path = `/evaluations/${single.evaluationId}`;
    await send(ratna, soundForm());
    expect(await decision()).to.equal(undefined);
    await send(wina, soundForm());
    expect((await decision()).evaluation_id).to.equal(single.evaluationId);
    expect((await test.db('evaluation_markings').orderBy('number').pluck('as_superior')).map(Boolean)).to.deep.equal([true, false]);
  });

  it('keeps every line superior on record and refuses who cannot be one', async () => {
    const agus = await test.signIn('agus');
    const set = (superior: string) => agus.post(`/admin/users/${ids.siti}/superior`, { superior });
    for (const wrong of [String(ids.agus), String(ids.siti), '999', 'x']) expect((await set(wrong).expect(422)).text).to.contain('Pilih seorang penyelia');
    for (const next of [ids.ratna, ids.ratna, ids.wina, '']) await set(String(next)).expect(303);
    expect(await test.db('line_superiors').orderBy('id').pluck('superior_id')).to.deep.equal([ids.ratna, ids.wina, null]);
    expect(await test.db('audit_events').where({ action: 'account.superior-set' })).to.have.length(3);
  });

  it('shows the plan of the outcome before to the next evaluator', async () => {
    await send(ratna, holdForm());
    await send(wina, holdForm());
    const again = await passedTest(test.db, ids.siti, { seed: 'again' });
    expect((await yoga.get(`/evaluations/${again.evaluationId}`)).text).to.contain('Rencana dari evaluasi sebelumnya').and.contain('Sepuluh latihan surat.').and.contain('sampai 31 Juli 2015');
  });

  it('tells supervisors how far they agree, with what is provisional', async () => {
    expect((await ratna.get('/agreement')).text).to.contain('Belum ada berkas yang dinilai dua orang');
    await send(ratna, soundForm({ 'points-legal': '4', 'comment-legal': 'Menimbang kewenangan.' }));
    await send(wina, soundForm());
    const { text } = await yoga.get('/agreement').expect(200);
    expect(text).to.contain('Berkas dengan dua penilai: 1').and.contain('sementara, di bawah 50 berkas').and.contain('83,3%').and.contain('berkas terlalu sedikit').and.contain('Orang wina');
  });
});

describe('the places of an evaluation', () => {
  let test: TestApp;
  let ratna: TestBrowser;
  let wina: TestBrowser;
  let path: string;
  let id: number;
  beforeEach(async () => {
    test = await testApp();
    ({ evaluationId: id } = await passedTest(test.db, await test.addUser('siti', 'trainee'), { at: '2015-05-28T00:00:00.000Z' }));
    path = `/evaluations/${id}`;
    for (const name of ['ratna', 'wina']) await test.addUser(name, 'supervisor');
    [ratna, wina] = [await test.signIn('ratna'), await test.signIn('wina')];
  });
  afterEach(() => test.close());

  it('are taken by the next one, shown to others with name and time, and given back', async () => {
    await ratna.post('/evaluations/next').expect(303).expect('Location', path);
    expect((await ratna.get('/evaluations')).text).to.contain('Anda ambil');
    expect((await wina.get('/evaluations')).text).to.contain('Dikerjakan Orang ratna sejak 28 Mei 2015, 08.00 WIB');
    expect((await wina.get(path).expect(200)).text).to.contain('Sedang dikerjakan penilai lain').and.not.contain('name="points-legal"');
    await wina.post('/evaluations/next').expect(303).expect('Location', '/evaluations');
    await wina.post(`${path}/claim`).expect(409);
    for (const [end, form] of [['draft', soundForm()], ['closure', soundForm()], ['evidence', { dimension: 'legal', events: '1:1', case: '1', step: '0' }]] as const) await wina.post(`${path}/${end}`, form).expect(409); // prettier-ignore
    expect(await test.db('evaluation_drafts')).to.deep.equal([]);
    await ratna.post(`${path}/release`).expect(303);
    await wina.post(`${path}/claim`).expect(303);
    expect(await test.db('audit_events').whereLike('action', 'evaluation.%').orderBy('id').pluck('action')).to.deep.equal(['evaluation.claimed', 'evaluation.released', 'evaluation.claimed']);
  });

  it('end by themselves after 120 minutes without work, and work goes on keeping them', async () => {
    // Sessions end too: each signs in anew.
    const later = async (name: string, minutes: number) => {
      test.clock.advance(minutes * 60);
      return test.signIn(name);
    };
    await ratna.post(`${path}/draft`, soundForm()).expect(303);
    await (await later('ratna', 100)).post(`${path}/draft`, soundForm()).expect(303);
    await (await later('wina', 100)).post(`${path}/claim`).expect(409);
    await (await later('wina', 21)).post(`${path}/claim`).expect(303);
    await (await later('ratna', 0)).post(`${path}/draft`, soundForm()).expect(409);
    expect((await test.db('evaluation_drafts')).length).to.equal(1);
  });

  it('are as many as markers are missing', async () => {
    await test.db('evaluation_plans').insert({ evaluation_id: id, seed: 's', rate: 0.2, reasons: '["level"]', planned_at: 'x' });
    await test.addUser('yoga', 'supervisor');
    await ratna.post(`${path}/claim`).expect(303);
    await wina.post(`${path}/claim`).expect(303);
    const yoga = await test.signIn('yoga');
    await yoga.post(`${path}/claim`).expect(409);
    await ratna.post(`${path}/closure`, soundForm()).expect(303);
    await yoga.post(`${path}/claim`).expect(409);
    await wina.post(`${path}/closure`, soundForm()).expect(303);
    expect(await test.db('evaluation_decisions')).to.have.length(1);
  });

  it('are spread: who had one waits while another, who works too, has had none', async () => {
    await ratna.post(`${path}/closure`, soundForm()).expect(303);
    for (const [name, at] of [['budi', '2015-05-28T00:10:00.000Z'], ['tini', '2015-05-28T00:20:00.000Z']] as const) await passedTest(test.db, await test.addUser(name, 'trainee'), { seed: name, at }); // prettier-ignore
    const first = await wina.post('/evaluations/next').expect(303);
    await wina.post(`${first.headers.location}/release`).expect(303);
    await ratna.post('/evaluations/next').expect(303).expect('Location', /\/evaluations\/\d+$/);
    const [held] = await test.db('evaluation_claims').whereNull('released_at').pluck('evaluation_id');
    const byAge: number[] = await test.db('evaluations').whereNull('closed_at').orderBy('opened_at').pluck('id');
    expect(held).to.equal(byAge[1]);
  });
});
