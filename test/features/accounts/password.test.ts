import { expect } from 'chai';
import { testApp, testPassword, type TestApp } from '../../support/app.ts';

const wanted = 'kuda kertas payung sore';

describe('the own password', () => {
  let test: TestApp;
  beforeEach(async () => {
    test = await testApp();
    await test.addUser('siti', 'trainee');
  });
  afterEach(() => test.close());

  it('is changed, ends the other sessions, and leaves an entry', async () => {
    const [here, elsewhere] = [await test.signIn('siti'), await test.signIn('siti')];
    await here.post('/account/password', { current: testPassword, password: wanted, again: wanted }).expect(303);
    expect((await here.get('/account/password').expect(200)).text).to.contain('sudah diganti');
    expect((await here.get('/account/password')).text).to.not.contain('sudah diganti');
    await elsewhere.get('/account/password').expect(303);
    expect(await test.db('audit_events').orderBy('id').pluck('action')).to.include('account.password-changed');
    await test
      .browser()
      .signIn('siti', wanted)
      .then((answer) => expect(answer.status).to.equal(303));
  });

  const refusals: [string, Record<string, string>, string][] = [
    [
      'a wrong present one',
      { current: 'salah sekali', password: wanted, again: wanted },
      'Kata sandi sekarang tidak cocok',
    ],
    ['two that differ', { current: testPassword, password: wanted, again: `${wanted}x` }, 'tidak sama'],
    ['a short one', { current: testPassword, password: 'pendek', again: 'pendek' }, 'paling sedikit 10'],
    [
      'the same again',
      { current: testPassword, password: testPassword, again: testPassword },
      'sama dengan yang sekarang',
    ],
    ['nothing', {}, 'wajib diisi'],
  ];
  for (const [name, fields, text] of refusals)
    it(`is not changed by ${name}`, async () => {
      const siti = await test.signIn('siti');
      const answer = await siti.post('/account/password', fields).expect(422);
      expect(answer.text).to.contain(text).and.contain('aria-invalid="true"').and.not.contain(wanted);
      expect(await test.services.accounts.authenticate('siti', testPassword)).to.not.equal(null);
    });

  it('that is for one use has to be replaced before anything else', async () => {
    const { password } = await test.services.accounts.create(null, {
      username: 'baru',
      name: 'Orang Baru',
      roles: ['administrator'],
    });
    const browser = test.browser();
    const answer = await browser.signIn('baru', password);
    expect(answer.headers.location).to.equal('/account/password');
    await browser.get('/admin/users').expect(303).expect('Location', '/account/password');
    await browser
      .post('/account/password', { current: password, password: wanted, again: wanted })
      .expect('Location', '/admin/users');
    await browser.get('/admin/users').expect(200);
  });
});
