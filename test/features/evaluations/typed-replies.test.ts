import { expect } from 'chai';
import { play } from '../../../src/core/conversations/engine.ts';
import type { Grade } from '../../../src/core/grading/mark.ts';
import { gradeTalk, repliesIn, talkState, type TestTalk } from '../../../src/core/grading/talk.ts';
import type { Action } from '../../../src/core/desk/action.ts';
import type { TestResult } from '../../../src/core/sittings/score.ts';
import { testMode } from '../../../src/core/sittings/talks.ts';
import { createServices } from '../../../src/services.ts';
import { testApp, type TestApp, type TestBrowser } from '../../support/app.ts';
import { content, contentWithTyping } from '../../support/content.ts';
import { actionId, beginTest, openGate, passTest } from '../sittings/work.ts';

const place = 8;

describe('how operators reply in a test', () => {
  it('is said by the blueprint of the level: cards at first, typed from level 3 on', () => {
    expect([1, 2, 3, 4, 5].map((level) => testMode(content(), level))).to.deep.equal(['cards', 'cards', 'typed', 'typed', 'typed']);
  });

  it('stays as it was in a form that was made ahead', async () => {
    const app = await testApp();
    const sari = await app.addUser('sari', 'trainee');
    await openGate(app, sari);
    await app.services.forms.freeze(sari, 1);
    const { forms } = createServices({ db: app.db, now: app.clock.now, config: app.config, content: contentWithTyping() });
    const taken = await app.db.transaction((trx) => forms.take(trx, sari, 1));
    expect(taken.id).to.not.equal(null);
    expect(await app.db('test_talks').whereIn('id', taken.form.talks!.map(({ id }) => id)).pluck('mode')).to.deep.equal(['cards']);
    await app.close();
  });
});

describe('typed replies of a test', () => {
  let app: TestApp;
  let sari: number;
  let trainee: TestBrowser;
  let id: number;
  let path: string;
  beforeEach(async () => {
    app = await testApp({}, contentWithTyping());
    sari = await app.addUser('sari', 'trainee');
    for (const name of ['ratna', 'wina', 'yoga']) await app.addUser(name, 'supervisor');
    trainee = await app.signIn('sari');
    id = await beginTest(app, trainee, sari);
    path = `/sittings/${id}/talks/${place}`;
  });
  afterEach(() => app.close());

  const talk = async (): Promise<TestTalk> => (await app.services.sittings.getTalk({ id: sari }, id, place)).talk;
  const say = (turn: number, text: string, action = actionId()) => trainee.post(`${path}/replies`, { id: action, turn: String(turn), kind: 'typed', text });
  const submit = async () => app.services.sittings.submitTest(await app.services.sittings.get({ id: sari }, id));
  /** Types two replies, of which the rules read the first as a greeting with a question and nothing in the second, and hands the test in. */
  const hold = async () => {
    await trainee.open(path);
    await say(1, 'Selamat pagi. Apa keperluan Bapak atau Ibu?').expect(303);
    await say(2, 'Hmm begitu rupanya').expect(303);
    await submit();
  };
  const queued = () => app.db('typed_replies').where({ sitting_id: id }).orderBy('turn');
  const replyPath = async (turn: number) => `/evaluations/replies/${(await queued()).find((row) => row.turn === turn).id}`;
  const read = async (browser: TestBrowser, turn: number, moves: string[], more: Record<string, string | string[]> = {}) => {
    const here = await replyPath(turn);
    await browser.open(here);
    return browser.post(`${here}/mark`, { ...(moves.length > 0 ? { moves } : { none: 'yes' }), ...more });
  };
  const rules = async (turn: number): Promise<string[]> => JSON.parse((await queued()).find((row) => row.turn === turn).rules_read) as string[];
  const results = () => app.db('results').where({ sitting_id: id }).orderBy('id');
  const grade = async (): Promise<Grade> => JSON.parse((await app.db('case_grades').where({ sitting_id: id, position: place }).orderBy('id', 'desc').first('grade')).grade as string) as Grade;
  const actions = async (): Promise<Action[]> => (await app.services.sittings.getTalk({ id: sari }, id, place)).actions as Action[];

  it('are answered at once, and wait with the whole result until people have read them, without a hint to the trainee', async () => {
    await trainee.open(path);
    const { text } = await trainee.get(path);
    expect(text).to.contain('name="text"').and.not.contain('name="card"');
    await hold();
    expect((await queued()).map(({ turn }) => turn)).to.deep.equal([1, 2]);
    expect([await results(), await app.db('case_grades').where({ sitting_id: id })]).to.deep.equal([[], []]);
    const page = (await trainee.get(`/sittings/${id}/result`)).text;
    expect(page).to.contain('Dalam peninjauan').and.contain('dinilai oleh manusia').and.not.contain('Belum dinilai').and.not.contain('menyapa');
    expect((await trainee.get('/')).text).to.contain('dinilai oleh manusia');
    expect((await trainee.get('/tests')).text).to.contain('belum final');
    await trainee.post('/tests').expect(409);
    // Nothing grades it meanwhile, and nobody is told that the grader failed.
    expect(await app.services.sittings.gradeUngraded()).to.equal(0);
    expect(await app.services.regrades.ungraded()).to.deep.equal([]);
    expect(await results()).to.deep.equal([]);
  });

  it('are kept on the server while they are typed, also at another screen, until they are said', async () => {
    await trainee.open(path);
    const keep = (turn: string, text: string) => trainee.post(`${path}/draft`, { turn, text, id: actionId(), kind: 'typed' });
    expect((await keep('1', 'Selamat pagi, <b>Bu')).body.text).to.contain('Konsep');
    expect((await trainee.get(path)).text).to.contain('Selamat pagi, &lt;b&gt;Bu</textarea>').and.contain('Isian ini dari konsep').and.contain('scripts/draft');
    await say(1, 'Selamat pagi, Bu.').expect(303);
    expect((await trainee.get(path)).text).to.not.contain('&lt;b&gt;Bu</textarea>').and.not.contain('Isian ini dari konsep');
    await submit();
    expect((await keep('2', 'Terlambat')).status).to.equal(410);
    expect(await app.db('actions').where({ sitting_id: id, position: place })).to.have.length(1);
  });

  it('stand in the queue of those who may evaluate this person, without the name, and of nobody else', async () => {
    const ratna = await app.signIn('ratna');
    expect((await ratna.get('/evaluations/replies')).text).to.contain('Tidak ada jawaban ketikan yang menunggu');
    await hold();
    expect((await ratna.get('/evaluations')).text).to.contain('2 jawaban ketikan dalam tes menunggu');
    const list = (await ratna.get('/evaluations/replies')).text;
    expect(list).to.contain('2 jawaban menunggu').and.contain(await replyPath(1)).and.not.contain('Orang sari');
    const page = (await ratna.get(await replyPath(2))).text;
    const said = talkState(await talk(), await actions()).lines;
    expect(page).to.contain('Hmm begitu rupanya').and.contain('name="moves"').and.not.contain('Orang sari').and.not.contain('Bacaan sistem').and.not.contain(' checked');
    expect(said.filter(({ turn }) => turn < 2).every(({ text }) => page.includes(text.id.slice(0, 20).split(/['"&]/)[0]!))).to.equal(true);
    const { id: winaId } = await app.db('users').where({ username: 'wina' }).first('id');
    await app.services.groups.addMember({ id: winaId }, await app.services.groups.createGroup({ id: winaId }, 'Angkatan Mei'), sari);
    const wina = await app.signIn('wina');
    await wina.get(await replyPath(1)).expect(404);
    expect((await wina.get('/evaluations/replies')).text).to.contain('Tidak ada jawaban ketikan yang menunggu');
    await trainee.get(await replyPath(1)).expect(404);
    for (const unknown of ['99999', 'x']) await ratna.get(`/evaluations/replies/${unknown}`).expect(404);
  });

  it('are settled by one who reads what the rules read; with the last one the test is graded as in practice, and replayed to the byte', async () => {
    await passTest(app, id);
    await app.db('actions').where({ sitting_id: id, position: place }).count();
    app.services.sittings.changed([id]);
    await submit();
    const all = await queued();
    expect(all.length).to.be.above(3);
    // Practised while the markers read: it counts for no floor of this test, and no replay takes it in.
    app.clock.advance(24 * 3_600);
    const at = app.clock.now().toISOString();
    const practised = await app.db('observations').where({ trainee_id: sari, competency: 'VER' }).orderBy('id').first();
    const rows = Array.from({ length: 60 }, () => ({ ...practised, id: undefined, score: 0, observed_at: at }));
    for (const { id: _, ...row } of rows) await app.db('observations').insert(row);
    const ratna = await app.signIn('ratna');
    for (const { turn } of all) {
      expect(await results()).to.deep.equal([]);
      expect((await read(ratna, turn, await rules(turn))).status).to.equal(303);
    }
    expect((await results()).map(({ cause }) => cause)).to.deep.equal(['closing']);
    expect((JSON.parse((await results())[0].result) as TestResult).floors!.some(({ failed }) => failed)).to.equal(false);
    const said = await actions();
    expect(await grade()).to.deep.equal(gradeTalk(await talk(), said, (await grade()).version));
    expect((await app.services.replays.replay(id)).identical).to.equal(true);
    const again = await app.services.regrades.rescore(id);
    expect(JSON.stringify(again.result)).to.equal((await results()).at(-1)!.result);
    expect(play((await talk()).script, repliesIn(said)).over).to.equal('helped');
    expect(await app.db('evaluations').where({ sitting_id: id })).to.have.length(1);
    const page = (await (await app.signIn('sari')).get(`/sittings/${id}/result`)).text;
    expect(page).to.contain('Jawaban ketikan Anda').and.contain('Dibaca sebagai').and.not.contain('Dalam peninjauan');
    expect((await ratna.get('/evaluations/replies')).text).to.contain('Tidak ada jawaban ketikan yang menunggu');
  });

  it('go to a second marker where the first differs and to a third where the two do, each blind; what two have read is what counts', async () => {
    await hold();
    const [ratna, wina, yoga] = [await app.signIn('ratna'), await app.signIn('wina'), await app.signIn('yoga')];
    await read(ratna, 1, await rules(1));
    expect((await read(ratna, 2, ['empathy', 'cost'])).headers.location).to.equal('/evaluations/replies');
    const page = await replyPath(2);
    expect((await ratna.get(page)).text).to.contain('Bacaan Anda').and.contain('Bacaan sistem').and.contain('Penilai lain masih membaca');
    expect((await wina.get('/evaluations/replies')).text).to.contain('1 jawaban menunggu');
    expect((await wina.get(page)).text).to.not.contain(' checked');
    await read(wina, 2, ['empathy', 'take-money'], { note: 'Tidak jelas.' });
    expect(await results()).to.deep.equal([]);
    await read(yoga, 2, ['take-money']);
    const moves = JSON.parse((await app.db('reply_readings').where({ reply_id: Number(page.split('/').at(-1)) }).first('moves')).moves) as string[];
    expect(moves.toSorted()).to.deep.equal(['empathy', 'take-money']);
    // Two of three have read a fatal act: it is a provisional critical error like any other.
    expect((await grade()).critical.map(({ code }) => code)).to.deep.equal(['CE1']);
    expect(await app.db('critical_errors').where({ sitting_id: id, position: place })).to.have.length(1);
    expect((await results()).length).to.equal(1);
    expect((await app.services.replays.replay(id)).identical).to.equal(true);
    expect(await app.db('audit_events').where({ action: 'test.reply-marked', subject_id: id })).to.have.length(4);
    expect((await read(await app.signIn('ratna'), 2, ['empathy', 'cost'])).status).to.equal(303);
  });

  it('are marked once by each: the same again changes nothing, another reading is refused, and neither nothing nor both is a reading', async () => {
    await hold();
    const ratna = await app.signIn('ratna');
    const here = await replyPath(1);
    await ratna.open(here);
    expect((await ratna.post(`${here}/mark`, { note: 'Catatan saya' }).expect(422)).text).to.contain('Pilih sedikitnya satu tindakan').and.contain('Catatan saya');
    expect((await ratna.post(`${here}/mark`, { moves: 'greet', none: 'yes' }).expect(422)).text).to.contain('bukan keduanya');
    await read(ratna, 1, ['greet', 'close']);
    await read(ratna, 1, ['close', 'greet']);
    expect(await app.db('reply_marks')).to.have.length(1);
    expect((await read(ratna, 1, ['greet'])).status).to.equal(409);
    expect(await app.db('reply_marks')).to.have.length(1);
    for (const table of ['typed_replies', 'reply_marks', 'reply_readings']) {
      if (table === 'reply_readings') await read(ratna, 2, []);
      expect(await app.db(table).delete().catch((error: Error) => error.message), table).to.match(/append-only/);
    }
    const row = { reply_id: Number(here.split('/').at(-1)), moves: '[]', note: '', as_superior: false, marked_at: app.clock.now().toISOString() };
    expect(await app.db('reply_marks').insert({ ...row, marker_id: sari }).catch((error: Error) => error.message)).to.match(/nobody marks his own/);
  });

  it('of nobody wait for nobody: a test in which nothing was typed is graded at once', async () => {
    await submit();
    expect(await queued()).to.deep.equal([]);
    expect(await results()).to.have.length(1);
  });
});
