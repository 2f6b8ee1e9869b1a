import { expect } from 'chai';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { startChromium } from '../support/chromium.ts';
import { demo, type Demo, demoPassword } from '../support/demo.ts';
import { become, cookiesOf } from '../support/screen.ts';

describe('the editor of conversations', function () {
  this.timeout(120_000);
  let chromium: Browser;
  let app: Demo;
  let context: BrowserContext;
  let page: Page;
  before(async function () {
    chromium = await startChromium(this);
    app = await demo({ unlimited: true });
    context = await chromium.newContext({ viewport: { width: 1366, height: 768 } });
    page = await context.newPage();
    await become(context, await cookiesOf(app.base, 'pelatih', demoPassword));
  });
  after(async () => {
    await chromium?.close();
    await app?.close();
  });

  it('draws the graph and says what is wrong while one chooses, keeps it, and is worked by keyboard', async () => {
    const path = `${app.base}/trainer/conversations/${app.ids.conversations.used}/edit`;
    await page.goto(`${path}?part=scenes-1&at=scenes-1-go-0`);
    const ways = await page.locator('.graph-way').count();
    const firstWay = page.locator('#scenes-1-go-0-to');
    expect(await firstWay.inputValue()).to.equal('way');
    await firstWay.focus();
    await firstWay.selectOption('told');
    await page.locator('[data-preview-shown] .graph-back').first().waitFor();
    expect(await page.locator('.check-faults').textContent()).to.contain('Tidak ada jalan menuju adegan ini');
    expect(await page.locator('[data-preview-said]').textContent()).to.match(/\d+ hal perlu diperbaiki/);
    expect(await page.locator('.graph-way').count()).to.equal(ways);
    const revision = page.locator('[name=revision]').first();
    for (let tries = 0; tries < 300 && (await revision.inputValue()) !== '3'; tries++) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await revision.inputValue()).to.equal('3');
    // The enter key saves and adds nothing.
    await page.locator('#scenes-1-id').press('Enter');
    await page.waitForURL(`${path}?part=scenes-1`);
    expect(await page.locator('.talk-parts ol').first().locator('li').count()).to.equal(8);
    await page.locator('.check-faults a').first().press('Enter');
    await page.waitForURL(/part=scenes-\d+#scenes-\d+$/);
    await page.getByRole('button', { name: 'Tambah kartu' }).press('Enter');
    await page.waitForURL(/#scenes-\d+-cards-\d+$/);
    const card = page.locator(new URL(page.url()).hash);
    expect(await card.isVisible()).to.equal(true);
  });

  it('keeps what was typed in one scene without a connection, and offers it from any other part of the conversation', async () => {
    const path = `${app.base}/trainer/conversations/${app.ids.conversations.used}/edit`;
    const saved = async (type: () => Promise<unknown>) => {
      const answer = page.waitForResponse((each) => each.url().endsWith('/draft') && each.status() === 200);
      await type();
      await (await answer).finished();
      await page.waitForFunction(`!Object.keys(localStorage).some((name) => name.endsWith(document.querySelector('[data-author]').dataset.authorPlace))`);
    };
    await page.goto(`${path}?part=scenes-2`);
    await context.setOffline(true);
    await page.locator('#scenes-2-id').fill('jalan-baru');
    await page.locator('[data-author-state]', { hasText: 'Belum' }).waitFor();
    await page.close();
    await context.setOffline(false);
    page = await context.newPage();
    await page.goto(`${path}?part=about`);
    const title = await page.locator('#title-id').inputValue();
    await saved(() => page.locator('#title-id').fill(`${title} lagi`));
    await page.goto(`${path}?part=about`);
    await page.locator('[data-author-restore]').click();
    await page.waitForURL(`${path}?part=scenes-2`);
    expect(await page.locator('#scenes-2-id').inputValue()).to.not.equal('jalan-baru');
    await saved(() => page.locator('[data-author-restore]').click());
    expect(await page.locator('#scenes-2-id').inputValue()).to.equal('jalan-baru');
    await page.goto(`${path}?part=about`);
    expect(await page.locator('[data-author-kept]').isVisible()).to.equal(false);
    expect(await page.locator('#title-id').inputValue()).to.equal(`${title} lagi`);
  });
});
