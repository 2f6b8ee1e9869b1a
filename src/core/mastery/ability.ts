import { normalCdf } from '../shared/normal.ts';

/** Ability per competency: a Rasch model followed by a Kalman filter with one Laplace step per answer (measurement design, 3.1). Unit: logits. */

/** What is known of an ability: its mean and its variance (logits squared). */
export interface Ability {
  theta: number;
  variance: number;
}

/** One scored answer: difficulty of the opportunity in logits, score 0..1, days without practice before it. */
export interface Answer {
  difficulty: number;
  score: number;
  days: number;
}

const driftPerDay = 0.005;
const widestVariance = 1;

/** The ability before the first answer. In: the cut of the level in logits. Out: half a logit below it, as uncertain as can be. */
export function startAbility(cut: number): Ability {
  return { theta: cut - 0.5, variance: widestVariance };
}

/**
 * The ability after one more answer. Days without practice first widen the variance, by .005 a day up to 1; then v = 1/(1/v + p(1-p)) and
 * theta = theta + v*(score - p), where p is the chance of success. RangeError when the variance is not above 0.
 */
export function updateAbility(ability: Ability, answer: Answer): Ability {
  if (!(ability.variance > 0)) throw new RangeError('variance: is above 0');
  const before = Math.min(ability.variance + driftPerDay * answer.days, widestVariance);
  const p = 1 / (1 + Math.exp(answer.difficulty - ability.theta));
  const variance = 1 / (1 / before + p * (1 - p));
  return { theta: ability.theta + variance * (answer.score - p), variance };
}

/** The ability after all answers, in the order in which they were given. */
export function foldAbility(start: Ability, answers: readonly Answer[]): Ability {
  return answers.reduce(updateAbility, start);
}

/** Probability that the ability is at or above the cut: the normal distribution at (theta - cut)/sqrt(variance). RangeError when the variance is not above 0. */
export function masteryProbability(theta: number, variance: number, cut: number): number {
  if (!(variance > 0)) throw new RangeError('variance: is above 0');
  return normalCdf((theta - cut) / Math.sqrt(variance));
}
