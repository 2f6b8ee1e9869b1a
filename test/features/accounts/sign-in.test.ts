import { expect } from 'chai';
import { testApp, testPassword, type TestApp } from '../../support/app.ts';

describe('signing in', () => {
  let test: TestApp;
  beforeEach(async () => {
    test = await testApp();
    await test.addUser('siti', 'trainee');
    await test.addUser('agus', 'administrator');
  });
  afterEach(() => test.close());

  it('begins a new session, leaves an entry and leads to the first page of the role', async () => {
    const browser = test.browser();
    const before = (await browser.open('/login')).headers['set-cookie']?.[0]?.split(';')[0];
    const answer = await browser.post('/login', { username: ' Agus ', password: testPassword }).expect(303);
    expect(answer.headers.location).to.equal('/admin/users');
    expect(answer.headers['set-cookie']?.[0]?.split(';')[0]).to.be.a('string').and.not.equal(before);
    expect(
      await test
        .db('audit_events')
        .orderBy('id', 'desc')
        .first('action')
        .then((row) => row.action),
    ).to.equal('account.signed-in');
    await browser.get('/admin/users').expect(200);
  });

  it('has stored the token of the new session when it leads on: a quick browser must not find another one', async () => {
    const browser = test.browser();
    await browser.open('/login');
    const stored: string[] = [];
    const set = test.services.sessions.set.bind(test.services.sessions);
    test.services.sessions.set = (id, session, done) => {
      stored.push((session as { csrfToken?: string }).csrfToken ?? '');
      set(id, session, done);
    };
    await browser.post('/login', { username: 'agus', password: testPassword }).expect(303);
    const token = /name="_csrf" value="([0-9a-f]+)"/.exec((await browser.get('/account/password')).text)?.[1];
    expect(stored.length, 'stores before and with the answer').to.be.greaterThan(1);
    expect(stored.slice(1)).to.deep.equal(stored.slice(1).map(() => token));
  });

  it('says the same of a wrong password, an unknown name and a disabled person', async () => {
    const [siti, agus] = [
      await test.services.accounts.findByUsername('siti'),
      await test.services.accounts.findByUsername('agus'),
    ];
    await test.services.accounts.disable(agus!, siti!, 'Pindah tugas');
    const texts = [];
    for (const [username, password] of [
      ['agus', 'salah sekali'],
      ['tiada', 'salah sekali'],
      ['siti', testPassword],
    ]) {
      const browser = test.browser();
      await browser.open('/login');
      const answer = await browser
        .post('/login', { username: username as string, password: password as string })
        .expect(422);
      texts.push(answer.text.replaceAll(/value="[^"]*"/g, ''));
    }
    expect(new Set(texts).size).to.equal(1);
    expect(texts[0]).to.contain('tidak cocok');
  });

  it('shows again what was typed, but never the password', async () => {
    const browser = test.browser();
    await browser.open('/login');
    const answer = await browser.post('/login', { username: '<b>x', password: 'rahasia besar' });
    expect(answer.text).to.contain('value="&lt;b&gt;x"').and.not.contain('rahasia besar');
  });

  it('comes back to the page that was asked for, and to no other place', async () => {
    const asked = await test.browser().get('/admin/audit?page=2').expect(303);
    expect(asked.headers.location).to.equal('/login?next=%2Fadmin%2Faudit%3Fpage%3D2');
    for (const [next, location] of [
      ['/admin/audit?page=2', '/admin/audit?page=2'],
      ['//evil.example', '/admin/users'],
      ['https://evil.example', '/admin/users'],
    ]) {
      const browser = test.browser();
      await browser.open('/login');
      const answer = await browser.post('/login', { username: 'agus', password: testPassword, next: next as string });
      expect(answer.headers.location).to.equal(location);
    }
  });

  it('is slowed after ten failures of one account, whoever else signs in', async () => {
    const browser = test.browser();
    await browser.open('/login');
    for (let attempt = 0; attempt < 10; attempt += 1)
      await browser.post('/login', { username: 'siti', password: 'salah sekali' }).expect(422);
    const blocked = await browser.post('/login', { username: 'siti', password: testPassword }).expect(429);
    expect(blocked.text).to.contain('Coba lagi pukul 08.15');
    expect(Number(blocked.headers['retry-after'])).to.be.greaterThan(0);
    await browser.post('/login', { username: 'agus', password: testPassword }).expect(303);
  });

  for (const fields of [
    {},
    { username: 'siti' },
    { username: ['a', 'b'], password: 'x' },
    { username: 'x'.repeat(65), password: 'x' },
    { username: 'a', password: 'x'.repeat(201) },
  ])
    it(`refuses ${JSON.stringify(fields).slice(0, 40)}`, async () => {
      const browser = test.browser();
      await browser.open('/login');
      await browser.post('/login', fields as Record<string, string>).expect(422);
    });

  it('ends with the session, everywhere the old cookie is used', async () => {
    const browser = await test.signIn('siti');
    const answer = await browser.post('/logout').expect(303);
    expect(answer.headers['clear-site-data']).to.equal('"cache"');
    await browser
      .get('/account/password')
      .expect(303)
      .expect('Location', /^\/login/);
    expect(await test.db('sessions').whereNotNull('user_id').pluck('id')).to.deep.equal([]);
  });

  it('ends after two idle hours', async () => {
    const browser = await test.signIn('siti');
    test.clock.advance(2 * 3_600 - 1);
    await browser.get('/account/password').expect(200);
    test.clock.advance(2 * 3_600);
    await browser.get('/account/password').expect(303);
  });

  it('answers a script with 401', async () => {
    const browser = test.browser();
    await browser.open('/login');
    const answer = await browser.postJson('/account/password', {}).expect(401);
    expect(answer.body.error).to.equal('401');
  });
});

describe('the language', () => {
  let test: TestApp;
  before(async () => {
    test = await testApp();
    await test.addUser('siti', 'trainee');
  });
  after(() => test.close());

  it('of somebody unknown is kept by the browser', async () => {
    const browser = test.browser();
    expect((await browser.open('/login')).text).to.contain('lang="id"');
    await browser.post('/language', { language: 'en', next: '/login' }).expect(303).expect('Location', '/login');
    expect((await browser.get('/login')).text)
      .to.contain('<html lang="en">')
      .and.contain('Sign in');
  });

  it('of a person is kept with the person', async () => {
    const siti = await test.signIn('siti');
    await siti.post('/language', { language: 'en', next: '//evil.example' }).expect('Location', '/');
    expect((await (await test.signIn('siti')).get('/account/password')).text).to.contain('<html lang="en">');
    await siti.post('/language', { language: 'fr' }).expect(422);
  });
});
