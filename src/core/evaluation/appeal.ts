import type { Holidays } from '../shared/working-days.ts';
import { isWorkingDay } from '../shared/working-days.ts';
import { addDays } from '../shared/dates.ts';
import type { TestResult } from '../sittings/score.ts';

/** Content of the test, procedure, technical trouble, rating by the evaluator (measurement design 1.8). */
export const appealKinds = ['content', 'procedure', 'technical', 'rating'] as const;
export type AppealKind = (typeof appealKinds)[number];

/** What follows from an appeal that is upheld, the further-reaching last. */
export const remedies = ['none', 'rescore', 're-evaluate', 'fresh-test'] as const;
export type Remedy = (typeof remedies)[number];

/** The numbers of an appeal; they are data of the pack. */
export interface AppealRules {
  /** Days of 24 hours in which it may be filed. */
  days: number;
  /** Working days in which it is decided. */
  workingDays: number;
  /** Supervisors of the panel; one more when they differ. */
  panel: number;
}

export interface Vote {
  vote: 'uphold' | 'reject';
  remedy: Remedy;
}

/** The moment until which an appeal against what was decided at a moment can be filed. In and out: ISO-8601 UTC. */
export const appealUntil = (decidedAt: string, { days }: Pick<AppealRules, 'days'>): string => new Date(Date.parse(decidedAt) + days * 24 * 60 * 60 * 1000).toISOString();

/**
 * The day on which it must be decided: the last of so many working days after the day of filing (working-day rule of the domain). A year that the table of
 * holidays does not cover is counted by weekends only, since an appeal must be taken in any year. In and out: `YYYY-MM-DD`.
 */
export function decisionDue(filedOn: string, { workingDays }: Pick<AppealRules, 'workingDays'>, holidays: Holidays): string {
  let date = filedOn;
  for (let left = workingDays; left > 0; ) {
    date = addDays(date, 1);
    if (isWorkingDay(date, holidays)) left -= 1;
  }
  return date;
}

/** The remedies that an appeal of a kind can lead to. */
export function remediesFor(kind: AppealKind): readonly Remedy[] {
  return kind === 'rating' ? ['re-evaluate', 'fresh-test'] : ['rescore', 'fresh-test'];
}

/**
 * The decision of the panel, or null while it is open: the panel's members agree, or, when they differ, the majority with one more. It is upheld with the
 * further-reaching of the remedies that those who uphold it ask for.
 */
export function panelDecision(votes: readonly Vote[], { panel }: Pick<AppealRules, 'panel'>): { decision: 'upheld' | 'rejected'; remedy: Remedy } | null {
  const upheld = votes.filter(({ vote }) => vote === 'uphold');
  const rejected = votes.length - upheld.length;
  if (rejected >= panel) return { decision: 'rejected', remedy: 'none' };
  if (upheld.length < panel) return null;
  const remedy = upheld.map((each) => each.remedy).toSorted((a, b) => remedies.indexOf(a) - remedies.indexOf(b)).at(-1)!;
  return { decision: 'upheld', remedy };
}

/** How many opinions are still wanted: those of the panel, and one more when they differ. */
export function votesWanted(votes: readonly Vote[], { panel }: Pick<AppealRules, 'panel'>): number {
  if (panelDecision(votes, { panel })) return 0;
  return votes.length < panel ? panel - votes.length : 1;
}

/** The result after one's own appeal: the new one, unless it is worse; then the old one stands (measurement design 1.8). */
export function neverWorse(before: TestResult, again: TestResult): TestResult {
  const worse = (before.passed && !again.passed) || again.total < before.total;
  return worse ? before : again;
}
