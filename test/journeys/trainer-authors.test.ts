import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { startChromium } from '../support/chromium.ts';
import { demo, type Demo, demoPassword } from '../support/demo.ts';
import { become, cookiesOf } from '../support/screen.ts';

/** Counts what a hand does, and the screens that it passes: pages with tabs are one. */
function counted(page: Page, spent: { clicks: number; screens: Set<string> }) {
  const seen = () => spent.screens.add(new URL(page.url()).pathname.replace(/\/\d+(\/(robots|preview|pool|history))?$/, '/:id').replace(/\/\d+\//, '/:id/'));
  return {
    async click(selector: string) {
      spent.clicks += 1;
      await page.click(selector);
      seen();
    },
    async choose(selector: string, value: string) {
      // To open the list, and to take one of it.
      spent.clicks += 2;
      await page.selectOption(selector, value);
    },
    async type(selector: string, text: string) {
      spent.clicks += 1;
      await page.fill(selector, text);
    },
  };
}

describe('a trainer in the browser', function () {
  this.timeout(180_000);
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
  const open = async (as: string): Promise<Page> => {
    const context = await chromium.newContext();
    await become(context, await cookiesOf(app.base, as, demoPassword));
    const page = await context.newPage();
    await page.goto(`${app.base}/trainer/cases`);
    return page;
  };
  const workOf = async (code: string) => app.db('works').where({ code }).first();
  const draftOf = async (id: number) => JSON.parse((await app.db('work_drafts').where({ work_id: id }).first()).document) as { title: { id: string }; content: Record<string, unknown> };

  it('makes, tries and submits a scenario, and a second one publishes it, in at most 25 clicks on at most 3 screens each', async () => {
    const spent = { clicks: 0, screens: new Set<string>() };
    const page = await open('pelatih');
    const hand = counted(page, spent);
    await hand.click('.site-menu a[href="/trainer/scenarios"]');
    await hand.choose('#for', '1-SIUP');
    await hand.click('.work-new .btn-primary');
    await hand.type('[name="title-id"]', 'NPWP tidak cocok');
    await hand.type('[name="title-en"]', 'Mismatched tax number');
    await hand.type('[name="goal-id"]', 'Peserta membandingkan NPWP.');
    await hand.type('[name="goal-en"]', 'The trainee compares tax numbers.');
    await hand.click('summary:has-text("Formulir")');
    await hand.click('#checks-npwp-match');
    await hand.click('.work-save .btn-primary');
    await hand.click('form[action$="/robots"] button');
    await page.waitForSelector('[data-robot-chart]');
    expect(await page.textContent('.claim-list')).to.contain('Terbukti').and.not.contain('Tidak terbukti');
    await hand.click('.work-tabs a[href$="/preview"]');
    expect(await page.textContent('main')).to.contain('Dokumen 1 dari').and.not.contain('Kebenaran kasus');
    await hand.click('.work-tabs a >> nth=0');
    await hand.type('#reason', 'Latihan untuk angkatan Mei.');
    await hand.click('form[action$="/submission"] button');
    await page.waitForSelector('.notice-good');
    const second = await open('pelatih-b');
    const other = counted(second, spent);
    await other.click('.site-menu a[href="/trainer/scenarios"]');
    await other.click('a:has-text("NPWP tidak cocok")');
    await other.type('#reason', 'Klaimnya terbukti.');
    await other.click('button[value="publish"]');
    await second.waitForSelector('.notice-good');
    expect(await workOf('siup-1-2')).to.include({ state: 'published', live: 1 });
    console.log(`      ${spent.clicks} clicks on ${spent.screens.size} screens: ${[...spent.screens].join(', ')}`);
    expect(spent.clicks).to.be.at.most(25);
    expect(spent.screens.size).to.be.at.most(3);
    await page.context().close();
    await second.context().close();
  });

  it('loses nothing that he types while the connection is away, and sees who else writes', async () => {
    const { draft } = app.ids.scenarios;
    const page = await open('pelatih');
    await page.goto(`${app.base}/trainer/scenarios/${draft}/edit`);
    const other = await open('pelatih-b');
    await other.goto(`${app.base}/trainer/scenarios/${draft}/edit`);
    await other.locator('[data-author-others]', { hasText: 'Dadan Suherlan' }).waitFor();
    await page.context().setOffline(true);
    await page.fill('[name="title-id"]', 'Ditulis tanpa koneksi');
    await page.locator('[data-author-state]', { hasText: 'Belum tersimpan' }).waitFor();
    await page.context().setOffline(false);
    await page.locator('[data-author-state]', { hasText: 'Tersimpan pukul' }).waitFor();
    expect((await draftOf(draft)).title.id).to.equal('Ditulis tanpa koneksi');
    // The other one writes on the older revision: he is told, and the first text stands.
    await other.fill('[name="title-id"]', 'Ditulis oleh yang lain');
    await other.locator('[data-author-state]', { hasText: 'sudah menyimpan' }).waitFor();
    expect((await draftOf(draft)).title.id).to.equal('Ditulis tanpa koneksi');
    await other.reload();
    await other.click('[data-author-restore]');
    expect(await other.inputValue('[name="title-id"]')).to.equal('Ditulis oleh yang lain');
    await page.context().close();
    await other.context().close();
  });

  it('sees the facsimile of a fixed case change while he types', async () => {
    const { fixed } = app.ids.scenarios;
    const page = await open('pelatih');
    await page.goto(`${app.base}/trainer/scenarios/${fixed}/edit?document=KTP`);
    await page.fill('[name="KTP-name"]', 'Siti Berubah');
    await page.locator('[data-live-part=sheet]', { hasText: /siti berubah/i }).waitFor();
    const wrong = page.locator('[data-live-part=checks] > .table tbody tr', { has: page.locator('.state-bad') });
    await wrong.first().waitFor();
    // The names of the rows that the page shows are those that the rules say when it is opened anew.
    const live = (await wrong.locator('th').allInnerTexts()).sort();
    expect(live).to.not.have.length(0);
    for (const name of live) expect(name).to.match(/nama|ktp/i);
    await page.goto(`${app.base}/trainer/scenarios/${fixed}/edit?document=KTP`);
    expect((await wrong.locator('th').allInnerTexts()).sort()).to.deep.equal(live);
    await page.context().close();
  });
});
