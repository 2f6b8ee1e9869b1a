import { expect } from 'chai';
import { cardsOf, sceneOf } from '../../../src/core/conversations/reply.ts';
import { begin } from '../../../src/core/conversations/engine.ts';
import { fullMarksPath } from '../../../src/core/conversations/search.ts';
import { criticalOfFlag } from '../../../src/core/conversations/vocabulary.ts';
import { play } from '../../../src/core/conversations/engine.ts';
import { talkName, talkOf, talksOfLevel } from '../../../src/core/sittings/talks.ts';
import type { Grade } from '../../../src/core/grading/mark.ts';
import type { TestTalk } from '../../../src/core/grading/talk.ts';
import { nothingEntered } from '../../../src/features/guide/talk-presenter.ts';
import { presentTestTalk } from '../../../src/features/sittings/talk-presenter.ts';
import { talkRecipes } from '../../../src/features/sittings/talk-store.ts';
import { createSpeech } from '../../../src/platform/i18n.ts';
import { testApp, type TestApp, type TestBrowser } from '../../support/app.ts';
import { content } from '../../support/content.ts';
import { actionId, beginTest, passTest } from './work.ts';

describe('a guidance case in a test', () => {
  let app: TestApp;
  let sari: number;
  let browser: TestBrowser;
  let id: number;
  let path: string;
  beforeEach(async () => {
    app = await testApp();
    sari = await app.addUser('sari', 'trainee');
    browser = await app.signIn('sari');
    id = await beginTest(app, browser, sari);
    path = `/sittings/${id}/talks/8`;
  });
  afterEach(() => app.close());

  const talk = async (): Promise<TestTalk> => (await app.services.sittings.getTalk({ id: sari }, id, 8)).talk;
  const said = () => app.db('actions').where({ sitting_id: id, position: 8, type: 'say' });
  const say = (turn: number, card: number, action = actionId()) => browser.post(`${path}/replies`, { id: action, turn: String(turn), kind: 'card', card: String(card) });
  const best = async (): Promise<number[]> => fullMarksPath((await talk()).script).replies.map((reply) => (reply.kind === 'card' ? reply.card : -1));
  const submit = async () => app.services.sittings.submitTest(await app.services.sittings.get({ id: sari }, id));
  const grade = async (): Promise<Grade> => JSON.parse((await app.db('case_grades').where({ sitting_id: id, position: 8 }).first('grade')).grade as string) as Grade;

  it('stands among the cases, is worked on reply by reply, and is done when the conversation is over', async () => {
    expect((await browser.get(`/sittings/${id}`)).text).to.contain(`${path}"`).and.contain('Nomor 8, kasus pemanduan warga: belum dimulai');
    await browser.open(path);
    const cards = await best();
    for (const [at, card] of cards.entries()) expect((await say(at + 1, card)).headers.location).to.equal(`${path}#latest`);
    expect(await said()).to.have.length(cards.length);
    const { text } = await browser.get(path);
    expect(text).to.contain('Semua jawaban Anda tersimpan').and.to.not.contain('/replies"');
    expect(text).to.contain('Nomor 8, kasus pemanduan warga: percakapan selesai');
    await submit();
    expect((await grade()).total).to.be.closeTo(100, 1e-9);
    expect(await app.db('observations').where({ sitting_id: id, competency: 'PMD' }).whereLike('opportunity', 'guide/%')).to.have.length.above(7);
    expect((await app.services.replays.replay(id)).identical).to.equal(true);
  });

  it('takes a reply once, however often it is sent, and goes on at another screen where it was', async () => {
    await browser.open(path);
    const action = actionId();
    await say(1, 0, action);
    await say(1, 0, action);
    expect(await said()).to.have.length(1);
    // The same number again is another reply, to what has been answered meanwhile.
    const late = await say(1, 0);
    expect([late.status, late.text.includes('sudah berlanjut di jendela lain')]).to.deep.equal([422, true]);
    expect((await browser.post(`${path}/replies`, { id: action, turn: '1', kind: 'card', card: '1' })).status).to.equal(422);
    const home = await app.signIn('sari');
    expect((await home.get(path)).text).to.contain('sedang dibuka di layar lain');
    await home.post(`/sittings/${id}/screen`);
    const again = await home.get(path);
    expect(again.text).to.contain('name="turn" value="2"');
    expect((await say(2, 0)).status).to.equal(409);
    expect(await said()).to.have.length(1);
  });

  it('refuses what the conversation does not offer, with the reason at its field', async () => {
    await browser.open(path);
    const typed = await browser.post(`${path}/replies`, { id: actionId(), turn: '1', kind: 'typed', text: 'Halo' });
    expect([typed.status, typed.text.includes('tidak tersedia lagi')]).to.deep.equal([422, true]);
    const bodies: Record<string, string>[] = [{ turn: '1', kind: 'card' }, { id: 'x', turn: '1', kind: 'card', card: '0' }, { id: actionId(), turn: '1', kind: 'card', card: '19' }, { id: actionId(), turn: '1', kind: 'services', services: 'SIUP' }, {}];
    for (const body of bodies)
      expect((await browser.post(`${path}/replies`, body)).status, JSON.stringify(body)).to.equal(422);
    expect((await browser.post(`${path}/flag`, { id: actionId(), on: 'true' })).headers.location).to.equal(path);
    expect((await browser.get(path)).text).to.contain('Hapus tanda ragu-ragu');
    for (const other of [1, 9, 77]) expect((await browser.get(`/sittings/${id}/talks/${other}`)).status).to.equal(404);
    expect((await browser.get(`/sittings/${id}/cases/8`)).status).to.equal(404);
    expect(await said()).to.have.length(0);
  });

  it('takes nothing after the deadline, and is then graded as it stands', async () => {
    await browser.open(path);
    await say(1, 0);
    app.clock.advance(24 * 3_600);
    browser = await app.signIn('sari');
    await browser.open('/account/password');
    expect((await say(2, 0)).status).to.equal(410);
    expect(await said()).to.have.length(1);
    await app.services.sittings.sweep();
    expect((await browser.get(path)).headers.location).to.equal(`/sittings/${id}/result`);
    expect((await grade()).decisionRight).to.equal(false);
    expect((await app.services.replays.replay(id)).identical).to.equal(true);
  });

  it('is one that the person has not met: those of guide duty and of the test before are left out, also where the form was made ahead', async () => {
    const [first] = await talkRecipes(app.db, await app.db('test_talks').pluck('id'));
    await submit();
    const all = talksOfLevel(app.services.catalogue, 1).map(({ situation, variant }) => talkName({ situation: situation.id, variant: variant.id }));
    const rest = all.filter((name) => name !== talkName(first!));
    expect(await app.services.forms.freeze(sari, 1)).to.equal(true);
    const frozen = (await talkRecipes(app.db, await app.db('test_talks').orderBy('id').pluck('id'))).at(-1)!;
    expect(rest).to.include(talkName(frozen));
    // Practised since: the one that was made ahead and all but one of the others.
    const left = rest.find((name) => name !== talkName(frozen))!;
    for (const name of rest.filter((each) => each !== left)) await app.services.guide.begin({ id: sari }, 1, name, 'cards');
    const taken = await app.db.transaction((trx) => app.services.forms.take(trx, sari, 1));
    expect(taken.id).to.not.equal(null);
    expect((await talkRecipes(app.db, taken.form.talks!.map((each) => each.id))).map(talkName)).to.deep.equal([left]);
  });

  it('makes a fatal flag a critical error that two people confirm, with the reply in its replay', async () => {
    const script = (await talk()).script;
    const cards = cardsOf(script, sceneOf(script, begin(script).scene));
    // Whatever stands in this form: one whose first scene has a fatal card.
    const fatal = talksOfLevel(content(), 1)
      .flatMap(({ situation, variant }) => {
        const one = talkOf(content(), { situation: situation.id, variant: variant.id, seed: 'fatal' });
        const first = cardsOf(one.script, sceneOf(one.script, begin(one.script).scene));
        return first.map((_, card) => ({ one, card, flags: play(one.script, [{ kind: 'card', card }]).turns[0]!.flags }));
      })
      .find(({ flags }) => flags.some((flag) => criticalOfFlag[flag] !== null))!;
    expect(cards.length).to.be.above(0);
    const body = JSON.stringify({ situation: { ...fatal.one.script.situation, variants: [fatal.one.script.variant] }, bank: fatal.one.script.bank });
    const [row] = await app.db('talk_scripts').insert({ digest: 'fatal', body }).returning('id');
    const { id: _, ...drawn } = await app.db('test_talks').first();
    const [made] = await app.db('test_talks').insert({ ...drawn, script_id: row.id, seed: 'fatal' }).returning('id');
    const form = JSON.parse((await app.db('sittings').where({ id }).first('form')).form);
    await app.db('sittings').where({ id }).update({ form: JSON.stringify({ ...form, talks: [{ place: 8, id: made.id }] }) });
    app.services.sittings.changed([id]);
    await passTest(app, id, 'expert', (action, position) => {
      if (position !== 8) return action;
      return action.type === 'say' && action.turn === 1 ? { ...action, reply: { kind: 'card', card: fatal.card } } : { id: action.id, type: 'flag', on: true, at: action.at };
    });
    app.services.sittings.changed([id]);
    await submit();
    // Guidance is at risk now: the part that is offered is left to lapse.
    app.clock.advance(25 * 3_600);
    await app.services.sittings.sweep();
    await app.services.sittings.gradeUngraded();
    const critical = await app.db('critical_errors').where({ sitting_id: id }).first();
    expect(critical?.position).to.equal(8);
    expect((await (await app.signIn('sari')).get(`/sittings/${id}/result`)).status).to.equal(200);
    await app.addUser('dewi', 'supervisor');
    const reviewer = await app.signIn('dewi');
    const page = await reviewer.get(`/evaluations/criticals/${critical.id}?case=8&step=1`);
    expect(page.status).to.equal(200);
    expect(page.text).to.contain('menjawab warga').and.contain(critical.code).and.contain(fatal.one.script.variant.citizen.name);
    // The ledger of integrity tells nothing of it before it is settled.
    const ledger = async () => /Tes yang sudah final<\/th><td[^>]*>(\d+)<\/td><td[^>]*>(\d+)</.exec((await (await app.signIn('sari')).get('/progress')).text)!.slice(1).map(Number);
    expect(await ledger()).to.deep.equal([0, 0]);
    await app.addUser('ratna', 'supervisor');
    for (const each of [reviewer, await app.signIn('ratna')]) await each.post(`/evaluations/criticals/${critical.id}/vote`, { confirmed: 'yes', reason: 'Kata sandi warga diminta.' }).expect(303);
    const grades = (await app.db('case_grades').where({ sitting_id: id })).map(({ position, grade: text }) => ({ position, ...(JSON.parse(text as string) as Grade) }));
    const honest = ({ observations }: Grade) => observations.filter(({ competency }) => competency === 'ITG').length;
    const inFiles = grades.filter(({ position }) => position !== 8).reduce((sum, each) => sum + Math.max(1, honest(each)), 0);
    const inTalk = honest(grades.find(({ position }) => position === 8)!);
    expect(inTalk).to.be.above(0);
    expect(await ledger()).to.deep.equal([inFiles + inTalk, 1]);
  });
});

describe('twins of a guidance case', () => {
  it('look the same to a trainee, whatever is hidden in the citizen and whatever a reply is worth', () => {
    const speech = createSpeech({ timeZone: 'Asia/Jakarta', strict: true });
    for (const { situation, variant } of [1, 2, 3, 4, 5].flatMap((level) => talksOfLevel(content(), level))) {
      const twin = {
        situation: { ...situation, clause: 'x', topics: situation.topics.map(({ lesson: _, ...topic }) => topic), scenes: situation.scenes.map((scene) => ({ ...scene, go: [] })) },
        variant: { ...variant, title: { id: 'x', en: 'x' }, facts: {}, needs: [], tells: [], without: [], secret: [], volunteers: [], difficulty: 9, tempts: undefined, misunderstands: undefined },
      };
      for (const language of ['id', 'en'] as const) {
        const seen = (script: object) =>
          JSON.stringify(
            presentTestTalk(
              { sitting: { id: 1 }, position: 8, talk: { script: { bank: content().guideWords, seed: 'twin', ...script }, mode: 'cards' }, actions: [] } as never,
              { cells: [] } as never,
              { actionId: 'x', entered: nothingEntered, draftOf: null },
              speech(language) as never,
            ),
          );
        expect(seen(twin), `${situation.id}/${variant.id}`).to.equal(seen({ situation, variant }));
      }
    }
  });
});
