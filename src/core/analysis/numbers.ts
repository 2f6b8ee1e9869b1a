/** Points of one person, one for each item; null is an answer that is missing, which is not the same as a wrong one. */
export type Row = readonly (number | null)[];

/** The sum of the numbers; 0 for none. */
export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** The arithmetic mean; NaN for none. */
export const mean = (values: readonly number[]): number => sum(values) / values.length;

/** The variance of a sample (divided by n - 1); NaN below two values. */
export function variance(values: readonly number[]): number {
  if (values.length < 2) return NaN;
  const centre = mean(values);
  return values.reduce((total, value) => total + (value - centre) ** 2, 0) / (values.length - 1);
}

/** Pearson's r, -1..1. In: two lists of equal length. Null where one of them does not vary, or below two pairs. */
export function correlation(a: readonly number[], b: readonly number[]): number | null {
  if (a.length < 2) return null;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let at = 0; at < a.length; at++) {
    const [da, db] = [a[at]! - meanA, b[at]! - meanB];
    ab += da * db;
    aa += da * da;
    bb += db * db;
  }
  // What is left of a constant column after subtracting its mean is noise of the last bits.
  const noise = 1e-20 * a.length;
  return aa <= noise * (1 + meanA ** 2) || bb <= noise * (1 + meanB ** 2) ? null : Math.max(-1, Math.min(1, ab / Math.sqrt(aa * bb)));
}

/** One person in a ranking: by what he is ranked, and what is averaged. */
export interface Ranked {
  rank: number;
  value: number;
}

/**
 * The mean value in slices of a ranking, with fractional ties: persons of equal rank count in equal parts in every slice that their places reach into.
 * In: the persons sorted by rank, the lowest first, and slices as [from, to) in shares of all persons, 0..1. Null for nobody.
 */
export function sliceMeans(sorted: readonly Ranked[], slices: readonly (readonly [number, number])[]): (number | null)[] {
  const n = sorted.length;
  if (n === 0) return slices.map(() => null);
  const totals = slices.map(() => 0);
  for (let from = 0; from < n; ) {
    let [to, points] = [from, 0];
    for (; to < n && sorted[to]!.rank === sorted[from]!.rank; to++) points += sorted[to]!.value;
    for (const [at, [low, high]] of slices.entries())
      totals[at]! += (Math.max(0, Math.min(to, high * n) - Math.max(from, low * n)) * points) / (to - from);
    from = to;
  }
  return slices.map(([low, high], at) => totals[at]! / ((high - low) * n));
}

/** Numbers rounded, so that no noise of binary fractions is shown; what is not finite becomes null. */
export function rounded(value: number | null | undefined, decimals = 6): number | null {
  if (value === null || value === undefined || !Number.isFinite(value)) return null;
  return Number(value.toFixed(decimals)) + 0;
}
