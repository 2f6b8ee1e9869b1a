import { type Competency, competencies } from '../shared/competency.ts';
import type { Random } from '../shared/random.ts';
import { normal } from './responder.ts';

/**
 * A synthetic learner (measurement design 6, G20): an ability in each competency that grows by a power law of practice, and a memory of each kind of defect that grows with
 * every encounter and fades by a power law of time. Both laws come from the literature, not from the schedule that is judged: practice as in Newell and Rosenbloom (1981,
 * "Mechanisms of skill acquisition and the law of practice": odds of success grow as a power of the number of trials, so logits grow with its logarithm); memory as the base-level
 * activation of ACT-R, ln(sum of age^-d) with d = .5 (Anderson and Schooler 1991, "Reflections of the environment in memory"). Units: logits and days.
 */
export interface Learner {
  talent: Readonly<Record<Competency, number>>;
  /** Trials of each competency so far. */
  trials: Record<Competency, number>;
  /** When each kind of defect was met, in days since the beginning; every file is explained afterwards, so a miss teaches as well. */
  met: Map<string, number[]>;
  pace: LearningPace;
  /** What help is worth to him, as a share of what is assumed of it; nobody who plans knows it. */
  helped: number;
}

/** How fast somebody learns: logits for each e-fold of practice, trials that are worth the first e-fold, logits of memory, exponent of forgetting. */
export interface LearningPace {
  growth: number;
  firstTrials: number;
  memory: number;
  decay: number;
}

/** Three paces, so that nothing is judged by one; `none` stands still, to measure the estimate of an ability by itself. */
export const learningPaces = {
  usual: { growth: 0.35, firstTrials: 20, memory: 0.8, decay: 0.5 },
  slow: { growth: 0.2, firstTrials: 20, memory: 0.5, decay: 0.5 },
  fast: { growth: 0.5, firstTrials: 20, memory: 1.1, decay: 0.5 },
  none: { growth: 0, firstTrials: 20, memory: 0, decay: 0.5 },
} as const satisfies Record<string, LearningPace>;
export type PaceName = keyof typeof learningPaces;

/** How alike the abilities of one person are (measurement design 1.5: correlation .72), the standard deviation of each being 1. */
const alike = 0.72;

/** How much the worth of help differs between persons, as a standard deviation of that share. */
const helpSpread = 0.2;

/** Somebody new, whose abilities have this mean in logits. */
export function newLearner(mean: number, pace: LearningPace, random: Random): Learner {
  const common = Math.sqrt(alike) * normal(random);
  const each = <T>(make: () => T) => Object.fromEntries(competencies.map((competency) => [competency, make()])) as Record<Competency, T>;
  return { talent: each(() => mean + common + Math.sqrt(1 - alike) * normal(random)), trials: each(() => 0), met: new Map(), pace, helped: Math.max(0.2, 1 + helpSpread * normal(random)) };
}

/** The ability in a competency now, logits. */
export const abilityNow = ({ talent, trials, pace }: Learner, competency: Competency): number => talent[competency] + pace.growth * Math.log(1 + trials[competency] / pace.firstTrials);

/** What the memory of a kind of defect adds on that day, logits. */
export function memoryNow({ met, pace }: Learner, kind: string, day: number): number {
  const traces = met.get(kind) ?? [];
  return pace.memory * Math.log(1 + traces.reduce((sum, at) => sum + (1 + day - at) ** -pace.decay, 0));
}

/** Learns from a file that was worked on and explained: its trials by competency, and the kinds of defect in it. */
export function learnFrom(learner: Learner, trials: readonly Competency[], kinds: readonly string[], day: number): void {
  for (const competency of trials) learner.trials[competency] += 1;
  for (const kind of new Set(kinds)) {
    const traces = learner.met.get(kind);
    if (traces) traces.push(day);
    else learner.met.set(kind, [day]);
  }
}
