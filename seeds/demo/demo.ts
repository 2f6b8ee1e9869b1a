import { type Archetype, profiles } from '../../src/core/operators/profile.ts';
import { optionOrder } from '../../src/core/sittings/items.ts';
import { type Random, randomFrom } from '../../src/core/shared/random.ts';
import { addDemoAccounts, demoAccounts } from '../../src/features/accounts/first-accounts.ts';
import { isPostgres } from '../../src/platform/database.ts';
import type { Role } from '../../src/platform/roles.ts';
import { createServices, type Services } from '../../src/services.ts';
import { seedBank, seedConversations } from './bank.ts';
import { assign } from './class.ts';
import { appeal, evaluate } from './evaluations.ts';
import { demoPanel, demoReviewer, demoSupervisors, type DemoTrainee, demoTrainees } from './people.ts';
import { responseTo, seedQuestions } from './questions.ts';
import { planAhead, planRunning } from './sessions.ts';
import { dayMs, type Person, playCase, playTalk, playQuickly, type Stage } from './stage.ts';
import { Timeline } from './timeline.ts';

/** A gate that does not open after so many cases is a mistake of the demonstration. */
const mostCases = 120;

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
  const today = services.now();
  const at = new Timeline(new Date(today.getTime() - 45 * dayMs));
  const past = createServices({ db: services.db, now: () => at.now, config: services.config, content: services.catalogue });
  const stage: Stage = { services: past, at };
  const roles = await addDemoAccounts(past.accounts);
  const { password } = demoAccounts[0]!;
  const add = async (account: { username: string; name: string }, role: Role) => (await past.accounts.create(null, { ...account, password, roles: [role] })).id;
  const markers = [roles.supervisor];
  for (const account of demoSupervisors) markers.push(await add(account, 'supervisor'));
  const panel: number[] = [];
  for (const account of demoPanel) panel.push(await add(account, 'supervisor'));
  const reviewer = await add(demoReviewer, 'trainer');
  await seedQuestions(past, { author: roles.trainer, reviewer, trainee: roles.trainee });
  const group = await past.groups.createGroup({ id: roles.trainer }, 'Angkatan Mei');
  const people = new Map<string, Person>();
  for (const trainee of demoTrainees) {
    const { username, name } = trainee;
    const person = { id: username === 'peserta' ? roles.trainee : await add({ username, name }, 'trainee') };
    await past.groups.addMember({ id: roles.trainer }, group, person.id);
    people.set(username, person);
  }
  const find = (stage: DemoTrainee['stage']) => people.get(demoTrainees.find((each) => each.stage === stage)!.username)!;
  await at.run([
    ...demoTrainees.map((trainee) => () => live(stage, trainee, people.get(trainee.username)!, today, { markers, panel })),
    () => planRunning(stage, find('in-test'), today, roles.supervisor),
    () => assign(stage, roles.trainer, people, today),
    () => seedBank(stage, roles.trainer, reviewer, today),
    () => seedConversations(stage, roles.trainer, reviewer, today),
    () => planAhead(stage, people, today, roles.supervisor),
  ]);
}

/** One trainee from his first practice to where he stands today. */
async function live(stage: Stage, trainee: DemoTrainee, person: Person, today: Date, { markers, panel }: Record<'markers' | 'panel', readonly number[]>): Promise<void> {
  const random = randomFrom(trainee.username, 'demo');
  const untilTest = { begun: 0, practising: 0, 'gate-open': 0, 'in-test': 0, waiting: 3, 'second-marker': 4, critical: 2, held: 6, promoted: 9 }[trainee.stage];
  const wantsGate = !['begun', 'practising'].includes(trainee.stage);
  const testAt = new Date(today.getTime() - (trainee.stage === 'in-test' ? 25 * 60_000 : untilTest * dayMs));
  for (let n = 0; n < trainee.cases || (wantsGate && n < mostCases && !(await isGateOpen(stage, person, testAt))); n++) {
    await stage.at.reach(new Date(testAt.getTime() - daysBefore(trainee, trainee.since - untilTest, n) * dayMs));
    await practise(stage, person, trainee.as, random);
  }
  if (['begun', 'practising', 'gate-open'].includes(trainee.stage)) return;
  // Cases are drawn by real chance; one unlucky trainee who still practises is better than a start that fails.
  if (!(await isGateOpen(stage, person, testAt))) return;
  await stage.at.reach(testAt);
  await takeTest(stage, person, trainee, random);
  await evaluate(stage, person, trainee, markers);
  await appeal(stage, person, trainee, today, panel);
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
const isGateOpen = ({ services, at }: Stage, person: Person, testAt: Date): Promise<boolean> =>
  at.ahead(testAt, async () => (await services.tests.standing(person)).test === 'open');

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
  const { places } = await services.sittings.getWhole(person, id);
  for (const position of unfinished ? places.cases.slice(0, 3) : places.cases) tempted = !(await playCase(stage, person, id, position, trainee.as, random, tempted)) && tempted;
  if (!unfinished) for (const position of places.talks) await playTalk(stage, person, id, position, trainee.as, random);
  const items = unfinished ? sitting.form.items.slice(0, 12) : sitting.form.items;
  for (const [index, item] of items.entries()) {
    const question = services.catalogue.questions.get(item)!;
    const right = random.chance(profiles[trainee.as].knows) ? question.key : random.pick(question.options.filter((option) => option.id !== question.key)).id;
    const choice = optionOrder(question, sitting.form.seed).find(({ option }) => option === right)!.key;
    await at.reach(new Date(at.now.getTime() + random.int(10, 40) * 1000));
    await services.items.answer(person, sitting, index + 1, { id: `answer-${String(index + 1).padStart(4, '0')}`, choice, clear: false, flag: null, seen: null });
  }
  if (unfinished) return;
  const luck = randomFrom(trainee.username, 'tried');
  for (const [index] of (sitting.form.tried ?? []).entries()) {
    const item = sitting.form.items.length + index + 1;
    const tried = (await services.items.tried(sitting, item))!;
    await at.reach(new Date(at.now.getTime() + luck.int(20, 50) * 1000));
    await services.items.respond(person, sitting, tried, { id: `tried-${String(item).padStart(4, '0')}`, response: responseTo(tried.question, luck.chance(profiles[trainee.as].knows)), flag: null, seen: null });
  }
  await services.sittings.submitTest(sitting);
}
