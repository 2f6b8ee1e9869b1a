import { expect } from 'chai';
import { isPostgres } from '../../../src/platform/database.ts';
import { testApp, type TestApp, type TestBrowser } from '../../support/app.ts';
import { actionId, beginPractice, beginTest, record, workOn } from './work.ts';

describe('sittings in memory', () => {
  let app: TestApp;
  let stop: () => void;
  let sari: number;
  let browser: TestBrowser;
  beforeEach(async function () {
    app = await testApp();
    stop = () => {};
    if (isPostgres(app.db)) this.skip();
    stop = await app.services.memory.watch();
    sari = await app.addUser('sari', 'trainee');
    browser = await app.signIn('sari');
  });
  afterEach(() => {
    stop();
    return app.close();
  });

  /** What the memory gives must be what the tables say. */
  const agree = async (id: number) => {
    const remembered = await app.services.sittings.getWhole({ id: sari }, id);
    stop();
    const read = await app.services.sittings.getWhole({ id: sari }, id);
    stop = await app.services.memory.watch();
    expect(remembered).to.deep.equal(read);
    return read;
  };

  it('show each action on the next page', async () => {
    const { sittingId, casePath } = await beginPractice(browser);
    await browser.get(casePath).expect(200);
    for (const on of ['true', 'false', 'true']) {
      await browser.post(`${casePath}/actions`, { type: 'flag', id: actionId(), on }).expect(303);
      const page = await browser.get(casePath).expect(200);
      expect(page.text).to.contain(`name="on" value="${on === 'true' ? 'false' : 'true'}"`);
    }
    const { sitting, actions } = await agree(sittingId);
    expect(sitting.startedAt).to.not.equal(null);
    expect(actions.get(1)!.filter(({ type }) => type === 'flag')).to.have.length(3);
  });

  it('are not read again for the page after an action', async () => {
    const { casePath, sittingId } = await beginPractice(browser);
    const flag = { type: 'flag', id: actionId(), on: 'false' };
    // The first action also notes the beginning of the sitting, which is read anew.
    await browser.post(`${casePath}/actions`, { ...flag, id: actionId() }).expect(303);
    await browser.get(casePath).expect(200);
    await browser.post(`${casePath}/actions`, flag).expect(303);
    // A row behind our back, through our own connection, that nobody notices without reading.
    const row = { sitting_id: sittingId, position: 1, action_id: actionId(), type: 'flag', payload: '{"on":true}' };
    await app.db('actions').insert({ ...row, at: app.clock.now().toISOString() });
    expect((await browser.get(casePath)).text).to.contain('name="on" value="true"');
  });

  it('end with their last case', async () => {
    const { sittingId, casePath } = await beginPractice(browser);
    await browser.get(casePath).expect(200);
    await record(app, sari, sittingId, 1, await workOn(app, sittingId));
    expect((await agree(sittingId)).sitting).to.include({ closedBy: 'trainee' });
    await browser.get(`/sittings/${sittingId}`).expect(303).expect('Location', `/sittings/${sittingId}/result`);
  });

  it('end when the test is handed in, and when its time is over', async () => {
    const first = await beginTest(app, browser, sari);
    await browser.open(`/sittings/${first}/items/1`);
    await browser.post(`/sittings/${first}/items/1`, { id: actionId(), choice: 'a', then: 'next' }).expect(303);
    expect((await agree(first)).actions.get(9)).to.have.length(1);
    expect((await browser.get(`/sittings/${first}/items/1`)).text).to.contain('value="a" checked');
    app.clock.advance(24 * 3_600);
    browser = await app.signIn('sari');
    await browser.get(`/sittings/${first}/items/1`).expect(303).expect('Location', `/sittings/${first}/result`);
    expect((await agree(first)).sitting).to.include({ closedBy: 'deadline' });
  });

  it('end when they are handed in', async () => {
    const id = await beginTest(app, browser, sari);
    await browser.open(`/sittings/${id}`);
    await browser.post(`/sittings/${id}/submission`).expect(303);
    await browser.get(`/sittings/${id}/cases/1`).expect(303).expect('Location', `/sittings/${id}/result`);
    expect((await agree(id)).sitting).to.include({ closedBy: 'trainee' });
  });

  it('are shown to nobody else', async () => {
    const { casePath, sittingId } = await beginPractice(browser);
    await browser.get(casePath).expect(200);
    await app.addUser('dodi', 'trainee');
    const dodi = await app.signIn('dodi');
    await dodi.get(casePath).expect(404);
    await dodi.get(`/sittings/${sittingId}`).expect(404);
    await browser.get(casePath).expect(200);
  });
});
