import { expect } from 'chai';
import { routeRegistry } from '../../src/platform/access.ts';
import { testApp, type TestApp, type TestBrowser } from '../support/app.ts';

const allowed = [200, 201, 303, 400, 401, 403, 404, 409, 410, 413, 415, 422, 429];
const ids = [
  '1',
  '0',
  '-1',
  '2147483647',
  '2147483648',
  '9'.repeat(30),
  'x',
  '%00',
  '__proto__',
  "1'--",
  '%F0%9F%98%80',
];
const queries = [
  '',
  '?q=%00&page=%00',
  '?q=a&q=b',
  '?__proto__[x]=1&constructor=1',
  `?q=${'%25'.repeat(90)}`,
  '?page=1e309&perPage=-5',
  '?role[]=x&next=//a',
];
const texts = [
  '',
  '\0',
  '\ud800',
  '\u202e',
  '__proto__',
  'x'.repeat(60_000),
  "'; drop table users--",
  '<%= 1 %>',
  '1e309',
];
const fields = [
  'username',
  'password',
  'name',
  'roles',
  'language',
  'next',
  'current',
  'again',
  'settings[view options][client]',
];
const bodies: object[] = [
  ...texts.map((text) => Object.fromEntries(fields.map((field) => [field, text]))),
  Object.fromEntries(fields.map((field) => [field, ['a', 'b']])),
  Object.fromEntries(fields.map((field) => [field, { $gt: '' }])),
  JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}') as object,
];

/** Whatever is sent to whichever route, by whomever: no 5xx, no stack, nothing polluted. */
describe('dirty input', function () {
  this.timeout(60_000);
  let test: TestApp;
  const browsers: TestBrowser[] = [];
  before(async () => {
    test = await testApp();
    for (const [name, ...roles] of [
      ['siti', 'trainee'],
      ['agus', 'trainer', 'supervisor', 'administrator'],
    ] as const)
      await test.addUser(name, ...roles);
    const nobody = test.browser();
    await nobody.open('/login');
    browsers.push(nobody, await test.signIn('siti'), await test.signIn('agus'));
  });
  after(() => test.close());

  const check = (what: string, answer: { status: number; text: string }) => {
    expect(allowed, `${what} gave ${answer.status}`).to.include(answer.status);
    expect(answer.text ?? '', what).to.not.match(/\.(ts|js):\d+:\d+|node_modules|SQLITE_/);
  };
  const next = (turn: number) => browsers[turn % browsers.length]!;
  const fill = (path: string, id: string) => path.replaceAll(/:\w+/g, id);

  // Every id and query on each address, and every body on each route, from one person each and in one form: a turn more at each route lets all of them meet.
  it('in an address is answered', async () => {
    let turn = 0;
    for (const { method, path } of routeRegistry.values()) {
      if (method !== 'GET') continue;
      for (const id of path.includes(':') ? ids : ['']) check(`${path} ${id}`, await next(turn++).get(fill(path, id)));
      for (const query of queries) check(`${path} ${query}`, await next(turn++).get(fill(path, '1') + query));
      turn += 1;
    }
  });

  it('in a body is answered', async () => {
    let turn = 0;
    for (const { method, path } of routeRegistry.values()) {
      if (method !== 'POST' || path === '/logout') continue;
      for (const body of bodies) {
        const [browser, to, what] = [next(turn), fill(path, ids[turn % 2]!), `${path} ${JSON.stringify(body).slice(0, 60)}`];
        check(what, await ((turn >> 1) % 2 ? browser.postJson(to, body) : browser.post(to, body as Record<string, string>)));
        turn += 1;
      }
      turn += 1;
    }
    expect(({} as { polluted?: number }).polluted).to.equal(undefined);
  });
});
