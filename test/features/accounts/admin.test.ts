import { expect } from 'chai';
import { testApp, testPassword, type TestApp, type TestBrowser } from '../../support/app.ts';

describe('the administration of users', () => {
  const reason = 'Pindah tugas ke kantor lain sejak Mei.';
  let test: TestApp;
  let agus: TestBrowser;
  let agusId: number;
  let sitiId: number;
  beforeEach(async () => {
    test = await testApp();
    sitiId = await test.addUser('siti', 'trainee');
    agusId = await test.addUser('agus', 'administrator');
    agus = await test.signIn('agus');
  });
  afterEach(() => test.close());

  const actions = () => test.db('audit_events').orderBy('id').pluck('action');
  const rolesOf = async (id: number) => (await test.services.accounts.get(id)).roles;
  const fresh = { name: 'Euis Komariah', username: 'euis.komariah', language: 'id', roles: ['trainer', 'supervisor'] };

  it('is for administrators only', async () => {
    for (const role of ['trainee', 'trainer', 'supervisor'] as const) {
      await test.addUser(`x${role}`, role);
      const browser = await test.signIn(`x${role}`);
      for (const path of ['/admin/users', '/admin/users/new', `/admin/users/${sitiId}`, '/admin/audit'])
        await browser.get(path).expect(404);
      for (const path of [
        '',
        `/${sitiId}/roles`,
        `/${sitiId}/suspension`,
        `/${sitiId}/reinstatement`,
        `/${sitiId}/password`,
      ])
        await browser.post(`/admin/users${path}`, fresh).expect(404);
    }
    expect(await test.services.accounts.findByUsername(fresh.username)).to.equal(null);
  });

  it('does not find an unknown id', async () => {
    for (const id of ['999', '0', 'x', '99999999999', '1;drop'].map(encodeURIComponent)) {
      await agus.get(`/admin/users/${id}`).expect(404);
      await agus.post(`/admin/users/${id}/suspension`).expect(404);
    }
  });

  it('adds a person whose one-time password works and is shown once', async () => {
    const answer = await agus.post('/admin/users', fresh).expect(201);
    const password = /<code class="one-time">([^<]+)</.exec(answer.text)?.[1] ?? '';
    expect(answer.headers['cache-control']).to.equal('no-store');
    const account = await test.services.accounts.authenticate(fresh.username, password);
    expect(account).to.include({ mustChangePassword: true, name: fresh.name });
    expect(account?.roles).to.have.members(fresh.roles);
    expect(JSON.stringify(await test.db('audit_events'))).to.not.contain(password);
    expect(JSON.stringify(await test.db('sessions'))).to.not.contain(password);
    expect((await actions()).at(-1)).to.equal('account.created');
  });

  const refusals: [string, Record<string, string | string[]>, string][] = [
    ['a username that is taken', { username: 'SITI' }, 'sudah dipakai'],
    ['a username with a blank', { username: 'a b' }, 'Pakai 3 sampai 64'],
    ['a name with a sign', { name: '<script>' }, 'tidak boleh memuat'],
    ['no role', { roles: [] }, 'paling sedikit satu peran'],
    ['a trainee who is more', { roles: ['trainee', 'supervisor'] }, 'Peserta tidak dapat'],
    ['an invented role', { roles: ['root'] }, 'tidak dikenali'],
  ];
  for (const [name, change, text] of refusals)
    it(`does not add ${name}, and shows what was typed`, async () => {
      const answer = await agus.post('/admin/users', { ...fresh, ...change }).expect(422);
      expect(answer.text)
        .to.contain(text)
        .and.contain(`value="${change.username ?? fresh.username}"`);
      expect(await test.db('users').pluck('username')).to.have.members(['siti', 'agus']);
    });

  it('changes roles by records, at once', async () => {
    await test.addUser('dadan', 'trainer');
    const dadan = await test.services.accounts.findByUsername('dadan');
    await agus.post(`/admin/users/${dadan!.id}/roles`, { roles: ['supervisor'] }).expect(303);
    expect(await rolesOf(dadan!.id)).to.deep.equal(['supervisor']);
    const records = await test
      .db('user_roles')
      .where({ user_id: dadan!.id })
      .orderBy('id')
      .select('role', 'granted_by', 'revoked_by');
    expect(records).to.deep.equal([
      { role: 'trainer', granted_by: null, revoked_by: agusId },
      { role: 'supervisor', granted_by: agusId, revoked_by: null },
    ]);
    expect((await actions()).slice(-2)).to.deep.equal(['account.role-granted', 'account.role-revoked']);
    const count = (await actions()).length;
    await agus.post(`/admin/users/${dadan!.id}/roles`, { roles: ['supervisor'] }).expect(303);
    expect(await actions()).to.have.length(count);
    await agus.post(`/admin/users/${dadan!.id}/roles`, { roles: ['trainee', 'supervisor'] }).expect(422);
    expect(await rolesOf(dadan!.id)).to.deep.equal(['supervisor']);
  });

  it('lets nobody change the own roles or state', async () => {
    await agus.post(`/admin/users/${agusId}/roles`, { roles: ['administrator', 'supervisor'] }).expect(403);
    await agus.post(`/admin/users/${agusId}/suspension`, { reason }).expect(403);
    expect(await rolesOf(agusId)).to.deep.equal(['administrator']);
  });

  it('shuts a person out at once, once, and lets in again', async () => {
    const siti = await test.signIn('siti');
    for (const missing of ['', 'Pindah tugas', ' '.repeat(40)]) expect((await agus.post(`/admin/users/${sitiId}/suspension`, { reason: missing }).expect(422)).text).to.contain('Alasan menonaktifkan: Tulis alasan paling sedikit 20 karakter.');
    await siti.get('/account/password').expect(200);
    await agus.post(`/admin/users/${sitiId}/suspension`, { reason }).expect(303);
    expect((await agus.get('/admin/audit')).text).to.contain(reason);
    await siti.get('/account/password').expect(303);
    await agus.post(`/admin/users/${sitiId}/suspension`, { reason }).expect(409);
    expect(await test.services.accounts.authenticate('siti', testPassword)).to.equal(null);
    await agus.post(`/admin/users/${sitiId}/reinstatement`).expect(303);
    await agus.post(`/admin/users/${sitiId}/reinstatement`).expect(409);
    expect(await test.services.accounts.authenticate('siti', testPassword)).to.not.equal(null);
  });

  it('gives a new password that ends the old one and its sessions', async () => {
    const siti = await test.signIn('siti');
    const answer = await agus.post(`/admin/users/${sitiId}/password`).expect(200);
    const password = /<code class="one-time">([^<]+)</.exec(answer.text)?.[1] ?? '';
    await siti.get('/account/password').expect(303);
    expect(await test.services.accounts.authenticate('siti', testPassword)).to.equal(null);
    expect(await test.services.accounts.authenticate('siti', password)).to.include({ mustChangePassword: true });
  });

  it('finds people by name, username and role, page by page', async () => {
    for (let number = 10; number < 40; number += 1) await test.addUser(`orang_${number}`, 'trainee');
    const found = async (query: string) =>
      (await agus.get(`/admin/users?${query}`).expect(200)).text.match(/data-label="Nama pengguna"/g)?.length ?? 0;
    expect(await found('')).to.equal(25);
    expect(await found('page=2')).to.equal(7);
    expect(await found('page=99')).to.equal(0);
    expect(await found('q=ORANG_1')).to.equal(10);
    expect(await found('q=%25')).to.equal(0);
    expect(await found('q=_')).to.equal(25);
    expect(await found('role=administrator')).to.equal(1);
    expect(await found('role=root&q=a&q=b')).to.equal(25);
  });

  it('changes nothing when the audit entry cannot be written', async () => {
    const before = await test.db('users').select('username', 'disabled_at', 'password_hash');
    await test.db.schema.dropTable('audit_events');
    await agus.post('/admin/users', fresh).expect(500);
    await agus.post(`/admin/users/${sitiId}/suspension`, { reason }).expect(500);
    await agus.post(`/admin/users/${sitiId}/password`).expect(500);
    await agus.post(`/admin/users/${sitiId}/roles`, { roles: ['trainer'] }).expect(500);
    expect(await test.db('users').select('username', 'disabled_at', 'password_hash')).to.deep.equal(before);
    expect(await rolesOf(sitiId)).to.deep.equal(['trainee']);
  });
});
