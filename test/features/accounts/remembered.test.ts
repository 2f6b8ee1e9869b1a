import { expect } from 'chai';
import { isPostgres } from '../../../src/platform/database.ts';
import { testApp, testPassword, type TestApp, type TestBrowser } from '../../support/app.ts';

const wanted = 'kuda kertas payung sore';

describe('sessions and persons in memory', () => {
  let test: TestApp;
  let stop: () => void;
  let agus: TestBrowser;
  let siti: TestBrowser;
  let sitiId: number;
  beforeEach(async function () {
    test = await testApp();
    stop = () => {};
    if (isPostgres(test.db)) this.skip();
    stop = await test.services.memory.watch();
    sitiId = await test.addUser('siti', 'trainee');
    await test.addUser('agus', 'administrator');
    [agus, siti] = [await test.signIn('agus'), await test.signIn('siti')];
    await siti.get('/account/password').expect(200);
  });
  afterEach(() => {
    stop();
    return test.close();
  });

  it('are asked for once', async () => {
    // What was written behind our back, through our own connection, is not seen: so nothing was read again.
    await test.db('users').where({ id: sitiId }).update({ name: 'Nama Lain' });
    await test.db('sessions').update({ data: '{}' });
    expect((await siti.get('/account/password').expect(200)).text).to.contain('Orang siti').and.not.contain('Nama Lain');
  });

  it('end with the sign-out', async () => {
    await siti.post('/logout').expect(303);
    await siti.get('/account/password').expect(303);
  });

  it('end at once when the person is disabled, and come back when enabled', async () => {
    await agus.post(`/admin/users/${sitiId}/suspension`, { reason: 'Pindah tugas ke kantor lain sejak Mei.' }).expect(303);
    await siti.get('/account/password').expect(303);
    expect(await test.services.accounts.findActive(sitiId)).to.equal(null);
    await agus.post(`/admin/users/${sitiId}/reinstatement`).expect(303);
    expect(await test.services.accounts.findActive(sitiId)).to.not.equal(null);
  });

  it('have the roles of now', async () => {
    await siti.get('/practice').expect(200);
    await agus.post(`/admin/users/${sitiId}/roles`, { roles: 'trainer' }).expect(303);
    await siti.get('/practice').expect(404);
    await siti.get('/trainer/groups').expect(200);
  });

  it('end when the administrator makes a new password, which has to be replaced', async () => {
    const account = await test.services.accounts.get(sitiId);
    await test.services.accounts.resetPassword(null, account);
    await siti.get('/account/password').expect(303);
    expect(await test.services.accounts.findActive(sitiId)).to.include({ mustChangePassword: true });
  });

  it('end elsewhere with a new password, and nobody is asked for it twice', async () => {
    const elsewhere = await test.signIn('siti');
    await elsewhere.get('/account/password').expect(200);
    const account = await test.services.accounts.get(sitiId);
    await test.services.accounts.resetPassword(null, account);
    const { password } = await test.services.accounts.create(null, { username: 'baru', name: 'Baru', roles: ['trainee'] });
    const baru = test.browser();
    await baru.signIn('baru', password);
    await baru.get('/practice').expect(303);
    await baru.post('/account/password', { current: password, password: wanted, again: wanted }).expect(303);
    await baru.get('/practice').expect(200);
    await elsewhere.get('/account/password').expect(303);
  });

  it('speak the language that was just chosen', async () => {
    await siti.post('/language', { language: 'en', next: '/account/password' }).expect(303);
    expect((await siti.get('/account/password')).text).to.contain('<html lang="en">');
  });

  it('end when their time is over', async () => {
    test.clock.advance(2 * 3_600 - 1);
    await siti.get('/account/password').expect(200);
    test.clock.advance(2 * 3_600);
    await siti.get('/account/password').expect(303);
  });

  it('carry a message to the next page and no further', async () => {
    await siti.post('/account/password', { current: testPassword, password: wanted, again: wanted }).expect(303);
    expect((await siti.get('/account/password')).text).to.contain('sudah diganti');
    expect((await siti.get('/account/password')).text).to.not.contain('sudah diganti');
  });
});
