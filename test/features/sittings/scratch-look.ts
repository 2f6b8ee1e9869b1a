import { createServer } from 'node:http';
import { chromium } from 'playwright-core';
import { testApp } from '../../support/app.ts';
import { beginPractice, beginTest, record, workOn } from './work.ts';
const app = await testApp();
const id = await app.addUser('sari', 'trainee');
await app.db('users').where({ id }).update({ name: 'Sari Wulandari' });
const b = await app.signIn('sari');
const server = createServer(app.app); await new Promise<void>((r) => server.listen(0, r)); const base = `http://localhost:${(server.address() as any).port}`;
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const only = process.argv[2];
async function shots(tag: string, paths: Record<string,string>, lang = 'id') {
  await app.db('users').where({ id }).update({ language: lang });
  for (const [w, h] of [[1366, 768], [360, 800]] as const) {
    const ctx = await browser.newContext({ viewport: { width: w, height: h } });
    const page = await ctx.newPage();
    page.on('console', (m) => { if (m.type() === 'error' || /policy/i.test(m.text())) console.log('CONSOLE', page.url(), m.text()); });
    page.on('pageerror', (e) => console.log('PAGEERROR', page.url(), e.message));
    await page.goto(`${base}/login`); await page.fill('#username', 'sari'); await page.fill('#password', 'cukup-panjang-untuk-tes'); await page.click('.login-form button.btn-primary'); await page.waitForLoadState();
    for (const [name, path] of Object.entries(paths)) {
      if (only && !name.includes(only)) continue;
      let n = 0; let bytes = 0;
      const cdp = await ctx.newCDPSession(page); await cdp.send('Network.enable'); await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
      cdp.on('Network.loadingFinished', (e) => { n++; bytes += e.encodedDataLength; });
      await page.goto(base + path); await page.waitForTimeout(500);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      console.log(tag, name, w, lang, `${n} requests ${Math.round(bytes / 102.4) / 10} kB`, wide > w ? `OVERFLOW ${wide}` : '');
      await page.screenshot({ path: `/tmp/shots/${tag}-${name}-${w}-${lang}.png`, fullPage: true });
      await cdp.detach();
    }
    await ctx.close();
  }
}
await shots('new', { home: '/', practice: '/practice', progress: '/progress', tests: '/tests' });
const p = await beginPractice(b);
await record(app, id, p.sittingId, 1, await workOn(app, p.sittingId, 'hasty'));
const p2 = await beginPractice(b, 'RKLI');
await record(app, id, p2.sittingId, 1, await workOn(app, p2.sittingId, 'corrupt'));
const res = { result: `/sittings/${p.sittingId}/result`, result2: `/sittings/${p2.sittingId}/result` };
await shots('some', { home: '/', practice: '/practice?state=all', ...res });
await shots('some', { home: '/', ...res }, 'en');
app.clock.advance(6 * 86400); const b2 = await app.signIn('sari'); const t = await beginTest(app, b2, id);
await shots('test', { home: '/', tests: '/tests', progress: '/progress', show: `/sittings/${t}`, item: `/sittings/${t}/items/3`, review: `/sittings/${t}/review`, case: `/sittings/${t}/cases/1` });
await b2.open(`/sittings/${t}`); await b2.post(`/sittings/${t}/submission`);
await shots('done', { tresult: `/sittings/${t}/result`, tests: '/tests', home: '/' });
await shots('done', { tresult: `/sittings/${t}/result`, tests: '/tests' }, 'en');
await app.db('sittings').where({ id: t }).delete().catch(() => {});
await browser.close(); server.close(); await app.close();
