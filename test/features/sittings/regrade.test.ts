import { expect } from 'chai';
import { regradeCommand } from '../../../src/cli/sitting-commands.ts';
import { talkName } from '../../../src/core/sittings/talks.ts';
import { countedGrades } from '../../../src/features/sittings/counted-read-model.ts';
import { talkRecipes } from '../../../src/features/sittings/talk-store.ts';
import { testApp, type TestApp, type TestBrowser } from '../../support/app.ts';
import { breakAudit } from '../../support/broken-audit.ts';
import { beginTest, passTest } from './work.ts';

const reason = 'Panel menemukan kunci yang keliru.';

describe('a regrade', function () {
  this.timeout(30_000);
  let app: TestApp;
  let sari: number;
  let oki: number;
  let sittings: { sari: number; oki: number };
  let ratna: TestBrowser;

  beforeEach(async () => {
    app = await testApp();
    [sari, oki] = [await app.addUser('sari', 'trainee'), await app.addUser('oki', 'trainee')];
    await app.addUser('ratna', 'supervisor');
    sittings = { sari: 0, oki: await take('oki', oki, 14) };
    ratna = await app.signIn('ratna');
  });
  afterEach(() => app.close());

  /** A test of which the last so many items are answered with another option than the key. */
  async function take(name: string, id: number, wrong: number): Promise<number> {
    const sittingId = await beginTest(app, await app.signIn(name), id);
    await passTest(app, sittingId);
    if (wrong > 0) {
      await app.db.raw(app.db.client.config.client === 'pg' ? 'alter table actions disable trigger all' : 'drop trigger actions_no_update');
      for (const row of await app.db('actions').where({ sitting_id: sittingId, type: 'answer' }).orderBy('id', 'desc').limit(wrong)) {
        const { item, choice } = JSON.parse(row.payload) as { item: string; choice: string };
        const other = app.services.catalogue.questions.get(item)!.options.find((option) => option.id !== choice)!.id;
        await app.db('actions').where({ id: row.id }).update({ payload: JSON.stringify({ item, choice: other }) });
      }
    }
    await app.services.sittings.submitTest(await app.services.sittings.get({ id }, sittingId));
    return sittingId;
  }
  /** An item that the test of oki has and that of sari has not, or both have. */
  const itemOf = async (id: number, at: number) => (JSON.parse((await app.db('sittings').where({ id }).first('form')).form) as { items: string[] }).items.at(at)!;
  const results = (sitting_id: number) => app.db('results').where({ sitting_id }).orderBy('id');
  const seenIn = (text: string) => /name="seen" value="([0-9a-f]+)"/.exec(text)![1]!;
  const look = (query: Record<string, string>) => ratna.get(`/regrades/preview?${new URLSearchParams(query)}`);
  const preview = (query: Record<string, string>) => look(query).expect(200).then(({ text }) => text);

  it('is shown before anything changes, and then stands beside the old result', async () => {
    const item = await itemOf(sittings.oki, -1);
    const query = { kind: 'item-excluded', subject: item };
    const text = await preview(query);
    expect(text).to.contain('Orang oki');
    expect(await app.db('key_corrections')).to.deep.equal([]);
    expect(await results(sittings.oki)).to.have.length(1);
    await ratna.post('/regrades', { ...query, reason, seen: seenIn(text) }).expect(303);
    const [old, fresh] = await results(sittings.oki);
    expect(fresh!.total).to.be.above(old!.total);
    expect(fresh).to.include({ cause: 'regrade', grade_ids: old!.grade_ids, corrections: `[${(await app.db('key_corrections').first('id')).id}]` });
    expect(await app.services.audit.verifyRecord()).to.deep.include({ ok: true, problems: [] });
    expect((await app.services.replays.replay(sittings.oki)).identical).to.equal(true);
    expect((await ratna.get('/regrades')).text).to.contain(reason).and.contain(item);
  });

  it('applies what was seen and nothing else, once', async () => {
    const query = { kind: 'item-excluded', subject: await itemOf(sittings.oki, -1) };
    const seen = seenIn(await preview(query));
    await ratna.post('/regrades', { ...query, reason, seen }).expect(303);
    const again = await ratna.post('/regrades', { ...query, reason, seen }).expect(409);
    expect(again.text).to.contain('berubah sejak Anda melihatnya');
    expect(await app.db('key_corrections')).to.have.length(1);
    expect(await results(sittings.oki)).to.have.length(2);
  });

  it('is written with its audit entry or not at all', async () => {
    const query = { kind: 'item-excluded', subject: await itemOf(sittings.oki, -1) };
    const seen = seenIn(await preview(query));
    const mend = await breakAudit(app.db, 'key.corrected');
    await ratna.post('/regrades', { ...query, reason, seen }).expect(500);
    expect(await app.db('key_corrections')).to.deep.equal([]);
    expect(await results(sittings.oki)).to.have.length(1);
    await mend();
  });

  it('lists who would pass no more for a decision, and withdraws nothing', async () => {
    const { regrades } = app.services;
    sittings.sari = await take('sari', sari, 0);
    await app.db.raw(app.db.client.config.client === 'pg' ? 'alter table results disable trigger all' : 'drop trigger results_no_update');
    // As if the cut lay just below the score of sari: one more wrong answer fails.
    const [before] = await results(sittings.sari);
    const { form } = await app.db('sittings').where({ id: sittings.sari }).first('form');
    await app.db('sittings').where({ id: sittings.sari }).update({ form: JSON.stringify({ ...JSON.parse(form), cut: before!.total }) });
    const item = await itemOf(sittings.sari, 0);
    const { key, options } = app.services.catalogue.questions.get(item)!;
    const query = { kind: 'item-key', subject: item, answer: options.find(({ id }) => id !== key)!.id };
    const text = await preview(query);
    expect(text).to.contain('Tidak lagi lulus');
    await ratna.post('/regrades', { ...query, reason, seen: seenIn(text) }).expect(303);
    const review = (await regrades.reviews()).find(({ traineeId }) => traineeId === sari);
    expect(review).to.include({ traineeId: sari, sittingId: sittings.sari });
    expect(await app.db('evaluations').where({ sitting_id: sittings.sari })).to.have.length(1);
    const path = `/regrades/reviews/${review!.id}`;
    expect((await ratna.post(path, { ruling: 'perhaps', reason: 'x' }).expect(422)).text).to.contain('Pilih salah satu ketetapan').and.contain('20 karakter');
    await ratna.post(path, { ruling: 'keep', reason: 'Selisihnya di dalam galat pengukuran.' }).expect(303);
    await ratna.post(path, { ruling: 'revoke', reason: 'Selisihnya di dalam galat pengukuran.' }).expect(409);
    await ratna.post('/regrades/reviews/2147483646', { ruling: 'x' }).expect(404);
    expect((await regrades.reviews()).map(({ id }) => id)).to.not.include(review!.id);
  });

  it('opens an evaluation for who passes now', async () => {
    await app.db.raw(app.db.client.config.client === 'pg' ? 'alter table results disable trigger all' : 'drop trigger results_no_update');
    const failed = JSON.parse((await results(sittings.oki))[0]!.result) as object;
    await app.db('evaluations').where({ sitting_id: sittings.oki }).first().then(async (row) => {
      if (row) {
        for (const [table, trigger] of [['evaluation_plans', 'evaluation_plans_no_delete'], ['evaluations', 'evaluations_never_deleted']])
          await app.db.raw(app.db.client.config.client === 'pg' ? `alter table ${table} disable trigger all` : `drop trigger ${trigger}`);
        await app.db('evaluation_plans').where({ evaluation_id: row.id }).delete();
        await app.db('evaluations').where({ id: row.id }).delete();
      }
    });
    await app.db('results').where({ sitting_id: sittings.oki }).update({ total: 10, passed: false, result: JSON.stringify({ ...failed, total: 10, passed: false }) });
    const query = { kind: 'item-excluded', subject: await itemOf(sittings.oki, -1) };
    const text = await preview(query);
    expect(text).to.contain('Menjadi lulus');
    await ratna.post('/regrades', { ...query, reason, seen: seenIn(text) }).expect(303);
    expect(await app.db('evaluations').where({ sitting_id: sittings.oki })).to.have.length(1);
  });

  it('takes a conversation out of every test that has it, and lets it count no more', async () => {
    const { talks } = JSON.parse((await app.db('sittings').where({ id: sittings.oki }).first('form')).form) as { talks: { id: number; place: number }[] };
    const [recipe] = await talkRecipes(app.db, [talks[0]!.id]);
    const query = { kind: 'talk-excluded', subject: talkName(recipe!) };
    expect((await ratna.get('/regrades')).text).to.contain('Percakapan dalam tes dan namanya').and.contain(`<code>${query.subject}</code>`);
    expect((await app.services.replays.replay(sittings.oki)).grades.map(({ subject }) => subject)).to.include(query.subject);
    const text = await preview(query);
    expect(text).to.contain('Percakapan tidak dihitung').and.contain('Orang oki').and.contain(app.services.catalogue.situations.get(recipe!.situation)!.title.id);
    expect(await regradeCommand(app.services, { excludeTalk: query.subject, dryRun: true })).to.deep.include({ concerned: 1, applied: null });
    expect(await app.db('key_corrections')).to.deep.equal([]);
    await ratna.post('/regrades', { ...query, reason, seen: seenIn(text) }).expect(303);
    const counted = (await countedGrades(app.db, [sittings.oki])).get(sittings.oki)!;
    expect([counted.talks.length, counted.cases.length]).to.deep.equal([talks.length - 1, 7]);
    const [old, fresh] = await results(sittings.oki);
    const grades = (await app.db('case_grades').where({ sitting_id: sittings.oki })).filter(({ position }) => position !== talks[0]!.place).map(({ grade }) => (JSON.parse(grade as string) as { total: number }).total);
    expect((JSON.parse(fresh!.result) as { cases: number }).cases).to.be.closeTo(grades.reduce((sum, total) => sum + total, 0) / grades.length, 0.051);
    expect(fresh).to.include({ cause: 'regrade', grade_ids: old!.grade_ids });
    expect((await app.services.replays.replay(sittings.oki)).identical).to.equal(true);
    expect(await app.services.audit.verifyRecord()).to.deep.include({ ok: true, problems: [] });
    expect((await ratna.get('/regrades')).text).to.contain(query.subject);
  });

  const bad: [string, Record<string, string>, string][] = [
    ['an unknown item', { kind: 'item-excluded', subject: 'nothing' }, 'Tidak ada soal'],
    ['an unknown check', { kind: 'check-excluded', subject: 'nothing' }, 'Tidak ada pemeriksaan'],
    ['an unknown case', { kind: 'case-excluded', subject: '999999' }, 'Tidak ada kasus'],
    ['a conversation of no test', { kind: 'talk-excluded', subject: 'G1/nothing' }, 'Tidak ada tes yang memuat percakapan'],
    ['what is no conversation', { kind: 'talk-excluded', subject: '12' }, 'Tidak ada tes yang memuat percakapan'],
    ['an unknown kind', { kind: 'all', subject: 'x' }, 'error-summary'],
    ['nothing', { kind: 'item-excluded', subject: '' }, 'error-summary'],
  ];
  it('says what cannot be corrected, and asks for a reason', async () => {
    for (const [name, query, words] of bad) expect((await look(query).expect(422)).text, name).to.contain(words);
    const query = { kind: 'item-excluded', subject: await itemOf(sittings.oki, -1) };
    await ratna.post('/regrades', { ...query, reason: 'singkat', seen: seenIn(await preview(query)) }).expect(422);
    expect(await app.db('key_corrections')).to.deep.equal([]);
  });

  it('is asked for on the command line', async () => {
    const item = await itemOf(sittings.oki, -1);
    const said = (await regradeCommand(app.services, { excludeItem: item, dryRun: true })) as { applied: unknown; changes: unknown[] };
    expect(said.applied).to.equal(null);
    expect(said.changes.length).to.be.above(0);
    const message = (options: object) => regradeCommand(app.services, options).then(() => '', (error: Error) => error.message);
    expect(await message({})).to.contain('item: give one of');
    expect(await message({ excludeItem: item, apply: true, reason: 'short' })).to.contain('reason:');
    expect(await message({ excludeItem: item, apply: true, reason, by: 'oki' })).to.contain("by: 'oki' is no supervisor");
    expect(await regradeCommand(app.services, { excludeItem: item, apply: true, reason, by: 'ratna' })).to.have.property('applied').that.is.a('number');
  });
});
