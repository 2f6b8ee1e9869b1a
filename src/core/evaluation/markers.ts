import type { Rubric } from '../catalogue/content.ts';
import { randomFrom } from '../shared/random.ts';
import type { Recommendation } from './decision.ts';

/** Why an evaluation has a second marker from its beginning. */
export const doubleReasons = ['level', 'near-cut', 'critical', 'random'] as const;
export type DoubleReason = (typeof doubleReasons)[number];

/** What is known of a test when its evaluation opens. Total, cut and standard error are of 100. */
export interface Opening {
  level: number;
  total: number;
  cut: number;
  sem: number;
  /** The machine set a critical error, whatever the review said. */
  critical: boolean;
  /** Decides the draw; it is kept, so that the draw can be repeated. */
  seed: string;
}

/**
 * Why a test is marked twice, blind (measurement design 1.7): levels 4 and 5 all, a total within one standard error of the cut, every critical
 * error, and of the rest of levels 1 to 3 a share by chance. The numbers are those of the rubric. Empty when one marker is enough.
 */
export function reasonsForTwo({ doubleMarking: { fromLevel, withinSem, randomRate } }: Rubric, opening: Opening): DoubleReason[] {
  const { level, total, cut, sem, critical, seed } = opening;
  const reasons: DoubleReason[] = [];
  if (level >= fromLevel) reasons.push('level');
  // Rounded figures: 74.3 - 70 is a little more than 4.3 in binary.
  if (Math.abs(total - cut) <= withinSem * sem + 1e-9) reasons.push('near-cut');
  if (critical) reasons.push('critical');
  if (level < fromLevel && randomFrom(seed, 'second-marker').chance(randomRate)) reasons.push('random');
  return reasons;
}

/** What decides how many markers there have to be of what one marker has sent. */
export interface Given {
  recommendation: Recommendation;
  asSuperior: boolean;
}

/**
 * How many markers there are before two are compared (measurement design 1.7): two where the plan says so, where a passed test is held, and where
 * one of them is the line superior, whose marking never stands alone.
 */
export function markersNeeded(planned: readonly DoubleReason[], given: readonly Given[]): 1 | 2 {
  return planned.length > 0 || given.some(({ recommendation, asSuperior }) => recommendation === 'hold' || asSuperior) ? 2 : 1;
}
