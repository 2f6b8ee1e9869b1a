import { expect } from 'chai';
import { correctionsOf } from '../../../src/features/sittings/correction-store.ts';
import { testApp, type TestApp, type TestBrowser } from '../../support/app.ts';
import { actionId, beginTest, workOnSome } from './work.ts';

describe('a test whose result is not clear', function () {
  this.timeout(30_000);
  let app: TestApp;
  let sari: number;
  let browser: TestBrowser;
  let id: number;

  beforeEach(async () => {
    app = await testApp();
    sari = await app.addUser('sari', 'trainee');
    browser = await app.signIn('sari');
    id = await beginTest(app, browser, sari);
    await workOnSome(app, id, 4);
  });
  afterEach(() => app.close());

  const count = async (table: string, where: object = {}) => Number((await app.db(table).where(where).count({ n: '*' }))[0]!.n);
  const sitting = () => app.db('sittings').where({ id }).first();
  const submit = async () => {
    app.clock.advance(60);
    return browser.post(`/sittings/${id}/submission`);
  };
  const open = (end: string) => browser.get(`/sittings/${id}${end}`);
  const begin = async () => {
    app.clock.advance(60);
    return browser.post(`/sittings/${id}/extension`);
  };
  const part = () => app.db('test_parts').orderBy('id', 'desc').first();
  const audited = (action: string) => app.db('audit_events').where({ action });
  const answer = (item: number) => browser.postJson(`/sittings/${id}/items/${item}`, { id: actionId(), flag: 'true', then: 'stay' });

  it('goes on: it has no result, says that it is too near the cut, and no more than that', async () => {
    expect((await submit()).headers.location).to.equal(`/sittings/${id}/result`);
    expect((await open('/result')).headers.location).to.equal(`/sittings/${id}/extension`);
    expect([await count('results'), await count('case_grades', { sitting_id: id }), await count('observations', { sitting_id: id })]).to.deep.equal([0, 0, 0]);
    const { minutes, begin_by, items, cut, need } = await part();
    const page = await open('/extension');
    expect(page.status).to.equal(200);
    for (const text of ['terlalu dekat dengan batas', `${minutes} menit`, 'Mulai perpanjangan']) expect(page.text).to.contain(text);
    expect(Date.parse(begin_by) - Date.parse((await sitting()).submitted_at)).to.equal(24 * 3_600_000);
    expect(JSON.parse(need)).to.include({ near: true });
    for (const secret of [cut.toFixed(1).replace('.', ','), 'VER', 'ITG', 'risk', ...(JSON.parse(items) as string[])]) expect(page.text).to.not.contain(secret);
    expect((await browser.get('/tests')).text).to.contain(`/sittings/${id}/extension`);
    expect((await browser.get('/')).text).to.contain(`/sittings/${id}/extension`);
    expect((await browser.post('/tests')).status).to.equal(409);
    expect(await app.services.regrades.ungraded(), 'nothing is wrong with it').to.deep.equal([]);
  });

  it('has a next part with cases and items that the person has not met, at places of their own', async () => {
    await submit();
    const before = { items: (await app.services.replays.itemsOf(id)).slice(), cases: await app.db('sitting_cases').where({ sitting_id: id }).pluck('case_id') };
    const { minutes } = await part();
    expect((await begin()).headers.location).to.equal(`/sittings/${id}`);
    const { deadline_at, submitted_at, open_from } = await sitting();
    expect([submitted_at, open_from]).to.deep.equal([null, 49]);
    expect(Date.parse(deadline_at) - app.clock.now().getTime()).to.equal(minutes * 60_000);
    const rules = app.services.catalogue.levels[0]!.blueprint!.extension;
    const cases = await app.db('sitting_cases').where({ sitting_id: id }).where('position', '>=', 49).orderBy('position');
    expect(cases.map(({ position }) => position)).to.deep.equal(Array.from({ length: cases.length }, (_, index) => 49 + index));
    expect(cases.length).to.be.at.least(rules.cases);
    const seeds: string[] = await app.db('sitting_cases').join('cases', 'cases.id', 'case_id').where({ sitting_id: id }).pluck('seed');
    expect(new Set(seeds).size).to.equal(before.cases.length + cases.length);
    const added = (await app.services.replays.itemsOf(id)).slice(40);
    expect(added.length).to.be.above(0);
    expect(added.filter((item) => before.items.includes(item))).to.deep.equal([]);
    const page = (await open('')).text;
    expect(page).to.contain('Bagian 2').and.to.contain('Waktu berjalan sejak 08.02');
    expect(page).to.contain(`/sittings/${id}/cases/49`);
    expect(page).to.not.contain(`/sittings/${id}/cases/8"`);
  });

  it('takes work in the open part alone: what is over is shown no more and takes nothing', async () => {
    await submit();
    await begin();
    for (const path of ['/cases/1', '/items/40']) expect((await open(path)).headers.location).to.equal(`/sittings/${id}`);
    await browser.open(`/sittings/${id}/items/41`);
    expect((await answer(40)).status).to.equal(410);
    expect((await answer(41)).status).to.equal(200);
    const places = await app.db('actions').where({ sitting_id: id, type: 'flag' }).orderBy('id', 'desc').first('position');
    expect(places.position).to.be.above(49);
    expect((await answer(400)).status).to.equal(404);
  });

  it('has one result of all parts, by the cut of the whole, and the log gives it again', async () => {
    await submit();
    const { cut } = await part();
    await begin();
    await workOnSome(app, id, 20);
    await submit();
    const results = await app.db('results').where({ sitting_id: id });
    expect(results).to.have.length(1);
    expect(results[0].cut).to.equal(cut);
    expect(await count('case_grades', { sitting_id: id })).to.equal(1 + (await count('sitting_cases', { sitting_id: id })));
    const replayed = await app.services.replays.replay(id);
    expect([replayed.identical, replayed.results.length]).to.deep.equal([true, 1]);
    const page = await open('/result');
    expect(page.status).to.equal(200);
    expect(page.text).to.contain('Bagian 2: nomor 49');
    expect((await audited('test.part-offered')).length).to.equal(1);
    expect((await audited('test.part-begun')).length).to.equal(1);
    expect((await app.services.audit.verify()).ok).to.equal(true);
  });

  it('goes on as often as the level says at most, and then has its result', async () => {
    const { rounds, cases } = app.services.catalogue.levels[0]!.blueprint!.extension;
    await submit();
    for (let round = 1; round <= rounds; round++) {
      expect([(await part()).part, await count('results')]).to.deep.equal([round + 1, 0]);
      await begin();
      await workOnSome(app, id, cases / 2);
      await submit();
    }
    expect(await count('test_parts')).to.equal(rounds);
    expect(await count('results')).to.equal(1);
    expect((await app.services.replays.replay(id)).identical).to.equal(true);
  });

  it('has the result of what was sat when the part is not begun in time, and then it cannot be begun', async () => {
    await submit();
    const { begin_by } = await part();
    app.clock.advance((Date.parse(begin_by) - app.clock.now().getTime()) / 1000);
    await browser.signIn('sari');
    expect((await browser.post(`/sittings/${id}/extension`)).status).to.equal(409);
    expect(await app.services.sittings.sweep()).to.equal(1);
    expect([await count('results'), await count('case_grades', { sitting_id: id })]).to.deep.equal([1, 8]);
    expect((await audited('test.part-lapsed')).length).to.equal(1);
    expect(await app.services.sittings.sweep()).to.equal(0);
    expect((await app.services.replays.replay(id)).identical).to.equal(true);
  });

  it('is closed at the deadline of the part, and what is not done there earns nothing', async () => {
    await submit();
    await begin();
    app.clock.advance(5 * 3_600);
    expect(await app.services.sittings.sweep()).to.be.at.least(1);
    const { deadline_at, submitted_at, closed_by } = await sitting();
    expect([submitted_at, closed_by]).to.deep.equal([deadline_at, 'deadline']);
    app.clock.advance(25 * 3_600);
    await app.services.sittings.sweep();
    const { result } = await app.db('results').where({ sitting_id: id }).first();
    expect((JSON.parse(result) as { knowledge: number }).knowledge).to.be.below(100);
  });

  it('gives the extra time of the person in the part too, and shows it before', async () => {
    const penyelia = await app.addUser('penyelia', 'supervisor');
    await app.services.extraTimes.decide(sari, penyelia, { kind: 'percent', amount: 50, reason: 'Membaca dengan pembaca layar.' });
    await submit();
    const { minutes } = await part();
    const extra = Math.ceil(minutes / 2);
    expect((await open('/extension')).text).to.contain(`${minutes + extra} menit: ${minutes} + ${extra}`);
    await begin();
    expect(Date.parse((await sitting()).deadline_at) - app.clock.now().getTime()).to.equal((minutes + extra) * 60_000);
  });

  it('is begun once when it is asked for twice, and by nobody else', async () => {
    await submit();
    await app.addUser('tuti', 'trainee');
    const other = await app.signIn('tuti');
    expect((await other.get(`/sittings/${id}/extension`)).status).to.equal(404);
    expect((await other.post(`/sittings/${id}/extension`)).status).to.equal(404);
    const both = await Promise.all([begin(), browser.post(`/sittings/${id}/extension`)]);
    expect(both.filter(({ headers }) => headers.location === `/sittings/${id}`).length).to.be.at.least(1);
    expect(await count('test_part_starts')).to.equal(1);
  });

  it('opens again only beside the record: the database refuses it otherwise', async () => {
    await submit();
    const refused = await app.db('sittings').where({ id }).update({ submitted_at: null }).catch((error: unknown) => error);
    expect(String(refused)).to.contain('opened again only by a recorded');
    for (const table of ['test_parts', 'test_part_cases']) expect(String(await app.db(table).delete().catch((error: unknown) => error))).to.contain('append-only');
  });

  it('is regraded with all of its parts', async () => {
    await submit();
    await begin();
    await workOnSome(app, id, 20);
    await submit();
    const penyelia = await app.addUser('penyelia', 'supervisor');
    const item = (await app.services.replays.itemsOf(id)).at(-1)!;
    const correction = { kind: 'item-excluded' as const, subject: item, answer: null };
    const { seen, concerned, failed } = await app.services.regrades.preview(correction);
    expect([concerned, failed.length]).to.deep.equal([1, 0]);
    await app.services.regrades.apply(correction, { reason: 'Kunci butir ini keliru menurut panel.', by: penyelia, seen });
    expect(await correctionsOf(app.db)).to.have.length(1);
    expect((await app.services.replays.replay(id)).identical).to.equal(true);
  });
});
