import { expect } from 'chai';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { openGate } from '../features/sittings/work.ts';
import { TestClock, type TestApp, testPassword } from '../support/app.ts';
import { startChromium } from '../support/chromium.ts';
import { testDatabase } from '../support/database.ts';
import { become, cookiesOf } from '../support/screen.ts';
import { serve, type Served } from '../support/served.ts';

/** What an invigilator does is on the trainee's screen within so many milliseconds. */
const bar = 5_000;

describe('what an invigilator does', function () {
  this.timeout(120_000);
  let chromium: Browser;
  let served: Served;
  let trainee: Page;
  let invigilator: Page;
  const contexts: BrowserContext[] = [];
  const measured: string[] = [];

  before(async function () {
    chromium = await startChromium(this);
    served = await serve(await testDatabase(), new TestClock(), { unlimited: true });
    const { services, clock, db } = served;
    const add = async (username: string, role: 'trainee' | 'supervisor' | 'invigilator') =>
      (await services.accounts.create(null, { username, name: `Orang ${username}`, roles: [role], password: testPassword, language: 'id' })).id;
    const [sari, penyelia] = [await add('sari', 'trainee'), await add('penyelia', 'supervisor')];
    await add('pengawas', 'invigilator');
    await openGate({ db, services, clock } as TestApp, sari);
    const at = (minutes: number) => new Date(clock.now().getTime() + minutes * 60_000).toISOString();
    await services.testSessions.schedule(penyelia, { level: 1, room: 'Ruang Seruni', opensAt: at(1), closesAt: at(240), groupId: null, traineeIds: [sari] });
    await services.preparation.idle();
    clock.advance(90);
    trainee = await pageOf('sari');
    invigilator = await pageOf('pengawas');
  });
  after(async () => {
    for (const line of measured) console.log(`      ${line}`);
    for (const context of contexts) await context.close();
    await chromium?.close();
    await served?.services.live.close();
    await served?.services.board.close();
    await served?.close();
  });

  const pageOf = async (username: string): Promise<Page> => {
    const context = await chromium.newContext({ viewport: { width: 1366, height: 900 } });
    contexts.push(context);
    await become(context, await cookiesOf(served.base, username, testPassword));
    return context.newPage();
  };
  const minutesShown = async () => {
    const [hours, minutes] = (await trainee.locator('.clock-face').innerText()).split('.').map(Number);
    return hours! * 60 + minutes!;
  };
  /** Does an act by its forms and measures until the trainee's screen shows it. */
  const act = async (name: string, kind: string, shown: () => Promise<unknown>, minutes = '') => {
    await invigilator.goto(`${served.base}/invigilation/1`);
    await invigilator.locator('.board a').first().click();
    await invigilator.locator(`#kind-${kind}`).check();
    if (minutes) await invigilator.locator('#minutes').fill(minutes);
    await invigilator.locator('#reason').fill('Listrik padam di ruang tes.');
    await invigilator.locator('button[value="check"]').click();
    const started = performance.now();
    await invigilator.locator('button[value="send"]').click();
    await shown();
    const took = performance.now() - started;
    measured.push(`${name}: on the screen after ${Math.round(took)} ms`);
    expect(took, name).to.be.below(bar);
  };
  const visible = (part: Locator, state: 'visible' | 'hidden' = 'visible') => part.waitFor({ state, timeout: bar });

  it('reaches the running screen of the trainee in time, and nothing that was chosen is lost', async () => {
    await trainee.goto(`${served.base}/tests/new`);
    await trainee.locator('form[action="/tests"] .btn-primary').click();
    const test = new URL(trainee.url()).pathname;
    await trainee.goto(`${served.base}${test}/items/1`);
    const saved = trainee.waitForResponse((response) => response.request().method() === 'POST');
    await trainee.locator('input[name="choice"]').first().check();
    expect((await saved).status()).to.equal(200);
    await invigilator.goto(`${served.base}/invigilation/1`);
    await visible(invigilator.locator('.board tbody .state-good', { hasText: 'terhubung' }));

    expect(await minutesShown()).to.be.within(108, 110);
    await act('extra time', 'extend', () => visible(trainee.locator('[data-live-note]:not(:empty)')), '15');
    expect(await minutesShown()).to.be.within(123, 125);

    await act('pause', 'pause', () => visible(trainee.locator('[data-pause]')));
    await trainee.keyboard.press('Escape');
    await trainee.waitForTimeout(300);
    expect(await trainee.locator('[data-pause]').isVisible(), 'Escape does not end a pause').to.equal(true);
    const second = await trainee.locator('.clock-face').innerText();
    await trainee.waitForTimeout(1_500);
    expect(await trainee.locator('.clock-face').innerText(), 'the time stands still').to.equal(second);
    await act('resume', 'resume', () => visible(trainee.locator('[data-pause]'), 'hidden'));
    expect(await trainee.locator('input[name="choice"]').first().isChecked()).to.equal(true);
  });

  it('reaches it by asking when events are cut', async () => {
    await trainee.route('**/events', (route) => (route.request().resourceType() === 'eventsource' ? route.abort() : route.continue()));
    await trainee.reload();
    await trainee.waitForTimeout(1_500);
    await act('extra time without events', 'extend', () => visible(trainee.locator('[data-live-note]:not(:empty)')), '10');
    expect(await minutesShown()).to.be.within(133, 135);
    await trainee.unroute('**/events');
  });

  it('opens a test again that was handed in, on the page of its result', async () => {
    const test = /\/sittings\/\d+/.exec(trainee.url())![0];
    await trainee.goto(`${served.base}${test}/review`);
    await trainee.locator('form.finish .btn-primary').click();
    await trainee.waitForURL(`${served.base}${test}/result`);
    await act('open again', 'reopen', () => trainee.waitForURL(`${served.base}${test}`, { timeout: bar }), '20');
    expect(await minutesShown()).to.be.within(19, 20);
  });
});
