import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import { startChromium } from '../support/chromium.ts';
import { content } from '../support/content.ts';
import { demo, type Demo, demoPassword } from '../support/demo.ts';
import { Hand, signIn } from '../support/hand.ts';

/** Most acts from the queue to the sent evaluation beside what the rubric itself asks: a rating and a tick for evidence in each dimension. */
const most = 10;

describe('a supervisor promotes a trainee', function () {
  this.timeout(90_000);
  let chromium: Browser;
  let app: Demo;
  before(async function () {
    chromium = await startChromium(this);
    app = await demo();
  });
  after(async () => {
    await chromium?.close();
    await app?.close();
  });

  it('from the queue to the certificate, by keyboard', async () => {
    const context = await chromium.newContext({ viewport: { width: 1366, height: 768 } });
    const page = await context.newPage();
    const hand = new Hand(page, { keys: true });
    await signIn(hand, app.base, 'penyelia', demoPassword);
    expect(new URL(page.url()).pathname).to.equal('/evaluations');
    const before = hand.acts;
    await hand.go('open the evaluation', page.locator(`a[href="/evaluations/${app.ids.evaluations.waiting}"]`));
    const { dimensions } = content().rubric;

    // The replay is driven by the arrows; what it shows follows without loading the page.
    await hand.go('open the replay', page.locator(`a[href*="case=1"]`).first());
    const now = (which: { hasText?: string; hasNotText?: string }) => page.locator('.replay-now strong').filter(which);
    const start = await now({}).innerText();
    await page.keyboard.press('ArrowRight');
    await now({ hasNotText: start }).waitFor();
    const second = await now({}).innerText();
    await page.keyboard.press('End');
    await now({ hasNotText: second }).waitFor();
    expect(await page.locator('.replay-decided .letter').count()).to.equal(1);
    await page.keyboard.press('Home');
    await now({ hasText: start }).waitFor();
    const events = page.locator('[data-steps] input[name="events"]');
    expect(await events.count()).to.be.above(5);
    await hand.choose('take a step', events.nth(2));
    for (const { id } of dimensions) await hand.choose('evidence', page.locator(`#dimension-${id}`));
    await hand.go('add the evidence', page.locator('.steps-add .btn-primary'));

    await hand.go('go back to the rubric', page.locator('.back a').first());
    expect(await page.locator('.rubric .evidence input[type="checkbox"]').count()).to.equal(dimensions.length);
    for (const { id } of dimensions) await hand.choose('rating', page.locator(`input[name="points-${id}"][value="3"]`));
    await hand.choose('recommend', page.locator('input[name="recommendation"][value="promote"]'));
    await hand.type(page.locator('#reasons'), 'Semua dokumen diperiksa sebelum putusan.');
    await hand.go('check', page.locator('button[name="next"][value="check"]'));
    expect(new URL(page.url()).pathname).to.match(/\/check$/);
    await hand.go('send', page.locator('form[action$="/closure"] .btn-primary'));
    expect(await page.locator('.notice-good').first().isVisible()).to.equal(true);
    console.log(`      ${hand.acts - before} acts: ${hand.account}`);
    expect(hand.acts - before - dimensions.length * 2).to.be.at.most(most);
    await context.close();
  });

  it('who then reads the decision and has a certificate that anybody can check', async () => {
    const context = await chromium.newContext({ viewport: { width: 1366, height: 768 } });
    const page = await context.newPage();
    const hand = new Hand(page, { keys: true });
    await signIn(hand, app.base, 'bagja', demoPassword);
    await page.goto(`${app.base}/evaluations/${app.ids.evaluations.waiting}/verdict`);
    expect(await page.locator('main').innerText()).to.contain('Semua dokumen diperiksa sebelum putusan.');
    await hand.go('open the certificate', page.locator('a[href^="/certificates/"]'));
    expect(await page.locator('.certificate-name').innerText()).to.equal('Bagja Nugraha');
    expect((await page.locator('.certificate-qr .qr-ink').getAttribute('d'))!.length).to.be.above(500);
    const address = (await page.locator('.certificate-summary a').getAttribute('href'))!;
    expect(address).to.match(new RegExp(`^${app.base}/v/[\\w-]{22}$`));
    await context.close();

    const stranger = await chromium.newContext();
    const check = await stranger.newPage();
    expect((await check.goto(address))!.status()).to.equal(200);
    const { number } = await app.db('certificates').orderBy('id', 'desc').first('number');
    expect(await check.locator('main').innerText()).to.contain(number);
    expect(await check.locator('.verdict').getAttribute('class')).to.contain('good');
    expect((await stranger.cookies()).filter(({ name }) => name.includes('session'))).to.be.empty;
    await stranger.close();
  });

  it('which the trainee finds from home', async () => {
    const context = await chromium.newContext();
    const page = await context.newPage();
    await signIn(new Hand(page, { keys: true }), app.base, 'bagja', demoPassword);
    const links = async () =>
      page
        .locator('main a')
        .evaluateAll((all: { getAttribute(name: string): string | null }[]) =>
          all.map((each) => each.getAttribute('href') ?? ''),
        );
    const home = await links();
    await page.goto(`${app.base}/tests`);
    const tests = await links();
    expect([...home, ...tests].filter((href) => /^\/(evaluations\/\d+\/verdict|certificates\/\d+)$/.test(href))).to.not
      .be.empty;
    await context.close();
  });
});
