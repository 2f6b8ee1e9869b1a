import { expect } from 'chai';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { startChromium } from '../support/chromium.ts';
import { content } from '../support/content.ts';
import { demo, type Demo, demoPassword } from '../support/demo.ts';
import { Hand, signIn } from '../support/hand.ts';

describe('without JavaScript', function () {
  this.timeout(90_000);
  let chromium: Browser;
  let app: Demo;
  let context: BrowserContext;
  let page: Page;
  let hand: Hand;
  before(async function () {
    chromium = await startChromium(this);
    app = await demo();
  });
  after(async () => {
    await chromium?.close();
    await app?.close();
  });
  beforeEach(async () => {
    context = await chromium.newContext({ javaScriptEnabled: false, viewport: { width: 1366, height: 768 } });
    page = await context.newPage();
    hand = new Hand(page, { keys: false, mouse: true });
  });
  afterEach(() => context?.close());

  it('a practice is begun, worked on, sent and graded', async () => {
    await signIn(hand, app.base, 'peserta', demoPassword);
    await page.goto(`${app.base}/practice`);
    await hand.go('start', page.locator('#service button[value="SIUP"]'));
    const { permitCase } = await app.services.sittings.getCase(
      { id: app.ids.users.peserta! },
      app.ids.practices.fresh,
      1,
    );
    expect(page.url()).to.contain(`/sittings/${app.ids.practices.fresh}/cases/1`);

    for (const _ of permitCase.dossier.documents.slice(1)) await hand.go('open', page.locator('[data-step="next"]'));
    expect(await page.locator('.seen-yes').count()).to.equal(permitCase.dossier.documents.length);
    await hand.go('look up', page.locator('form:has(#key-population) button'));
    expect(await page.locator('.record').count()).to.equal(1);
    await hand.go('flag', page.locator('.case-actions form button'));
    await hand.go('pin', page.locator('a[data-datum="form.name"]').first());
    await hand.choose('problem', page.locator('#pin input[name="problem"]').first());
    await hand.go('save', page.locator('#pin .btn-primary'));
    await hand.go('withdraw', page.locator('.finding-list button'));
    expect(await page.locator('.finding-list').count()).to.equal(0);
    for (const { id } of permitCase.conversations) {
      await hand.choose('reply', page.locator(`article#${id} input[type="radio"]`).first());
      await hand.go('send', page.locator(`article#${id} .btn-secondary`));
    }
    await hand.go('decide', page.locator('.case-actions .btn-primary'));
    await hand.choose('decision', page.locator('input[name="decision"][value="proceed"]'));
    if (await page.locator('#class').count())
      await hand.pick('class', page.locator('#class'), content().services.get('SIUP')!.classification!.options[0]!.id);
    for (const { id, options } of content().letters.slots)
      await hand.pick('letter', page.locator(`#slot-${id}`), options[0]!.id);
    await hand.go('check', page.locator('.decide-form .btn-primary'));
    expect(await page.locator('.letter-head').count()).to.equal(1);
    await hand.go('send', page.locator('form.send .btn-primary'));
    expect(new URL(page.url()).pathname).to.equal(`/sittings/${app.ids.practices.fresh}/result`);
    expect(await page.locator('.score-total').innerText()).to.match(/\d/);
  });

  it('what is wrong in a form is told, and what was typed is kept', async () => {
    await signIn(hand, app.base, 'peserta', demoPassword);
    await page.goto(`${app.base}/sittings/${app.ids.practices.begun}/cases/1/decision`);
    await hand.type(page.locator('#note'), 'Catatan saya');
    await hand.go('check', page.locator('.decide-form .btn-primary'));
    expect(await page.locator('.error-summary').innerText()).to.not.equal('');
    expect(await page.locator('#note').inputValue()).to.equal('Catatan saya');
  });

  it('an item of a test is answered, flagged and cleared, and the test is handed in', async () => {
    await signIn(hand, app.base, 'intan', demoPassword);
    const test = `/sittings/${app.ids.tests.running}`;
    await page.goto(`${app.base}${test}/items/15`);
    expect(await page.locator('.player-clock').innerText()).to.match(/\d/);
    await hand.choose('answer', page.locator('input[name="choice"][value="b"]'));
    await hand.go('save', page.locator('button[name="then"][value="next"]'));
    expect(new URL(page.url()).pathname).to.equal(`${test}/items/16`);
    await hand.go('back', page.locator('[rel="prev"]'));
    expect(await page.locator('input[value="b"]').isChecked()).to.equal(true);
    expect(await page.locator('.cell[aria-current]').getAttribute('class')).to.contain('cell-done');
    await hand.go('flag', page.locator('button[name="flag"]'));
    expect(await page.locator('.cell[aria-current]').getAttribute('class')).to.contain('cell-flagged');
    await hand.go('clear', page.locator('button[value="clear"]'));
    expect(await page.locator('input[name="choice"]:checked').count()).to.equal(0);
    await hand.go('finish', page.locator('.grid-finish'));
    await hand.go('hand in', page.locator('form.finish .btn-primary'));
    expect(new URL(page.url()).pathname).to.equal(`${test}/result`);
    expect(await page.locator('.verdict-word').innerText()).to.not.equal('');
  });
});
