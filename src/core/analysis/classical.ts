import { correlation, mean, type Ranked, type Row, sliceMeans, sum, variance } from './numbers.ts';

/** Classical item and test statistics (measurement design 4). Sample variances (n - 1) throughout; persons rank by their share of the points they could have. */

export interface ItemStatistics {
  /** Persons whose answer is there, and those whose answer is missing. */
  n: number;
  missing: number;
  /** Mean share of the points, 0..1; null when nobody answered. */
  p: number | null;
  /** Correlation of the item with the rest of the test (corrected point-biserial), over this many persons. */
  r: number | null;
  rN: number;
  /** Mean share of the upper 27 % less that of the lower 27 %, ties in fractions; -1..1. */
  d: number | null;
}

export interface TestStatistics {
  /** Persons behind alpha: of the pair of items that the fewest have both answered. */
  n: number;
  /** Persons without a missing answer. */
  complete: number;
  /** Mean and standard deviation of the total in points. */
  mean: number | null;
  sd: number | null;
  /** Cronbach's alpha, which is KR-20 when all items are 0/1. */
  alpha: number | null;
  /** Standard error of measurement in points: sd * sqrt(1 - alpha). */
  sem: number | null;
}

const outer = 0.27;

/**
 * Every item by itself. In: rows of points, and the most points of each item. A missing answer is left out of the statistics of its item, and what a
 * person was not asked counts neither for nor against his rank; a blank that is to count as wrong is 0.
 */
export function itemStatistics(rows: readonly Row[], max: readonly number[]): ItemStatistics[] {
  const totals = rows.map((row) => totalOf(row, max));
  const order = rows.map((_, person) => person).sort((a, b) => shareOf(totals[a]!) - shareOf(totals[b]!));
  return max.map((most, item) => {
    const [own, rest]: [number[], number[]] = [[], []];
    const ranked: Ranked[] = [];
    let all = 0;
    for (const person of order) {
      const points = rows[person]![item]!;
      if (points === null) continue;
      const { got, could } = totals[person]!;
      all += points;
      ranked.push({ rank: shareOf(totals[person]!), value: points / most });
      if (could <= most) continue; // nothing else was asked
      own.push(points / most);
      rest.push((got - points) / (could - most));
    }
    const [lower, upper] = sliceMeans(ranked, [[0, outer], [1 - outer, 1]]); // prettier-ignore
    return {
      n: ranked.length,
      missing: rows.length - ranked.length,
      p: ranked.length === 0 ? null : all / (ranked.length * most),
      r: correlation(own, rest),
      rN: own.length,
      d: ranked.length === 0 ? null : upper! - lower!,
    };
  });
}

interface Total {
  got: number;
  could: number;
}

function totalOf(row: Row, max: readonly number[]): Total {
  let [got, could] = [0, 0];
  for (let item = 0; item < max.length; item++) {
    const points = row[item]!;
    if (points === null) continue;
    got += points;
    could += max[item]!;
  }
  return { got, could };
}

// Rounded, so that equal shares of different tests tie in spite of the last bits.
const shareOf = ({ got, could }: Total): number => (could === 0 ? 0 : Math.round((got / could) * 1e12) / 1e12);

/** Cronbach's alpha: k/(k-1) * (1 - sum of item variances / variance of the total). In: rows without missing answers. Null below two items or persons, or when totals are equal. */
export function alphaOf(rows: readonly (readonly number[])[]): number | null {
  const k = rows[0]?.length ?? 0;
  if (k < 2 || rows.length < 2) return null;
  const total = variance(rows.map(sum));
  if (!(total > 1e-12)) return null;
  const items = Array.from({ length: k }, (_, item) => variance(rows.map((row) => row[item]!)));
  return (k / (k - 1)) * (1 - sum(items) / total);
}

/**
 * The test as a whole. In: rows of points. Where answers are missing, variances and covariances are taken of whoever has both answers, as R's psych
 * does; with all answers there this is the usual alpha, and the standard deviation that of the totals.
 */
export function testStatistics(rows: readonly Row[]): TestStatistics {
  const complete = rows.filter((row): row is number[] => !row.includes(null));
  const { n, sd, alpha } = complete.length === rows.length ? ofTotals(complete) : ofPairs(rows);
  const means = (rows[0] ?? []).map((_, item) => mean(rows.flatMap((row) => row[item] ?? [])));
  // A negative alpha is reported as it is, but an error above the spread itself would mean nothing.
  const sem = alpha === null || sd === null ? null : sd * Math.sqrt(1 - Math.max(0, alpha));
  return { n, complete: complete.length, mean: means.length > 0 && means.every(Number.isFinite) ? sum(means) : null, sd, alpha, sem };
}

type Spread = Pick<TestStatistics, 'n' | 'sd' | 'alpha'>;

function ofTotals(rows: readonly (readonly number[])[]): Spread {
  return { n: rows.length, sd: rows.length < 2 ? null : Math.sqrt(variance(rows.map(sum))), alpha: alphaOf(rows) };
}

function ofPairs(rows: readonly Row[]): Spread {
  const k = rows[0]!.length;
  let [n, own, all] = [Infinity, 0, 0];
  for (let first = 0; first < k; first++)
    for (let second = 0; second <= first; second++) {
      let [count, a, b, ab] = [0, 0, 0, 0];
      for (const row of rows) {
        const [x, y] = [row[first]!, row[second]!];
        if (x === null || y === null) continue;
        count += 1;
        a += x;
        b += y;
        ab += x * y;
      }
      if (count < 2) return { n: count, sd: null, alpha: null };
      const covariance = (ab - (a * b) / count) / (count - 1);
      n = Math.min(n, count);
      own += first === second ? covariance : 0;
      all += first === second ? covariance : 2 * covariance;
    }
  const alpha = k > 1 && all > 1e-12 ? (k / (k - 1)) * (1 - own / all) : null;
  // Covariances of different persons may contradict each other; then nothing is known.
  return { n, sd: all > 0 ? Math.sqrt(all) : null, alpha: alpha !== null && alpha <= 1 ? alpha : null };
}

/**
 * Stratified alpha of a test of several parts (Rajaratnam, Cronbach and Gleser 1965): 1 - sum of s2_j * (1 - alpha_j) / s2_T. In: the parts, each with
 * rows of the same persons in the same order and without missing answers. Null when a part has no alpha.
 */
export function stratifiedAlpha(parts: readonly (readonly (readonly number[])[])[]): number | null {
  const scores = parts.map((rows) => rows.map(sum));
  if (parts.length === 0 || scores.some((list) => list.length !== scores[0]!.length)) return null;
  let error = 0;
  for (const [at, rows] of parts.entries()) {
    const alpha = alphaOf(rows);
    if (alpha === null) return null;
    error += variance(scores[at]!) * (1 - alpha);
  }
  const total = variance(scores[0]!.map((_, person) => sum(scores.map((list) => list[person]!))));
  return total > 1e-12 ? 1 - error / total : null;
}
