/** Days of pause after the first, the second and every later failed test of a level (measurement design, 1.8). */
export const coolingOffDays = [14, 30, 90] as const;

const day = 24 * 60 * 60 * 1000;

/**
 * The moment from which a level's test may be taken again. In: when its failed tests were scored (ISO-8601 UTC, any order). Out: ISO-8601 UTC,
 * or null when none was failed. A pause of n days is n times 24 hours. The longer pause after a confirmed critical error belongs to the evaluation.
 */
export function retakeFrom(failedAt: readonly string[]): string | null {
  if (failedAt.length === 0) return null;
  const last = failedAt.toSorted().at(-1)!;
  const pause = coolingOffDays[Math.min(failedAt.length, coolingOffDays.length) - 1]!;
  return new Date(Date.parse(last) + pause * day).toISOString();
}

/** Whether a test may be taken at this moment as far as cooling-off is concerned; the first moment after the pause counts. */
export function mayRetake(failedAt: readonly string[], at: string): boolean {
  const from = retakeFrom(failedAt);
  return from === null || at >= from;
}
