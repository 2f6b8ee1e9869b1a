import { expect } from 'chai';
import type { Catalogue } from '../../../src/core/catalogue/catalogue.ts';
import { diffEditions, editionOf } from '../../../src/core/catalogue/editions.ts';
import { checksOf } from '../../../src/core/checks/check.ts';
import { createServices } from '../../../src/services.ts';
import { testApp, type TestApp } from '../../support/app.ts';
import { content } from '../../support/content.ts';
import { recipe } from '../../core/scenarios/samples.ts';
import { openGate } from '../sittings/work.ts';

/** The clauses by which the files of a service are judged, found by another way than the product's: by its checks and decoys in the stages of a level, class and levy. */
function judging(catalogue: Catalogue, code: string, level = 1): string[] {
  const { decoys, classification, levy, team } = catalogue.services.get(code)!;
  const { stages: reached } = catalogue.levels.find((each) => each.level === level)!;
  const comesTo = ({ only }: { only?: string | undefined }) => (only === 'charged' ? levy.kind === 'formula' : only !== 'team' || team !== undefined);
  const stages = [...catalogue.stages.values()].filter((stage) => reached.includes(stage.id) && comesTo(stage));
  return [
    ...stages.flatMap(({ id }) => checksOf(catalogue, code, id).map(({ clause }) => clause)),
    ...[...decoys, ...stages.flatMap((stage) => stage.decoys)].map((id) => catalogue.decoys.get(id)!.clause),
    classification?.clause ?? '', levy.clause, levy.kind === 'formula' ? catalogue.levies.get(levy.formula)!.clause : '',
  ]; // prettier-ignore
}

describe('the reader of regulations', () => {
  let test: TestApp;
  let sitiId: number;
  beforeEach(async () => {
    test = await testApp();
    sitiId = await test.addUser('siti', 'trainee');
    await test.addUser('dadan', 'trainer');
  });
  afterEach(() => test.close());

  it('is searched by words of both languages and shows source, certainty and dates', async () => {
    const siti = await test.signIn('siti');
    const { title } = content().clauses.get('gratification')!;
    for (const q of [title.id, title.en, 'GRATIF']) {
      const { text } = await siti.get(`/regulations?q=${q}`).expect(200);
      expect(text, q).to.match(/href="\/regulations\/gratif/);
    }
    expect((await siti.get('/regulations?q=zzzz')).text).to.contain('Tidak ada aturan yang cocok');
    const clause = content().clauses.get('requirements-complete')!;
    const { text } = await siti.get('/regulations/requirements-complete').expect(200);
    expect(text).to.contain(clause.title.id).and.contain(clause.number).and.contain(clause.source).and.contain('berlaku sejak').and.contain('/catalogue/SIUP');
    await siti.get('/regulations/nothing').expect(404);
  });

  it('tells trainers what depends on a clause or a tariff, and nobody else', async () => {
    const clause = content().questions.get('L1-001')!.clause;
    const siti = await test.signIn('siti');
    const hidden = (await siti.get(`/regulations/${clause}`)).text;
    for (const word of ['L1-001', 'Yang bergantung']) expect(hidden).to.not.contain(word);
    await siti.get('/regulations/tariffs/advertising').expect(404);
    await siti.get('/regulations/changes').expect(404);
    const dadan = await test.signIn('dadan');
    expect((await dadan.get(`/regulations/${clause}`)).text).to.contain('L1-001').and.contain('/items/question/L1-001').and.contain('Yang bergantung');
    expect((await dadan.get('/regulations/tariffs/advertising').expect(200)).text).to.contain('Izin reklame insidentil').and.contain('2012');
    await dadan.get('/regulations/tariffs/nothing').expect(404);
  });

  it('lists exactly the forms that used the rule', async function () {
    this.timeout(60_000);
    await test.services.forms.freeze(sitiId, 1);
    const { form } = await test.db('frozen_forms').first();
    const { items } = JSON.parse(form) as { items: string[] };
    const dadan = await test.signIn('dadan');
    for (const { id } of content().clauses.values()) {
      const { forms, entries } = await test.services.rules.ofClause(id);
      const services = await test.db('cases').where({ purpose: 'test' }).pluck('service');
      const bodies: string[] = await test.db('cases').where({ purpose: 'test' }).pluck('body');
      const scripts = bodies.flatMap((body) => {
        const { conversations, event } = JSON.parse(body) as { conversations: { script: string }[]; event?: { script: string } };
        return [...conversations, ...(event ? [event] : [])].map(({ script }) => script);
      });
      const situations = await test.db('test_talks').pluck('situation');
      const judged = services.some((service) => judging(content(), service).includes(id));
      const uses = judged || entries.some(({ kind, id: entry }) => (kind === 'question' && items.includes(entry)) || (kind === 'situation' && situations.includes(entry)) || ((kind === 'guide' || kind === 'message' || kind === 'event') && scripts.includes(entry)));
      expect(forms.length, id).to.equal(uses ? 1 : 0);
    }
    expect((await dadan.get(`/regulations/${content().questions.get(items[0]!)!.clause}`)).text).to.contain('belum dipakai').and.not.contain('Orang siti');
  });

  it('lists exactly the scenarios and conversations that a clause or a tariff concerns', async function () {
    this.timeout(60_000);
    const { works, rules } = test.services;
    const [dadan, lilis] = [{ id: (await test.db('users').where({ username: 'dadan' }).first()).id as number }, { id: await test.addUser('lilis', 'trainer') }];
    const publish = async (kind: 'scenario' | 'conversation', code: string, document: object) => {
      const work = () => works.get(kind, id);
      const id = await works.create(dadan, kind, code, JSON.parse(JSON.stringify(document)));
      await works.submit(dadan, await work(), (await work()).draft.revision, 'Versi pertama dari karya ini.');
      await works.decide(lilis, await work(), 'publish', 1, 'Sudah saya periksa semuanya.');
    };
    const claims = [{ robot: 'expert' as const, is: 'at-least' as const, points: 90 }];
    await publish('scenario', 'kps-polos', recipe({ code: 'kps-polos', claims }, { message: 'neutral' }));
    await publish('scenario', 'kps-amplop', recipe({ code: 'kps-amplop', claims }, { message: 'neutral', event: 'courier-envelope' }));
    await publish('scenario', 'kps-lanjut', recipe({ code: 'kps-lanjut', level: 2, claims }, { message: 'neutral' }));
    await publish('scenario', 'rkli-polos', recipe({ code: 'rkli-polos', service: 'RKLI', claims }, { message: 'neutral' }));
    const situation = [...content().situations.values()][0]!;
    await publish('conversation', 'percakapan', situation);

    const catalogue = content();
    const { guides, messages, events } = catalogue;
    const said = (level: number) =>
      [...[...guides.values()].filter(({ levels }) => levels.includes(level)), ...[...messages.values()].filter(({ levels, kind }) => levels.includes(level) && kind === 'neutral')].map(({ clause }) => clause);
    const concerns = (clause: string, code: string, level = 1) => said(level).includes(clause) || judging(catalogue, code, level).includes(clause);
    const expected = (clause: string) => [
      ...(concerns(clause, 'KPS') || clause === events.get('courier-envelope')!.clause ? ['kps-amplop'] : []),
      ...(concerns(clause, 'KPS', 2) ? ['kps-lanjut'] : []),
      ...(concerns(clause, 'KPS') ? ['kps-polos'] : []),
      ...(concerns(clause, 'RKLI') ? ['rkli-polos'] : []),
    ];
    const seen = new Set<number>();
    for (const { id } of catalogue.clauses.values()) {
      const found = await rules.ofClause(id);
      expect(found.scenarios.map(({ code }) => code), id).to.deep.equal(expected(id));
      expect(found.conversations.length, id).to.equal([situation.clause, ...situation.topics.map(({ clause }) => clause)].includes(id) ? 1 : 0);
      seen.add(found.scenarios.length);
    }
    // Some clauses concern none of them, some one alone, some all.
    expect([0, 1, 4].every((count) => seen.has(count))).to.equal(true);
    expect((await rules.ofTariff('advertising')).scenarios.map(({ code }) => code)).to.deep.equal(['rkli-polos']);
    const page = (await (await test.signIn('dadan')).get(`/regulations/${situation.clause}`).expect(200)).text;
    expect(page).to.contain('Percakapan bank').and.contain('Percakapan paket').and.contain(situation.title.id);
  });

  it('keeps each edition of the pack once, and says what a new one has changed', async () => {
    await test.services.rules.keepEdition();
    await test.services.rules.keepEdition();
    expect(await test.db('content_editions')).to.have.length(1);
    const clause = content().clauses.get('return-once')!;
    const pack = { ...content(), version: '2016.1', clauses: new Map([...content().clauses, [clause.id, { ...clause, text: { id: 'Bunyi baru.', en: 'New text.' } }]]) };
    const later = createServices({ db: test.db, now: test.clock.now, config: test.config, content: pack });
    await later.rules.keepEdition();
    const dadan = await test.signIn('dadan');
    expect((await dadan.get('/regulations/changes').expect(200)).text).to.contain('2016.1').and.contain('edisi pertama');
    const { text } = await dadan.get('/regulations/changes/2').expect(200);
    expect(text).to.contain('1 perubahan').and.contain(clause.title.id).and.contain('aturan diubah').and.contain('isi');
    const [change] = diffEditions(editionOf(content()), editionOf(pack));
    for (const { kind, id } of change!.dependents) if (kind === 'question') expect(text).to.contain(id);
    for (const id of ['1', '3', 'x']) await dadan.get(`/regulations/changes/${id}`).expect(404);
  });

  it('is closed to whom a test runs', async function () {
    this.timeout(60_000);
    await openGate(test, sitiId);
    await test.services.tests.start({ id: sitiId });
    const siti = await test.signIn('siti');
    for (const path of ['/regulations', '/regulations/return-once']) {
      const { text } = await siti.get(path).expect(423);
      expect(text).to.contain('/tests');
      expect(text).to.not.contain(content().clauses.get('return-once')!.source);
    }
  });
});
