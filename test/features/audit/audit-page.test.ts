import { expect } from 'chai';
import { isPostgres } from '../../../src/platform/database.ts';
import { testApp, type TestApp } from '../../support/app.ts';

describe('the audit page', () => {
  let test: TestApp;
  beforeEach(async () => {
    test = await testApp();
    await test.addUser('agus', 'administrator');
  });
  afterEach(() => test.close());

  it('lists what happened, newest first, and that the chain is intact', async () => {
    const { text } = await (await test.signIn('agus')).get('/admin/audit').expect(200);
    expect(text)
      .to.contain('Rantai catatan utuh sampai #2')
      .and.contain('Orang agus')
      .and.contain('28 Mei 2015, 08.00 WIB');
    expect(text.indexOf('Masuk<')).to.be.lessThan(text.indexOf('Akun dibuat'));
    expect(await test.services.audit.verify()).to.include({ ok: true, rows: 2 });
  });

  it('names the first entry that was tampered with', async () => {
    const agus = await test.signIn('agus');
    if (isPostgres(test.db)) await test.db.raw('alter table audit_events disable trigger all');
    else await test.db.raw('drop trigger audit_events_no_update');
    await test.db('audit_events').where({ id: 2 }).update({ actor_id: null });
    expect((await agus.get('/admin/audit')).text).to.contain('Rantai catatan rusak pada #2');
    expect(await test.services.audit.verify()).to.include({ ok: false, firstBroken: 2 });
  });
});
