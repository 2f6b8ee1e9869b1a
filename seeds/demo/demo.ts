import { desk } from '../../src/core/desk/desk.ts';
import type { Draft } from '../../src/core/evaluation/decision.ts';
import { operate } from '../../src/core/operators/operate.ts';
import { type Archetype, profiles } from '../../src/core/operators/profile.ts';
import { optionOrder } from '../../src/core/sittings/items.ts';
import { type Random, randomFrom } from '../../src/core/shared/random.ts';
import { addDemoAccounts, demoAccounts } from '../../src/features/accounts/first-accounts.ts';
import { isPostgres } from '../../src/platform/database.ts';
import { createServices, type Services } from '../../src/services.ts';
import { demoPanel, type DemoTrainee, demoTrainees } from './people.ts';

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
 * Fills an empty database with a small programme: twelve synthetic trainees at different points of level 1, their work played by synthetic
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
  const appellants: Appellant[] = [];
  const group = await past.groups.createGroup({ id: roles.trainer }, 'Angkatan Mei');
  for (const trainee of demoTrainees) {
    const person = trainee.username === 'peserta' ? { id: roles.trainee } : await addTrainee(past, trainee);
    await past.groups.addMember({ id: roles.trainer }, group, person.id);
    await play(stage, trainee, person, services.now(), roles.supervisor);
    if (trainee.username === 'bagja' || trainee.username === 'herman') appellants.push({ person, username: trainee.username });
  }
  await appeal(stage, appellants, services.now());
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

async function addTrainee(services: Services, { username, name }: DemoTrainee): Promise<Person> {
  const { password } = demoAccounts[0]!;
  return services.accounts.create(null, { username, name, password, roles: ['trainee'] });
}

async function play(stage: Stage, trainee: DemoTrainee, person: Person, today: Date, supervisor: number): Promise<void> {
  const random = randomFrom(trainee.username, 'demo');
  const untilTest = { begun: 0, practising: 0, 'gate-open': 0, 'in-test': 0, waiting: 3, held: 6, promoted: 9 }[trainee.stage];
  const wantsGate = !['begun', 'practising'].includes(trainee.stage);
  const testAt = new Date(today.getTime() - (trainee.stage === 'in-test' ? 25 * 60_000 : untilTest * dayMs));
  for (let n = 0; n < trainee.cases || (wantsGate && n < mostCases && !(await isGateOpen(stage, person, testAt))); n++) {
    stage.at.now = new Date(testAt.getTime() - daysBefore(trainee, trainee.since - untilTest, n) * dayMs);
    await practise(stage, person, trainee.as, random);
  }
  if (!['in-test', 'waiting', 'held', 'promoted'].includes(trainee.stage)) return;
  // Cases are drawn by real chance; one unlucky trainee who still practises is better than a start that fails.
  if (!(await isGateOpen(stage, person, testAt))) return;
  await takeTest(stage, person, trainee, random);
  if (trainee.stage === 'held' || trainee.stage === 'promoted') await evaluate(stage, person, supervisor, trainee.stage);
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

/** Plays the case at a position of a sitting, action by action, each at its own moment. */
async function playCase({ services, at }: Stage, person: Person, sittingId: number, position: number, as: Archetype, random: Random): Promise<void> {
  const { permitCase, recipe } = await services.sittings.getCase(person, sittingId, position);
  const play = { archetype: as, random, startAt: at.now.toISOString(), prefix: `case-${position}`, recipe };
  for (const { at: moment, ...command } of operate(services.catalogue, permitCase, play)) {
    at.now = new Date(moment);
    // What arrives between the stages is made by the server itself.
    if (command.type === 'arrive') continue;
    const answer = await services.sittings.save(person, sittingId, position, [command]);
    if (answer.kind === 'refused') throw new Error(`${command.type} was refused: ${answer.refusal.key}`);
  }
}

async function practise(stage: Stage, person: Person, as: Archetype, random: Random): Promise<void> {
  const sitting = await stage.services.practices.create(person, null);
  await playCase(stage, person, sitting, 1, as, random);
}

async function takeTest(stage: Stage, person: Person, trainee: DemoTrainee, random: Random): Promise<void> {
  const { services, at } = stage;
  const id = await services.tests.start(person);
  const sitting = await services.sittings.get(person, id);
  const unfinished = trainee.stage === 'in-test';
  for (let position = 1; position <= (unfinished ? 3 : 8); position++) await playCase(stage, person, id, position, trainee.as, random);
  const items = unfinished ? sitting.form.items.slice(0, 12) : sitting.form.items;
  for (const [index, item] of items.entries()) {
    const question = services.catalogue.questions.get(item)!;
    const right = random.chance(profiles[trainee.as].knows) ? question.key : random.pick(question.options.filter((option) => option.id !== question.key)).id;
    const choice = optionOrder(question, sitting.form.seed).find(({ option }) => option === right)!.key;
    at.now = new Date(at.now.getTime() + random.int(10, 40) * 1000);
    await services.items.answer(person, sitting, index + 1, { id: `answer-${String(index + 1).padStart(4, '0')}`, choice, clear: false, flag: null });
  }
  if (!unfinished) await services.sittings.submitTest(sitting);
}

const comments: Record<number, string> = {
  4: 'Mencocokkan register sebelum memutuskan dan mencatat alasannya.',
  1: 'Memutuskan sebelum berkas dibuka.',
};

async function evaluate({ services, at }: Stage, person: Person, supervisor: number, outcome: 'held' | 'promoted'): Promise<void> {
  at.now = new Date(at.now.getTime() + 1.3 * dayMs);
  const waiting = (await services.evaluations.queue(supervisor)).find(({ traineeId }) => traineeId === person.id);
  if (!waiting) throw new Error(`no evaluation waits for trainee ${person.id}`);
  const evaluation = await services.evaluations.forEvaluator(waiting.id, supervisor);
  const work = await services.evaluations.caseWork(evaluation, 1);
  const steps = work.work.actions.length;
  const state = desk(services.catalogue, work.work.permitCase, work.work.actions);
  const points = (id: string) => (outcome === 'promoted' ? (id === 'verification' ? 4 : 3) : id === 'letter' || id === 'guidance' || id === 'control' ? 2 : 3);
  const ratings: Draft['ratings'] = Object.fromEntries(
    services.catalogue.rubric.dimensions.map(({ id }, index) => [
      id,
      { points: points(id) as 2 | 3 | 4, evidence: [{ case: 1, step: Math.min(steps, 1 + index * 2) }], comment: comments[points(id)] ?? '' },
    ]),
  );
  const draft: Draft = {
    ratings,
    recommendation: outcome === 'promoted' ? 'promote' : 'hold',
    reasons:
      outcome === 'promoted'
        ? `Pemeriksaan lengkap: ${state.opened.length} dokumen dibuka dan ${state.lookups.length} cek silang dilakukan sebelum putusan.`
        : 'Surat kepada pemohon belum menyebut cara menjawab secara daring, dan pertanyaan warga dijawab terlalu singkat.',
    plan: outcome === 'promoted' ? '' : 'Sepuluh latihan dengan surat pengembalian, lalu satu sesi memandu bersama pelatih.',
  };
  await services.evaluations.close(evaluation, supervisor, draft);
}
