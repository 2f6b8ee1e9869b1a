import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Knex } from 'knex';
import sharp from 'sharp';
import { fullMarksPath } from '../../src/core/conversations/search.ts';
import { seedDemo } from '../../seeds/demo/demo.ts';
import { generateCase } from '../../src/core/cases/generate.ts';
import { editionOf } from '../../src/core/catalogue/editions.ts';
import type { Command } from '../../src/core/desk/action.ts';
import type { Draft } from '../../src/core/evaluation/decision.ts';
import { operate } from '../../src/core/operators/operate.ts';
import { randomFrom } from '../../src/core/shared/random.ts';
import type { Deed } from '../../src/core/shift/act.ts';
import type { InspectionAct } from '../../src/core/shift/inspection-acts.ts';
import { playShift } from '../../src/core/shift/operate.ts';
import { planShift } from '../../src/core/shift/plan.ts';
import { scoreShift } from '../../src/core/shift/score.ts';
import { shiftOperator } from '../../src/core/shift/simulate.ts';
import { demoAccounts } from '../../src/features/accounts/first-accounts.ts';
import { createDatabase } from '../../src/platform/database.ts';
import { pictureMark } from '../../src/platform/markdown.ts';
import { migrateLatest } from '../../src/platform/migrate.ts';
import * as shiftStore from '../../src/features/shifts/shift-store.ts';
import { insertSitting } from '../../src/features/sittings/sitting-store.ts';
import { createServices, type Services } from '../../src/services.ts';
import { workOnSome } from '../features/sittings/work.ts';
import { TestClock, testConfig } from './app.ts';
import { content, contentWithTyping } from './content.ts';
import { type Kept, kept } from './kept.ts';
import { withFixedRandomness } from './random-bytes.ts';
import { serve, type Served, type ServeOptions } from './served.ts';

/** Thursday, ten in the morning in Bandung. */
const today = '2015-05-28T03:00:00.000Z';
export const demoPassword = demoAccounts[0]!.password;

/** Where things are in the demonstration programme; `peserta` owns the practices. */
export interface DemoIds {
  /** By username. `mentor` evaluates and leads the group of `wulan`; rule 2 of the gate is waived for `rosa`; `baru` has a one-time password. */
  users: Record<string, number>;
  oneTimePassword: string;
  groups: { pelatih: number; mentor: number; sore: number };
  /** The edition of the pack that runs; the one before it had another clause and another tariff. */
  edition: number;
  /** In the group `sore`: one that is past its day; `graded` is peserta's work on it, with a note that was not read. */
  assignment: { id: number; graded: number };
  practices: {
    fresh: number;
    /** Everything opened and pinned, nothing decided. */
    begun: number;
    /** Everything done but sending it. */
    decided: number;
    graded: number;
    /** Two cases in one practice. */
    two: number;
  };
  /** `extended` is that of ratih, which waits for its next part. */
  tests: { running: number; extended: number; waiting: number; critical: number; held: number; promoted: number };
  /** `waiting` is that of bagja, `ofMentor` that of wulan: both open; the second has a marking of `penyelia-b` and is held by `penyelia`, with a whole draft. */
  evaluations: { waiting: number; ofMentor: number; held: number; promoted: number };
  /** Of citra; nobody has reviewed it. */
  critical: { id: number; position: number };
  certificate: { id: number; code: string };
  /** `running` is that in which intan sits; `ahead` is of the day after tomorrow. */
  sessions: { running: number; ahead: number };
  /** `waiting` is that of bagja, `decided` that of herman. */
  appeals: { waiting: number; decided: number };
  /** The code of the letter of bagja's result. */
  letterCode: string;
  /** Somebody, wulan, who would pass no more after a regrade. */
  review: number;
  /** Somebody, vina, with two critical errors. */
  closed: number;
  /** Conversations of peserta: by chat with cards, by telephone from phrases, at the desk typed, one that is over, and assisted applications at each task. */
  talks: { chat: number; call: number; visit: number; over: number; tasks: number[]; filed: number };
  /** Shifts of herman: one that goes on with a file put aside, an audit concluded (U1) and one in hand (U2), and one that is over. */
  shifts: { running: number; over: number };
  /** Scenarios: one in use, one that waits for its review, a recipe that is being written, and a fixed case. */
  scenarios: { used: number; waiting: number; draft: number; fixed: number };
  /** Conversations of the bank: one in use, one that waits for its review, and an empty one. */
  conversations: { used: number; waiting: number; draft: number };
  /** A comment on the scenario in use, and one on the empty conversation. */
  comment: number;
  conversationComment: number;
  /** Typed replies of tests: one that waits to be marked, of the test of yanti that is under review, and the test of dedi that was marked. */
  typed: { reply: number; review: number; marked: number };
  /** Ids of stored cases: one of a practice, one of the running test. */
  cases: { practice: number; test: number };
  /** Works of the bank by `pelatih`: one of each kind that is published, one that waits for its review, one that is written; attempts of peserta, open first; a file of pelatih. */
  questions: { published: number[]; waiting: number; written: number; comment: number; attempts: number[]; import: number; picture: string };
}

export interface Demo extends Served {
  ids: DemoIds;
}

/** What this person signs in with. */
export const passwordOf = ({ ids }: Pick<Demo, 'ids'>, username: string): string =>
  username === 'baru' ? ids.oneTimePassword : demoPassword;

let seeded: Promise<Kept<DemoIds>> | undefined;

/** The demonstration programme, served on a copy of its own, with the same seeds in every run. */
export async function demo(options: ServeOptions = {}): Promise<Demo> {
  const { file, about: ids } = await (seeded ??= kept('demo', seed));
  const folder = mkdtempSync(join(tmpdir(), 'tangga-demo-copy-'));
  const copy = join(folder, 'demo.sqlite');
  copyFileSync(file, copy);
  const db = createDatabase(`sqlite:${copy}`);
  await db.raw('pragma synchronous = off');
  const served = await serve(db, new TestClock(today), options);
  return {
    ...served,
    ids,
    async close() {
      await served.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Seeds in memory and writes the file in one go: a disk would be asked to sync thousands of times. */
async function seed(file: string): Promise<DemoIds> {
  const db = createDatabase('sqlite::memory:');
  try {
    await migrateLatest(db);
    const services = createServices({ db, now: () => new Date(today), config: testConfig(), content: content() });
    // A name by whose chance no evaluation is drawn for a second marker.
    const ids = await withFixedRandomness('demo-e', async () => {
      await seedDemo(services);
      return addMore(services);
    });
    await db.raw('vacuum into ?', [file]);
    return ids;
  } finally {
    await db.destroy();
  }
}

/** What a demonstration does not need but tests do. */
async function addMore(services: Services): Promise<DemoIds> {
  const { accounts, groups, db } = services;
  const add = async (
    username: string,
    name: string,
    roles: ('trainer' | 'supervisor' | 'trainee')[],
    password: string | undefined = demoPassword,
  ) => (await accounts.create(null, { username, name, roles, password })).id;
  await add('pelatih2', 'Asep Komarudin', ['trainer']);
  await add('penyelia2', 'Euis Kartika', ['supervisor']);
  const mentor = await add('mentor', 'Tatang Hidayat', ['trainer', 'supervisor']);
  await add('ratih', 'Ratih Kusumawati', ['trainee']);
  const { password: oneTimePassword } = await accounts.create(null, {
    username: 'baru',
    name: 'Neneng Marlina',
    roles: ['trainee'],
  });
  const users = Object.fromEntries(
    (await db('users').select('username', 'id')).map(({ username, id }) => [username, id]),
  ) as Record<string, number>;
  const group = await groups.createGroup({ id: mentor }, 'Angkatan Juni');
  await groups.addMember({ id: mentor }, group, users.wulan!);

  const tests = {
    running: await testOf(db, users.intan!),
    extended: await addExtended(services, users.ratih!),
    waiting: await testOf(db, users.bagja!),
    critical: await testOf(db, users.citra!),
    held: await testOf(db, users.herman!),
    promoted: await testOf(db, users.lastri!),
  };
  await keepDraft(services, users);
  const rosa = await services.waivers.forSupervisor(users.rosa!, users.penyelia!);
  await services.waivers.waive(rosa, users.penyelia!, 'Dua tahun bertugas di loket layanan yang sama.');
  const sessions: number[] = await db('test_sessions').orderBy('id').pluck('id');
  const evaluationOf = async (username: string): Promise<number> =>
    (await db('evaluations').where({ trainee_id: users[username] }).first('id')).id;
  const workId = async (code: string): Promise<number> => (await db('works').where({ code }).first('id')).id;
  const ids = {
    users,
    oneTimePassword: oneTimePassword!,
    groups: {
      pelatih: (await db('groups').where({ name: 'Angkatan Mei' }).first('id')).id,
      mentor: group.id,
      sore: (await db('groups').where({ name: 'Kelas Sore' }).first('id')).id,
    },
    edition: await addEditions(services),
    assignment: {
      id: (await db('assignments').orderBy('id').first('id')).id,
      graded: (await db('assignment_sittings').join('sittings', 'sittings.id', 'sitting_id').where({ trainee_id: users.peserta }).orderBy('sitting_id').first('sitting_id')).sitting_id,
    },
    practices: await addPractices(services, users.peserta!, users.pelatih!),
    tests,
    evaluations: {
      waiting: await evaluationOf('bagja'),
      ofMentor: await evaluationOf('wulan'),
      held: await evaluationOf('herman'),
      promoted: await evaluationOf('lastri'),
    },
    sessions: { running: sessions[0]!, ahead: sessions[1]! },
    critical: await db('critical_errors').first('id', 'position'),
    certificate: await db('certificates').first('id', 'code'),
    appeals: { waiting: (await db('appeals').where({ trainee_id: users.bagja }).first('id')).id, decided: (await db('appeals').where({ trainee_id: users.herman }).first('id')).id },
    letterCode: (await db('results').where({ sitting_id: tests.waiting }).first('letter_code')).letter_code,
    questions: await addQuestions(services, users),
    talks: await addTalks(services, users.peserta!),
    review: await addReview(db, users),
    closed: await addClosed(db, users.vina!),
    scenarios: { used: await workId('kps-1-1'), waiting: await workId('siup-1-1'), draft: await workId('rkli-1-1'), fixed: await workId('tdp-1-1') },
    conversations: { used: await workId('G101'), waiting: await workId('G102'), draft: await workId('G103') },
    conversationComment: await addConversationComment(services, await workId('G103'), users.pelatih!),
    comment: (await db('work_comments').where({ work_id: await workId('kps-1-1') }).first('id')).id,
    cases: {
      practice: (await db('cases').where({ purpose: 'practice' }).first('id')).id,
      test: (await db('sitting_cases').where({ sitting_id: tests.running, position: 1 }).first('case_id')).case_id,
    },
    shifts: await addShifts(services, users.herman!),
  };
  // Last, so that nothing before comes out by another chance.
  users.yanti = await add('yanti', 'Yanti Nuraeni', ['trainee']);
  users.dedi = await add('dedi', 'Dedi Supriatna', ['trainee']);
  return { ...ids, typed: await addTyped(services, users) };
}

/** Two tests with a typed conversation: one waits for its markers, one was marked by `penyelia2`. */
async function addTyped({ db, config, catalogue, replies: marking }: Services, users: Record<string, number>): Promise<DemoIds['typed']> {
  const services = createServices({ db, now: () => new Date(today), config, content: contentWithTyping() });
  const hold = async (traineeId: number): Promise<number> => {
    const { forms, sittings } = services;
    const id = await db.transaction(async (trx) => {
      const { form, caseIds } = await forms.take(trx, traineeId, 1);
      const times = { issuedBy: null, issuedAt: today, startedAt: today, deadlineAt: new Date(Date.parse(today) + 110 * 60_000).toISOString() };
      return insertSitting(trx, { traineeId, kind: 'test', level: 1, contentVersion: catalogue.version, form, ...times }, caseIds);
    });
    const texts = ['Selamat pagi. Apa keperluan Bapak atau Ibu?', 'Silakan dicoba sendiri dulu, saya tunggu.', 'Biayanya gratis. Ada lagi yang bisa saya bantu?'];
    for (const [at, text] of texts.entries())
      await sittings.save({ id: traineeId }, id, 8, [{ id: `typed-${traineeId}-${at}`, type: 'say', turn: at + 1, reply: { kind: 'typed', text, language: 'id' } }]);
    await sittings.submitTest(await sittings.get({ id: traineeId }, id));
    return id;
  };
  const [review, marked] = [await hold(users.yanti!), await hold(users.dedi!)];
  const idsOf = (sittingId: number): Promise<number[]> => db('typed_replies').where({ sitting_id: sittingId }).orderBy('turn').pluck('id');
  for (const id of await idsOf(marked)) {
    const reply = await marking.forMarker(id, users.penyelia2!);
    await marking.mark(reply, users.penyelia2!, { moves: reply.rules, note: '' });
  }
  return { reply: (await idsOf(review))[0]!, review, marked };
}

/** A remark on a conversation that is being written. */
async function addConversationComment({ works, db }: Services, id: number, by: number): Promise<number> {
  await works.comment({ id: by }, await works.get('conversation', id), 'title', 'Judulnya masih kosong.');
  return (await db('work_comments').where({ work_id: id }).first('id')).id;
}

/** A test of level 1 that was handed in an hour after its start, so near its cut that it goes on. */
async function addExtended(services: Services, traineeId: number): Promise<number> {
  const { db, forms, sittings, catalogue } = services;
  const startedAt = new Date(Date.parse(today) - 3_600_000).toISOString();
  const id = await db.transaction(async (trx) => {
    const { form, caseIds } = await forms.take(trx, traineeId, 1);
    const times = { issuedBy: null, issuedAt: startedAt, startedAt, deadlineAt: new Date(Date.parse(startedAt) + 110 * 60_000).toISOString() };
    return insertSitting(trx, { traineeId, kind: 'test', level: 1, contentVersion: catalogue.version, form, ...times }, caseIds);
  });
  await workOnSome({ db, services, clock: { now: () => new Date(today) } }, id, 4);
  await sittings.submitTest(await sittings.get({ id: traineeId }, id));
  return id;
}

const gift = `::Tepi KTP::Tepi KTP terpotong. Apa tindakan Anda?{~Meneruskan =Mengembalikan ~Menolak}

Ceritakan pengalaman Anda. {}

Gambar ini? <img src="@@PLUGINFILE@@/a.png">{T}

Dua dokumen yang wajib\\: {~%50%KTP ~%50%NPWP ~%-10%Ijazah}
`;

/** Practice, a file with good and bad items, a comment, a picture in a text and a draft that is not complete. */
async function addQuestions({ works, attempts, questionImports, pictures, db }: Services, users: Record<string, number>): Promise<DemoIds['questions']> {
  const [peserta, pelatih] = [{ id: users.peserta! }, { id: users.pelatih! }];
  const id = async (code: string) => (await works.byCode('question', code))!.id;
  const picture = await pictures.add(pelatih, { name: 'denah.png', bytes: await sharp({ create: { width: 64, height: 48, channels: 3, background: '#0B6B6B' } }).png().toBuffer() });
  const written = await id('LAT-012');
  const work = await works.get('question', written);
  await works.save(pelatih, work, work.draft.revision, { ...work.draft.document, accepted: [], stem: { id: `Lihat denah.\n\n${pictureMark(picture, 'Denah')}\n\n| a | b |\n|---|---|\n| 1 | 2 |` } });
  await works.comment(pelatih, await works.get('question', written), 'stem.id', 'Gambarnya kurang jelas.');
  const wish = { competency: null, level: null };
  const open: number[] = [];
  for (const tag of ['alur', 'unggah', 'retribusi', 'kuasa']) open.push((await attempts.begin(peserta, { ...wish, tag }, 1))!);
  const answered: number[] = await db('question_attempts').where({ trainee_id: peserta.id }).whereNotNull('answered_at').pluck('id');
  return {
    published: await Promise.all(['LAT-001', 'LAT-003', 'LAT-005', 'LAT-007', 'LAT-010'].map(id)),
    waiting: await id('LAT-011'),
    written,
    comment: (await db('work_comments').where({ work_id: written }).first('id')).id,
    attempts: [...open, ...answered],
    import: await questionImports.keep(pelatih, { name: 'latihan.gift', format: 'gift', language: 'id', body: gift }),
    picture,
  };
}

/** Two editions of the pack: one in which a clause read otherwise and a tariff was lower, and the one of now. */
async function addEditions({ rules, db, catalogue }: Services): Promise<number> {
  const now = editionOf(catalogue);
  const clause = { ...now.clauses['return-once']!, text: { id: 'Bunyi lama.', en: 'It read otherwise.' } };
  const tariff = { ...now.tariffs['advertising']!, versions: now.tariffs['advertising']!.versions.slice(0, 1).map((version) => ({ ...version, constants: { rate: 0.2 } })) };
  const before = { ...now, version: '2014.1', clauses: { ...now.clauses, 'return-once': clause }, tariffs: { ...now.tariffs, advertising: tariff } };
  await db('content_editions').insert({ version: before.version, digest: '0'.repeat(64), body: JSON.stringify(before), first_run_at: '2014-12-01T02:00:00.000Z' });
  await rules.keepEdition();
  return (await db('content_editions').orderBy('id', 'desc').first('id')).id;
}

/** One conversation on each channel, each with a reply, and one that went wrong and is over. */
async function addTalks({ guide }: Services, peserta: number): Promise<DemoIds['talks']> {
  const person = { id: peserta };
  const chat = await guide.begin(person, 1, 'G1/meatball-cart', 'cards');
  await guide.reply(person, chat, 1, { kind: 'card', card: 0 });
  const call = await guide.begin(person, 1, 'G8/applicant', 'phrases');
  await guide.reply(person, call, 1, { kind: 'phrases', phrases: ['greet', 'ask-need'] });
  const visit = await guide.begin(person, 1, 'G2/fruit-stall', 'typed');
  await guide.reply(person, visit, 1, { kind: 'typed', text: 'Wilujeng enjing, Bu. Ada yang bisa saya bantu?', language: 'id' });
  const over = await guide.begin(person, 1, 'G10/cigarette-money', 'typed');
  await guide.reply(person, over, 1, { kind: 'typed', text: 'Selamat pagi, Pak. Ada yang bisa saya bantu? Bisa dipercepat, asal ada uang rokoknya.', language: 'id' });
  await guide.reply(person, over, 2, { kind: 'typed', text: 'Semua berkas dikerjakan menurut urutan. Apakah Bapak sudah paham?', language: 'id' });
  await guide.reply(person, over, 3, { kind: 'end' });
  const tasks: number[] = [];
  for (const task of ['services', 'papers', 'terms', 'form', null] as const) {
    const id = await guide.begin(person, 1, 'A1/grocery', 'cards');
    const { talk } = await guide.get(person, id);
    const { replies } = fullMarksPath(talk.script);
    // The form is shown with its first part filled in.
    const until = task === null ? replies.length : replies.findIndex(({ kind }) => kind === task) + (task === 'form' ? 1 : 0);
    for (const [at, reply] of replies.slice(0, until).entries()) await guide.reply(person, id, at + 1, reply);
    tasks.push(id);
  }
  return { chat, call, visit, over, filed: tasks.pop()!, tasks };
}

/** A shift of a weak operator an hour ago, and one that has just begun. */
async function addShifts({ shifts, inspections, db, now, catalogue }: Services, traineeId: number): Promise<DemoIds['shifts']> {
  const plan = planShift(catalogue, 4, 'demo');
  const acts = playShift(catalogue, plan, shiftOperator(catalogue, 4, 'borderline-below'), 'demo');
  const begun = Date.parse(today) - 2 * 3_600_000;
  const at = (minute: number) => new Date(begun + 60_000 * minute).toISOString();
  const over = await db.transaction(async (trx) => {
    const id = await shiftStore.insertShift(trx, { traineeId, level: 4, begunAt: at(0), plan, shifts: catalogue.shifts, contentVersion: catalogue.version });
    for (const [index, act] of acts.entries()) await shiftStore.insertAct(trx, id, index + 1, { ...act, at: at(act.minute) });
    await shiftStore.insertResult(trx, id, scoreShift(catalogue, plan, acts), at(plan.minutes));
    return id;
  });
  const person = { id: traineeId };
  const hardest = planShift(catalogue, 5, 'demo');
  // What is to be looked over lies there from the beginning.
  const arrivals = hardest.arrivals.map((each) => (each.kind === 'inspection' ? { ...each, at: 0 } : each));
  const running = await db.transaction((trx) => shiftStore.insertShift(trx, { traineeId, level: 5, begunAt: now().toISOString(), plan: { ...hardest, arrivals }, shifts: catalogue.shifts, contentVersion: catalogue.version }));
  const act = async (deed: Exclude<Deed, { type: 'close' }>) => {
    const open = await shifts.get(person, running);
    return shifts.act(person, open, { number: open.next, minute: 0, deed });
  };
  const inspect = async (job: string, number: number, act: InspectionAct) => inspections.act(await inspections.get(person, running, job), number, act);
  await act({ type: 'take', job: 'B1' });
  await act({ type: 'park', job: 'B1', reason: 'interrupted' });
  await act({ type: 'take', job: 'U1' });
  await inspect('U1', 1, { type: 'note', note: { kind: 'levy' } });
  await inspect('U1', 2, { type: 'conclude', stands: true });
  await act({ type: 'take', job: 'U2' });
  await inspect('U2', 1, { type: 'note', note: { kind: 'decision' } });
  return { running, over };
}

/** Two tests long ago that failed by a critical error: closed until the head of the agency decides. */
async function addClosed(db: Knex, traineeId: number): Promise<number> {
  const body = { total: 40, sem: 3, cut: 70, passed: false, cases: 40, knowledge: 40, critical: ['CE1'], profile: [], missedDefects: [] };
  for (const day of ['2014-05-01', '2014-08-01']) {
    const at = `${day}T02:00:00.000Z`;
    const sitting = { trainee_id: traineeId, kind: 'test', level: 1, content_version: '2014.1', form: '{}', issued_at: at, started_at: at, deadline_at: at, submitted_at: at, closed_by: 'trainee' };
    const [row] = await db('sittings').insert(sitting).returning('id');
    await db('results').insert({ sitting_id: (row as { id: number }).id, policy_version: '2014.1', total: 40, cut: 70, passed: false, result: JSON.stringify(body), scored_at: at });
  }
  return traineeId;
}

/** Somebody who passes no more since a key was corrected. */
async function addReview(db: Knex, users: Record<string, number>): Promise<number> {
  const id = async (row: Promise<unknown[]>) => ((await row)[0] as { id: number }).id;
  const [reason, at] = ['Panel menemukan kunci yang keliru.', today];
  const correction = await id(db('key_corrections').insert({ kind: 'item-excluded', subject: 'gone', reason, decided_by: users.penyelia, decided_at: at }).returning('id'));
  const result = await db('results').join('sittings', 'sittings.id', 'results.sitting_id').where({ trainee_id: users.wulan }).first('results.id');
  return id(db('regrade_reviews').insert({ correction_id: correction, result_id: result.id, trainee_id: users.wulan, opened_at: at }).returning('id'));
}

/** A rubric that is filled in and not sent. */
async function keepDraft({ evaluations, catalogue, db }: Services, users: Record<string, number>): Promise<void> {
  const { id } = await db('evaluations').where({ trainee_id: users.wulan }).first('id');
  const ratings = catalogue.rubric.dimensions.map(({ id: dimension }) => [
    dimension,
    { points: 3, evidence: [{ case: 1, step: 1 }], comment: '' },
  ]);
  const draft = {
    ratings: Object.fromEntries(ratings),
    recommendation: 'promote',
    reasons: 'Pemeriksaan lengkap.',
    plan: [],
  } as Draft;
  await evaluations.keep(await evaluations.forEvaluator(id, users.penyelia!), users.penyelia!, draft);
}

const testOf = async (db: Knex, traineeId: number): Promise<number> =>
  (await db('sittings').where({ trainee_id: traineeId, kind: 'test' }).first('id')).id;

async function addPractices(services: Services, peserta: number, pelatih: number): Promise<DemoIds['practices']> {
  const { practices, db, catalogue } = services;
  const person = { id: peserta };
  const begun = await practices.create(person, 'KPS');
  await workUntil(services, peserta, begun, 'decide');
  const decided = await practices.create(person, 'TDP');
  await workUntil(services, peserta, decided, 'submit');
  const made = ['a', 'b']
    .map((name) => ({ recipe: { service: 'RKLI', level: 1, seed: `two-${name}` } }))
    .map(({ recipe }) => ({ recipe, permitCase: generateCase(catalogue, recipe) }));
  const two = await db.transaction(async (trx) => {
    const caseIds: number[] = [];
    for (const { recipe, permitCase } of made) {
      const row = {
        service: 'RKLI',
        level: 1,
        seed: recipe.seed,
        recipe: JSON.stringify(recipe),
        content_version: permitCase.contentVersion,
        purpose: 'practice',
        body: JSON.stringify(permitCase),
        made_by: pelatih,
        made_at: today,
      };
      const [added] = await trx('cases').insert(row).returning('id');
      caseIds.push((added as { id: number }).id);
    }
    return practices.issue(trx, pelatih, peserta, made[0]!.permitCase, caseIds);
  });
  const graded = await db('sittings')
    .where({ trainee_id: peserta, kind: 'practice' })
    .whereNotNull('submitted_at')
    .orderBy('id', 'desc')
    .first('id');
  const fresh = await practices.create(person, 'SIUP');
  // Help waits at one file and is taken at another; of a degree without the list of checks, whose words no other page may show.
  const help = (sitting_id: number, kind: string, degree: number) => db('practice_helps').insert({ sitting_id, kind, degree, at: today });
  await help(fresh, 'offered', 2);
  await help(begun, 'offered', 1);
  await help(begun, 'taken', 1);
  return { begun, decided, two, graded: graded.id, fresh };
}

/** Plays an able operator on the case of a practice up to, and without, the first action of this type. */
async function workUntil(
  { sittings, catalogue }: Services,
  traineeId: number,
  sittingId: number,
  type: Command['type'],
): Promise<void> {
  const { permitCase } = await sittings.getCase({ id: traineeId }, sittingId, 1);
  const all = operate(catalogue, permitCase, { archetype: 'sound', random: randomFrom(sittingId, 'demo'), startAt: today, prefix: `work-${sittingId}` });
  const commands = all
    .slice(
      0,
      all.findIndex((action) => action.type === type),
    )
    .map(({ at: _, ...command }) => command as Command);
  const answer = await sittings.save({ id: traineeId }, sittingId, 1, commands);
  if (answer.kind !== 'saved') throw new Error(`not saved: ${JSON.stringify(answer)}`);
}
