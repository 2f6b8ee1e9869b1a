/** A supervisor's record on rule 2 of the gate for one trainee: it is waived for a level, or that is withdrawn. `at` is ISO-8601 UTC. */
export interface WaiverRecord {
  level: number;
  kind: 'waived' | 'withdrawn';
  reason: string;
  /** Who decided it. */
  by: number;
  at: string;
}

/** Fewest characters of a reason. */
export const leastReason = 20;

/** The waiver that stands for a level: the last record on it, when that is not a withdrawal; else null. In: the records of one trainee, oldest first. */
export function standingWaiver<T extends WaiverRecord>(records: readonly T[], level: number): T | null {
  const last = records.findLast((record) => record.level === level);
  return last?.kind === 'waived' ? last : null;
}
