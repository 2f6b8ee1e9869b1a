import type { TestResult } from '../sittings/score.ts';

/** What a reviewer found on the replay of a critical error that the machine had set. */
export interface Vote {
  reviewerId: number;
  confirmed: boolean;
}

export type CriticalState = 'open' | 'disputed' | 'confirmed' | 'rejected';

/**
 * Where a provisional critical error stands (measurement design 1.5): two reviewers, each on his own, settle it when they agree; when they do not, a
 * third decides. In: the votes in the order in which they were given, one for each reviewer.
 */
export function criticalState(votes: readonly Vote[]): CriticalState {
  const confirmed = votes.filter((vote) => vote.confirmed).length;
  if (confirmed >= 2) return 'confirmed';
  if (votes.length - confirmed >= 2) return 'rejected';
  return votes.length === 2 ? 'disputed' : 'open';
}

export const isSettled = (state: CriticalState): boolean => state === 'confirmed' || state === 'rejected';

/**
 * The result of a test after every critical error of it was reviewed: only the confirmed ones fail it. Out: null when nothing changes, else a new
 * result for a new record; everything but the critical errors and what follows from them is the same. In: the codes that were confirmed.
 */
export function rescored(result: TestResult, confirmed: readonly string[]): TestResult | null {
  const critical = [...new Set(confirmed)].sort();
  if (critical.length === result.critical.length && critical.every((code) => result.critical.includes(code))) return null;
  return { ...result, critical, passed: result.total >= result.cut && critical.length === 0 && !result.floors?.some(({ failed }) => failed) };
}
