import { expect } from 'chai';
import { testApp, type TestApp, type TestBrowser } from '../../support/app.ts';
import { openGate, record, workOn } from '../sittings/work.ts';

describe('proposals, their reasons and the review schedule', () => {
  let app: TestApp;
  let sari: number;
  let browser: TestBrowser;

  beforeEach(async () => {
    app = await testApp();
    sari = await app.addUser('sari', 'trainee');
    browser = await app.signIn('sari');
  });
  afterEach(() => app.close());

  const finish = async (service = '') => {
    await browser.open('/practice');
    const answer = await browser.post('/practices', { service });
    const sittingId = Number(/\/sittings\/(\d+)/.exec(answer.headers.location!)![1]);
    await record(app, sari, sittingId, 1, await workOn(app, sittingId));
    return sittingId;
  };
  const reasonOf = (sittingId: number) => app.db('practice_reasons').where({ sitting_id: sittingId }).first() as Promise<{ chosen_by: string; body: string }>;

  it('offers a proposal and others with reasons, and takes any of them', async () => {
    const { text } = await browser.get('/practice');
    const offered = [...text.matchAll(/name="service" value="(\w+)" aria-label="Pilih ini: /g)].map((match) => match[1]!);
    expect(offered).to.have.length(4);
    expect(text.match(/class="proposal-reasons"><p>[^<]/g)).to.have.length(4);
    expect(text).to.contain('Perkiraan berhasil: ');
    const proposed = await finish();
    expect(await reasonOf(proposed)).to.include({ chosen_by: 'proposal' });
    const [first] = app.services.practices.proposals(await app.services.tests.standing({ id: sari }), { id: sari });
    const other = await finish(offered.find((service) => service !== first!.service));
    expect(await reasonOf(other)).to.include({ chosen_by: 'alternative' });
    expect(JSON.parse((await reasonOf(other)).body)).to.include.keys('service', 'reasons', 'success');
  });

  it('says with the result why the file came and what was expected of it', async () => {
    const { text } = await browser.get(`/sittings/${await finish()}/result`);
    expect(text).to.contain('Mengapa berkas ini').and.to.contain('Berkas ini diusulkan karena:').and.to.match(/Diperkirakan berhasil \d+%, tercapai \d+%/);
  });

  it('says nothing of a file of which nobody noted why it came, and keeps what was noted', async () => {
    const sittingId = await finish();
    for (const change of [app.db('practice_reasons').update({ chosen_by: 'list' }), app.db('practice_reasons').delete()])
      expect(await change.catch((error: Error) => error.message)).to.contain('append-only');
    expect(await app.services.practices.reason(sittingId + 1)).to.equal(null);
  });

  it('shows what is due when: everything new at first, then days that move on with the clock', async () => {
    const before = await browser.get('/practice/schedule');
    expect(before.text).to.contain('<strong>0</strong> jenis perlu diulang').and.to.contain('<strong>23</strong> jenis belum pernah ditemukan');
    expect(before.text.match(/<td class="[^"]*" (aria-current="date")?><span class="visually-hidden">/g)).to.have.length(28);
    await openGate(app, sari);
    const after = await browser.get('/practice/schedule');
    expect(after.text).to.contain('<strong>23</strong> jenis masih diingat').and.to.contain('Hari ini 23 dari 23 jenis masih diingat');
    app.clock.advance(50 * 24 * 3600);
    const later = await (await app.signIn('sari')).get('/practice/schedule');
    expect(later.text).to.contain('<strong>23</strong> jenis perlu diulang');
  });

  it('is for trainees only', async () => {
    await app.addUser('dadan', 'trainer');
    expect((await (await app.signIn('dadan')).get('/practice/schedule')).status).to.equal(404);
  });
});
