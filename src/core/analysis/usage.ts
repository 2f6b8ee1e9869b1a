/** One use of a scenario, check or question: by whom, how long it took (minutes of active work, null where it is not measured). */
export interface Use {
  person: number;
  minutes: number | null;
}

export interface Usage {
  times: number;
  persons: number;
  /** Share of the occasions on which it was shown, 0..1; null without an occasion. */
  exposure: number | null;
  /** Middle half of the minutes. */
  minutes: { lower: number; median: number; upper: number } | null;
}

/** How often something was used. In: its uses, and the number of tests (or practice cases) in which it might have been. */
export function usageOf(uses: readonly Use[], occasions: number): Usage {
  const minutes = uses.flatMap(({ minutes: each }) => (each === null ? [] : [each])).sort((a, b) => a - b);
  return {
    times: uses.length,
    persons: new Set(uses.map(({ person }) => person)).size,
    exposure: occasions > 0 ? uses.length / occasions : null,
    minutes: minutes.length === 0 ? null : { lower: quantile(minutes, 0.25), median: quantile(minutes, 0.5), upper: quantile(minutes, 0.75) },
  };
}

/** A quantile of sorted values, between neighbours in proportion (Hyndman and Fan 1996, type 7). */
function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)]!;
  return low + (sorted[Math.ceil(at)]! - low) * (at - Math.floor(at));
}

/** What became of a check in the cases that had it: a defect found or missed, or something valid flagged or let be. */
export interface CheckCounts {
  hits: number;
  misses: number;
  falseAlarms: number;
  correctRejections: number;
}

export interface CheckFigures extends CheckCounts {
  /** Share of the defects that were found, and of the valid occasions that were flagged; null without any. */
  hitRate: number | null;
  falseAlarmRate: number | null;
}

/** The rates of a check. In: counts of occasions. */
export function checkFigures(counts: CheckCounts): CheckFigures {
  const rate = (some: number, others: number) => (some + others === 0 ? null : some / (some + others));
  return { ...counts, hitRate: rate(counts.hits, counts.misses), falseAlarmRate: rate(counts.falseAlarms, counts.correctRejections) };
}
