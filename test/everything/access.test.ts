import { createHash } from 'node:crypto';
import { expect } from 'chai';
import type { Response } from 'supertest';
import { type RouteEntry, routeRegistry } from '../../src/platform/access.ts';
import { roles } from '../../src/platform/roles.ts';
import type { TestBrowser } from '../support/app.ts';
import { demo, type Demo, demoPassword } from '../support/demo.ts';
import { screens } from './screens.ts';
import { holders, type Target, targets } from './targets.ts';

describe('who may call a route', function () {
  this.timeout(120_000);
  let app: Demo;
  let table: Record<string, Target>;
  const browsers = new Map<string, TestBrowser>();
  const routes = (): RouteEntry[] => [...routeRegistry.values()];

  before(async () => {
    app = await demo();
    table = targets(app);
    for (const as of [
      '',
      ...Object.values(holders),
      'yuli',
      'lastri',
      'herman',
      'intan',
      'ratih',
      'gilang',
      'bagja',
      'mentor',
      'pelatih2',
      'penyelia2',
    ])
      browsers.set(as, await app.browser(as || undefined, demoPassword));
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
      .replaceAll(
        new RegExp(
          `(${[url, encodeURIComponent(url)].map((each) => each.replaceAll(/[.*+?^$(){}|[\]\\]/g, '\\$&')).join('|')})`,
          'g',
        ),
        '',
      );

  it('is in the table of this test for every route with a parameter', () => {
    expect(Object.keys(table)).to.have.members([
      ...new Set(
        routes()
          .filter(({ path }) => path.includes(':'))
          .map(({ path }) => path),
      ),
    ]);
  });

  it('is nobody before signing in, but for public routes', async () => {
    for (const { method, path, access } of routes()) {
      if (access === 'public') continue;
      const url = urlOf(path);
      const answer = await call('', method, url);
      if (method === 'POST') expect(answer.status, `${method} ${url}`).to.equal(401);
      else
        expect([answer.status, answer.headers.location], url).to.deep.equal([
          303,
          url === '/' ? '/login' : `/login?next=${encodeURIComponent(url)}`,
        ]);
      if (path.includes(':') && method === 'POST')
        expect(plain(answer, url), url).to.equal(
          plain(await call('', method, table[path]!.unknown), table[path]!.unknown),
        );
    }
  });

  it('are the holders of its roles: to others it does not exist', async () => {
    const nowhere = '/nothing-is-here';
    const lost = new Map<string, string>();
    for (const role of roles) for (const method of ['GET', 'POST']) lost.set(`${role} ${method}`, plain(await call(holders[role], method, nowhere), nowhere));
    for (const { method, path, access } of routes())
      for (const role of roles) {
        if (access === 'public' || access === 'signed-in' || access.includes(role)) continue;
        const url = urlOf(path);
        const answer = await call(holders[role], method, url);
        expect(answer.status, `${role} ${method} ${url}`).to.equal(404);
        if (path.includes(':'))
          expect(plain(answer, url), `${role} ${url}`).to.equal(
            plain(await call(holders[role], method, table[path]!.unknown), table[path]!.unknown),
          );
        expect(plain(answer, url), `${role} ${url}`).to.equal(lost.get(`${role} ${method}`));
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
        const headers = ({
          headers: { date: _, etag: __, 'content-length': ___, 'set-cookie': ____, ...rest },
        }: Response) => rest;
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
      if (
        access === 'public' ||
        path === '/account/password' ||
        (access !== 'signed-in' && !access.includes('trainee'))
      )
        continue;
      const answer = await call('baru', method, urlOf(path));
      expect([answer.status, answer.headers.location], `${method} ${path}`).to.deep.equal([303, '/account/password']);
    }
  });

  it('changes nothing by reading', async () => {
    const before = await fingerprints(app);
    const everybody = [...browsers.keys()];
    const pages = Object.values(screens(app)).flat();
    const urls = [...new Set([...pages.map(({ url }) => url), ...routes().flatMap(({ method, path }) => (method === 'GET' ? [urlOf(path)] : []))])];
    for (const { as, url } of pages) if (browsers.has(as)) await call(as, 'GET', url);
    // Two others ask for each page, in turn.
    for (const [at, url] of urls.entries()) for (const step of [0, 5]) await call(everybody[(at + step) % everybody.length]!, 'GET', url);
    expect(await fingerprints(app)).to.deep.equal(before);
  });

  it('lets in those who may, last of all because that changes things', async () => {
    // Who is not disabled cannot be reinstated.
    const { accounts } = app.services;
    await accounts.disable((await accounts.findActive(app.ids.users.admin!))!, await accounts.get(app.ids.users.tono!), 'Cuti panjang sampai akhir tahun ini');
    const owners: Record<string, string> = { '/practices': 'peserta', '/tests': 'gilang', '/tests/delta': 'gilang', '/tests/renewal': 'gilang', '/logout': 'penyelia2' };
    const submission = routes().filter(({ path }) => path.endsWith('/submission'));
    for (const { method, path, access } of [
      ...routes().filter((route) => !submission.includes(route)),
      ...submission,
    ]) {
      const role = access === 'public' || access === 'signed-in' ? 'trainee' : access[0]!;
      const as = table[path]?.owner.as ?? owners[path] ?? holders[role];
      const { status } = await call(as, method, urlOf(path));
      expect(status, `${as} ${method} ${urlOf(path)}`).to.be.oneOf([200, 201, 303, 422]);
    }
  });
});

/** A hash of each table but that of sessions. */
async function fingerprints({ db }: Demo): Promise<Record<string, string>> {
  const tables: string[] = await db('sqlite_master')
    .where({ type: 'table' })
    .whereNot('name', 'sessions')
    .whereNot('name', 'like', 'sqlite_%')
    .pluck('name');
  const prints = await Promise.all(
    tables.map(
      async (table) =>
        [
          table,
          createHash('sha256')
            .update(JSON.stringify(await db(table).select()))
            .digest('hex'),
        ] as const,
    ),
  );
  return Object.fromEntries(prints);
}
