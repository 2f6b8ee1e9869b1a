import { expect } from 'chai';
import supertest from 'supertest';
import { routeRegistry } from '../../src/platform/access.ts';
import { testApp, type TestApp } from '../support/app.ts';

interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
  handle: { stack?: Layer[] };
}

describe('every request', () => {
  let test: TestApp;
  before(async () => {
    test = await testApp();
    await test.addUser('siti', 'trainee');
  });
  after(() => test.close());
  const ask = () => supertest(test.app);

  it('is answered under a strict policy', async () => {
    const { headers } = await ask().get('/login');
    expect(headers['content-security-policy']).to.contain("default-src 'none'").and.not.contain('unsafe');
    expect(headers['x-content-type-options']).to.equal('nosniff');
    expect(headers['referrer-policy']).to.equal('same-origin');
    expect(headers).to.not.have.any.keys('x-powered-by', 'strict-transport-security');
    expect(headers['set-cookie']?.[0]).to.match(/HttpOnly; SameSite=Lax/);
  });

  it('has no inline script or style in its page', async () => {
    const { text } = await ask().get('/login');
    expect(text).to.not.match(/<style|style=|<script(?![^>]*src=)|\son\w+=/);
  });

  it('tells monitors how it is', async () => {
    await ask().get('/healthz').expect(200, { status: 'ok' });
    await ask().get('/readyz').expect(200, { status: 'ok', database: 'ok' });
  });

  it('goes to a route that says who may call it', () => {
    const found: string[] = [];
    const walk = (layers: Layer[]) => {
      for (const { route, handle } of layers) {
        if (handle.stack) walk(handle.stack);
        if (route) found.push(...Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`));
      }
    };
    walk((test.app as unknown as { router: { stack: Layer[] } }).router.stack);
    const open = ['GET /assets/:hash/*name', 'GET /healthz', 'GET /readyz'];
    expect(found.filter((route) => !routeRegistry.has(route) && !open.includes(route))).to.deep.equal([]);
    expect(found).to.include.members([...routeRegistry.keys()]);
  });

  it('of another method than the two are not there, with a token or without', async () => {
    const siti = await test.signIn('siti');
    for (const method of ['delete', 'put', 'patch'] as const) expect((await siti.agent[method]('/practice')).status, method).to.equal(404);
  });

  it('to a role that one has not looks like one to an address that does not exist', async () => {
    const siti = await test.signIn('siti');
    const strip = (text: string) => text.replaceAll(/"\/(nothing|admin)[^"]*"/g, '""');
    const [missing, refused] = [await siti.get('/nothing'), await siti.get('/admin/users')];
    expect([missing.status, refused.status]).to.deep.equal([404, 404]);
    expect(strip(refused.text)).to.equal(strip(missing.text));
  });

  it('that changes something needs the token of its session', async () => {
    for (const { method, path } of routeRegistry.values()) {
      if (method !== 'POST') continue;
      const siti = await test.signIn('siti');
      const answer = await siti.agent
        .post(path.replace(':id', '1'))
        .type('form')
        .send({ _csrf: 'f'.repeat(64), language: 'en' });
      expect(answer.status, path).to.equal(403);
      expect(answer.text, path).to.contain('Halaman ini sudah usang');
    }
  });

  it('from another site is refused even with the token', async () => {
    const siti = await test.signIn('siti');
    await siti.post('/language', { language: 'id' }).set('Origin', 'https://evil.example').expect(403);
    await siti.post('/language', { language: 'id' }).set('Origin', 'null').expect(403);
    await siti.post('/language', { language: 'id' }).set('Sec-Fetch-Site', 'cross-site').expect(403);
    await siti.post('/language', { language: 'id' }).expect(303);
  });

  const bad: [string, number, (app: TestApp) => supertest.Test][] = [
    ['broken JSON', 400, ({ app }) => supertest(app).post('/login').type('json').send('{"a":')],
    ['JSON that is no object', 400, ({ app }) => supertest(app).post('/login').type('json').send('"x"')],
    [
      '64 kB and more',
      413,
      ({ app }) =>
        supertest(app)
          .post('/login')
          .type('form')
          .send(`a=${'x'.repeat(70_000)}`),
    ],
    [
      'an unknown charset',
      415,
      ({ app }) => supertest(app).post('/login').set('Content-Type', 'application/json; charset=x').send('{}'),
    ],
    ['a broken escape in the path', 400, ({ app }) => supertest(app).get('/admin/users/%E0%A4%A')],
    ['a NUL in the query', 404, ({ app }) => supertest(app).get('/x?a=%00')],
    ['a path that leaves the assets', 404, ({ app }) => supertest(app).get('/assets/x/..%2f..%2fpackage.json')],
    ['an asset that is not there', 404, ({ app }) => supertest(app).get('/assets/x/nothing.css')],
    ['an unknown method', 404, ({ app }) => supertest(app).options('/nothing')],
  ];
  for (const [name, status, send] of bad)
    it(`with ${name} is ${status} without a stack`, async () => {
      const answer = await send(test).set('Accept', 'text/html');
      expect(answer.status).to.equal(status);
      expect(answer.text).to.not.match(/at .*\.(ts|js):\d+|node_modules/);
    });

  it('that fails inside gives a code and no detail, as a page or as JSON', async () => {
    const broken = await testApp();
    await broken.addUser('siti', 'trainee');
    const siti = await broken.signIn('siti');
    await broken.close();
    const failed = await siti.get('/account/password').expect(500);
    expect(failed.text)
      .to.match(/Kode kejadian: <code>[0-9A-F]{8}<\/code>/)
      .and.not.match(/Knex|acquire|node_modules/);
    await supertest(broken.app).get('/login').set('Accept', 'text/html').expect(200);
    const json = await supertest(broken.app).post('/login').set('Accept', 'application/json').send({});
    expect(json.body).to.have.keys('error', 'message');
    await supertest(broken.app).get('/readyz').expect(503);
    await supertest(broken.app).get('/healthz').expect(200);
  });

  it('for a file is packed and kept for ever under its hash', async () => {
    const { text } = await ask().get('/login');
    const address = /href="(\/assets\/[^"]+app\.css)"/.exec(text)?.[1] ?? '';
    const answer = await ask().get(address).set('Accept-Encoding', 'br, gzip').expect(200);
    expect(answer.headers['content-encoding']).to.equal('br');
    expect(answer.headers['cache-control']).to.contain('immutable');
    expect(answer.headers).to.not.have.property('set-cookie');
    const old = await ask()
      .get(address.replace(/assets\/\w+/, 'assets/old'))
      .set('Accept-Encoding', 'identity')
      .expect(200);
    expect(old.headers['cache-control']).to.equal('no-cache');
  });
});

describe('behind https in production', () => {
  it('cookies are secure and bound to the host, and the browser is told to stay with https', async () => {
    const test = await testApp({ NODE_ENV: 'production', BASE_URL: 'https://tangga.example', TRUST_PROXY: '1' });
    const { headers } = await supertest(test.app).get('/login').set('X-Forwarded-Proto', 'https');
    await test.close();
    expect(headers['set-cookie']?.[0]).to.match(/^__Host-session=.*Path=\/;.*HttpOnly; Secure; SameSite=Lax/);
    expect(headers['strict-transport-security']).to.contain('max-age=31536000');
  });
});
