import { expect } from 'chai';
import { routeRegistry } from '../../../src/platform/access.ts';
import { testApp, type TestApp, type TestBrowser } from '../../support/app.ts';
import { beginTest } from './work.ts';

/** Parts of the site that a running test leaves open: none of them explains a case or a rule. */
const stillOpen = /^\/(?:$|account|admin|announcements|appeals|certificates|evaluations|healthz|login|logout|language|pictures|progress|r\/|readyz|sittings|tests|trainer|v\/|verify|assets)/;

describe('while a test runs', function () {
  this.timeout(60_000);
  let app: TestApp;
  let sari: number;
  let browser: TestBrowser;

  beforeEach(async () => {
    app = await testApp();
    sari = await app.addUser('sari', 'trainee');
    browser = await app.signIn('sari');
  });
  afterEach(() => app.close());

  it('practice, its results, services and rules are closed with a way back to the test, and nothing is begun', async () => {
    const practice = await app.services.practices.create({ id: sari }, 'KPS');
    await browser.open(`/sittings/${practice}/cases/1`);
    const before = await browser.get(`/sittings/${practice}/cases/1`).expect(200);
    const id = await beginTest(app, browser, sari);
    const done = (await app.db('sittings').where({ trainee_id: sari, kind: 'practice' }).whereNotNull('submitted_at').first('id')).id;
    const closed = ['/practice', '/practice/questions', '/practice/questions/1', '/practice/schedule', '/guide', '/guide/talks/1/result', '/shifts', '/catalogue/KPS', '/regulations', `/sittings/${practice}`, `/sittings/${practice}/cases/1`, `/sittings/${practice}/help`, `/sittings/${done}/result`];
    for (const url of closed) expect((await browser.get(url).expect(423)).text, url).to.contain('Tertutup selama tes').and.contain('href="/tests"');
    for (const url of ['/practices', '/practice/questions', '/chains', '/guide/talks', '/shifts', `/sittings/${practice}/cases/1/decision`, `/sittings/${practice}/help`]) await browser.post(url).expect(423);
    expect(await app.db('question_attempts')).to.have.length(0);
    expect(await app.db('sittings').where({ trainee_id: sari, kind: 'practice', submitted_at: null })).to.have.length(1);

    await browser.get(`/sittings/${id}`).expect(200);
    await browser.get('/tests').expect(200);
    await browser.post(`/sittings/${id}/submission`);
    expect((await browser.get(`/sittings/${practice}/cases/1`).expect(200)).text.length).to.be.closeTo(before.text.length, 200);
    await browser.get('/practice').expect(200);
  });

  it('an action that a script sends for practice waits, as in a pause', async () => {
    const practice = await app.services.practices.create({ id: sari }, 'KPS');
    const id = await beginTest(app, browser, sari);
    const answer = await browser.postJson(`/sittings/${practice}/cases/1/actions`, { actions: [] });
    expect([answer.status, answer.body.error]).to.deep.equal([423, 'duringTest']);
    await browser.post(`/sittings/${id}/submission`);
    expect((await browser.postJson(`/sittings/${practice}/cases/1/actions`, { actions: [] })).status).to.not.equal(423);
  });

  it('a person of the same rooms who sits none finds all open, also one whose test is overdue', async () => {
    await beginTest(app, browser, sari);
    await app.addUser('novi', 'trainee');
    await (await app.signIn('novi')).get('/practice').expect(200);
    app.clock.advance(10 * 3_600);
    await (await app.signIn('sari')).get('/regulations').expect(200);
  });

  it('no other part of the site is new to this rule', () => {
    const trainees = [...routeRegistry.values()].filter(({ access }) => access === 'signed-in' || (Array.isArray(access) && access.includes('trainee')));
    const unknown = trainees.map(({ path }) => path).filter((path) => !stillOpen.test(path) && !/^\/(?:practice|practices|chains|guide|shifts|catalogue|regulations)/.test(path));
    expect(unknown).to.deep.equal([]);
  });
});
