import { expect } from 'chai';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { importCsv } from '../../src/core/questions/csv-import.ts';
import type { Draft } from '../../src/features/authoring/work-kind.ts';
import { startChromium } from '../support/chromium.ts';
import { demo, type Demo, demoPassword } from '../support/demo.ts';

/** What would act if any page printed it as mark-up, a template or a formula. */
const hostile = `"'><script>pwned()</script><img src=x onerror=pwned()><svg onload=pwned()><style>body{display:none}</style><%= process.exit(1) %>{{constructor.constructor('pwned()')()}}\${pwned()}[x](javascript:pwned())![y](https://evil.example/a.png)</textarea></title><base href=https://evil.example>`;
/** What the schema lets in, because it is only text: it may be published. */
const tolerated = '=HYPERLINK("https://evil.example","x")<%= 1 %>{{constructor}}${constructor}<b class=x>tebal</b>&lt;i&gt;[z](https://evil.example/?a="onmouseover=pwned())![y](https://evil.example/a.png)<img src=x>';

const both = (text: string) => ({ id: text, en: text });
const head = (text: string) => ({ title: text, tags: ['x'], stem: both(text), explanation: both(text), source: text, clause: text, competency: text, confidence: text, level: text, difficulty: text });
const option = (id: string, text: string) => ({ id, text: both(text), feedback: both(text) });
const drafts = (text: string): Draft[] => [
  { ...head(text), kind: 'single', options: [option('a', text), option('b', text)], key: 'a' },
  { ...head(text), kind: 'multiple', options: [option('a', text), option('b', text)], keys: ['a', text] },
  { ...head(text), kind: 'ordering', items: [{ id: 'a', text: both(text) }, { id: text, text: both(text) }] },
  { ...head(text), kind: 'matching', pairs: [{ id: 'a', left: both(text), right: both(text) }], distractors: [{ id: 'c', text: both(text) }] },
  { ...head(text), kind: 'numeric', value: text, tolerance: text },
  { ...head(text), kind: 'short', accepted: [text], caseSensitive: text },
];

describe('the editor of questions', function () {
  this.timeout(120_000);
  let chromium: Browser;
  let app: Demo;
  let context: BrowserContext;
  let page: Page;
  before(async function () {
    chromium = await startChromium(this);
    app = await demo({ unlimited: true });
  });
  after(async () => {
    await chromium?.close();
    await app?.close();
  });
  beforeEach(async () => {
    context = await chromium.newContext({ viewport: { width: 1366, height: 768 } });
    page = await context.newPage();
  });
  afterEach(() => context?.close());

  const signIn = async (username: string) => {
    await context.clearCookies();
    await page.goto(`${app.base}/login`);
    await page.fill('[name=username]', username);
    await page.fill('[name=password]', demoPassword);
    await Promise.all([page.waitForURL((url) => !url.pathname.startsWith('/login')), page.press('[name=password]', 'Enter')]);
  };

  it('runs nothing that stands in any of its fields, for authors, reviewers and trainees', async () => {
    const { works, attempts } = app.services;
    const author = { id: app.ids.users.pelatih! };
    for (const [at, document] of drafts(hostile).entries()) await works.create(author, 'question', `X-${at}`, document);
    const sound: Draft = { kind: 'single', title: tolerated.slice(0, 250), tags: ['hostile'], level: 1, competency: 'VER', stem: both(tolerated), explanation: both(tolerated), source: tolerated, options: [option('a', tolerated), option('b', `${tolerated} b`)], key: 'a' };
    const id = await works.create(author, 'question', 'X-99', sound);
    await works.submit(author, await works.get('question', id), 1, tolerated);
    await works.comment(author, await works.get('question', id), 'stem.id', hostile);
    await works.decide({ id: app.ids.users['pelatih-b']! }, await works.get('question', id), 'publish', 1, tolerated);

    const csv = await (await app.browser('pelatih', demoPassword)).get('/trainer/questions/export/file?format=csv&tag=hostile');
    expect(csv.text, 'a formula is written as text').to.contain(`"'=HYPERLINK(""https`);
    expect(importCsv(csv.text)[0]).to.have.nested.property('question.stem.id', tolerated);

    const faults: string[] = [];
    const asked: string[] = [];
    page.on('dialog', (dialog) => {
      faults.push(`dialog on ${page.url()}`);
      void dialog.dismiss();
    });
    page.on('console', (message) => {
      if (/Content Security Policy|is not defined/.test(message.text())) faults.push(`${page.url()}: ${message.text()}`);
    });
    page.on('request', (request) => asked.push(request.url()));
    await page.exposeFunction('pwned', () => faults.push(`executed on ${page.url()}`));
    const look = async (url: string) => {
      const answer = await page.goto(app.base + url);
      if (answer!.status() !== 200) faults.push(`${url}: ${answer!.status()}`);
      const found = await page.locator('main script:not([type=module]), main svg, main style, main base, main img:not(.text-picture):not([src^="/pictures/"]), main b').count();
      if (found > 0) faults.push(`${url}: ${found} elements that are not ours`);
    };
    await signIn('pelatih');
    await look('/trainer/questions?q=X-');
    for (const work of await works.all('question')) {
      if (!work.code.startsWith('X-')) continue;
      for (const end of work.code === 'X-99' ? ['', '/edit', '/history'] : ['', '/edit']) await look(`/trainer/questions/${work.id}${end}`);
    }
    await page.goto(`${app.base}/trainer/questions/${id}/edit`);
    await page.fill('#stem-id', hostile);
    await page.waitForResponse((answer) => answer.url().endsWith('/preview'));
    await page.locator('[data-preview-shown]', { hasText: 'pwned()' }).waitFor();
    await look('/trainer/questions/export');
    await signIn('peserta');
    const attempt = await attempts.begin({ id: app.ids.users.peserta! }, { competency: null, level: null, tag: 'hostile' }, 1);
    await look(`/practice/questions/${attempt}`);
    expect(await page.locator('.stem').innerText()).to.contain('{{constructor}}').and.to.contain('<%= 1 %>');
    await page.check('[name=choice] >> nth=0');
    await Promise.all([page.waitForNavigation(), page.click('button[value=send]')]);
    expect(await page.locator('.marked').innerText()).to.contain('{{constructor}}');
    expect(await page.locator('a[href^="javascript"], a[href*="onmouseover"]:not([href^="https://"])').count()).to.equal(0);
    expect(faults).to.deep.equal([]);
    expect(asked.filter((url) => !url.startsWith(app.base))).to.deep.equal([]);
  });

  it('loses nothing that is typed when the connection goes, and shows the preview while it is there', async () => {
    const id = app.ids.questions.published[0]!;
    await signIn('pelatih');
    await page.goto(`${app.base}/trainer/questions/${id}/edit`);
    await page.fill('#stem-id', 'Diketik **sebelum** putus');
    await page.waitForSelector('[data-preview-shown] strong:text("sebelum")');
    await page.locator('[data-author-state]', { hasText: 'Tersimpan' }).waitFor();
    await context.setOffline(true);
    await page.fill('#stem-id', 'Diketik saat putus');
    await page.locator('[data-author-state]', { hasText: 'Belum' }).waitFor();
    // The page goes before the connection is back.
    await context.setOffline(false);
    await page.reload();
    await page.click('[data-author-restore]');
    expect(await page.inputValue('#stem-id')).to.equal('Diketik saat putus');
    await page.waitForResponse((answer) => answer.url().endsWith('/draft') && answer.ok());
    const { draft } = await app.services.works.get('question', id);
    expect((draft.document.stem as { id: string }).id).to.equal('Diketik saat putus');
  });
});
