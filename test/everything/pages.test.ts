import { brotliCompressSync, constants } from 'node:zlib';
import { expect } from 'chai';
import type { Response } from 'supertest';
import { languages } from '../../src/core/shared/text.ts';
import { routeRegistry } from '../../src/platform/access.ts';
import type { TestBrowser } from '../support/app.ts';
import { demo, type Demo, passwordOf } from '../support/demo.ts';
import { type Screen, screens } from './screens.ts';

/** Most kilobytes of the page itself, packed; styles and scripts are measured with a browser. */
const budget = 30;
/** As densely as the server packs: the best that brotli can costs ten times the time. */
const asSent = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };
const namespaces = [
  'accounts',
  'admin',
  'assignments',
  'authoring',
  'audit',
  'authoring',
  'certificates',
  'common',
  'conversations',
  'desk',
  'documents',
  'errors',
  'evaluations',
  'notes',
  'grading',
  'analysis',
  'levels',
  'practice',
  'regulations',
  'questions',
  'roles',
  'scenarios',
  'sessions',
  'sittings',
  'trainer',
];
const rawKey = new RegExp(`\\b(${namespaces.join('|')})\\.[a-zA-Z]\\w*(\\.[\\w-]+)*`);

/** What a person reads of a page: text, and attributes that are read out or shown. */
function readable(html: string): string {
  // The value of a choice is for the server; its words are inside.
  const shown = html.replaceAll(/<option value="[^"]*"/g, '<option');
  const spoken = [...shown.matchAll(/\s(?:aria-label|title|alt|placeholder|data-label|value)="([^"]*)"/g)].map(
    ([, text]) => text,
  );
  const text = html.replaceAll(/<(script|style)\b[^>]*>.*?<\/\1>/gs, ' ').replaceAll(/<[^>]*>/g, ' ');
  return [text, ...spoken].join(' \n ');
}

describe('every page', function () {
  this.timeout(120_000);
  let app: Demo;
  let table: Record<string, Screen[]>;
  const browsers = new Map<string, TestBrowser>();
  before(async () => {
    app = await demo();
    table = screens(app);
    for (const { as } of Object.values(table).flat())
      if (!browsers.has(as)) browsers.set(as, await app.browser(as || undefined, passwordOf(app, as)));
  });
  after(() => app?.close());

  it('stands in the table of this test', () => {
    const routes = [...routeRegistry.values()].filter(({ method }) => method === 'GET').map(({ path }) => path);
    expect(Object.keys(table)).to.have.members(routes);
    for (const [route, list] of Object.entries(table)) expect(list, route).to.not.be.empty;
  });

  for (const language of languages)
    it(`is whole in ${language}`, async () => {
      await app.db('users').update({ language });
      let largest = { kilobytes: 0, url: '' };
      const faults: string[] = [];
      for (const { as, url, status = 200, to, data } of Object.values(table).flat()) {
        const request = browsers.get(as)!.get(url);
        const answer: Response = as === '' ? await request.set('Cookie', `lang=${language}`) : await request;
        const what = `${as || 'nobody'} ${url}: `;
        if (answer.status !== status) faults.push(`${what}status ${answer.status} instead of ${status}`);
        if (to !== undefined && !String(answer.headers.location).startsWith(to))
          faults.push(`${what}leads to ${answer.headers.location} instead of ${to}`);
        if (to !== undefined || data || answer.status !== status) continue;
        faults.push(...faultsOf(answer.text, language).map((fault) => what + fault));
        const kilobytes = brotliCompressSync(answer.text, asSent).length / 1024;
        if (kilobytes > largest.kilobytes) largest = { kilobytes, url };
        if (kilobytes > budget) faults.push(`${what}${kilobytes.toFixed(1)} kB`);
      }
      console.log(`      largest page in ${language}: ${largest.kilobytes.toFixed(1)} kB packed, ${largest.url}`);
      expect(faults.join('\n')).to.equal('');
    });
});

function faultsOf(html: string, language: string): string[] {
  const faults: string[] = [];
  const want = (holds: boolean, fault: string) => void (holds || faults.push(fault));
  want(/^\s*<!doctype html>/i.test(html), 'no doctype');
  want(new RegExp(`<html lang="${language}">`).test(html), 'lang is not that of the person');
  want(/<title>[^<]+ - Tangga<\/title>/.test(html), `title: ${/<title>.*<\/title>/.exec(html)?.[0]}`);
  want((html.match(/<h1[\s>]/g) ?? []).length === 1, `${(html.match(/<h1[\s>]/g) ?? []).length} h1`);
  const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id!);
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at);
  want(twice.length === 0, `ids twice: ${[...new Set(twice)].join(', ')}`);
  const named = [...html.matchAll(/\s(?:for|aria-labelledby|aria-describedby)="([^"]+)"/g)].flatMap(([, list]) =>
    list!.split(' '),
  );
  const missing = named.filter((id) => !ids.includes(id));
  want(missing.length === 0, `names ids that are not there: ${[...new Set(missing)].join(', ')}`);
  want(
    !/<style[\s>]|\sstyle=|\son[a-z]+="|<script(?![^>]*\ssrc=)[^>]*>(?!\s*<\/script>)|javascript:/i.test(html),
    'inline style or script',
  );
  for (const tag of [
    'div',
    'section',
    'form',
    'table',
    'ul',
    'ol',
    'dl',
    'fieldset',
    'main',
    'p',
    'a',
    'button',
    'label',
    'span',
    'article',
    'svg',
  ]) {
    const [open, close] = [new RegExp(`<${tag}[\\s>]`, 'g'), new RegExp(`</${tag}>`, 'g')].map(
      (tags) => (html.match(tags) ?? []).length,
    );
    want(open === close, `${open} <${tag}> and ${close} </${tag}>`);
  }
  const text = readable(html);
  for (const word of ['undefined', 'null', 'NaN', '[object', '{{', '}}', 'Invalid Date']) {
    const at = text.search(new RegExp(`(^|[^\\w-])${word.replaceAll(/[[{}]/g, '\\$&')}([^\\w-]|$)`));
    want(at < 0, `shows ${word}: …${text.slice(Math.max(0, at - 40), at + 40).replaceAll(/\s+/g, ' ')}…`);
  }
  const key = rawKey.exec(text);
  want(key === null, `shows the key ${key?.[0]}`);
  return faults;
}
