import { expect } from 'chai';
import { testApp, type TestApp } from '../../support/app.ts';
import { openGate } from '../sittings/work.ts';

describe('the integrity ledger of a person', () => {
  let app: TestApp;
  let sari: number;

  beforeEach(async () => {
    app = await testApp();
    sari = await app.addUser('sari', 'trainee');
  });
  afterEach(() => app.close());

  it('is shown to the person and to supervisors with the same figures, and says nothing without evidence', async () => {
    const browser = await app.signIn('sari');
    expect((await browser.get('/progress')).text).to.contain('Buku integritas').and.to.contain('belum dapat dinyatakan');
    await openGate(app, sari);
    const own = (await browser.get('/progress')).text;
    expect(own).to.contain('40 kesempatan berturut-turut tanpa kesalahan fatal').and.to.contain('paling tinggi 7,2%');
    await app.addUser('ratna', 'supervisor');
    const theirs = (await (await app.signIn('ratna')).get(`/gates/${sari}`)).text;
    expect(theirs).to.contain('40 kesempatan berturut-turut tanpa kesalahan fatal').and.to.contain('paling tinggi 7,2%');
  });
});
