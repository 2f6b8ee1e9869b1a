import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { startChromium } from '../support/chromium.ts';
import { demo, type Demo, demoPassword } from '../support/demo.ts';
import { become, cookiesOf, overflow } from '../support/screen.ts';

describe('the zoom of a sheet', function () {
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

  async function desk(options: { width: number; javaScriptEnabled?: boolean }): Promise<Page> {
    const context = await chromium.newContext({ viewport: { width: options.width, height: 900 }, javaScriptEnabled: options.javaScriptEnabled ?? true });
    await become(context, await cookiesOf(app.base, 'peserta', demoPassword));
    const page = await context.newPage();
    // A drawn file may lack a paper, or have another in its place; any sheet will do.
    for (const document of ['KTP', 'STNK', 'KIR', 'TRAYEK']) {
      await page.goto(`${app.base}/sittings/${app.ids.practices.begun}/cases/1?document=${document}`);
      if ((await page.locator('.sheet-scroll .sheet').count()) > 0) break;
      const unopened = page.locator(`.document-list button[value="${document}"]`);
      if ((await unopened.count()) > 0) await unopened.click();
      if ((await page.locator('.sheet-scroll .sheet').count()) > 0) break;
    }
    return page;
  }
  const chosen = (page: Page) => page.locator('[data-zoom-control] [aria-pressed="true"]').innerText();
  const press = (page: Page, step: string) => page.locator(`[data-zoom-control] button[value="${step}"]`).click();
  const width = async (page: Page) => Math.round((await page.locator('.sheet').boundingBox())!.width);

  for (const screen of [1366, 360])
    it(`enlarges the sheet alone, by button and by key, on a screen of ${screen} px`, async () => {
      const page = await desk({ width: screen });
      const start = await chosen(page);
      if (screen < 640) await press(page, '100');
      const before = await width(page);
      expect(await chosen(page)).to.equal('100 %');
      await press(page, '200');
      expect(await width(page)).to.be.closeTo(2 * before, 2);
      expect(await overflow(page)).to.be.at.most(0);
      await page.keyboard.press('-');
      expect(await chosen(page)).to.equal('150 %');
      expect(await width(page)).to.be.closeTo(1.5 * before, 2);
      await page.keyboard.press('-');
      await page.keyboard.press('-');
      expect(await chosen(page)).to.equal('100 %');
      expect(await width(page)).to.be.closeTo(before, 1);
      await page.keyboard.press('+');
      expect(await chosen(page)).to.equal('150 %');
      await page.reload();
      expect(await chosen(page), 'kept for this view only').to.equal(start);
      await page.context().close();
    });

  /** How far what is shown of the sheet reaches beyond its frame, in pixels. */
  const beyond = (page: Page) => page.evaluate<number>("((frame) => frame.scrollWidth - frame.clientWidth)(document.querySelector('.sheet-scroll'))");

  for (const javaScriptEnabled of [true, false])
    it(`shows the whole page from the start on a screen of 360 px, ${javaScriptEnabled ? 'with' : 'without'} scripts`, async () => {
      const page = await desk({ width: 360, javaScriptEnabled });
      expect(await beyond(page)).to.be.at.most(0);
      expect(await overflow(page)).to.be.at.most(0);
      const datum = page.locator('.sheet a[data-datum]').first();
      expect((await datum.boundingBox())!.height, 'a datum can be tapped').to.be.at.least(24);
      const path = await datum.getAttribute('data-datum');
      if (javaScriptEnabled) {
        expect(await chosen(page)).to.equal('Seluruh halaman');
        const small = await width(page);
        await press(page, '100');
        expect(await width(page), 'the reading size').to.be.greaterThan(small + 100);
        expect(await beyond(page)).to.be.greaterThan(100);
        await page.keyboard.press('0');
        expect(await chosen(page)).to.equal('Seluruh halaman');
        expect(await width(page)).to.equal(small);
        await page.keyboard.press('+');
        expect(await chosen(page)).to.equal('100 %');
        await page.keyboard.press('0');
      }
      await datum.click();
      expect(await page.locator(`.sheet [data-datum="${path}"][aria-current="true"]`).count(), 'pinned').to.equal(1);
      await page.context().close();
    });

  it('shows a page no higher than the window on a wide screen', async () => {
    const page = await desk({ width: 1366 });
    await page.setViewportSize({ width: 1366, height: 400 });
    await page.keyboard.press('0');
    expect(await chosen(page)).to.equal('Seluruh halaman');
    expect((await page.locator('.sheet').boundingBox())!.height).to.be.at.most(400);
    expect(await beyond(page)).to.be.at.most(0);
    await page.context().close();
  });

  it('is not offered without scripts', async () => {
    const page = await desk({ width: 1366, javaScriptEnabled: false });
    expect(await page.locator('[data-zoom-control]').isVisible()).to.equal(false);
    await page.context().close();
  });
});
