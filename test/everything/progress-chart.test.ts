import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect } from 'chai';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { startChromium } from '../support/chromium.ts';
import { demo, type Demo, passwordOf } from '../support/demo.ts';
import { become, cookiesOf } from '../support/screen.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

describe('the chart of the progress page', function () {
  this.timeout(120_000);
  let chromium: Browser;
  let app: Demo;
  let context: BrowserContext;
  let page: Page;
  before(async function () {
    chromium = await startChromium(this);
    app = await demo();
  });
  after(async () => {
    await chromium?.close();
    await app?.close();
  });
  beforeEach(async () => {
    context = await chromium.newContext();
    await become(context, await cookiesOf(app.base, 'peserta', passwordOf(app, 'peserta')));
    page = await context.newPage();
  });
  afterEach(() => context.close());

  const button = () => page.getByRole('button', { name: 'Grafik interaktif' });
  const focused = () => page.evaluate<string>('document.activeElement.textContent');

  it('is a picture until the interactive one is asked for by key; the focus stays, and the arrow keys choose a point', async () => {
    await page.goto(`${app.base}/progress`);
    expect(await page.locator('[data-picture]').isVisible()).to.equal(true);
    expect(await page.locator('canvas').count()).to.equal(0);
    await button().focus();
    await page.keyboard.press('Enter');
    const slider = page.getByRole('slider');
    await slider.waitFor();
    expect(await page.locator('[data-picture]').isVisible()).to.equal(false);
    expect(await focused()).to.equal('Grafik interaktif');
    await page.evaluate(axe);
    const { violations } = await page.evaluate<AxeResults>('axe.run(document)');
    expect(violations.map(({ id }) => id)).to.deep.equal([]);
    const last = await slider.getAttribute('aria-valuetext');
    await slider.focus();
    await page.keyboard.press('ArrowLeft');
    expect(await slider.getAttribute('aria-valuetext')).to.match(/^\d+ Mei 2015: /).and.to.not.equal(last);
    await button().press('Enter');
    expect(await page.locator('[data-picture]').isVisible()).to.equal(true);
  });

  it('says so when the library cannot be loaded, keeps the picture, and can be asked for again', async () => {
    await page.route('**/vendor/chart.js', (route) => route.abort());
    await page.goto(`${app.base}/progress`);
    await button().press('Enter');
    await page.getByText('Grafik interaktif tidak dapat dimuat.').waitFor();
    expect(await page.locator('[data-picture]').isVisible()).to.equal(true);
    expect(await focused()).to.equal('Grafik interaktif');
    await page.unroute('**/vendor/chart.js');
    await button().press('Enter');
    await page.getByRole('slider').waitFor();
  });

  it('needs no script: without one there is the picture and no button', async () => {
    const plain = await chromium.newContext({ javaScriptEnabled: false });
    await become(plain, await cookiesOf(app.base, 'peserta', passwordOf(app, 'peserta')));
    const still = await plain.newPage();
    await still.goto(`${app.base}/progress`);
    expect(await still.locator('.course-line').first().isVisible()).to.equal(true);
    expect(await still.getByRole('button', { name: 'Grafik interaktif' }).count()).to.equal(0);
    await plain.close();
  });
});
