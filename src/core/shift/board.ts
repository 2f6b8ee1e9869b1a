import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Deed, Reason, ShiftAct, Work } from './act.ts';
import { type Arrival, isPerson, type ShiftPlan, type Stretch } from './plan.ts';

/** Where a thing of the shift can stand. `lost`: the citizen gave up; `taken`: a colleague took the parked file. */
export const statuses = ['coming', 'waiting', 'working', 'parked', 'applicant', 'escalated', 'handed-over', 'taken', 'lost', 'closed'] as const;
export type Status = (typeof statuses)[number];

/** How long it stood somewhere; the last span is open until now. */
export interface Span extends Stretch {
  status: Status;
}

export interface Job {
  arrival: Arrival;
  status: Status;
  spans: readonly Span[];
  /** When it was first taken up. */
  begunAt: number | null;
  /** When the applicant will have answered, or has. */
  answeredAt: number | null;
  /** Whether the operator waited for the applicant. */
  waited: boolean;
  reason: Reason | null;
  work: Work | null;
}

/** The taking up of something while other things waited: those that should come later, and those that should have come first. */
export interface Turn {
  job: string;
  minute: number;
  behind: readonly string[];
  overtook: readonly string[];
}

export interface Board {
  minute: number;
  over: boolean;
  paused: boolean;
  jobs: ReadonlyMap<string, Job>;
  /** What the operator has in hand. */
  hand: string | null;
  turns: readonly Turn[];
}

/** Why an act is not done; nothing of it is recorded. */
export const refusals = ['over', 'paused', 'running', 'clock', 'unknown', 'busy', 'not-waiting', 'not-parked', 'not-in-hand', 'taken', 'lost', 'outage', 'absent', 'person', 'inspection'] as const;
export type Refused = (typeof refusals)[number];

interface Mutable extends Omit<Job, 'spans'> {
  spans: Span[];
}

interface Fold {
  plan: ShiftPlan;
  catalogue: Pick<Catalogue, 'shifts'>;
  minute: number;
  over: boolean;
  paused: boolean;
  jobs: Map<string, Mutable>;
  hand: string | null;
  turns: Turn[];
}

const within = (stretch: Stretch | null, minute: number): boolean => stretch !== null && minute >= stretch.from && minute < stretch.to;
export const isOutage = (plan: ShiftPlan, minute: number): boolean => within(plan.outage, minute);
export const isAbsent = (plan: ShiftPlan, minute: number): boolean => within(plan.absence, minute);

function begin(catalogue: Fold['catalogue'], plan: ShiftPlan): Fold {
  const jobs = new Map(plan.arrivals.map((arrival): [string, Mutable] => [arrival.id, { arrival, status: 'coming', spans: [], begunAt: null, answeredAt: null, waited: false, reason: null, work: null }]));
  return { plan, catalogue, minute: 0, over: false, paused: false, jobs, hand: null, turns: [] };
}

function move(job: Mutable, status: Status, at: number): void {
  const last = job.spans.at(-1);
  if (last) last.to = at;
  job.spans.push({ status, from: at, to: at });
  job.status = status;
}

/** When a thing moves by itself next, and to where: it comes, a citizen gives up, an applicant answers, a colleague takes what lies there. */
function nextMove({ plan, catalogue: { shifts } }: Fold, { arrival, status, spans, answeredAt }: Mutable): { at: number; to: Status } | null {
  const since = spans.at(-1)?.from ?? 0;
  if (status === 'coming') return { at: arrival.at, to: 'waiting' };
  if (status === 'applicant') return { at: answeredAt!, to: 'waiting' };
  if (isPerson(arrival)) return status === 'waiting' || status === 'parked' ? { at: since + shifts.people[arrival.kind].patience, to: 'lost' } : null;
  if (status !== 'parked' || arrival.kind === 'inspection' || !arrival.wanted) return null;
  const at = since + shifts.colleagueTakesAfter;
  return { at: within(plan.absence, at) ? plan.absence!.to : at, to: 'taken' };
}

/** Lets the clock run to a minute. */
function run(fold: Fold, minute: number): void {
  const until = Math.min(minute, fold.plan.minutes);
  for (const job of fold.jobs.values())
    for (let next = nextMove(fold, job); next && next.at <= until; next = nextMove(fold, job)) move(job, next.to, next.at);
  fold.minute = Math.max(fold.minute, until);
  if (minute >= fold.plan.minutes) fold.over = true;
}

const isInstructed = (arrival: Arrival): boolean => arrival.kind === 'application' && arrival.instructed;

/** Whether a comes before b: an instruction in writing, then the earlier due date, then the earlier arrival. People come before files. */
export function comesBefore(a: Arrival, b: Arrival): boolean {
  if (!isPerson(a) && !isPerson(b)) {
    if (isInstructed(a) !== isInstructed(b)) return isInstructed(a);
    if (a.dueOn !== b.dueOn) return a.dueOn < b.dueOn;
    return a.receivedOn !== b.receivedOn ? a.receivedOn < b.receivedOn : a.at < b.at;
  }
  if (a.kind === b.kind) return a.at < b.at;
  return a.kind === 'call' || (a.kind === 'chat' && !isPerson(b));
}

/** Whether taking `job` passes over `other` without a reason that the queue itself gives: the other waits, and is of the same kind or a person while a file is taken. */
function passes(job: Arrival, other: Arrival): 'behind' | 'overtook' | null {
  if (isPerson(job) && other.kind !== job.kind) return null;
  return comesBefore(job, other) ? 'behind' : 'overtook';
}

function turnOf(fold: Fold, job: Mutable): Turn {
  const turn = { job: job.arrival.id, minute: fold.minute, behind: [] as string[], overtook: [] as string[] };
  for (const other of fold.jobs.values()) {
    if (other === job || other.status !== 'waiting' || other.begunAt !== null) continue;
    const place = passes(job.arrival, other.arrival);
    if (place) turn[place].push(other.arrival.id);
  }
  return turn;
}

function refused(fold: Fold, deed: Deed): Refused | null {
  if (fold.over) return 'over';
  if (deed.type === 'continue') return fold.paused ? null : 'running';
  if (fold.paused) return deed.type === 'end' ? null : 'paused';
  if (deed.type === 'pause' || deed.type === 'end') return null;
  const job = fold.jobs.get(deed.job);
  if (!job || job.status === 'coming') return 'unknown';
  if (job.status === 'taken' || job.status === 'lost') return job.status;
  if (deed.type === 'take' || deed.type === 'resume') {
    if (fold.hand === deed.job) return null;
    if (fold.hand !== null) return 'busy';
    if (!isPerson(job.arrival) && isOutage(fold.plan, fold.minute)) return 'outage';
    if (deed.type === 'take') return job.status === 'waiting' ? null : 'not-waiting';
    return job.status === 'parked' ? null : 'not-parked';
  }
  if (deed.type === 'close' || deed.type === 'park') return fold.hand === deed.job ? null : 'not-in-hand';
  if (job.arrival.kind !== 'application') return job.arrival.kind === 'inspection' ? 'inspection' : 'person';
  if (deed.type === 'hand-over' && isAbsent(fold.plan, fold.minute)) return 'absent';
  return fold.hand === deed.job || job.status === 'parked' ? null : 'not-in-hand';
}

const statusAfter = { take: 'working', resume: 'working', park: 'parked', wait: 'applicant', escalate: 'escalated', 'hand-over': 'handed-over', close: 'closed' } as const;

function apply(fold: Fold, deed: Deed): void {
  if (deed.type === 'pause' || deed.type === 'continue') fold.paused = deed.type === 'pause';
  else if (deed.type === 'end') fold.over = true;
  else {
    const job = fold.jobs.get(deed.job)!;
    // Taking what is in hand already changes nothing: the same form sent twice.
    if (job.status === statusAfter[deed.type]) return;
    if (deed.type === 'take' && job.begunAt === null) {
      fold.turns.push(turnOf(fold, job));
      job.begunAt = fold.minute;
    }
    if ('reason' in deed) job.reason = deed.reason;
    if (deed.type === 'close') job.work = deed.work;
    if (deed.type === 'wait') {
      job.waited = true;
      job.answeredAt = fold.minute + (job.arrival.kind === 'application' ? job.arrival.answersAfter : 0);
    }
    move(job, statusAfter[deed.type], fold.minute);
    fold.hand = job.status === 'working' ? deed.job : fold.hand === deed.job ? null : fold.hand;
  }
}

function foldOf(catalogue: Fold['catalogue'], plan: ShiftPlan, acts: readonly ShiftAct[]): Fold {
  const fold = begin(catalogue, plan);
  run(fold, 0);
  for (const act of acts) {
    run(fold, act.minute);
    if (refused(fold, act) === null) apply(fold, act);
  }
  return fold;
}

/**
 * Where everything stands. In: the plan, the acts in their order, the minute of the simulated clock; later acts are left out. Out: the board at that minute, or at the end when the shift was over
 * before. An act that could not be done when it stands in the list changes nothing.
 */
export function boardAt(catalogue: Fold['catalogue'], plan: ShiftPlan, acts: readonly ShiftAct[], minute: number): Board {
  const fold = foldOf(catalogue, plan, acts.filter((act) => act.minute <= minute));
  if (!fold.over) run(fold, minute);
  for (const job of fold.jobs.values()) {
    const last = job.spans.at(-1);
    if (last) last.to = Math.max(last.to, fold.minute);
  }
  return fold;
}

/** Why this cannot be done at that minute, after these acts; null when it can. A clock that runs back is refused as well. */
export function refusalOf(catalogue: Fold['catalogue'], plan: ShiftPlan, acts: readonly ShiftAct[], act: ShiftAct): Refused | null {
  const fold = foldOf(catalogue, plan, acts);
  if (act.minute < fold.minute) return 'clock';
  if (!fold.over) run(fold, act.minute);
  return refused(fold, act);
}
