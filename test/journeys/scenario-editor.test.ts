import { expect } from 'chai';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Json } from '../../src/core/authoring/difference.ts';
import type { Draft } from '../../src/features/authoring/work-kind.ts';
import { startChromium } from '../support/chromium.ts';
import { demo, type Demo, demoPassword } from '../support/demo.ts';
import { become, cookiesOf } from '../support/screen.ts';

/** What would act if any page printed it as mark-up, a template, a style or a formula. */
const hostile = `=HYPERLINK("https://evil.example")"'><script>pwned()</script><img src=x onerror=pwned()><svg onload=pwned()><script>pwned()</script></svg><style>body{display:none}</style><%= process.exit(1) %>{{constructor.constructor('pwned()')()}}\${pwned()}</textarea></title><base href=https://evil.example><!--`;

/** Names by which a draft is found and drawn; everything else an author may type. */
const structural = new Set(['format', 'code', 'way', 'how', 'service', 'level', 'kind', 'file', 'scan', 'robot', 'is', 'check', 'id', 'script']);

/** The same draft with every text that an author may type replaced. */
function poisoned(value: Json, name = ''): Json {
  if (typeof value === 'string') return name !== '' && structural.has(name) ? value : hostile;
  if (Array.isArray(value)) return value.map((each: Json) => poisoned(each));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, each]): [string, Json] => [key, key === 'title' || key === 'goal' ? { id: hostile, en: hostile } : poisoned(each as Json, key)]);
  return Object.fromEntries(entries);
}

describe('the editor of scenarios', function () {
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

  it('runs nothing that stands in any of its fields, for authors, reviewers and trainees', async () => {
    const { works, scenarios, scenarioCases } = app.services;
    const author = { id: app.ids.users.pelatih! };
    const documentOf = async (id: number) => (await works.get('scenario', id)).draft.document;
    const [recipe, fixed] = [await documentOf(app.ids.scenarios.draft), await documentOf(app.ids.scenarios.fixed)];
    const ruling = { check: 'ktp-present', holds: false, reason: hostile };
    const withRuling = (draft: Draft): Draft => ({ ...draft, content: { ...(draft.content as Draft), rulings: [ruling] } });
    const faulty = [
      await works.create(author, 'scenario', 'x-resep', poisoned(recipe) as Draft),
      await works.create(author, 'scenario', 'x-tetap', poisoned(withRuling(fixed)) as Draft),
    ];

    // Playable: only what nothing is computed from is hostile.
    const dossier = (fixed.content as unknown as { dossier: { form: Record<string, Json>; documents: { fields: Record<string, Json> }[] } }).dossier;
    const words = (fields: Record<string, Json>) => Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, typeof value === 'string' && /[a-z] [A-Z]/.test(value) ? hostile : value]));
    const documents = dossier.documents.map((each) => ({ ...each, fields: words(each.fields) }));
    const playable = withRuling({ ...fixed, code: 'x-main', title: { id: hostile.slice(0, 120), en: hostile.slice(-120) }, goal: { id: hostile, en: hostile }, content: { ...(fixed.content as Draft), dossier: { form: words(dossier.form), documents } } });
    expect(scenarios.playable(playable), 'it can be played').to.not.equal(null);
    expect(JSON.stringify(documents)).to.contain('pwned()');
    const id = await works.create(author, 'scenario', 'x-main', playable);
    for (const each of [...faulty, id]) await works.comment(author, await works.get('scenario', each), 'goal.id', hostile);
    // In use without its robots: what is tried here is how it is shown.
    const at = app.clock.now().toISOString();
    await app.db('work_versions').insert({ work_id: id, number: 1, revision: 1, document: JSON.stringify(playable), authors: '[]', reason: hostile, submitted_by: author.id, submitted_at: at });
    await app.db('works').where({ id }).update({ live: 1, last: 1, state: 'published' });
    await scenarioCases.issue(author, await works.get('scenario', id), { to: { kind: 'trainee', id: app.ids.users.peserta! }, due: null }, 'x'.repeat(24));
    const sitting = (await app.db('sittings').orderBy('id', 'desc').first('id')).id as number;

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
    let shown = 0;
    const look = async (url: string) => {
      const answer = await page.goto(app.base + url);
      if (answer!.status() !== 200) faults.push(`${url}: ${answer!.status()}`);
      const found = await page.locator('main script:not([type=module]), main svg[onload], main svg script, main style, main base, main img[src=x]').count();
      if (found > 0) faults.push(`${url}: ${found} elements that are not ours`);
      if ((await page.content()).includes('pwned()')) shown += 1;
      if (!(await page.locator('main').isVisible())) faults.push(`${url}: hidden`);
    };
    const as = async (username: string) => {
      await context.clearCookies();
      await become(context, await cookiesOf(app.base, username, demoPassword));
    };
    await as('pelatih');
    await look('/trainer/scenarios?q=x-');
    for (const each of faulty) for (const end of ['', '/edit', '/history', '/preview', '/pool']) await look(`/trainer/scenarios/${each}${end}`);
    for (const end of ['', '/edit', '/edit?document=KTP', '/history', '/preview?truth=shown', '/preview?document=KTP', '/pool', '/robots']) await look(`/trainer/scenarios/${id}${end}`);
    await look('/items?kind=scenario');
    await as('pelatih-b');
    await look(`/trainer/scenarios/${id}`);
    await as('peserta');
    await look(`/sittings/${sitting}/cases/1`);
    expect(await page.locator('main').innerText()).to.contain('pwned()');
    await look(`/sittings/${sitting}/cases/1?document=KTP`);
    await look('/practice');
    expect(faults).to.deep.equal([]);
    expect(shown, 'pages that show what was written').to.be.above(14);
    expect(asked.filter((url) => !url.startsWith(app.base) && !url.startsWith('data:'))).to.deep.equal([]);
  });
});
