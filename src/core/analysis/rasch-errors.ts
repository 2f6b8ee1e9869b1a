import type { RaschData } from './rasch-data.ts';
import { curvesOf, eachPosterior, quadrature, type RaschFit } from './rasch.ts';

/** Points with less of a person than this say nothing of him. */
const nothing = 1e-9;

/**
 * Standard errors of the difficulties in logits, from the observed information of difficulties and sigma together (Louis 1982): what would be known if
 * abilities were, less what is lost because they are not. Null where the information is singular.
 */
export function raschErrors(data: RaschData, fit: Pick<RaschFit, 'b' | 'sigma'>): (number | null)[] {
  const points = quadrature(data.items.length);
  const { z } = points;
  const curves = curvesOf(fit.b, fit.sigma, points);
  const k = fit.b.length;
  const size = k + 1; // sigma is the last
  const information = new Float64Array(size * size);
  const add = (row: number, column: number, value: number) => {
    information[row * size + column]! += value;
  };
  const persons = new Float64Array(z.length);
  const expected = new Float64Array(z.length); // expected score of the pattern at each point
  let pattern: RaschData['patterns'][number] | undefined;
  const chances = new Float64Array(k);
  const scores = new Float64Array(size);
  const close = () => {
    if (pattern) addPattern(pattern, persons);
    persons.fill(0);
  };
  /** Everything that depends on the points only: complete information, less the squares of the item scores. */
  const addPattern = ({ items }: RaschData['patterns'][number], at: Float64Array) => {
    for (let q = 0; q < z.length; q++) {
      const mass = at[q]!;
      if (mass < nothing) continue;
      for (let first = 0; first < items.length; first++) chances[first] = curves.p[items[first]!]![q]!;
      for (let first = 0; first < items.length; first++) {
        const row = items[first]!;
        const success = mass * chances[first]!;
        const weight = success * (1 - chances[first]!);
        add(row, row, weight);
        add(k, row, -weight * z[q]!);
        add(k, k, weight * z[q]! * z[q]!);
        const own = row * size;
        for (let second = 0; second <= first; second++) information[own + items[second]!]! -= success * chances[second]!;
      }
    }
  };
  eachPosterior(data, fit, curves, points, (own, group, posterior) => {
    if (own !== pattern) {
      close();
      pattern = own;
      expected.fill(0);
      for (const item of own.items) for (let q = 0; q < z.length; q++) expected[q]! += curves.p[item]![q]!;
    }
    scores.fill(0);
    for (let q = 0; q < z.length; q++) {
      const share = posterior[q]!;
      persons[q]! += group.persons * share;
      if (share < nothing) continue;
      const slope = z[q]! * (group.score - expected[q]!);
      scores[k]! += share * slope;
      add(k, k, -group.persons * share * slope * slope);
      for (const item of own.items) {
        const p = curves.p[item]![q]!;
        scores[item]! += share * p;
        add(k, item, -group.persons * share * p * slope);
      }
    }
    for (let row = 0; row < size; row++)
      if (scores[row] !== 0) for (let column = 0; column <= row; column++) add(row, column, group.persons * scores[row]! * scores[column]!);
  });
  close();
  const whole = inverseDiagonal(information, size);
  // Without any spread of abilities sigma stands on its border and says nothing; the difficulties are then known as if it were 0.
  const diagonal = whole ?? inverseDiagonal(withoutLast(information, size), k);
  return fit.b.map((_, item) => (diagonal ? Math.sqrt(diagonal[item]!) : null));
}

const withoutLast = (matrix: Float64Array, size: number): Float64Array =>
  Float64Array.from({ length: (size - 1) ** 2 }, (_, at) => matrix[Math.floor(at / (size - 1)) * size + (at % (size - 1))]!);

/** The diagonal of the inverse of a positive definite matrix given by its lower triangle (Cholesky); null when it is none. */
function inverseDiagonal(matrix: Float64Array, size: number): number[] | null {
  const lower = new Float64Array(size * size);
  for (let row = 0; row < size; row++)
    for (let column = 0; column <= row; column++) {
      let value = matrix[row * size + column]!;
      for (let at = 0; at < column; at++) value -= lower[row * size + at]! * lower[column * size + at]!;
      if (row !== column) lower[row * size + column] = value / lower[column * size + column]!;
      else if (value > 1e-10 && Number.isFinite(value)) lower[row * size + row] = Math.sqrt(value);
      else return null;
    }
  const diagonal = Array.from({ length: size }, () => 0);
  const column = new Float64Array(size);
  for (let at = 0; at < size; at++) {
    column.fill(0);
    for (let row = at; row < size; row++) {
      let value = row === at ? 1 : 0;
      for (let before = at; before < row; before++) value -= lower[row * size + before]! * column[before]!;
      column[row] = value / lower[row * size + row]!;
      diagonal[at]! += column[row]! ** 2;
    }
  }
  return diagonal;
}
