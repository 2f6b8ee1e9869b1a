import type { Rubric } from '../catalogue/content.ts';
import type { PlanItem, Rating, Recommendation } from './decision.ts';
import { judge } from './judge.ts';
import { type DoubleReason, markersNeeded } from './markers.ts';

/** What one marker has sent. `mean` is of all dimensions, 1..4. */
export interface Marking {
  evaluatorId: number;
  asSuperior: boolean;
  ratings: Readonly<Record<string, Rating>>;
  mean: number;
  recommendation: Recommendation;
  reasons: string;
  plan: readonly PlanItem[];
}

/** How two markers differ too much; `dimension` is set where it is about one. */
export interface Disagreement {
  kind: 'dimension' | 'mean' | 'outcome';
  dimension: string | null;
}

/** A published rating: of two markers the mean, so it may lie half-way between two anchors. */
export type PublishedRating = Omit<Rating, 'points'> & { points: number };

/** The one result of all markings, by the rule that made it. */
export interface Published {
  kind: 'published';
  rule: 'single' | 'agreed' | 'median';
  ratings: Record<string, PublishedRating>;
  mean: number;
  recommendation: Recommendation;
  reasons: string;
  plan: PlanItem[];
}

/** Markings are missing: as many in all as `needed`. `disagreements` is why a third is called. */
export interface Awaiting {
  kind: 'awaiting';
  needed: 1 | 2 | 3;
  disagreements: Disagreement[];
}

/** Where two markers differ so that a third is called (measurement design 1.7; the numbers are those of the rubric). */
export function disagreements({ dimensions, adjudication }: Rubric, a: Marking, b: Marking): Disagreement[] {
  const found: Disagreement[] = dimensions
    .filter(({ id }) => Math.abs(pointsOf(a, id) - pointsOf(b, id)) >= adjudication.dimension)
    .map(({ id }) => ({ kind: 'dimension', dimension: id }));
  if (Math.abs(a.mean - b.mean) > adjudication.mean + 1e-9) found.push({ kind: 'mean', dimension: null });
  if ((a.recommendation === 'hold') !== (b.recommendation === 'hold')) found.push({ kind: 'outcome', dimension: null });
  return found;
}

/**
 * What follows from the markings so far, in the order in which they were given. One is published as it is where one is enough; two that agree are
 * published as their mean, with the more careful of their recommendations; otherwise a third is called, and the median of each dimension and of the
 * recommendations is published. A promotion that the published ratings do not carry is a hold.
 */
export function moderate(rubric: Rubric, planned: readonly DoubleReason[], markings: readonly Marking[]): Published | Awaiting {
  const needed = markersNeeded(planned, markings);
  const [first, second, third] = markings;
  if (!first || (needed === 2 && !second)) return { kind: 'awaiting', needed, disagreements: [] };
  if (!second) return publish(rubric, 'single', [first]);
  const apart = disagreements(rubric, first, second);
  if (apart.length === 0) return publish(rubric, 'agreed', [first, second]);
  if (!third) return { kind: 'awaiting', needed: 3, disagreements: apart };
  return publish(rubric, 'median', [first, second, third]);
}

const careful: readonly Recommendation[] = ['hold', 'promote-with-plan', 'promote'];

function publish(rubric: Rubric, rule: Published['rule'], markings: readonly Marking[]): Published {
  const ratings = Object.fromEntries(
    rubric.dimensions.map(({ id }): [string, PublishedRating] => {
      const each = markings.map((marking) => marking.ratings[id]!);
      return [
        id,
        {
          points: middle(markings.map((marking) => pointsOf(marking, id))),
          evidence: uniqueEvents(each.flatMap(({ evidence }) => evidence)),
          comment: joined(each.map(({ comment }) => comment)),
        },
      ];
    }),
  );
  const values = Object.values(ratings).map(({ points }) => points);
  const ranks = markings.map(({ recommendation }) => careful.indexOf(recommendation)).sort((a, b) => a - b);
  const recommendation = careful[ranks[Math.floor((ranks.length - 1) / 2)]!]!;
  const carried = rule !== 'median' || judge(rubric, Object.fromEntries(Object.entries(ratings).map(([id, { points }]) => [id, points]))).passed;
  const final = carried ? recommendation : 'hold';
  // The words of those who stand on the side of the outcome; of all, when the medians alone hold.
  const same = markings.filter((marking) => (marking.recommendation === 'hold') === (final === 'hold'));
  const voices = same.length > 0 ? same : markings;
  return {
    kind: 'published',
    rule,
    ratings,
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    recommendation: final,
    reasons: joined(voices.map(({ reasons }) => reasons)),
    plan: uniqueLines(voices.flatMap(({ plan }) => plan)),
  };
}

/** The median; of two their mean. */
function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) / 2;
  return (sorted[Math.floor(at)]! + sorted[Math.ceil(at)]!) / 2;
}

function pointsOf({ ratings }: Marking, id: string): number {
  const points = Object.hasOwn(ratings, id) ? ratings[id]!.points : null;
  if (points === null) throw new RangeError(`rating of "${id}" is missing`);
  return points;
}

function uniqueEvents(events: Rating['evidence']): Rating['evidence'] {
  return [...new Map(events.map((event) => [`${event.case}:${event.step}`, event])).values()];
}

/** A line that two wrote stands once, with the day of the first. */
function uniqueLines(plan: readonly PlanItem[]): PlanItem[] {
  return plan.filter(({ competency, action }, index) => plan.findIndex((each) => each.competency === competency && each.action.trim() === action.trim()) === index);
}

const joined = (texts: readonly string[]): string => [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))].join('\n\n');
