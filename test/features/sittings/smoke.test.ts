import { expect } from 'chai';
import { testApp, type TestApp } from '../../support/app.ts';
import { beginPractice, beginTest, record, workOn, passTest } from './work.ts';

describe('smoke', () => {
  let app: TestApp;
  beforeEach(async () => { app = await testApp(); });
  afterEach(() => app.close());
  it('pages', async () => {
    const id = await app.addUser('sari', 'trainee');
    const browser = await app.signIn('sari');
    const look = async (path: string) => { const r = await browser.open(path); if (r.status !== 200) console.log(path, r.status, r.headers.location, r.text.slice(0, 3000)); expect(r.status, path).to.equal(200); return r; };
    for (const path of ['/', '/practice', '/progress', '/tests']) await look(path);
    const { sittingId, casePath } = await beginPractice(browser);
    await look(casePath);
    await record(app, id, sittingId, 1, await workOn(app, sittingId, 'expert'));
    await look(`/sittings/${sittingId}/result`);
    const t = await beginTest(app, browser, id);
    for (const path of ['/', '/practice?state=all&q=REG', '/progress', '/tests', `/sittings/${t}`, `/sittings/${t}/items/1`, `/sittings/${t}/items/40`, `/sittings/${t}/review`, `/sittings/${t}/cases/3`]) await look(path);
    await passTest(app, id, t);
    const done = await browser.post(`/sittings/${t}/submission`);
    const r = await look(done.headers.location as string);
    console.log(/score-total.*/.exec(r.text)?.[0]);
    console.log(await app.db('audit_events').select('action'), await app.db('evaluations'));
  });
});
