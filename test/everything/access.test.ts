import { createHash } from 'node:crypto';
import { expect } from 'chai';
import type { Response } from 'supertest';
import { type RouteEntry, routeRegistry } from '../../src/platform/access.ts';
import { type Role, roles } from '../../src/platform/roles.ts';
import type { TestBrowser } from '../support/app.ts';
import { demo, type Demo, demoPassword } from '../support/demo.ts';
import { screens } from './screens.ts';

const holders: Record<Role, string> = { trainee: 'peserta', trainer: 'pelatih', supervisor: 'penyelia', administrator: 'admin' };

/** Where a route leads for somebody who may use it, and who holds the role and may not: `stranger` with the address that is not his. */
interface Target {
  owner: { as: string; url: string };
  strangers: { as: string; url: string }[];
  /** The same address with an id that nobody has, and some that cannot be ids. */
  unknown: string;
  malformed: string[];
}

const unknownId = '2147483646';
const malformedIds = ['0', '-1', '01', '1.5', '1e3', 'abc', '%20', '1%00', '99999999999', '__proto__'];

/** Every route with a parameter; one that is missing here fails. */
function targets({ ids }: Demo): Record<string, Target> {
  const { practices, tests, evaluations, certificate, groups, cases, users } = ids;
  const target = (as: string, path: string, id: number | string, strangers: Target['strangers'] = [], rest: Record<string, string> = {}): Target => {
    const [first] = /:\w+/.exec(path)!;
    const fill = (value: number | string) => Object.entries(rest).reduce((url, [name, text]) => url.replace(name, text), path.replace(first, String(value)));
    return { owner: { as, url: fill(id) }, strangers, unknown: fill(unknownId), malformed: malformedIds.map(fill) };
  };
  const sitting = (path: string, as: string, id: number, rest: Record<string, string> = {}): [string, Target] => {
    const own = target(as, path, id, [], rest);
    return [path, { ...own, strangers: [{ as: 'yuli', url: own.owner.url }, { as: 'lastri', url: own.owner.url }] }];
  };
  const evaluation = (path: string): [string, Target] => {
    const own = target('penyelia', path, evaluations.waiting);
    // An evaluator who leads the trainee's group.
    return [path, { ...own, strangers: [{ as: 'mentor', url: own.owner.url.replace(String(evaluations.waiting), String(evaluations.ofMentor)) }] }];
  };
  const group = (path: string, rest: Record<string, string> = {}): [string, Target] => {
    const own = target('pelatih', path, groups.pelatih, [], rest);
    return [path, { ...own, strangers: [{ as: 'pelatih2', url: own.owner.url }, { as: 'mentor', url: own.owner.url }] }];
  };
  const person = (path: string): [string, Target] => [path, target('admin', path, users.tono!)];
  const position = { ':position': '1' };
  const desk = '/sittings/:sitting/cases/:position';
  return Object.fromEntries([
    ...['', '/roles', '/suspension', '/reinstatement', '/password'].map((end) => person(`/admin/users/:id${end}`)),
    ...['', '/review', '/submission', '/result'].map((end) => sitting(`/sittings/:id${end}`, 'intan', tests.running)),
    sitting('/sittings/:id/items/:item', 'intan', tests.running, { ':item': '3' }),
    ...['', '/decision', '/check', '/actions'].map((end) => sitting(`${desk}${end}`, 'peserta', practices.begun, position)),
    ...['', '/draft', '/evidence', '/check', '/closure'].map((end) => evaluation(`/evaluations/:id${end}`)),
    ['/evaluations/:id/verdict', { ...target('lastri', '/evaluations/:id/verdict', evaluations.promoted), strangers: ['yuli', 'herman'].map((as) => ({ as, url: `/evaluations/${evaluations.promoted}/verdict` })) }],
    ['/certificates/:id', { ...target('lastri', '/certificates/:id', certificate.id), strangers: ['yuli', 'peserta'].map((as) => ({ as, url: `/certificates/${certificate.id}` })) }],
    ['/v/:code', { owner: { as: '', url: `/v/${certificate.code}` }, strangers: [], unknown: `/v/${'A'.repeat(22)}`, malformed: ['/v/x', '/v/%00', `/v/${'9'.repeat(300)}`] }],
    // The case of a test is nobody's, also not a trainer's.
    ['/trainer/cases/:id', { ...target('pelatih', '/trainer/cases/:id', cases.practice), strangers: [{ as: 'pelatih', url: `/trainer/cases/${cases.test}` }] }],
    group('/trainer/groups/:id'),
    group('/trainer/groups/:id/members'),
    group('/trainer/groups/:id/members/:traineeId/departure', { ':traineeId': String(users.yuli) }),
  ] as [string, Target][]);
}

describe('who may call a route', function () {
  this.timeout(120_000);
  let app: Demo;
  let table: Record<string, Target>;
  const browsers = new Map<string, TestBrowser>();
  const routes = (): RouteEntry[] => [...routeRegistry.values()];

  before(async () => {
    app = await demo();
    table = targets(app);
    for (const as of ['', ...Object.values(holders), 'yuli', 'lastri', 'herman', 'intan', 'gilang', 'bagja', 'mentor', 'pelatih2', 'penyelia2']) browsers.set(as, await app.browser(as || undefined, demoPassword));
    browsers.set('baru', await app.browser('baru', app.ids.oneTimePassword));
  });
  after(() => app?.close());

  const call = (as: string, method: string, url: string): Promise<Response> => {
    const browser = browsers.get(as)!;
    return Promise.resolve(method === 'GET' ? browser.get(url) : browser.post(url));
  };
  /** Any address of the route; of a real thing where it has a parameter. */
  const urlOf = (path: string): string => (path.includes(':') ? table[path]!.owner.url : path);

  /** The page without what differs by address, by session, and by the name in the head of the page. */
  const plain = ({ text }: Response, url: string): string =>
    text
      .replaceAll(/name="_csrf" value="[^"]*"/g, '')
      .replaceAll(new RegExp(`(${[url, encodeURIComponent(url)].map((each) => each.replaceAll(/[.*+?^$(){}|[\]\\]/g, '\\$&')).join('|')})`, 'g'), '');

  it('is in the table of this test for every route with a parameter', () => {
    expect(Object.keys(table)).to.have.members([...new Set(routes().filter(({ path }) => path.includes(':')).map(({ path }) => path))]);
  });

  it('is nobody before signing in, but for public routes', async () => {
    for (const { method, path, access } of routes()) {
      if (access === 'public') continue;
      const url = urlOf(path);
      const answer = await call('', method, url);
      if (method === 'POST') expect(answer.status, `${method} ${url}`).to.equal(401);
      else expect([answer.status, answer.headers.location], url).to.deep.equal([303, url === '/' ? '/login' : `/login?next=${encodeURIComponent(url)}`]);
      if (path.includes(':') && method === 'POST') expect(plain(answer, url), url).to.equal(plain(await call('', method, table[path]!.unknown), table[path]!.unknown));
    }
  });

  it('are the holders of its roles: to others it does not exist', async () => {
    for (const { method, path, access } of routes())
      for (const role of roles) {
        if (access === 'public' || access === 'signed-in' || access.includes(role)) continue;
        const url = urlOf(path);
        const answer = await call(holders[role], method, url);
        expect(answer.status, `${role} ${method} ${url}`).to.equal(404);
        if (path.includes(':')) expect(plain(answer, url), `${role} ${url}`).to.equal(plain(await call(holders[role], method, table[path]!.unknown), table[path]!.unknown));
        const nowhere = '/nothing-is-here';
        expect(plain(answer, url), `${role} ${url}`).to.equal(plain(await call(holders[role], method, nowhere), nowhere));
      }
  });

  it('are not those who hold the role but do not own the thing: it looks like one that does not exist', async () => {
    let compared = 0;
    for (const { method, path } of routes())
      for (const { as, url } of table[path]?.strangers ?? []) {
        const what = `${as} ${method} ${url}`;
        const [answer, unknown] = [await call(as, method, url), await call(as, method, table[path]!.unknown)];
        expect([answer.status, unknown.status], what).to.deep.equal([404, 404]);
        expect(plain(answer, url), what).to.equal(plain(unknown, table[path]!.unknown));
        const headers = ({ headers: { date: _, etag: __, 'content-length': ___, 'set-cookie': ____, ...rest } }: Response) => rest;
        expect(headers(answer), what).to.deep.equal(headers(unknown));
        compared += 1;
      }
    expect(compared).to.be.above(30);
  });

  it('is answered by 404 for an id that nobody has or that is none', async () => {
    for (const { method, path } of routes()) {
      if (!path.includes(':')) continue;
      const { owner, unknown, malformed } = table[path]!;
      for (const url of [unknown, ...malformed]) {
        const { status } = await call(owner.as, method, url);
        expect(status, `${owner.as} ${method} ${url}`).to.be.oneOf(url.includes('%00') ? [400, 404] : [404]);
      }
    }
  });

  it('is led to the page for a new password while the own one is for one time', async () => {
    for (const { method, path, access } of routes()) {
      if (access === 'public' || path === '/account/password' || (access !== 'signed-in' && !access.includes('trainee'))) continue;
      const answer = await call('baru', method, urlOf(path));
      expect([answer.status, answer.headers.location], `${method} ${path}`).to.deep.equal([303, '/account/password']);
    }
  });

  it('changes nothing by reading', async () => {
    const before = await fingerprints(app);
    const urls = new Set([...Object.values(screens(app)).flat().map(({ url }) => url), ...routes().filter(({ method }) => method === 'GET').map(({ path }) => urlOf(path))]);
    for (const as of browsers.keys()) for (const url of urls) await call(as, 'GET', url);
    expect(await fingerprints(app)).to.deep.equal(before);
  });

  it('lets in those who may, last of all because that changes things', async () => {
    const owners: Record<string, string> = { '/practices': 'peserta', '/tests': 'gilang', '/logout': 'penyelia2' };
    const submission = routes().filter(({ path }) => path.endsWith('/submission'));
    for (const { method, path, access } of [...routes().filter((route) => !submission.includes(route)), ...submission]) {
      const role = access === 'public' || access === 'signed-in' ? 'trainee' : access[0]!;
      const as = table[path]?.owner.as ?? owners[path] ?? holders[role];
      const { status } = await call(as, method, urlOf(path));
      expect(status, `${as} ${method} ${urlOf(path)}`).to.be.oneOf([200, 201, 303, 422]);
    }
  });
});

/** A hash of each table but that of sessions. */
async function fingerprints({ db }: Demo): Promise<Record<string, string>> {
  const tables: string[] = await db('sqlite_master').where({ type: 'table' }).whereNot('name', 'sessions').whereNot('name', 'like', 'sqlite_%').pluck('name');
  const prints = await Promise.all(tables.map(async (table) => [table, createHash('sha256').update(JSON.stringify(await db(table).select())).digest('hex')] as const));
  return Object.fromEntries(prints);
}
