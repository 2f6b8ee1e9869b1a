/** What one rater gave to one file: points 1..4 by dimension, and their mean. Markings of a file stand in the order in which they were given. */
export interface RatedFile {
  file: number;
  rater: number;
  mean: number;
  points: Readonly<Record<string, number>>;
}

/** An estimate with its uncertainty; the interval is of 95 %. Null where there are too few files. */
export interface Figure {
  value: number | null;
  se: number | null;
  low: number | null;
  high: number | null;
}

/** How much more lenient (above 0) or severe (below 0) somebody is than the others on the same files, in points. */
export interface Severity extends Figure {
  rater: number;
  files: number;
}

export interface Agreement {
  /** Files with two markers or more. */
  files: number;
  kappa: Figure;
  icc: Figure;
  exact: Figure;
  adjacent: Figure;
  dimensions: { dimension: string; kappa: Figure; exact: Figure }[];
  raters: Severity[];
}

type Pair = readonly [number, number];

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const isZero = (value: number): boolean => Math.abs(value) < 1e-12;

/**
 * Kappa with quadratic weights (Cohen 1968; Fleiss and Cohen 1973): 1 - observed / expected squared difference, the expected one from the marginals
 * of both raters. In: one pair of ratings for each thing rated. Out: -1..1; null without pairs, or when both always give the same rating.
 */
export function quadraticKappa(pairs: readonly Pair[]): number | null {
  if (pairs.length === 0) return null;
  const observed = mean(pairs.map(([a, b]) => (a - b) ** 2));
  const [first, second] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)];
  const variance = (values: readonly number[]) => mean(values.map((value) => value ** 2)) - mean(values) ** 2;
  const expected = variance(first) + variance(second) + (mean(first) - mean(second)) ** 2;
  return isZero(expected) ? null : 1 - observed / expected;
}

/**
 * ICC(2,1) (Shrout and Fleiss 1979): two-way random effects, absolute agreement, one rater. In: a row for each thing rated with the same number of
 * ratings, two at least. Null with fewer than two rows, or when nothing varies.
 */
export function icc21(rows: readonly (readonly number[])[]): number | null {
  const [n, k] = [rows.length, rows[0]?.length ?? 0];
  if (n < 2 || k < 2) return null;
  const grand = mean(rows.flat());
  const squares = (values: readonly number[]) => values.reduce((sum, value) => sum + (value - grand) ** 2, 0);
  const between = k * squares(rows.map(mean));
  const raters = n * squares(rows[0]!.map((_, rater) => mean(rows.map((row) => row[rater]!))));
  const total = squares(rows.flat());
  const [msr, msc, mse] = [between / (n - 1), raters / (k - 1), (total - between - raters) / ((n - 1) * (k - 1))];
  const denominator = msr + (k - 1) * mse + (k * (msc - mse)) / n;
  return isZero(denominator) ? null : (msr - mse) / denominator;
}

/** The 97.5 % quantile of Student's t with so many degrees of freedom (expansion of Fisher and Cornish 1960; within 4 % from 2 on). */
export function studentQuantile(freedom: number): number {
  const z = 1.959964;
  return (
    z +
    (z ** 3 + z) / (4 * freedom) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * freedom ** 3)
  );
}

/**
 * An estimate with the standard error of the jackknife over files (Efron and Tibshirani 1993, 11): the ratings of one file are not independent, so
 * whole files are left out in turn. Without an error below three files. In: what is estimated, and the limits that it cannot pass.
 */
export function jackknife<T>(files: readonly T[], estimate: (files: readonly T[]) => number | null, [least, most]: readonly [number, number]): Figure {
  const value = estimate(files);
  const n = files.length;
  const without = value === null || n < 3 ? [] : files.map((_, index) => estimate(files.toSpliced(index, 1)));
  if (without.length === 0 || without.includes(null)) return { value, se: null, low: null, high: null };
  const centre = mean(without as number[]);
  const se = Math.sqrt(((n - 1) / n) * (without as number[]).reduce((sum, each) => sum + (each - centre) ** 2, 0));
  const reach = studentQuantile(n - 1) * se;
  return { value, se, low: Math.max(least, value! - reach), high: Math.min(most, value! + reach) };
}

/**
 * Everything that is told of the agreement of raters (measurement design 1.7). The first two markings of a file count: both are blind and planned,
 * while a third is only called where two differ. Severity is the mean of the rater less the mean of the others on the same file.
 */
export function agreementOf(ratings: readonly RatedFile[], dimensions: readonly string[]): Agreement {
  const byFile = new Map<number, RatedFile[]>();
  for (const rating of ratings) byFile.set(rating.file, [...(byFile.get(rating.file) ?? []), rating]);
  const files = [...byFile.values()].filter((list) => list.length >= 2);
  const pairsOf = (names: readonly string[]) => (list: readonly RatedFile[]) => names.map((name): Pair => [list[0]!.points[name]!, list[1]!.points[name]!]);
  const share = (most: number, names: readonly string[]) => (some: readonly RatedFile[][]) => {
    const pairs = some.flatMap(pairsOf(names));
    return pairs.length === 0 ? null : mean(pairs.map(([a, b]) => (Math.abs(a - b) <= most ? 1 : 0)));
  };
  const kappa = (names: readonly string[]) => jackknife(files, (some) => quadraticKappa(some.flatMap(pairsOf(names))), [-1, 1]);
  return {
    files: files.length,
    kappa: kappa(dimensions),
    icc: jackknife(files, (some) => icc21(some.map(([a, b]) => [a!.mean, b!.mean])), [-1, 1]),
    exact: jackknife(files, share(0, dimensions), [0, 1]),
    adjacent: jackknife(files, share(1, dimensions), [0, 1]),
    dimensions: dimensions.map((dimension) => ({ dimension, kappa: kappa([dimension]), exact: jackknife(files, share(0, [dimension]), [0, 1]) })),
    raters: severities(files),
  };
}

function severities(files: readonly RatedFile[][]): Severity[] {
  const differences = new Map<number, number[]>();
  for (const list of files)
    for (const own of list) {
      const others = list.filter((other) => other !== own);
      differences.set(own.rater, [...(differences.get(own.rater) ?? []), own.mean - mean(others.map((other) => other.mean))]);
    }
  return [...differences]
    .map(([rater, values]) => ({ rater, files: values.length, ...jackknife(values, mean, [-3, 3]) }))
    .toSorted((a, b) => a.value! - b.value! || a.rater - b.rater);
}
