import { expect } from 'chai';
import { competencies } from '../../../src/core/shared/competency.ts';
import { currentLevel, standingOf } from '../../../src/features/levels/level-read-model.ts';
import { testApp, type TestApp, type TestBrowser } from '../../support/app.ts';
import { beginPractice, beginTest, openGate, passTest, record, workOn } from '../sittings/work.ts';

describe('home and progress', () => {
  let app: TestApp;
  let sari: number;
  let browser: TestBrowser;

  beforeEach(async () => {
    app = await testApp();
    sari = await app.addUser('sari', 'trainee');
    browser = await app.signIn('sari');
  });
  afterEach(() => app.close());

  const standing = () => standingOf(app.db, app.services.catalogue, sari, app.clock.now());

  it('shows a new trainee the first practice, the ladder and no evidence', async () => {
    const { text } = await browser.get('/');
    expect(text).to.contain('Latihan pertama Anda').and.to.contain('aria-current="step"').and.to.contain('Belum mulai');
    expect(text.match(/<svg class="ladder-drawing"/g)).to.have.length(1);
    expect(text.match(/class="ladder-step-text/g)).to.have.length(5);
    expect(text.match(/name="competency"/g)).to.have.length(competencies.length);
  });

  it('leads everybody else to the first page of the own role, and a stranger to signing in', async () => {
    for (const [username, role, path] of [
      ['dadan', 'trainer', '/trainer/cases'],
      ['ratna', 'supervisor', '/evaluations'],
      ['yayan', 'administrator', '/admin/users'],
    ] as const) {
      await app.addUser(username, role);
      expect((await (await app.signIn(username)).get('/')).headers.location).to.equal(path);
    }
    expect((await app.browser().get('/')).headers.location).to.equal('/login');
  });

  it('proposes the one next act that fits: go on, then the open test, then the running one', async () => {
    const { sittingId, casePath } = await beginPractice(browser);
    await browser.open(casePath);
    const [first] = await workOn(app, sittingId);
    await record(app, sari, sittingId, 1, [first!]);
    expect((await browser.get('/')).text).to.contain('Lanjutkan: ');
    await app.db('sittings').where({ id: sittingId }).update({ submitted_at: app.clock.now().toISOString() });
    await openGate(app, sari);
    expect((await browser.get('/')).text).to.contain('Anda siap untuk tes jenjang 1');
    await browser.open('/tests/new');
    await browser.post('/tests');
    expect((await browser.get('/')).text).to.contain('Tes jenjang 1 sedang berjalan');
  });

  it('begins a practice that trains the competency asked for', async () => {
    await browser.open('/');
    const answer = await browser.post('/practices', { competency: 'KLS' });
    expect(answer.status).to.equal(303);
    expect(await app.db('cases').pluck('service')).to.deep.equal(['RKLI']);
    expect((await browser.post('/practices', { competency: 'XYZ' })).status).to.equal(422);
  });

  it('lists what was practised last', async () => {
    const { sittingId } = await beginPractice(browser, 'KPS');
    await record(app, sari, sittingId, 1, await workOn(app, sittingId));
    expect((await browser.get('/')).text).to.contain(`href="/sittings/${sittingId}/result"`);
  });

  it('draws a line for the chosen competency, with the same figures in a table', async () => {
    expect((await browser.get('/progress')).text)
      .to.contain('Belum ada bukti')
      .and.to.not.contain('chart.js');
    const { sittingId } = await beginPractice(browser);
    await record(app, sari, sittingId, 1, await workOn(app, sittingId));
    const { text } = await browser.get('/progress?competency=ITG');
    expect(text).to.contain('Perkiraan kemampuan: Integritas').and.to.contain('class="course-line"');
    expect(text, 'the heavy library is only named').to.not.match(/<script[^>]*vendor/);
    const figures = JSON.parse(/data-course="([^"]+)"/.exec(text)![1]!.replaceAll('&#34;', '"')) as {
      theta: number[];
      low: number[];
      high: number[];
    };
    expect(figures.theta).to.have.length(1);
    expect(figures.low[0]).to.be.below(figures.theta[0]!);
    expect(text).to.contain(`<td class="number">${figures.theta[0]!.toLocaleString('id-ID', { minimumFractionDigits: 2 })}</td>`);
    expect((await browser.get('/progress?competency=nonsense')).status).to.equal(200);
  });

  it('counts only the own unassisted practice of the last sixty days', async () => {
    await openGate(app, sari);
    expect((await standing()).test).to.equal('open');
    const budi = await app.addUser('budi', 'trainee');
    expect((await standingOf(app.db, app.services.catalogue, budi, app.clock.now())).cases).to.have.length(0);
    app.clock.advance(70 * 86_400);
    const later = await standing();
    expect(later.test).to.equal('gate');
    expect(later.observations).to.have.length(0);
  });

  it('knows the level that is held, what it is worth, and what comes next', async () => {
    const test = await beginTest(app, browser, sari);
    await passTest(app, test);
    await browser.open(`/sittings/${test}/review`);
    await browser.post(`/sittings/${test}/submission`);
    expect((await standing()).test).to.equal('pending');
    const { id } = await app.db('evaluations').first('id');
    const at = app.clock.now().toISOString();
    const ratna = await app.addUser('ratna', 'supervisor');
    await app
      .db('evaluation_decisions')
      .insert({
        evaluation_id: id,
        evaluator_id: ratna,
        ratings: '{}',
        mean: 4,
        passed: true,
        recommendation: 'promote',
        reasons: '[]',
        decided_at: at,
      });
    await app.db('promotions').insert({ trainee_id: sari, level: 1, evaluation_id: id, promoted_at: at });
    expect(await standing()).to.include({ current: 1, working: 2, practising: 2, test: 'gate', pending: null });
    expect((await browser.get('/')).text)
      .to.contain('ladder-text-held')
      .and.to.contain('Dicapai 28 Mei 2015');
    expect((await browser.get('/tests')).text)
      .to.contain('Lulus, naik jenjang');
    app.clock.advance(3 * 365 * 86_400);
    expect(await standing()).to.include({ current: 0, working: 1 });
  });

  it('counts a level only on top of an unbroken row', () => {
    const level = (number: number, valid = true) => ({ level: number, promotedAt: '', expiresAt: '', valid });
    expect(currentLevel([])).to.equal(0);
    expect(currentLevel([level(1), level(2)])).to.equal(2);
    expect(currentLevel([level(1, false), level(2)])).to.equal(0);
    expect(currentLevel([level(1), level(3)])).to.equal(1);
  });

  it('begins a pause when the evaluation holds a trainee back', async () => {
    const test = await beginTest(app, browser, sari);
    await passTest(app, test);
    await browser.open(`/sittings/${test}/review`);
    await browser.post(`/sittings/${test}/submission`);
    const { id } = await app.db('evaluations').first('id');
    const ratna = await app.addUser('ratna', 'supervisor');
    await app
      .db('evaluation_decisions')
      .insert({
        evaluation_id: id,
        evaluator_id: ratna,
        ratings: '{}',
        mean: 2,
        passed: false,
        recommendation: 'hold',
        reasons: '[]',
        decided_at: app.clock.now().toISOString(),
      });
    expect((await standing()).test).to.equal('cooling-off');
    expect((await browser.get('/tests')).text).to.contain('Lulus, ditahan evaluasi');
  });
});
