import { type Catalogue, known } from '../catalogue/catalogue.ts';
import type { Script } from '../conversations/format.ts';
import { scoreConversation } from '../conversations/score.ts';
import { gradeCase } from '../grading/grade.ts';
import { holdTalk } from '../operators/converse.ts';
import { type Draw, respond, type Responder, succeeds } from '../operators/responder.ts';
import { type Random, randomFrom } from '../shared/random.ts';
import type { Deed, Reason, ShiftAct } from './act.ts';
import { boardAt, comesBefore, type Job, refusalOf } from './board.ts';
import { caseOf, type Cases, fileToMake } from './cases.ts';
import { workOfFile, workOfInspection, workOfTalk } from './grade-work.ts';
import { inspect } from './inspect.ts';
import { decidedFile, judgeInspection } from './inspection.ts';
import { type ArrivingFile, type ArrivingInspection, type ArrivingPerson, isPerson, type ShiftPlan } from './plan.ts';
import { noteOf } from './score.ts';

// Difficulties in logits of what only a shift asks for.
const difficulty = { order: -0.4, interrupt: -0.4, note: 0, slow: -0.4 };
/** The share of the allowed time in which a synthetic operator reads what somebody else has sorted already. */
const knownPapers = 2 / 3;
/** Minutes between two things, and to look at a note. */
const turnaround = 0.5;

interface Player {
  catalogue: Catalogue;
  plan: ShiftPlan;
  responder: Responder;
  random: Random;
  cases: Cases;
  acts: ShiftAct[];
  now: number;
}

const drawOf = ({ responder, random, now }: Player, spread = 0): Draw => ({ responder, random, shift: spread - (responder.fatigue * now) / 60 });

/**
 * A synthetic operator works a shift: chooses by the order of the queue as well as his ability goes, interrupts a file for citizens, heeds notes, and works every file and
 * conversation through the real engine. The same arguments give the same acts.
 */
export function playShift(catalogue: Catalogue, plan: ShiftPlan, responder: Responder, seed: string, cases: Cases = (level, file) => caseOf(catalogue, level, file)): ShiftAct[] {
  const player: Player = { catalogue, plan, responder, random: randomFrom(seed, 'shift-operator'), cases, acts: [], now: 0 };
  while (player.now < plan.minutes) {
    const job = choose(player);
    if (!job) {
      player.now += turnaround;
      continue;
    }
    if (job.arrival.kind === 'application') workFile(player, job, job.arrival);
    else if (job.arrival.kind === 'inspection') workInspection(player, job, job.arrival);
    else workPerson(player, job, job.arrival);
    player.now += turnaround;
  }
  return player.acts;
}

/** Does it if it can be done now, and says whether. */
function attempt(player: Player, deed: Deed): boolean {
  const act = { ...deed, minute: player.now };
  if (refusalOf(player.catalogue, player.plan, player.acts, act) !== null) return false;
  player.acts.push(act);
  return true;
}

const waitingNow = ({ catalogue, plan, acts, now }: Player): Job[] => [...boardAt(catalogue, plan, acts, now).jobs.values()].filter(({ status }) => status === 'waiting' || status === 'parked');

function choose(player: Player): Job | null {
  const { plan, now, random } = player;
  const down = plan.outage !== null && now >= plan.outage.from && now < plan.outage.to;
  const open = waitingNow(player).filter(({ arrival }) => !down || isPerson(arrival));
  if (open.length === 0) return null;
  const best = open.reduce((a, b) => (comesBefore(b.arrival, a.arrival) ? b : a));
  return succeeds(drawOf(player), 'WKT', difficulty.order) ? best : random.pick(open);
}

const takeUp = (player: Player, { status, arrival: { id } }: Job): boolean => attempt(player, { type: status === 'parked' ? 'resume' : 'take', job: id });

function workFile(player: Player, job: Job, file: ArrivingFile): void {
  const { catalogue, plan, responder, random, cases } = player;
  if (!takeUp(player, job)) return;
  const note = noteOf(catalogue, file);
  if (note && !job.waited && succeeds(drawOf(player), note.competency, difficulty.note)) {
    player.now += turnaround;
    const reason: Reason = note.right === 'applicant' ? 'paper-missing' : note.right === 'escalate' ? 'beyond-authority' : 'conflict';
    const type = note.right === 'applicant' ? 'wait' : note.right;
    if (attempt(player, { type, job: file.id, reason }) || attempt(player, { type: 'escalate', job: file.id, reason })) return;
  }
  const { recipe, permitCase } = cases(plan.level, fileToMake(plan, file));
  const actions = respond(catalogue, recipe, permitCase, responder, { random, startAt: `${plan.date}T06:00:00.000Z`, prefix: file.id, before: player.now / 12 });
  const work = workOfFile(catalogue, permitCase, actions, gradeCase(catalogue, permitCase, actions));
  if (workOn(player, file.id, work.minutes)) attempt(player, { type: 'close', job: file.id, work });
}

function workInspection(player: Player, job: Job, arrival: ArrivingInspection): void {
  const { catalogue, plan, responder, random, cases } = player;
  if (!takeUp(player, job)) return;
  const file = decidedFile(catalogue, plan.level, { ...fileToMake(plan, arrival), colleague: arrival.colleague }, cases);
  const { notes, stands } = inspect(catalogue, file, drawOf(player));
  const minutes = knownPapers * catalogue.shifts.inspectionMinutes * (succeeds(drawOf(player), 'WKT', difficulty.slow) ? 0.3 + responder.pace : 1.5) * (0.8 + 0.4 * random.float());
  if (workOn(player, job.arrival.id, minutes)) attempt(player, { type: 'close', job: job.arrival.id, work: workOfInspection(catalogue, judgeInspection(catalogue, file, notes, stands), minutes) });
}

/** Lets the minutes of work go by; whoever rings or writes meanwhile is answered first if the operator minds it. Says whether the file is still his. */
function workOn(player: Player, id: string, minutes: number): boolean {
  let left = minutes;
  while (left > 0 && player.now < player.plan.minutes) {
    const slice = Math.min(left, turnaround);
    player.now += slice;
    left -= slice;
    const person = left > 0 ? waitingNow(player).find(({ arrival, status }) => isPerson(arrival) && status === 'waiting') : undefined;
    if (!person || !isPerson(person.arrival) || !succeeds(drawOf(player), 'WKT', difficulty.interrupt)) continue;
    if (!attempt(player, { type: 'park', job: id, reason: 'interrupted' })) return false;
    workPerson(player, person, person.arrival);
    while (!attempt(player, { type: 'resume', job: id })) {
      // The register may be down; a colleague may have taken it.
      const status = boardAt(player.catalogue, player.plan, player.acts, player.now).jobs.get(id)!.status;
      if (status !== 'parked' || player.now >= player.plan.minutes) return false;
      player.now += turnaround;
    }
  }
  return player.now < player.plan.minutes;
}

function workPerson(player: Player, job: Job, person: ArrivingPerson): void {
  const { catalogue, random, responder } = player;
  if (!takeUp(player, job)) return;
  const situation = known(catalogue.situations, person.situation, 'situation');
  const variant = situation.variants.find(({ id }) => id === person.variant)!;
  const script: Script = { situation, variant, bank: catalogue.guideWords, seed: `${player.plan.seed}/${person.id}` };
  const { state } = holdTalk(script, drawOf(player));
  const usual = catalogue.shifts.people[person.kind].minutes;
  const minutes = usual * (succeeds(drawOf(player), 'WKT', difficulty.slow) ? 0.4 + responder.pace : 1.5) * (0.8 + 0.4 * random.float());
  player.now += minutes;
  attempt(player, { type: 'close', job: person.id, work: workOfTalk(catalogue, person.kind, scoreConversation(script, state), minutes) });
}
