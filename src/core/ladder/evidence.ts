import { type Ability, foldAbility, masteryProbability, startAbility, updateAbility } from '../mastery/ability.ts';
import { type Competency, competencies } from '../shared/competency.ts';
import { millisecondsOf } from '../shared/moments.ts';

/** One scored observation of unassisted practice; `at` is ISO-8601 UTC. */
export interface PracticeObservation {
  /** The sitting in which it was made. */
  sitting: number;
  competency: Competency;
  /** What was observed: a check id, `<check id>/clause`, or another opportunity of a case. */
  opportunity: string;
  /** Logits. */
  difficulty: number;
  /** 0..1 */
  score: number;
  at: string;
}

/** What the observations say about one competency. */
export interface CompetencyEvidence {
  competency: Competency;
  theta: number;
  variance: number;
  observations: number;
  /** P(theta >= cut). */
  probability: number;
  /** Standard error in logits. */
  se: number;
  lastAt: string | null;
}

const day = 24 * 60 * 60 * 1000;

/** Days from one moment to a later one, as a fraction; never below 0. */
export const daysBetweenMoments = (from: string, to: string): number =>
  Math.max(0, (millisecondsOf(to) - millisecondsOf(from)) / day);

/** The observations of the last `days` days before `now` (both ends included), oldest first. Rule: measurement design 1.3, 60 days. */
export function recent<T extends { at: string }>(entries: readonly T[], now: string, days: number): T[] {
  const end = millisecondsOf(now);
  return entries
    .filter((entry) => entry.at <= now && (end - millisecondsOf(entry.at)) / day <= days)
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/**
 * The evidence on each of the seven competencies. In: observations oldest first, and the cut of the level in logits. Every competency starts
 * half a logit below the cut with variance 1; the days between two observations of one competency widen its variance (measurement design 3.1).
 */
export function evidenceOf(observations: readonly PracticeObservation[], cutTheta: number): CompetencyEvidence[] {
  return competencies.map((competency) => {
    const own = observations.filter((observation) => observation.competency === competency);
    const ability = foldAbility(startAbility(cutTheta), withDays(own));
    return {
      competency,
      ...ability,
      observations: own.length,
      probability: masteryProbability(ability.theta, ability.variance, cutTheta),
      se: Math.sqrt(ability.variance),
      lastAt: own.at(-1)?.at ?? null,
    };
  });
}

/** A point of the line of one competency over time: the ability after the last observation of a moment. */
export interface AbilityPoint extends Ability {
  at: string;
}

/** The course of one competency: its ability after each moment at which it was observed. In: observations as for `evidenceOf`. */
export function courseOf(
  observations: readonly PracticeObservation[],
  competency: Competency,
  cutTheta: number,
): AbilityPoint[] {
  const own = observations.filter((observation) => observation.competency === competency);
  const points: AbilityPoint[] = [];
  let ability = startAbility(cutTheta);
  withDays(own).forEach((answer, index) => {
    ability = updateAbility(ability, answer);
    const { at } = own[index]!;
    if (points.at(-1)?.at === at) points.pop();
    points.push({ at, ...ability });
  });
  return points;
}

const withDays = (own: readonly PracticeObservation[]) =>
  own.map(({ difficulty, score, at }, index) => ({
    difficulty,
    score,
    days: index === 0 ? 0 : daysBetweenMoments(own[index - 1]!.at, at),
  }));
