import type { Rubric } from '../catalogue/content.ts';

/** Points of a rating: 1 unsafe, 2 incomplete, 3 sound, 4 exemplary; the rubric of the content pack has a text for each. */
export const points = [1, 2, 3, 4] as const;
export type Points = (typeof points)[number];

/** Why the ratings do not carry a promotion, with the figure that was reached and the one that is asked for. */
export interface Reason {
  kind: 'mean' | 'unsafe' | 'integrity';
  /** The dimension it is about; null for the mean. */
  dimension: string | null;
  value: number;
  least: number;
}

export interface Verdict {
  passed: boolean;
  /** Mean of all dimensions, 1..4, not rounded. */
  mean: number;
  /** Empty when passed. */
  reasons: Reason[];
}

/**
 * Whether the ratings carry a promotion (measurement design 1.7: mean >= 2.75, no 1, integrity >= 3; the numbers are those
 * of the rubric). A strong mean never hides one unsafe habit. In: the points of every dimension by its id. Throws RangeError
 * when a dimension lacks its rating, or has one that is not 1, 2, 3 or 4.
 */
export function judge(rubric: Rubric, ratings: Readonly<Record<string, number>>): Verdict {
  const rated = rubric.dimensions.map(({ id }) => ({ id, value: ratingOf(ratings, id) }));
  const mean = rated.reduce((sum, { value }) => sum + value, 0) / rated.length;
  const reasons: Reason[] = [];
  if (mean < rubric.passMean) reasons.push({ kind: 'mean', dimension: null, value: mean, least: rubric.passMean });
  for (const { id, value } of rated)
    if (value === 1) reasons.push({ kind: 'unsafe', dimension: id, value, least: 2 });
    else if (id === rubric.integrity && value < rubric.integrityMin)
      reasons.push({ kind: 'integrity', dimension: id, value, least: rubric.integrityMin });
  return { passed: reasons.length === 0, mean, reasons };
}

function ratingOf(ratings: Readonly<Record<string, number>>, id: string): Points {
  const value = Object.hasOwn(ratings, id) ? ratings[id] : undefined;
  const found = points.find((each) => each === value);
  if (found === undefined) throw new RangeError(`rating of "${id}": ${value} is not 1, 2, 3 or 4`);
  return found;
}
