import type { Rubric } from '../catalogue/content.ts';
import type { Competency } from '../shared/competency.ts';
import { judge, type Points, type Verdict } from './judge.ts';

/** Naik, naik dengan rencana pengembangan, tahan. */
export const recommendations = ['promote', 'promote-with-plan', 'hold'] as const;
export type Recommendation = (typeof recommendations)[number];

/** One event of the replay: the case by its position in the test, the step by its number in that case; both begin with 1. */
export interface Evidence {
  case: number;
  step: number;
}

/** What the evaluator has filled in for one dimension; `points` is null while nothing is chosen. */
export interface Rating {
  points: Points | null;
  evidence: readonly Evidence[];
  comment: string;
}

/** One line of a development plan. `until` is a day, `YYYY-MM-DD`. Competency and day are null while they are not filled in, and in plans of old. */
export interface PlanItem {
  competency: Competency | null;
  action: string;
  until: string | null;
}

/** Most lines of one development plan. */
export const mostPlanItems = 4;

/** The rubric as filled in so far. */
export interface Draft {
  ratings: Readonly<Record<string, Rating>>;
  recommendation: Recommendation | null;
  reasons: string;
  plan: readonly PlanItem[];
}

export type FaultKind =
  | 'points-missing'
  | 'evidence-missing'
  | 'evidence-unknown'
  | 'comment-missing'
  | 'recommendation-missing'
  | 'reasons-missing'
  | 'plan-missing'
  | 'plan-incomplete'
  | 'plan-day'
  | 'not-carried';

/** What keeps a draft from being sent; `dimension` is null where it concerns the whole, `line` is that of the plan, from 1. */
export interface Fault {
  kind: FaultKind;
  dimension: string | null;
  line?: number;
}

const emptyRating: Rating = { points: null, evidence: [], comment: '' };

/** The rating of a dimension; nothing chosen when the draft does not know it. */
export function ratingIn(draft: Draft, dimension: string): Rating {
  return Object.hasOwn(draft.ratings, dimension) ? (draft.ratings[dimension] as Rating) : emptyRating;
}

/** The verdict on the points so far, or null while a dimension lacks them. */
export function verdictOf(rubric: Rubric, draft: Draft): Verdict | null {
  const values: Record<string, number> = {};
  for (const { id } of rubric.dimensions) {
    const { points } = ratingIn(draft, id);
    if (points === null) return null;
    values[id] = points;
  }
  return judge(rubric, values);
}

/**
 * Everything that keeps a draft from being sent, in the order of the form (measurement design 1.7): each dimension rated,
 * with at least one event as evidence; a comment for 1 and 4; a hold in writing with reasons and a plan of which each line
 * says which competency, what to do and until when, a day ahead; a promotion only when the ratings carry it. In: `steps`,
 * the number of recorded steps by the position of the case (first is case 1); `today`, `YYYY-MM-DD`.
 */
export function faultsOf(rubric: Rubric, draft: Draft, steps: readonly number[], today: string): Fault[] {
  const faults: Fault[] = rubric.dimensions.flatMap(({ id }) => ratingFaults(ratingIn(draft, id), steps).map((kind) => ({ kind, dimension: id })));
  const whole = (kind: FaultKind) => faults.push({ kind, dimension: null });
  const { recommendation } = draft;
  if (recommendation === null) whole('recommendation-missing');
  else if (recommendation === 'hold') {
    if (isBlank(draft.reasons)) whole('reasons-missing');
  } else if (verdictOf(rubric, draft)?.passed === false) whole('not-carried');
  if ((recommendation === 'hold' || recommendation === 'promote-with-plan') && draft.plan.length === 0) whole('plan-missing');
  for (const [index, { competency, action, until }] of draft.plan.entries()) {
    const line = index + 1;
    if (competency === null || isBlank(action) || until === null) faults.push({ kind: 'plan-incomplete', dimension: null, line });
    else if (until <= today) faults.push({ kind: 'plan-day', dimension: null, line });
  }
  return faults;
}

function ratingFaults({ points, evidence, comment }: Rating, steps: readonly number[]): FaultKind[] {
  const faults: FaultKind[] = [];
  if (points === null) faults.push('points-missing');
  if (evidence.length === 0) faults.push('evidence-missing');
  else if (!evidence.every((event) => isRecorded(event, steps))) faults.push('evidence-unknown');
  if ((points === 1 || points === 4) && isBlank(comment)) faults.push('comment-missing');
  return faults;
}

const isBlank = (text: string): boolean => text.trim() === '';

const isRecorded = (event: Evidence, steps: readonly number[]): boolean => event.step >= 1 && event.step <= (steps[event.case - 1] ?? 0);

/** `2:17`: case 2, step 17; how a form carries an event. */
export const evidenceId = (event: Evidence): string => `${event.case}:${event.step}`;

/** The event of such an id, or null when it is none. */
export function evidenceOf(id: string): Evidence | null {
  const match = /^([1-9]\d?):([1-9]\d{0,3})$/.exec(id);
  return match ? { case: Number(match[1]), step: Number(match[2]) } : null;
}
