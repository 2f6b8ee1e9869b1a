/** The numbers of a retake; they are data of the pack (measurement design 1.8). Pauses are in days of 24 hours. */
export interface RetakeRules {
  /** After the first, the second, ... failed test of a level; the last one counts for every later one. */
  coolingOffDays: readonly number[];
  /** After a critical error. */
  criticalDays: number;
  /** So long after it was answered a knowledge part that reached the cut may be kept. */
  knowledgeKeptDays: number;
}

/** What is recorded about somebody after a critical error: the course, the interview with a supervisor, and that the head of the agency opens the way again. */
export const clearanceKinds = ['course', 'interview', 'reopened'] as const;
export type ClearanceKind = (typeof clearanceKinds)[number];

/** One failed test. Moments are ISO-8601 UTC. */
export interface Failure {
  level: number;
  at: string;
  /** It failed by a critical error. */
  critical: boolean;
}

export interface Clearance {
  kind: ClearanceKind;
  at: string;
}

/** When a test may be taken again, and what has to be recorded before. */
export interface Retake {
  /** Null when nothing was failed. */
  from: string | null;
  missing: readonly ClearanceKind[];
}

const day = 24 * 60 * 60 * 1000;
const later = (at: string, days: number): string => new Date(Date.parse(at) + days * day).toISOString();

/**
 * The rule of retakes (measurement design 1.8). A failed test of the level is followed by the pause of its number. A critical error, at any level, is
 * followed by its own pause and asks for the integrity course and an interview recorded after it; from the second on also for a decision of the head of
 * the agency. In: all failed tests and all clearances of one person, in any order.
 */
export function retakeOf(failures: readonly Failure[], clearances: readonly Clearance[], level: number, rules: RetakeRules): Retake {
  const ofLevel = failures.filter((failure) => failure.level === level).map(({ at }) => at).sort();
  const critical = failures.filter((failure) => failure.critical).map(({ at }) => at).sort();
  const ends: string[] = [];
  const pause = rules.coolingOffDays[Math.min(ofLevel.length, rules.coolingOffDays.length) - 1];
  if (pause !== undefined) ends.push(later(ofLevel.at(-1)!, pause));
  const last = critical.at(-1);
  if (last === undefined) return { from: ends[0] ?? null, missing: [] };
  ends.push(later(last, rules.criticalDays));
  const needed = clearanceKinds.filter((kind) => kind !== 'reopened' || critical.length > 1);
  const missing = needed.filter((kind) => !clearances.some((clearance) => clearance.kind === kind && clearance.at > last));
  return { from: ends.sort().at(-1)!, missing };
}

/** The knowledge part of a test that was not passed. `answeredAt` is ISO-8601 UTC; percentage of right items, and the cut of its form. */
export interface KnowledgePart {
  answeredAt: string;
  knowledge: number;
  cut: number;
}

/**
 * Until when the knowledge part of the last failed test of a level may stand for that of the next one (measurement design 1.8: it reaches the cut; cases are
 * never kept); null when it may not. It ends as many days after it was answered, however often it was kept meanwhile.
 */
export function knowledgeKeptUntil({ answeredAt, knowledge, cut }: KnowledgePart, at: string, { knowledgeKeptDays }: Pick<RetakeRules, 'knowledgeKeptDays'>): string | null {
  const until = later(answeredAt, knowledgeKeptDays);
  return knowledge >= cut && at < until ? until : null;
}
