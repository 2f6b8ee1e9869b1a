import { expect } from 'chai';
import type { Browser, Page } from 'playwright-core';
import { startChromium } from '../support/chromium.ts';
import { demo, type Demo, passwordOf } from '../support/demo.ts';
import { become, cookiesOf } from '../support/screen.ts';

interface Budget {
  name: string;
  as: string;
  url: string;
  kilobytes: number;
  requests: number;
}

const usual = { kilobytes: 60, requests: 8 };
/** An editor asks besides who else writes in the draft, and draws its preview. */
const editor = { kilobytes: 70, requests: 12 };

/** First views, with nothing in the cache. */
function pages({ ids }: Demo): Budget[] {
  const decided = `/sittings/${ids.practices.decided}/cases/1`;
  const running = `/sittings/${ids.tests.running}`;
  return [
    { name: 'login', as: '', url: '/login', ...usual },
    { name: 'home', as: 'peserta', url: '/', ...usual },
    { name: 'inbox', as: 'peserta', url: '/practice', ...usual },
    { name: 'desk', as: 'peserta', url: `/sittings/${ids.practices.begun}/cases/1`, ...usual },
    {
      name: 'desk with a pin',
      as: 'peserta',
      url: `/sittings/${ids.practices.begun}/cases/1?document=KTP&pin=KTP.nik`,
      ...usual,
    },
    { name: 'decision', as: 'peserta', url: `${decided}/decision`, ...usual },
    { name: 'check', as: 'peserta', url: `${decided}/check`, ...usual },
    { name: 'practice result', as: 'peserta', url: `/sittings/${ids.practices.graded}/result`, ...usual },
    { name: 'tests', as: 'gilang', url: '/tests', ...usual },
    { name: 'start of a test', as: 'gilang', url: '/tests/new', ...usual },
    { name: 'test', as: 'intan', url: running, ...usual },
    { name: 'item', as: 'intan', url: `${running}/items/1`, ...usual },
    { name: 'case of a test', as: 'intan', url: `${running}/cases/1`, ...usual },
    { name: 'review', as: 'intan', url: `${running}/review`, ...usual },
    { name: 'test result', as: 'bagja', url: `/sittings/${ids.tests.waiting}/result`, ...usual },
    { name: 'progress', as: 'peserta', url: '/progress', ...usual },
    { name: 'verdict', as: 'lastri', url: `/evaluations/${ids.evaluations.promoted}/verdict`, ...usual },
    { name: 'certificate', as: 'lastri', url: `/certificates/${ids.certificate.id}`, ...usual },
    { name: 'editor of a recipe', as: 'pelatih', url: `/trainer/scenarios/${ids.scenarios.draft}/edit`, ...editor },
    { name: 'editor of a case', as: 'pelatih', url: `/trainer/scenarios/${ids.scenarios.fixed}/edit`, ...editor },
    { name: 'editor of a question', as: 'pelatih', url: `/trainer/questions/${ids.questions.written}/edit`, ...editor },
    { name: 'public check', as: '', url: `/v/${ids.certificate.code}`, kilobytes: 25, requests: 4 },
  ];
}

describe('the first view of a page', function () {
  this.timeout(120_000);
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

  it('costs no more bytes and requests than allowed', async () => {
    const lines: string[] = [];
    const over: string[] = [];
    const page = await (await chromium.newContext()).newPage();
    for (const { name, as, url, kilobytes, requests } of pages(app)) {
      const used = await measure(page, app, as, url);
      const line = `${name.padEnd(18)} ${used.kilobytes.toFixed(1).padStart(6)} kB of ${String(kilobytes).padStart(3)}  ${String(used.requests).padStart(2)} requests of ${requests}  scripts ${used.scripts.toFixed(1).padStart(5)} kB`;
      lines.push(line);
      if (used.kilobytes > kilobytes || used.requests > requests) over.push(line);
    }
    console.log(lines.map((line) => `      ${line}`).join('\n'));
    expect(over.join('\n')).to.equal('');
  });
});

/** Bytes on the wire, headers among them, with nothing in the cache. */
async function measure(
  page: Page,
  app: Demo,
  as: string,
  url: string,
): Promise<{ kilobytes: number; requests: number; scripts: number }> {
  const context = page.context();
  await page.goto('about:blank');
  await become(context, as ? await cookiesOf(app.base, as, passwordOf(app, as)) : null);
  const cdp = await context.newCDPSession(page);
  try {
    await cdp.send('Network.enable');
    // The first empties the cache of the browser, the second that of the page; it is on again before anything is asked for.
    await cdp.send('Network.clearBrowserCache');
    await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
    await cdp.send('Network.setCacheDisabled', { cacheDisabled: false });
    let bytes = 0;
    let requests = 0;
    let scripts = 0;
    const types = new Map<string, string>();
    cdp.on(
      'Network.responseReceived',
      ({ requestId, type, response }) => void (response.url.startsWith('data:') || types.set(requestId, type)),
    );
    cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      // A picture inside a style sheet is no request.
      if (!types.has(requestId)) return;
      requests += 1;
      bytes += encodedDataLength;
      if (types.get(requestId) === 'Script') scripts += encodedDataLength;
    });
    const answer = await page.goto(app.base + url, { waitUntil: 'networkidle' });
    expect(answer!.status(), url).to.equal(200);
    expect(new URL(page.url()).pathname + new URL(page.url()).search, 'no redirect').to.equal(url);
    return { kilobytes: bytes / 1024, requests, scripts: scripts / 1024 };
  } finally {
    await cdp.detach();
  }
}
