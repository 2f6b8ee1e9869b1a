/** Square matrices as lists of rows. */
export type Matrix = readonly (readonly number[])[];

/** The solution x of A x = b by elimination with pivots; RangeError when A is singular. */
export function solve(matrix: Matrix, right: readonly number[]): number[] {
  const size = right.length;
  const rows = matrix.map((row, at) => [...row, right[at]!]);
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let at = column + 1; at < size; at++) if (Math.abs(rows[at]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = at;
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    const divisor = rows[column]![column]!;
    if (Math.abs(divisor) < 1e-15) throw new RangeError('matrix: is singular');
    for (let at = 0; at < size; at++) {
      if (at === column) continue;
      const factor = rows[at]![column]! / divisor;
      for (let to = column; to <= size; to++) rows[at]![to]! -= factor * rows[column]![to]!;
    }
  }
  return rows.map((row, at) => row[size]! / row[at]!);
}

/**
 * Augmented sub-scores (measurement design 1.5; multivariate Kelley, Wainer): mean + (P - mean) (S_x - E) S_x^-1, S_x being the covariance of true sub-scores
 * plus the error variances E of this person. In and out: shares 0..1 in one order. What was not observed has an error beyond measure, and is estimated from the
 * others alone.
 */
export function augment(observed: readonly number[], errors: readonly number[], mean: readonly number[], covariance: Matrix): number[] {
  const total = covariance.map((row, at) => row.map((value, to) => (at === to ? value + errors[at]! : value)));
  const weights = solve(total, observed.map((value, at) => value - mean[at]!));
  return mean.map((value, at) => value + covariance[at]!.reduce((sum, each, to) => sum + each * weights[to]!, 0));
}
