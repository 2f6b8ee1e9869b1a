import { expect } from 'chai';
import type { IntegrityAct } from '../../../src/core/catalogue/content.ts';
import { testApp, type TestApp, type TestBrowser } from '../../support/app.ts';
import { actionId, beginPractice, givePractice, openGate, record, workOn } from './work.ts';

describe('something that comes in beside a file', () => {
  let app: TestApp;
  let sari: number;
  let browser: TestBrowser;
  let path: string;
  let sittingId: number;

  beforeEach(async () => {
    app = await testApp();
    sari = await app.addUser('sari', 'trainee');
    browser = await app.signIn('sari');
    ({ path, sittingId } = await givePractice(app, sari, { service: 'TRYK', level: 1, seed: 'beside', breaks: [], message: 'neutral', event: 'courier-envelope' }));
    await browser.open(path);
  });
  afterEach(() => app.close());

  const act = (name: IntegrityAct | '', id = actionId()) => browser.post(`${path}/actions`, { type: 'integrity', id, act: name });
  const tray = async () => /data-incoming="courier">([^<]*)</.exec((await browser.get(path)).text)?.[1];

  it('lies in its tray; what is done about it is recorded in its order and can be taken back', async () => {
    expect(await tray()).to.match(/Amplop|amplop/);
    const refused = actionId();
    expect((await act('refuse', refused)).headers.location).to.equal(`${path}#record`);
    await act('refuse', refused);
    expect((await act('evidence')).status).to.equal(303);
    const page = (await browser.get(path)).text;
    expect(page.match(/Tarik kembali: [^"]*/g)).to.deep.equal(['Tarik kembali: Menolak dengan jelas dan sopan', 'Tarik kembali: Menyimpan bukti: foto, tangkapan layar, saksi']);
    const taken = await browser.post(`${path}/actions`, { type: 'withdraw-integrity', id: actionId(), act: refused });
    expect(taken.headers.location).to.equal(`${path}#record`);
    expect((await browser.get(path)).text).to.not.contain('Tarik kembali: Menolak');
  });

  it('says what is wrong with a record, by its field, and loses nothing', async () => {
    const none = await act('');
    expect([none.status, none.text]).to.satisfy(([status, text]: [number, string]) => status === 422 && text.includes('href="#act"') && text.includes('Pilih satu tindakan dari daftar.'));
    await act('refuse');
    const again = await act('refuse');
    expect(again.status).to.equal(422);
    expect(again.text).to.contain('Tindakan ini sudah dicatat').and.to.contain('value="refuse" selected');
    const gone = actionId();
    await act('delete', gone);
    const back = await browser.post(`${path}/actions`, { type: 'withdraw-integrity', id: actionId(), act: gone });
    expect(back.status).to.equal(422);
    expect(back.text).to.contain('tidak dapat dikembalikan');
    const relation = await browser.post(`${path}/actions`, { type: 'declare-conflict', id: actionId(), relation: 'nobody' });
    expect(relation.status).to.equal(422);
    expect(relation.text).to.contain('href="#relation"').and.to.contain('Pilih satu hubungan dari daftar.');
  });

  it('shows its marks with clause, what was expected and done, and the lesson; the ledger counts it beside the message', async () => {
    await browser.post(`${path}/actions`, { type: 'declare-conflict', id: actionId(), relation: 'friend' });
    expect((await browser.get(path)).text).to.contain('Teman dekat');
    await record(app, sari, sittingId, 1, await workOn(app, sittingId));
    const { text } = await browser.get(`/sittings/${sittingId}/result`);
    for (const shown of ['Menolak seketika, jelas, dan sopan', 'Menyimpan bukti', 'Tetap melayani berkas apa adanya', 'Menyatakan benturan kepentingan tanpa ada hubungan', 'Gratifikasi', 'Amplop tidak dibuka untuk dipakai'])
      expect(text).to.contain(shown);
    expect((await browser.get('/progress')).text).to.contain('2 kesempatan berturut-turut tanpa kesalahan fatal');
  });

  it('is a critical error for whoever takes it, and the ledger begins anew', async () => {
    await record(app, sari, sittingId, 1, await workOn(app, sittingId, 'corrupt'));
    expect((await browser.get(`/sittings/${sittingId}/result`)).text).to.contain('Anda menerima atau meminta imbalan.');
    expect((await browser.get('/progress')).text).to.contain('belum dapat dinyatakan');
  });

  it('may come with every file that is practised or tested', async () => {
    await beginPractice(browser, 'RKLI');
    await openGate(app, sari);
    await app.services.forms.freeze(sari, 1);
    const rows: { recipe: string; purpose: string }[] = await app.db('cases').where('recipe', '<>', '{}').orderBy('id', 'desc').limit(8).select('recipe', 'purpose');
    expect(rows.map(({ recipe, purpose }) => `${purpose} ${(JSON.parse(recipe) as { event?: string }).event}`)).to.deep.equal([...Array.from({ length: 7 }, () => 'test level'), 'practice level']);
  });
});
