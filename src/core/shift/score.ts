import type { Catalogue } from '../catalogue/catalogue.ts';
import type { FileNote } from '../catalogue/content.ts';
import { scoreTime } from '../grading/scores.ts';
import type { ShiftAct } from './act.ts';
import { type Board, boardAt, type Job, type Status, type Turn } from './board.ts';
import { type Arrival, isPerson, type ShiftPlan, shiftOf } from './plan.ts';

/**
 * What became of one thing. `right`: done as it should be. `wrong`: decided wrongly, or decided although it was to be passed on. `pushed`: given away without need. `left`: not
 * dealt with although it was due. `open`: not dealt with, and it need not have been, or it still waits for the applicant by right.
 */
export type Verdict = 'right' | 'wrong' | 'pushed' | 'left' | 'open';

export interface JobScore {
  id: string;
  verdict: Verdict;
  /** Share of what it is worth, -errorCost..1; it counts with `weight`, which is 0 for what was open. */
  value: number;
  weight: number;
  /** Share of its points in itself, or null where nothing was decided. */
  quality: number | null;
  /** Order and time of measurement design 2.8, 0..1; null where they do not apply. */
  wkt: { score: number; time: number; sequence: number } | null;
  critical: boolean;
}

export interface ShiftScore {
  /** 0..100. */
  total: number;
  /** The same where errors may take away more than there is: what acts are compared by. */
  sum: number;
  /** Mean quality of all that was decided, and mean order and time of all that counts, each 0..1 and shown beside the other; null where there is none. */
  accuracy: number | null;
  wkt: number | null;
  jobs: readonly JobScore[];
  /** Files and citizens that were passed over without a reason. */
  overtakings: readonly { job: string; minute: number; overtook: readonly string[] }[];
  critical: number;
  passed: boolean;
}

export const noteOf = (catalogue: Pick<Catalogue, 'shifts'>, arrival: Arrival): FileNote | null => {
  if (arrival.kind !== 'application' || arrival.note === null) return null;
  return catalogue.shifts.notes.find(({ id }) => id === arrival.note) ?? null;
};

/** Whether it has to be dealt with in this shift: every citizen, and every file that is due today. */
export const isDue = ({ date }: Pick<ShiftPlan, 'date'>, arrival: Arrival): boolean => isPerson(arrival) || arrival.dueOn <= date;

const statusesOf = { applicant: ['applicant'], escalate: ['escalated'], 'hand-over': ['handed-over', 'escalated'] } as const satisfies Record<FileNote['right'], readonly Status[]>;

function verdictOf(plan: ShiftPlan, job: Job, note: FileNote | null): Verdict {
  const { status, work, waited } = job;
  if (note && note.right !== 'applicant') {
    if ((statusesOf[note.right] as readonly Status[]).includes(status)) return 'right';
    if (status === 'closed') return 'wrong';
  } else if (status === 'closed') {
    // A file that waits for the applicant by right is not ready before he has answered.
    return work!.decision >= 0.5 && (!note || waited) ? 'right' : 'wrong';
  } else if (status === 'escalated' || status === 'handed-over' || (status === 'applicant' && !note)) return 'pushed';
  if (note?.right === 'applicant' && waited) return 'open';
  return isDue(plan, job.arrival) ? 'left' : 'open';
}

/** The pairs of order of a thing (measurement design 2.8): before it nothing that should have come first was waiting; what stood on it was done before it was decided. */
function pairsOf(turn: Turn | undefined, note: FileNote | null, verdict: Verdict): { satisfied: number; applicable: number } {
  const behind = turn?.behind.length ?? 0;
  const overtook = turn?.overtook.length ?? 0;
  const heeded = note && verdict !== 'wrong' ? 1 : 0;
  return { satisfied: behind + heeded, applicable: behind + overtook + (note ? 1 : 0) };
}

/** How long it took and how long it may: a citizen until somebody answers, a file the minutes of work on it. */
function timeOf(catalogue: Pick<Catalogue, 'shifts'>, { arrival, begunAt, work }: Job): { minutes: number; sla: number } | null {
  if (isPerson(arrival)) return begunAt === null ? null : { minutes: begunAt - arrival.at, sla: catalogue.shifts.people[arrival.kind].answer };
  return work && { minutes: work.minutes, sla: work.sla };
}

function scoreJob(catalogue: Pick<Catalogue, 'shifts'>, plan: ShiftPlan, job: Job, turn: Turn | undefined): JobScore {
  const { weights, timeShare, errorCost } = catalogue.shifts.scoring;
  const { arrival, work } = job;
  const note = noteOf(catalogue, arrival);
  const verdict = verdictOf(plan, job, note);
  const quality = work ? work.quality : null;
  const base = { id: arrival.id, verdict, quality, weight: verdict === 'open' ? 0 : weights[arrival.kind], critical: work?.critical ?? false };
  if (verdict !== 'right' && verdict !== 'wrong') return { ...base, value: 0, wkt: verdict === 'open' ? null : { score: 0, time: 0, sequence: 0 } };
  // What was rightly passed on took no time of work that could be too long.
  const { minutes, sla } = timeOf(catalogue, job) ?? { minutes: 0, sla: 1 };
  const wkt = scoreTime({ minutes, sla, ...pairsOf(turn, note, verdict), decision: verdict === 'wrong' ? 0 : 1 });
  const value = verdict === 'wrong' ? -errorCost : (1 - timeShare) * (quality ?? 1) + timeShare * wkt.score;
  return { ...base, value, wkt };
}

const mean = (values: readonly number[]): number | null => (values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length);

/**
 * The score of a shift. In: the plan and all acts. Out: points of 100. What is done rightly is worth its quality and, to the share of the pack, order and time as in measurement
 * design 2.8; what is done wrongly takes away as much as a perfect one brings, so that it is never better to be quick and wrong than not to have done it; what is due and not
 * done is worth nothing. A critical error fails the shift whatever the sum.
 */
export function scoreShift(catalogue: Pick<Catalogue, 'shifts'>, plan: ShiftPlan, acts: readonly ShiftAct[]): ShiftScore {
  return scoreBoard(catalogue, plan, boardAt(catalogue, plan, acts, plan.minutes));
}

/** The same from a board at the end. */
export function scoreBoard(catalogue: Pick<Catalogue, 'shifts'>, plan: ShiftPlan, board: Board): ShiftScore {
  const turns = new Map(board.turns.map((turn) => [turn.job, turn]));
  const jobs = [...board.jobs.values()].filter(({ status }) => status !== 'coming').map((job) => scoreJob(catalogue, plan, job, turns.get(job.arrival.id)));
  const weight = jobs.reduce((sum, job) => sum + job.weight, 0);
  const sum = weight === 0 ? 0 : (100 * jobs.reduce((all, job) => all + job.weight * job.value, 0)) / weight;
  const total = Math.max(0, sum);
  const critical = jobs.filter((job) => job.critical).length;
  return {
    total,
    sum,
    accuracy: mean(jobs.flatMap(({ quality }) => quality ?? [])),
    wkt: mean(jobs.flatMap(({ wkt }) => (wkt ? [wkt.score] : []))),
    jobs,
    overtakings: board.turns.filter(({ overtook }) => overtook.length > 0).map(({ job, minute, overtook }) => ({ job, minute, overtook })),
    critical,
    passed: critical === 0 && total >= shiftOf(catalogue, plan.level).cut,
  };
}
