import { type Ability, foldAbility, masteryProbability, startAbility, updateAbility } from '../mastery/ability.ts';
import { type Competency, competencies } from '../shared/competency.ts';
import { millisecondsOf } from '../shared/moments.ts';
import { difficultyMet, type HelpDegree } from './help.ts';

/** One scored observation of practice; `at` is ISO-8601 UTC. */
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
  /** The degree of help that was there; left out where there was none. What was done with help proves nothing for the gate (measurement design 1.3). */
  help?: HelpDegree;
}

/** Whether an observation or a case was made without help. */
export const isUnaided = ({ help = 0 }: { help?: HelpDegree }): boolean => help === 0;

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
 * half a logit below the cut with variance 1; what was done with help counts as easier by what the help is worth; the days between two observations of one competency widen its variance (measurement design 3.1).
 */
export function evidenceOf(observations: readonly PracticeObservation[], cutTheta: number, worth = 1): CompetencyEvidence[] {
  return competencies.map((competency) => {
    const own = observations.filter((observation) => observation.competency === competency);
    const ability = foldAbility(startAbility(cutTheta), withDays(own, worth));
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

/** Shares of the assumed worth of help that are tried, and how far persons differ in it (standard deviation of the prior). */
const [shares, differ] = [[0.4, 0.6, 0.8, 1, 1.2, 1.4, 1.6], 0.2] as const;

/**
 * What help is worth to this person, as a share of what is assumed: the mean over what is likely, where each share is as likely as it foresees the answers with and without help, with a prior
 * of N(1, .2). In: observations oldest first, and the cut in logits. 1 for somebody who never had help.
 */
export function worthOfHelp(observations: readonly PracticeObservation[], cutTheta: number): number {
  if (observations.every(isUnaided)) return 1;
  const byCompetency = competencies.map((competency) => observations.filter((each) => each.competency === competency));
  const likely = shares.map((worth) => {
    const foreseen = byCompetency.reduce((sum, own) => sum + foresight(own, cutTheta, worth), 0);
    return foreseen - (worth - 1) ** 2 / (2 * differ ** 2);
  });
  const most = Math.max(...likely);
  const weights = likely.map((each) => Math.exp(each - most));
  return shares.reduce<number>((sum, worth, at) => sum + worth * weights[at]!, 0) / weights.reduce((sum, weight) => sum + weight, 0);
}

/** The logarithm of the chance that was given beforehand to what was then answered. */
function foresight(own: readonly PracticeObservation[], cutTheta: number, worth: number): number {
  let ability = startAbility(cutTheta);
  let sum = 0;
  for (const answer of withDays(own, worth)) {
    const chance = 1 / (1 + Math.exp(answer.difficulty - ability.theta));
    sum += answer.score * Math.log(chance) + (1 - answer.score) * Math.log(1 - chance);
    ability = updateAbility(ability, answer);
  }
  return sum;
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

const withDays = (own: readonly PracticeObservation[], worth = 1) =>
  own.map((each, index) => ({
    difficulty: difficultyMet(each, worth),
    score: each.score,
    days: index === 0 ? 0 : daysBetweenMoments(own[index - 1]!.at, each.at),
  }));
