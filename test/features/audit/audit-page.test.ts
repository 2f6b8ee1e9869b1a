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
    expect([...text.matchAll(/data-label="Peristiwa">([^<]+)</g)].map(([, action]) => action)).to.deep.equal(['Masuk', 'Akun dibuat']);
    expect(await test.services.audit.verify()).to.include({ ok: true, rows: 2 });
  });

  it('is searched by person, event and days as the wall shows them, and keeps the search from page to page', async () => {
    const agus = await test.signIn('agus');
    await test.addUser('budi', 'trainer');
    const seen = async (query: string) => [...(await agus.get(`/admin/audit?${query}`).expect(200)).text.matchAll(/<th scope="row">#(\d+)</g)].map(([, id]) => Number(id));
    expect(await seen('')).to.deep.equal([3, 2, 1]);
    expect(await seen('who=BUDI')).to.deep.equal([3]);
    expect(await seen('action=account_created')).to.deep.equal([3, 1]);
    expect(await seen('who=agus&action=account_signed-in')).to.deep.equal([2]);
    expect(await seen('who=%25')).to.deep.equal([]);
    expect(await seen('from=2015-05-28&until=2015-05-28')).to.deep.equal([3, 2, 1]);
    expect([await seen('from=2015-05-29'), await seen('until=2015-05-27')]).to.deep.equal([[], []]);
    expect(await seen('from=yesterday&action=nothing')).to.deep.equal([3, 2, 1]);
    const { text } = await agus.get('/admin/audit?action=account_created&perPage=1').expect(200);
    expect(text).to.contain('/admin/audit?action=account_created&amp;perPage=1&amp;page=2').and.not.contain('page=3');
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
