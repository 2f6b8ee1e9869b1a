import { expect } from 'chai';
import { testApp, type TestApp, type TestBrowser } from '../../support/app.ts';
import { beginTest, openGate, passTest, workOnSome } from './work.ts';

const day = 86_400;

describe('the knowledge part of a failed test', function () {
  this.timeout(60_000);
  let app: TestApp;
  let sari: number;
  let browser: TestBrowser;
  let first: number;

  /** All items right and no case done: far below the cut, with a knowledge part of 100. */
  beforeEach(async () => {
    app = await testApp();
    sari = await app.addUser('sari', 'trainee');
    browser = await app.signIn('sari');
    first = await beginTest(app, browser, sari);
    await workOnSome(app, first, 0);
    await submit(first);
    app.clock.advance(15 * day);
    await openGate(app, sari);
    browser = await app.signIn('sari');
  });
  afterEach(() => app.close());

  const submit = async (id: number) => app.services.sittings.submitTest(await app.services.sittings.get({ id: sari }, id));
  const begin = async (body: Record<string, string>) => {
    await browser.open('/tests/new');
    const { headers } = await browser.post('/tests', body).expect(303);
    return Number(/sittings\/(\d+)/.exec(headers.location as string)![1]);
  };
  const formOf = async (id: number) => (await app.services.sittings.get({ id: sari }, id)).form;
  const resultOf = async (id: number) => JSON.parse((await app.db('results').where({ sitting_id: id }).orderBy('id', 'desc').first('result')).result as string);

  it('may be kept: the next test has fresh cases only, fewer minutes, and counts what was answered then', async () => {
    expect((await browser.get('/tests/new')).text).to.contain('name="keep"').and.contain('mencapai 100').and.contain('70 menit');
    const second = await begin({ keep: 'yes' });
    const { items, kept, cut } = await formOf(second);
    expect([items, kept?.sittingId, kept?.answers.length]).to.deep.equal([[], first, 40]);
    expect(cut).to.be.within(50, 90);
    const { started_at, deadline_at } = await app.db('sittings').where({ id: second }).first();
    expect((Date.parse(deadline_at) - Date.parse(started_at)) / 60_000).to.equal(70);
    expect((await browser.get(`/sittings/${second}`).expect(200)).text).to.contain(`/sittings/${second}/cases/1`);
    await browser.get(`/sittings/${second}/review`).expect(200);
    await browser.get(`/sittings/${second}/items/1`).expect(404);
    await passTest(app, second);
    await submit(second);
    const result = await resultOf(second);
    expect([result.knowledge, result.passed, result.cut]).to.deep.equal([100, true, cut]);
    expect((await browser.get(`/sittings/${second}/result`)).text).to.contain('dari tes');
    expect((await browser.get(`/sittings/${second}/letter`)).text).to.contain('dari tes');
    expect((await app.services.replays.replay(second))!.identical).to.equal(true);
    const observed: string[] = await app.db('observations').where({ sitting_id: second }).pluck('opportunity');
    expect(observed.filter((each) => kept!.answers.some(({ item }) => item === each)), 'observed once, in the test of the answers').to.deep.equal([]);
  });

  it('is left when the person wants new questions, and those are fresh', async () => {
    const second = await begin({});
    const { items, kept } = await formOf(second);
    expect([items.length, kept]).to.deep.equal([40, undefined]);
    await browser.post('/tests', { keep: 'x' }).expect(422);
  });

  it('ends ninety days after it was answered, also when it was kept meanwhile', async () => {
    const second = await begin({ keep: 'yes' });
    await submit(second);
    app.clock.advance(61 * day);
    await openGate(app, sari);
    browser = await app.signIn('sari');
    expect((await browser.get('/tests/new')).text).to.contain('name="keep"');
    app.clock.advance(15 * day);
    await openGate(app, sari);
    browser = await app.signIn('sari');
    expect((await browser.get('/tests/new').expect(200)).text).to.not.contain('name="keep"');
    expect((await formOf(await begin({ keep: 'yes' }))).kept).to.equal(undefined);
  });

  it('is corrected with the others when a key was wrong', async () => {
    const second = await begin({ keep: 'yes' });
    const { item } = (await formOf(second)).kept!.answers[0]!;
    const question = app.services.catalogue.questions.get(item)!;
    const ratna = await app.addUser('ratna', 'supervisor');
    await app.db('key_corrections').insert({ kind: 'item-key', subject: item, answer: question.options.find(({ id }) => id !== question.key)!.id, reason: 'Kunci soal ini keliru.', decided_by: ratna, decided_at: app.clock.now().toISOString() });
    await submit(second);
    expect((await resultOf(second)).knowledge).to.equal(97.5);
  });
});
