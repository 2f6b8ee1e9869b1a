/** A small logistic regression for tests: does a set of features tell two classes apart? */
export interface Model {
  weights: number[];
  bias: number;
}

/** Features with mean 0 and deviation 1 on the first list; the second list is put on the same scale. */
export function standardise(first: readonly number[][], second: readonly number[][]): { fitted: number[][]; other: number[][] } {
  const columns = first[0]!.map((_, at) => first.map((row) => row[at]!));
  const scales = columns.map((column) => {
    const mean = column.reduce((a, b) => a + b, 0) / column.length;
    const deviation = Math.sqrt(column.reduce((a, b) => a + (b - mean) ** 2, 0) / column.length);
    return { mean, deviation: deviation || 1 };
  });
  const scaled = (rows: readonly number[][]) => rows.map((row) => row.map((value, at) => (value - scales[at]!.mean) / scales[at]!.deviation));
  return { fitted: scaled(first), other: scaled(second) };
}

export const score = ({ weights, bias }: Model, features: readonly number[]): number => {
  let sum = bias;
  for (let at = 0; at < weights.length; at++) sum += weights[at]! * features[at]!;
  return 1 / (1 + Math.exp(-sum));
};

/** Gradient descent with a little shrinkage, so that hundreds of features do not learn the files by heart. */
export function fitLogistic(rows: readonly number[][], classes: readonly boolean[], { steps = 300, rate = 0.3, shrinkage = 0.01 } = {}): Model {
  const model: Model = { weights: rows[0]!.map(() => 0), bias: 0 };
  for (let step = 0; step < steps; step++) {
    const gradient = model.weights.map(() => 0);
    let bias = 0;
    rows.forEach((features, row) => {
      const error = score(model, features) - (classes[row] ? 1 : 0);
      bias += error;
      for (let at = 0; at < gradient.length; at++) gradient[at]! += error * features[at]!;
    });
    model.bias -= (rate * bias) / rows.length;
    model.weights = model.weights.map((weight, at) => weight - rate * (gradient[at]! / rows.length + shrinkage * weight));
  }
  return model;
}

/** The chance that a positive is scored above a negative; ties count half. */
export function areaUnderCurve(scores: readonly number[], classes: readonly boolean[]): number {
  const positives = scores.filter((_, at) => classes[at]);
  const negatives = scores.filter((_, at) => !classes[at]);
  let wins = 0;
  for (const positive of positives) for (const negative of negatives) wins += positive > negative ? 1 : positive === negative ? 0.5 : 0;
  return wins / (positives.length * negatives.length);
}
