import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect } from 'chai';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { type Language, languages } from '../../src/core/shared/text.ts';
import { startChromium } from '../support/chromium.ts';
import { demo, type Demo, passwordOf } from '../support/demo.ts';
import { become, type Cookies, cookiesOf, overflow } from '../support/screen.ts';
import { pagesOf } from './screens.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const options = JSON.stringify({
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  resultTypes: ['violations'],
  preload: false,
  iframes: false,
});
const windows = [
  { width: 1366, height: 768 },
  { width: 320, height: 800 },
];

const everything = process.env['AXE'] === 'all';

describe('every screen is accessible', function () {
  this.timeout(everything ? 3_600_000 : 900_000);
  let chromium: Browser;
  before(async function () {
    chromium = await startChromium(this);
  });
  after(() => chromium?.close());

  it(`by the rules of WCAG 2.2 A and AA, ${everything ? 'in both languages, on a desk and on a small phone' : 'two screens of each route in one language at one width, in turn'}`, async () => {
    // Each language has a copy of the programme for itself, so that both can be walked at the same time.
    const found = await Promise.all(languages.map((language) => walk(chromium, language)));
    console.log(`      ${found[0]!.screens} screens, ${found.reduce((sum, { runs }) => sum + runs, 0)} runs of axe`);
    expect(found.flatMap(({ faults }) => faults).join('\n')).to.equal('');
  });
});

async function walk(
  chromium: Browser,
  language: Language,
): Promise<{ screens: number; runs: number; faults: string[] }> {
  const app: Demo = await demo();
  const context = await chromium.newContext();
  const faults: string[] = [];
  let runs = 0;
  try {
    await app.db('users').update({ language });
    const page = await context.newPage();
    // Half a megabyte: the browser is given it once, not for each screen.
    await page.addInitScript(axe);
    page.on(
      'console',
      (message) =>
        void (
          message.type() === 'error' &&
          !/status of 4\d\d/.test(message.text()) &&
          faults.push(`${page.url()}: console: ${message.text()}`)
        ),
    );
    page.on('pageerror', (error) => faults.push(`${page.url()}: ${error.message}`));
    const known = new Map<string, Cookies>();
    let current: string | null = null;
    const list = pagesOf(app, everything ? Infinity : 2).sort((a, b) => a.as.localeCompare(b.as));
    for (const screen of list) {
      const { as, url } = screen;
      if (as !== '' && !known.has(as)) known.set(as, await cookiesOf(app.base, as, passwordOf(app, as)));
      if (as !== current)
        await become(context, as === '' ? [{ name: 'lang', value: language, url: app.base }] : known.get(as)!);
      current = as;
      // The usual run looks at two screens of each route, the languages and widths in turn; AXE=all at each screen in both languages and at both widths.
      const at = list.indexOf(screen);
      if (!everything && at % 2 !== languages.indexOf(language)) continue;
      const sizes = everything ? windows : [windows[(at >> 1) % 2]!];
      await page.setViewportSize(sizes[0]!);
      await page.goto(app.base + url);
      for (const size of sizes) {
        if (size !== sizes[0]) await page.setViewportSize(size);
        faults.push(...(await faultsOf(page, size)).map((fault) => `${language} ${as} ${url} ${size.width}: ${fault}`));
        runs += 1;
      }
    }
    return { screens: list.length, runs, faults };
  } finally {
    await context.close();
    await app.close();
  }
}

async function faultsOf(page: Page, { width }: { width: number }): Promise<string[]> {
  const { violations } = await page.evaluate<Pick<AxeResults, 'violations'>>(
    `axe.run(document, ${options}).then(({ violations }) => ({ violations }))`,
  );
  const faults = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 120)} ${node.any[0]?.message ?? node.failureSummary ?? ''}`),
  );
  const wider = await overflow(page);
  if (width === 320 && wider > 0) faults.push(`${wider} px wider than the window`);
  return faults;
}
