import { chromium } from 'playwright-core';
import { demo, demoPassword } from './test/support/demo.ts';
const app = await demo();
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const q = app.ids.questions;
const list: [string, string, string][] = [
  ['peserta', 'practice', '/practice/questions'], ['peserta', 'ordering', `/practice/questions/${q.attempts[0]}`], ['peserta', 'multiple', `/practice/questions/${q.attempts[1]}`], ['peserta', 'numeric', `/practice/questions/${q.attempts[2]}`],
  ['peserta', 'answered', `/practice/questions/${q.attempts.at(-1)}`],
  ['pelatih', 'list', '/trainer/questions'], ['pelatih', 'new', '/trainer/questions/new'], ['pelatih', 'show', `/trainer/questions/${q.published[3]}`], ['pelatih', 'edit-single', `/trainer/questions/${q.published[0]}/edit`], ['pelatih', 'edit-match', `/trainer/questions/${q.published[3]}/edit`], ['pelatih', 'edit-written', `/trainer/questions/${q.written}/edit`],
  ['pelatih', 'import', '/trainer/questions/import'], ['pelatih', 'check', `/trainer/questions/imports/${q.import}`], ['pelatih', 'export', '/trainer/questions/export'], ['pelatih-b', 'waiting', `/trainer/questions/${q.waiting}`],
];
const only = process.argv[2];
for (const [width, language] of [[1366, 'id'], [360, 'en']] as const) {
  await app.db('users').update({ language });
  for (const as of [...new Set(list.map(([who]) => who))]) {
    const context = await browser.newContext({ viewport: { width, height: 800 } });
    const page = await context.newPage();
    await page.goto(`${app.base}/login`);
    await page.fill('[name=username]', as); await page.fill('[name=password]', demoPassword); await page.click('.login-form button, form button.btn-primary');
    for (const [who, name, url] of list) {
      if (who !== as || (only && !name.includes(only))) continue;
      await page.goto(app.base + url);
      await page.screenshot({ path: `/tmp/bankshots/${name}-${width}.png`, fullPage: true });
      const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (over > 0) console.log(name, width, 'overflows by', over);
    }
    await context.close();
  }
}
await browser.close(); await app.close(); process.exit(0);
