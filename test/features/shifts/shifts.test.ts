import { expect } from 'chai';
import { fullMarksPath } from '../../../src/core/conversations/search.ts';
import { type Arrival, planShift, type ShiftPlan } from '../../../src/core/shift/plan.ts';
import { noteOf } from '../../../src/core/shift/score.ts';
import type { Catalogue } from '../../../src/core/catalogue/catalogue.ts';
import { findShift, insertShift } from '../../../src/features/shifts/shift-store.ts';
import { testApp, type TestApp, type TestBrowser } from '../../support/app.ts';
import { record, workOn } from '../sittings/work.ts';

/** A shift whose first file without a note is wanted by a colleague, with a noted file beside it, and nothing that is down or away when the tests act. */
function known(catalogue: Catalogue): ShiftPlan {
  for (let seed = 0; ; seed++) {
    const plan = planShift(catalogue, 4, `known-${seed}`);
    const files = plan.arrivals.flatMap((each) => (each.kind === 'application' && each.at === 0 ? [each] : []));
    const quiet = plan.outage!.from > 8 && plan.absence!.from > 30;
    if (files.find(({ note }) => note === null)?.wanted && files.some(({ note }) => note !== null) && quiet) return plan;
  }
}

describe('a shift of practice', function () {
  this.timeout(20_000);
  let app: TestApp;
  let sari: number;
  let browser: TestBrowser;
  let id: number;
  let path: string;
  beforeEach(async () => {
    app = await testApp();
    sari = await app.addUser('sari', 'trainee');
    browser = await app.signIn('sari');
    const { catalogue } = app.services;
    id = await app.db.transaction((trx) => insertShift(trx, { traineeId: sari, level: 4, begunAt: app.clock.now().toISOString(), plan: known(catalogue), shifts: catalogue.shifts, contentVersion: catalogue.version }));
    path = `/shifts/${id}`;
    await browser.open(path);
  });
  afterEach(() => app.close());

  const count = async (table: string, where: object = {}): Promise<number> => Number((await app.db(table).where(where).count({ n: '*' }))[0]!.n);
  const arrivals = async (): Promise<readonly Arrival[]> => (await findShift(app.db, sari, id))!.plan.arrivals;
  const board = () => app.services.shifts.get({ id: sari }, id);
  /** A file that lies there at the opening, with or without a note. */
  const fileAtHand = async (noted = false): Promise<string> => (await arrivals()).find((each) => each.at === 0 && each.kind === 'application' && (each.note !== null) === noted)!.id;
  const act = async (fields: Record<string, string>, at: Partial<{ number: number; minute: number }> = {}) => {
    const { next, board: now } = await board();
    return browser.post(`${path}/acts`, { number: String(at.number ?? next), minute: String(at.minute ?? now.minute), ...fields });
  };
  const minutes = (many: number) => app.clock.advance(60 * many);
  const sittingOf = (location: string): number => Number(/sittings\/(\d+)/.exec(location)![1]);

  it('is taken up on the desk, closes itself with the decision, and ends in a debrief with both scores', async () => {
    const job = await fileAtHand();
    minutes(1);
    const taken = await act({ type: 'take', job });
    expect(taken.status).to.equal(303);
    const sitting = sittingOf(taken.headers.location as string);
    const desk = await browser.get(taken.headers.location as string);
    expect(desk.text).to.contain(`href="${path}"`).and.contain('Giliran kerja berlangsung');
    // The desk is of the day of the shift.
    const { plan } = (await findShift(app.db, sari, id))!;
    const body = JSON.parse((await app.db('cases').join('sitting_cases', 'case_id', 'cases.id').where({ sitting_id: sitting }).first('body')).body);
    const file = plan.arrivals.find((each) => each.id === job)!;
    expect([body.today, body.receivedOn, body.dueOn]).to.deep.equal(file.kind === 'application' && [plan.date, file.receivedOn, file.dueOn]);
    await record(app, sari, sitting, 1, await workOn(app, sitting, 'expert'));
    const { board: after } = await board();
    expect(after.jobs.get(job)!.status).to.equal('closed');
    expect(after.jobs.get(job)!.work!.decision).to.equal(1);
    expect((await act({ type: 'end' })).headers.location).to.equal(`${path}/debrief`);
    const { text } = await browser.get(`${path}/debrief`);
    expect(text).to.contain('Ulasan giliran kerja').and.contain('Ketepatan 100%').and.contain(`/sittings/${sitting}/result`).and.contain('data-timeline');
    expect(await count('shift_results')).to.equal(1);
    expect(await count('audit_events', { action: 'shift.ended' })).to.equal(1);
    expect((await browser.get('/practice')).text).to.not.contain('Giliran kerja berlangsung');
  });

  it('answers a citizen in a conversation of guide duty', async () => {
    const person = (await arrivals()).find(({ kind }) => kind !== 'application')!;
    minutes(person.at + 0.5);
    const taken = await act({ type: 'take', job: person.id });
    const talkPath = taken.headers.location as string;
    expect(talkPath).to.match(/^\/guide\/talks\/\d+$/);
    const talkId = Number(talkPath.split('/').at(-1));
    const { talk } = await app.services.guide.get({ id: sari }, talkId);
    const { db, services, clock } = app;
    expect([talk.channel, talk.mode]).to.deep.equal([person.kind, 'typed']);
    await services.guide.reply({ id: sari }, talkId, 1, { kind: 'end' });
    clock.advance(30);
    const { board: after } = await board();
    expect([after.jobs.get(person.id)!.status, after.jobs.get(person.id)!.work!.decision]).to.deep.equal(['closed', 0]);
    expect(await db('shift_works').where({ shift_id: id }).pluck('talk_id')).to.deep.equal([talkId]);
    expect(fullMarksPath(talk.script).state.over).to.equal('helped');
  });

  it('tells nothing of what is right, what will come, or who waits behind the counter', async () => {
    const { shift } = await board();
    const noted = await fileAtHand(true);
    await act({ type: 'take', job: noted });
    const { text } = await browser.get(path);
    for (const each of shift.plan.arrivals) if (each.at > 1) expect(text).to.not.contain(`>${each.id}<`);
    for (const note of shift.shifts.notes) expect(text).to.not.contain(note.lesson.id);
    expect(text).to.not.contain('answersAfter').and.not.contain('wanted').and.not.contain(shift.plan.seed);
    expect(text).to.contain(noteOf(shift, shift.plan.arrivals.find((each) => each.id === noted)!)!.text.id);
  });

  it('takes an act that is sent twice once, and refuses one from an old page with nothing lost', async () => {
    const job = await fileAtHand();
    const first = await act({ type: 'take', job }, { number: 1 });
    const again = await act({ type: 'take', job }, { number: 1 });
    expect([again.status, again.headers.location]).to.deep.equal([303, first.headers.location]);
    const old = await act({ type: 'take', job: 'B2' }, { number: 1 });
    expect(old.status).to.equal(409);
    expect(old.text).to.contain('Papan sudah berubah');
    expect([await count('shift_acts'), await count('shift_works'), await count('sittings')]).to.deep.equal([1, 1, 1]);
  });

  it('takes two windows at once once', async () => {
    const job = await fileAtHand();
    const person = { id: sari };
    const wanted = { number: 1, minute: 0, deed: { type: 'take', job } } as const;
    const answers = await Promise.all([1, 2].map(async () => app.services.shifts.act(person, await board(), wanted)));
    expect(answers.map(({ kind }) => kind).toSorted()).to.deep.equal(['done', 'duplicate']);
    expect([await count('shift_acts'), await count('shift_works'), await count('sittings')]).to.deep.equal([1, 1, 1]);
    expect(await app.services.shifts.begin(person, 4, 4)).to.equal(id);
    await act({ type: 'end' }, { number: 2 });
    const both = await Promise.all([app.services.shifts.begin(person, 4, 4), app.services.shifts.begin(person, 4, 4)]);
    expect([new Set(both).size, await count('shifts')]).to.deep.equal([1, 2]);
  });

  it('keeps the server clock: a page that is ahead is told so, and a pause stops it', async () => {
    const job = await fileAtHand();
    const moved = await act({ type: 'take', job }, { minute: 59 });
    expect(moved.status).to.equal(409);
    expect(moved.text).to.contain('mendahului jam server');
    minutes(3);
    expect((await act({ type: 'pause' })).status).to.equal(303);
    minutes(20);
    expect((await board()).board.minute).to.equal(3);
    const paused = await act({ type: 'take', job });
    expect([paused.status, paused.text.includes('Giliran sedang jeda')]).to.deep.equal([409, true]);
    // The board can be looked at, and offers nothing but to go on or to end.
    const { text } = await browser.get(path);
    expect(text).to.contain(`>${job}<`).and.contain('value="continue"').and.not.contain('value="take"').and.not.contain('value="park"');
    await act({ type: 'continue' });
    minutes(2);
    expect((await board()).board.minute).to.equal(5);
    expect(await count('shift_acts')).to.equal(2);
  });

  it('asks for a reason, names what is in hand, and says when a colleague has taken a parked file', async () => {
    const job = await fileAtHand();
    await act({ type: 'take', job });
    const without = await act({ type: 'park', job, reason: '' });
    expect([without.status, without.text.includes('Pilih alasan.')]).to.deep.equal([422, true]);
    const other = (await arrivals()).find((each) => each.at === 0 && each.id !== job)!.id;
    expect((await act({ type: 'take', job: other })).text).to.contain('Masih ada pekerjaan di tangan Anda');
    expect((await act({ type: 'park', job, reason: 'interrupted' })).headers.location).to.equal(path);
    minutes(20);
    const taken = await act({ type: 'resume', job });
    expect([taken.status, taken.text.includes('sudah diambil rekan')]).to.deep.equal([409, true]);
    for (const bad of [{ type: 'take', job: 'B99' }, { type: 'take', job: 'x' }]) expect((await act(bad)).status).to.equal(409);
    for (const bad of [{ type: 'close', job }, { type: 'fly' }, {}] as Record<string, string>[]) expect((await act(bad)).status).to.equal(422);
  });

  it('is over when the clock has run out, with what was finished before; later acts are refused', async () => {
    const job = await fileAtHand();
    const sitting = sittingOf((await act({ type: 'take', job })).headers.location as string);
    minutes(5);
    await record(app, sari, sitting, 1, await workOn(app, sitting, 'expert'));
    minutes(90);
    expect((await browser.get(path)).headers.location).to.equal(`${path}/debrief`);
    expect((await board()).board.jobs.get(job)!.status).to.equal('closed');
    const late = await browser.post(`${path}/acts`, { number: '3', minute: '5', type: 'take', job: 'B2' });
    expect([late.status, late.headers.location]).to.deep.equal([303, `${path}/debrief`]);
    expect((await browser.get(`${path}/debrief`)).text).to.contain('Giliran sudah selesai, jadi tindakan itu tidak dicatat');
    expect(await count('shift_results')).to.equal(1);
  });

  it('is append-only, belongs to its person, and begins at level 3', async () => {
    await act({ type: 'pause' });
    for (const table of ['shifts', 'shift_acts'])
      for (const change of [app.db(table).update({ id: 99 }), app.db(table).del()]) expect(await change.then(() => 'changed', (error: Error) => error.message)).to.contain('append-only');
    await app.addUser('budi', 'trainee');
    const budi = await app.signIn('budi');
    expect((await budi.get(path)).status).to.equal(404);
    expect((await budi.get('/shifts')).text).to.contain('dimulai pada jenjang 3, Mahir');
    await budi.open('/shifts');
    const refused = await budi.post('/shifts', { level: '4' });
    expect([refused.status, refused.text.includes('bukan untuk jenjang Anda')]).to.deep.equal([422, true]);
    expect((await budi.post(`${path}/acts`, { number: '1', minute: '0', type: 'end' })).status).to.equal(404);
  });
});
