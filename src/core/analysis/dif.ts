import { normalCdf } from '../shared/normal.ts';
import { type Row, sum } from './numbers.ts';

/** One stratum of persons of equal total: right and wrong of the reference and of the focal group. */
export interface Stratum {
  referenceRight: number;
  referenceWrong: number;
  focalRight: number;
  focalWrong: number;
}

/** ETS classes: A nothing to see, B slight, C large: expert review, and out of the score until it is cleared. */
export type DifClass = 'A' | 'B' | 'C';

export interface Dif {
  reference: number;
  focal: number;
  /** Common odds ratio: above 1 when the item is easier for the reference group than for focal persons of the same total. */
  alpha: number;
  /** D-DIF = -2.35 ln alpha; below 0 when the item is harder for the focal group. */
  delta: number;
  /** Standard error of delta. */
  se: number;
  chi2: number;
  p: number;
  class: DifClass;
}

const perLogit = 2.35;
const significant = 0.05;
/** One-sided 5 % point: class C has to be more than 1 beyond chance. */
const onesided = 1.6448536;

/**
 * Mantel and Haenszel 1959: common odds ratio, chi-square with continuity correction, and the variance of ln alpha by Robins, Breslow and Greenland
 * 1986; classes as at ETS (Zieky 1993). In: strata of persons. Null where no stratum compares the groups, or the odds ratio is 0 or infinite.
 */
export function mantelHaenszel(strata: readonly Stratum[]): Dif | null {
  let [r, s, pr, mixed, qs, difference, variance, reference, focal] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (const { referenceRight: a, referenceWrong: b, focalRight: c, focalWrong: d } of strata) {
    const n = a + b + c + d;
    reference += a + b;
    focal += c + d;
    if (n < 2 || a + b === 0 || c + d === 0) continue;
    const [agree, across] = [(a * d) / n, (b * c) / n];
    const [p, q] = [(a + d) / n, (b + c) / n];
    r += agree;
    s += across;
    pr += p * agree;
    mixed += p * across + q * agree;
    qs += q * across;
    difference += a - ((a + b) * (a + c)) / n;
    variance += ((a + b) * (c + d) * (a + c) * (b + d)) / (n * n * (n - 1));
  }
  if (r === 0 || s === 0 || variance === 0) return null;
  const alpha = r / s;
  const delta = -perLogit * Math.log(alpha);
  const se = perLogit * Math.sqrt(pr / (2 * r * r) + mixed / (2 * r * s) + qs / (2 * s * s));
  const chi2 = Math.max(0, Math.abs(difference) - 0.5) ** 2 / variance;
  const p = 2 * (1 - normalCdf(Math.sqrt(chi2)));
  return { reference, focal, alpha, delta, se, chi2, p, class: classOf(delta, se, p) };
}

function classOf(delta: number, se: number, p: number): DifClass {
  const size = Math.abs(delta);
  if (size < 1 || p >= significant) return 'A';
  return size >= 1.5 && (size - 1) / se > onesided ? 'C' : 'B';
}

/**
 * DIF of every item between two groups, persons matched by their total, the item itself included. In: rows of points of 0/1 items, and for each person
 * whether he is of the focal group (null: of neither). Persons with a missing answer have no total and are left out.
 */
export function difOf(rows: readonly Row[], focal: readonly (boolean | null)[]): (Dif | null)[] {
  const persons = rows.flatMap((row, person) => (focal[person] === null || focal[person] === undefined || row.includes(null) ? [] : [{ row: row as number[], focal: focal[person]! }]));
  const strata = new Map<number, { row: readonly number[]; focal: boolean }[]>();
  for (const person of persons) {
    const total = sum(person.row);
    const stratum = strata.get(total);
    if (stratum) stratum.push(person);
    else strata.set(total, [person]);
  }
  return (rows[0] ?? []).map((_, item) => mantelHaenszel([...strata.values()].map((stratum) => countsOf(stratum.map(({ row, focal: group }) => ({ right: row[item] === 1, focal: group }))))));
}

/** A stratum counted. In: the answers of persons of equal total. */
export function countsOf(answers: readonly { right: boolean; focal: boolean }[]): Stratum {
  const stratum = { referenceRight: 0, referenceWrong: 0, focalRight: 0, focalWrong: 0 };
  for (const { right, focal } of answers) stratum[focal ? (right ? 'focalRight' : 'focalWrong') : right ? 'referenceRight' : 'referenceWrong'] += 1;
  return stratum;
}
