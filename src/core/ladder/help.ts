/**
 * Help that practice may give and a test never does. Each degree has what the one below it has: 1 the working order and which papers are compared with which, 2 every check of the service
 * with its clause and what follows from it, 3 a file of another applicant that was worked to the end. All of it is the same whatever is broken in this file, so that it tells nothing of it.
 */
export const helpDegrees = [0, 1, 2, 3] as const;
export type HelpDegree = (typeof helpDegrees)[number];

/**
 * By how many logits a degree makes a file easier. A training assumption until data show better: equal steps, of which
 * the last comes to about 1.3 standard deviations (1 standard deviation of a logistic is 1.8 logits).
 */
export const helpWorth: Readonly<Record<HelpDegree, number>> = { 0: 0, 1: 0.8, 2: 1.6, 3: 2.4 };

/** Time on the clock is the only thing that help does not make easier. */
export const isHelped = (opportunity: string): boolean => opportunity !== 'time';

/** The difficulty with which somebody met an opportunity, logits: that of the thing itself less what his help was worth, `worth` being the share of it that this person draws from it. */
export const difficultyMet = ({ opportunity, difficulty, help = 0 }: { opportunity: string; difficulty: number; help?: HelpDegree }, worth = 1): number =>
  isHelped(opportunity) ? difficulty - helpWorth[help] * worth : difficulty;
