import type { Command } from '../../src/core/desk/action.ts';
import type { Draft, PlanItem, Recommendation } from '../../src/core/evaluation/decision.ts';
import { operate } from '../../src/core/operators/operate.ts';
import { type Archetype, profiles } from '../../src/core/operators/profile.ts';
import { optionOrder } from '../../src/core/sittings/items.ts';
import { type Random, randomFrom } from '../../src/core/shared/random.ts';
import { addDemoAccounts, demoAccounts } from '../../src/features/accounts/first-accounts.ts';
import { isPostgres } from '../../src/platform/database.ts';
import { wallTime } from '../../src/platform/local-time.ts';
import { createServices, type Services } from '../../src/services.ts';
import { seedBank } from './bank.ts';
import { demoPanel, demoReviewer, demoSupervisors, type DemoTrainee, demoTrainees } from './people.ts';
import { responseTo, seedQuestions } from './questions.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** A gate that does not open after so many cases is a mistake of the demonstration. */
const mostCases = 120;

/** Services that live in the past: their clock is where the programme stands. */
interface Stage {
  services: Services;
  at: { now: Date };
}

type Person = { id: number };

/**
 * Fills an empty database with a small programme: thirteen synthetic trainees at different points of level 1, their work played by synthetic
 * operators through the same services that a browser uses. Every record is therefore what the product itself would have made.
 */
export async function seedDemo(services: Services): Promise<void> {
  // Thousands of saves are not worth waiting for the disk each time: if this is cut off, the database is made anew.
  const isSqlite = !isPostgres(services.db);
  if (isSqlite) await services.db.raw('pragma synchronous = off');
  try {
    await playProgramme(services);
  } finally {
    if (isSqlite) await services.db.raw('pragma synchronous = full');
  }
}

async function playProgramme(services: Services): Promise<void> {
  const at = { now: new Date(services.now().getTime() - 45 * dayMs) };
  const past = createServices({ db: services.db, now: () => at.now, config: services.config, content: services.catalogue });
  const stage: Stage = { services: past, at };
  const roles = await addDemoAccounts(past.accounts);
  const markers = [roles.supervisor];
  for (const account of demoSupervisors) markers.push((await past.accounts.create(null, { ...account, password: demoAccounts[0]!.password, roles: ['supervisor'] })).id);
  const reviewer = await past.accounts.create(null, { ...demoReviewer, password: demoAccounts[0]!.password, roles: ['trainer'] });
  await seedQuestions(past, { author: roles.trainer, reviewer: reviewer.id, trainee: roles.trainee });
  const appellants: Appellant[] = [];
  const group = await past.groups.createGroup({ id: roles.trainer }, 'Angkatan Mei');
  const people = new Map<string, Person>();
  for (const trainee of demoTrainees) {
    const person = trainee.username === 'peserta' ? { id: roles.trainee } : await addTrainee(past, trainee);
    await past.groups.addMember({ id: roles.trainer }, group, person.id);
    people.set(trainee.username, person);
    if (trainee.stage === 'in-test') await planRunning(stage, person, services.now(), roles.supervisor);
    await play(stage, trainee, person, services.now(), markers);
    if (trainee.username === 'bagja' || trainee.username === 'herman') appellants.push({ person, username: trainee.username });
  }
  await appeal(stage, appellants, services.now());
  await assign(stage, roles.trainer, people, services.now());
  await planAhead(stage, people, services.now(), roles.supervisor);
  await seedBank(stage, roles.trainer, reviewer.id, services.now());
}

interface Appellant {
  person: Person;
  username: string;
}

/** One appeal waits for its panel, one has been decided; who did not come to a test has none. */
async function appeal({ services, at }: Stage, appellants: readonly Appellant[], today: Date): Promise<void> {
  const panel: number[] = [];
  at.now = new Date(today.getTime() - 45 * dayMs);
  for (const { username, name } of demoPanel)
    panel.push((await services.accounts.create(null, { username, name, password: demoAccounts[0]!.password, roles: ['supervisor'] })).id);
  for (const { person, username } of appellants) {
    const test = (await services.tests.standing(person)).tests.find(({ result }) => result !== null);
    if (!test) continue;
    const waits = username === 'bagja';
    at.now = new Date(today.getTime() - (waits ? 1 : 4) * dayMs);
    if (!waits && !test.evaluation?.decidedAt) continue;
    await services.appeals.file(person.id, test.sittingId, waits
      ? { kind: 'content', reason: 'Soal tentang jangka waktu izin menurut saya mempunyai dua jawaban yang sama-sama benar.' }
      : { kind: 'rating', reason: 'Menurut saya surat pengembalian pada kasus pertama sudah menyebut cara menjawab secara daring.' }); // prettier-ignore
    if (waits) continue;
    const id = (await services.appeals.queue(panel[0]!)).find((each) => each.appeal.traineeId === person.id)!.appeal.id;
    for (const member of panel) {
      at.now = new Date(at.now.getTime() + 0.8 * dayMs);
      await services.appeals.vote(id, member, { vote: 'reject', remedy: 'none', reason: 'Surat pada kasus pertama menyebut kekurangan, tetapi tidak menyebut cara menjawab.' });
    }
  }
}

/** The session in which a test runs now; it was planned the day before. */
async function planRunning({ services, at }: Stage, person: Person, today: Date, supervisor: number): Promise<void> {
  at.now = new Date(today.getTime() - dayMs);
  const window = { opensAt: hoursFrom(today, -0.6), closesAt: hoursFrom(today, 3) };
  await services.testSessions.schedule(supervisor, { level: 1, room: 'Ruang Seruni', ...window, groupId: null, traineeIds: [person.id] });
  await services.preparation.idle();
}

/** A session of the day after tomorrow, with somebody who has extra time and somebody whose gate is not open. */
async function planAhead({ services, at }: Stage, people: ReadonlyMap<string, Person>, today: Date, supervisor: number): Promise<void> {
  at.now = today;
  const traineeIds = ['gilang', 'vina', 'peserta'].map((username) => people.get(username)!.id);
  await services.extraTimes.decide(people.get('gilang')!.id, supervisor, { kind: 'minutes', amount: 30, reason: 'Membaca dengan pembesar layar.' });
  const window = { opensAt: hoursFrom(today, 46), closesAt: hoursFrom(today, 50) };
  await services.testSessions.schedule(supervisor, { level: 1, room: 'Aula Lantai 2', ...window, groupId: null, traineeIds });
  await services.preparation.idle();
}

/** A small class with two assignments: one that is past its day and stands in every state, one that is due soon; and notes beside marks. */
async function assign(stage: Stage, trainerId: number, people: ReadonlyMap<string, Person>, today: Date): Promise<void> {
  const { services, at } = stage;
  const daysAgo = (days: number) => new Date(today.getTime() - days * dayMs);
  const dayOf = (moment: Date) => wallTime(moment, services.config.timeZone).date;
  const trainer = { id: trainerId };
  at.now = daysAgo(6);
  const group = await services.groups.createGroup(trainer, 'Kelas Sore');
  const members = ['peserta', 'oki', 'rosa', 'tono'].map((username) => people.get(username)!);
  for (const { id } of members) await services.groups.addMember(trainer, group, id);
  const issue = (service: string, due: Date) =>
    services.trainerCases.issue(trainer, { service, level: 1, seed: `kelas-sore-${service}` }, { to: { kind: 'group', id: group.id }, dueOn: dayOf(due) }, `kelas-sore-tugas-${service}`);
  await issue('SIUP', daysAgo(2));
  const { rows } = await services.assignments.list({ madeBy: trainerId, groupId: group.id }, { page: 1, perPage: 1 });
  const sittingOf = ({ id }: Person) => rows[0]!.work.get(id)!.sittingId;
  const [own, oki, rosa] = members as [Person, Person, Person];
  at.now = daysAgo(5);
  await services.sittings.save(rosa, sittingOf(rosa), 1, [{ id: 'first-document', type: 'open-document', document: 'KTP' }]);
  for (const [person, as, days] of [[own, 'hasty', 3], [oki, 'hasty', 1]] as const) {
    at.now = daysAgo(days);
    await playCase(stage, person, sittingOf(person), 1, as, randomFrom('kelas-sore', String(days)));
  }
  at.now = daysAgo(0.5);
  await issue('KPS', daysAgo(-3));
  for (const [person, text] of [[own, 'Perhatikan kolom ini lebih dulu: bandingkan dengan formulir sebelum memutuskan.'], [oki, 'Anda memutuskan terlalu cepat. Ulangi dengan membuka semua dokumen.']] as const) {
    const member = await services.persons.member(group, person.id);
    const marked = await services.persons.markedCase(member, sittingOf(person), 1);
    const most = marked.grade!.marks.toSorted((a, b) => b.outOf - b.points - (a.outOf - a.points))[0]!;
    await services.persons.writeNote(trainer, member, marked, { mark: most.id, text });
  }
  at.now = today;
}

const hoursFrom = (moment: Date, hours: number): string => new Date(moment.getTime() + hours * 3_600_000).toISOString();

async function addTrainee(services: Services, { username, name }: DemoTrainee): Promise<Person> {
  const { password } = demoAccounts[0]!;
  return services.accounts.create(null, { username, name, password, roles: ['trainee'] });
}

async function play(stage: Stage, trainee: DemoTrainee, person: Person, today: Date, markers: readonly number[]): Promise<void> {
  const random = randomFrom(trainee.username, 'demo');
  const untilTest = { begun: 0, practising: 0, 'gate-open': 0, 'in-test': 0, waiting: 3, 'second-marker': 4, critical: 2, held: 6, promoted: 9 }[trainee.stage];
  const wantsGate = !['begun', 'practising'].includes(trainee.stage);
  const testAt = new Date(today.getTime() - (trainee.stage === 'in-test' ? 25 * 60_000 : untilTest * dayMs));
  for (let n = 0; n < trainee.cases || (wantsGate && n < mostCases && !(await isGateOpen(stage, person, testAt))); n++) {
    stage.at.now = new Date(testAt.getTime() - daysBefore(trainee, trainee.since - untilTest, n) * dayMs);
    await practise(stage, person, trainee.as, random);
  }
  if (['begun', 'practising', 'gate-open'].includes(trainee.stage)) return;
  // Cases are drawn by real chance; one unlucky trainee who still practises is better than a start that fails.
  if (!(await isGateOpen(stage, person, testAt))) return;
  await takeTest(stage, person, trainee, random);
  await evaluate(stage, person, trainee, markers);
}

/**
 * How many days before the test, or before today, the nth case is played. The planned cases fill the span, early on their day; those that the gate
 * takes beyond them come in the last hours, when each kind of defect that would be due at the test is due already and is therefore practised.
 */
function daysBefore(trainee: DemoTrainee, span: number, n: number): number {
  if (n >= trainee.cases) return 0.05 + 0.24 * (1 - (n - trainee.cases) / (mostCases - trainee.cases));
  const days = span * (1 - n / trainee.cases);
  return Math.max(0.35, Math.floor(days) + 0.35 + (days % 1) * 0.6);
}

/** Whether the test may begin at the moment when it is wanted: what is remembered after the last practice may be forgotten by then. */
async function isGateOpen({ services, at }: Stage, person: Person, testAt: Date): Promise<boolean> {
  at.now = testAt;
  return (await services.tests.standing(person)).test === 'open';
}

/** Plays a case of practice, several actions at the moment of the last of them: nobody replays a practice step by step, and a save for each takes twice as long. */
async function playQuickly({ services, at }: Stage, person: Person, sittingId: number, as: Archetype, random: Random): Promise<void> {
  const { permitCase, recipe } = await services.sittings.getCase(person, sittingId, 1);
  const play = { archetype: as, random, startAt: at.now.toISOString(), prefix: 'case-1', recipe };
  const actions = operate(services.catalogue, permitCase, play).flatMap((action) => (action.type === 'arrive' ? [] : [action]));
  // The first alone, because the work begins with it; what is sent alone, because the next arrives upon it.
  let waiting: Command[] = [];
  for (const [n, { at: moment, ...command }] of actions.entries()) {
    waiting.push(command);
    const next = actions[n + 1];
    if (n > 0 && next && next.type !== 'submit' && command.type !== 'send' && waiting.length < 8) continue;
    at.now = new Date(moment);
    const answer = await services.sittings.save(person, sittingId, 1, waiting);
    if (answer.kind === 'refused') throw new Error(`${command.type} was refused: ${answer.refusal.key}`);
    waiting = [];
  }
}

/** Plays the case at a position of a sitting, action by action, each at its own moment. Who is tempted takes what an applicant offers; out: he did. */
async function playCase({ services, at }: Stage, person: Person, sittingId: number, position: number, as: Archetype, random: Random, tempted = false): Promise<boolean> {
  let slipped = false;
  const { permitCase, recipe } = await services.sittings.getCase(person, sittingId, position);
  const play = { archetype: as, random, startAt: at.now.toISOString(), prefix: `case-${position}`, recipe };
  for (const { at: moment, ...command } of operate(services.catalogue, permitCase, play)) {
    at.now = new Date(moment);
    // What arrives between the stages is made by the server itself.
    if (command.type === 'arrive') continue;
    const script = permitCase.conversations.find(({ id }) => id === 'message')?.script;
    const taking = script && services.catalogue.messages.get(script)?.replies.find(({ critical }) => critical === 'CE1');
    const slip = tempted && taking && command.type === 'reply' && command.conversation === 'message';
    const answer = await services.sittings.save(person, sittingId, position, [slip ? { ...command, reply: taking.id } : command]);
    if (slip) slipped = true;
    if (answer.kind === 'refused') throw new Error(`${command.type} was refused: ${answer.refusal.key}`);
  }
  return slipped;
}

async function practise(stage: Stage, person: Person, as: Archetype, random: Random): Promise<void> {
  const sitting = await stage.services.practices.create(person, null);
  await playQuickly(stage, person, sitting, as, random);
}

async function takeTest(stage: Stage, person: Person, trainee: DemoTrainee, random: Random): Promise<void> {
  const { services, at } = stage;
  const id = await services.tests.start(person);
  const sitting = await services.sittings.get(person, id);
  const unfinished = trainee.stage === 'in-test';
  // One slip in the whole test.
  let tempted = trainee.stage === 'critical';
  for (let position = 1; position <= (unfinished ? 3 : 8); position++) tempted = !(await playCase(stage, person, id, position, trainee.as, random, tempted)) && tempted;
  const items = unfinished ? sitting.form.items.slice(0, 12) : sitting.form.items;
  for (const [index, item] of items.entries()) {
    const question = services.catalogue.questions.get(item)!;
    const right = random.chance(profiles[trainee.as].knows) ? question.key : random.pick(question.options.filter((option) => option.id !== question.key)).id;
    const choice = optionOrder(question, sitting.form.seed).find(({ option }) => option === right)!.key;
    at.now = new Date(at.now.getTime() + random.int(10, 40) * 1000);
    await services.items.answer(person, sitting, index + 1, { id: `answer-${String(index + 1).padStart(4, '0')}`, choice, clear: false, flag: null });
  }
  if (unfinished) return;
  const luck = randomFrom(trainee.username, 'tried');
  for (const [index] of (sitting.form.tried ?? []).entries()) {
    const item = sitting.form.items.length + index + 1;
    const tried = (await services.items.tried(sitting, item))!;
    at.now = new Date(at.now.getTime() + luck.int(20, 50) * 1000);
    await services.items.respond(person, sitting, tried, { id: `tried-${String(item).padStart(4, '0')}`, response: responseTo(tried.question, luck.chance(profiles[trainee.as].knows)), flag: null });
  }
  await services.sittings.submitTest(sitting);
}

const comments: Record<number, string> = {
  4: 'Mencocokkan register sebelum memutuskan dan mencatat alasannya.',
  1: 'Memutuskan sebelum berkas dibuka.',
};

type Opinion = 'sound' | 'strong' | 'weak';
const opinions: Record<Opinion, { points: (dimension: string) => 2 | 3 | 4; recommendation: Recommendation; reasons: string }> = {
  sound: { points: () => 3, recommendation: 'promote', reasons: 'Pekerjaan tertib; surat dan dasar hukumnya tepat.' },
  strong: { points: (id) => (id === 'verification' ? 4 : 3), recommendation: 'promote', reasons: 'Pemeriksaan lengkap: dokumen dibuka dan dicek silang sebelum putusan.' },
  weak: {
    points: (id) => (id === 'letter' || id === 'guidance' || id === 'control' ? 2 : 3),
    recommendation: 'hold',
    reasons: 'Surat kepada pemohon belum menyebut cara menjawab secara daring, dan pertanyaan warga dijawab terlalu singkat.',
  },
};

/** What the evaluators say in turn, as far as they are asked: the held one is adjudicated by a third, the one that waits has a first marking only. */
const said: Partial<Record<DemoTrainee['stage'], readonly Opinion[]>> = {
  promoted: ['strong', 'sound', 'sound'],
  held: ['weak', 'sound', 'weak'],
  'second-marker': ['weak'],
};

async function evaluate(stage: Stage, person: Person, trainee: DemoTrainee, markers: readonly number[]): Promise<void> {
  // The first marking of a file that waits for its second one is not that of the demonstration account.
  const turn = trainee.stage === 'second-marker' ? markers.slice(1) : markers;
  for (const [index, opinion] of (said[trainee.stage] ?? []).entries()) {
    stage.at.now = new Date(stage.at.now.getTime() + 0.6 * dayMs);
    if (await mark(stage, person, turn[index]!, opinion)) return;
  }
}

/** Whether the outcome was published. */
async function mark({ services, at }: Stage, person: Person, marker: number, opinion: Opinion): Promise<boolean> {
  const waiting = (await services.queue.list(marker)).find(({ traineeId }) => traineeId === person.id);
  if (!waiting) throw new Error(`no evaluation waits for trainee ${person.id}`);
  const evaluation = await services.evaluations.forEvaluator(waiting.id, marker);
  const steps = (await services.evaluations.caseWork(evaluation, 1)).work.actions.length;
  const { points, recommendation, reasons } = opinions[opinion];
  const ratings: Draft['ratings'] = Object.fromEntries(
    services.catalogue.rubric.dimensions.map(({ id }, index) => [
      id,
      { points: points(id), evidence: [{ case: 1, step: Math.min(steps, 1 + index * 2) }], comment: comments[points(id)] ?? '' },
    ]),
  );
  const until = (days: number) => new Date(at.now.getTime() + days * dayMs).toISOString().slice(0, 10);
  const plan: PlanItem[] = [
    { competency: 'KEP', action: 'Sepuluh latihan dengan surat pengembalian.', until: until(30) },
    { competency: 'PMD', action: 'Satu sesi memandu warga bersama pelatih.', until: until(45) },
  ];
  return services.markings.mark(evaluation, marker, { ratings, recommendation, reasons, plan: recommendation === 'hold' ? plan : [] });
}
