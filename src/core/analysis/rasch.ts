import type { RaschData } from './rasch-data.ts';

/**
 * The Rasch model by marginal maximum likelihood (Bock and Aitkin 1981): logit of success = theta - b with theta ~ N(0, sigma^2). Abilities are
 * integrated out over equally spaced points, so persons with all or nothing right stay in.
 */

export interface RaschFit {
  /** Difficulties in logits in the order of data.items; the abilities have the mean 0. */
  b: number[];
  /** Standard deviation of the abilities in logits. */
  sigma: number;
  logLikelihood: number;
  iterations: number;
  /** False when the last change of the log-likelihood was still above the tolerance, or the spread has no limit. */
  converged: boolean;
}

export interface RaschOptions {
  /** Largest last change of the log-likelihood. The design asks 1e-6; the default is stricter, which makes difficulties exact to some 1e-5 at little cost. */
  tolerance?: number;
  most?: number;
  onIteration?: (iteration: number) => void;
}

/** Answers that follow each other perfectly have no finite spread of abilities: it stops here, in logits, and the fit does not count as converged. */
const widest = 5;
const runaway = 0.9 * widest;

/** Quadrature on the standard normal scale, -6..6. */
export interface Quadrature {
  z: Float64Array;
  logWeight: Float64Array;
}

/** In: number of items. Long tests say much of a person, so that his posterior is narrow and needs closer points. */
export function quadrature(items: number): Quadrature {
  const count = items > 60 ? 121 : 81;
  const z = Float64Array.from({ length: count }, (_, at) => -6 + (12 * at) / (count - 1));
  const total = z.reduce((mass, each) => mass + Math.exp(-0.5 * each * each), 0);
  return { z, logWeight: z.map((each) => -0.5 * each * each - Math.log(total)) };
}

/** For each item and point: chance of success, and the logarithm of that of failure. */
export interface Curves {
  p: Float64Array[];
  logFail: Float64Array[];
}

/** The curves of all items at theta = slope * z. */
export function curvesOf(b: readonly number[], slope: number, { z }: Quadrature): Curves {
  const p = b.map((difficulty) => z.map((each) => 1 / (1 + Math.exp(difficulty - slope * each))));
  // log(1 + e^x) without overflow, since x may be large on either side.
  const logFail = b.map((difficulty) => z.map((each) => {
    const logit = slope * each - difficulty;
    return -(Math.max(logit, 0) + Math.log1p(Math.exp(-Math.abs(logit))));
  })); // prettier-ignore
  return { p, logFail };
}

/** Calls back with the posterior of each group of persons over the points; gives the log-likelihood. The array is used again for the next group. */
export function eachPosterior(
  data: RaschData,
  { b, sigma }: Pick<RaschFit, 'b' | 'sigma'>,
  curves: Curves,
  { z, logWeight }: Quadrature,
  take: (pattern: RaschData['patterns'][number], group: RaschData['patterns'][number]['groups'][number], posterior: Float64Array) => void,
): number {
  let logLikelihood = -data.right.reduce((total, right, item) => total + right * b[item]!, 0);
  const [base, posterior] = [new Float64Array(z.length), new Float64Array(z.length)];
  for (const pattern of data.patterns) {
    base.set(logWeight);
    for (const item of pattern.items) {
      const fails = curves.logFail[item]!;
      for (let q = 0; q < base.length; q++) base[q]! += fails[q]!;
    }
    for (const group of pattern.groups) {
      let top = -Infinity;
      for (let q = 0; q < base.length; q++) {
        posterior[q] = base[q]! + group.score * sigma * z[q]!;
        if (posterior[q]! > top) top = posterior[q]!;
      }
      let mass = 0;
      for (let q = 0; q < base.length; q++) mass += posterior[q] = Math.exp(posterior[q]! - top);
      for (let q = 0; q < base.length; q++) posterior[q]! /= mass;
      logLikelihood += group.persons * (top + Math.log(mass));
      take(pattern, group, posterior);
    }
  }
  return logLikelihood;
}

/** What the M-step needs: expected persons at each point, for each item those who answered it, and sums of z, z^2 and score * z. */
interface Expected {
  at: Float64Array[];
  z: number;
  zz: number;
  scoreZ: number;
}

function expectation(data: RaschData, fit: Pick<RaschFit, 'b' | 'sigma'>, points: Quadrature, curves: Curves): { logLikelihood: number; expected: Expected } {
  const { z } = points;
  const complete = data.patterns.length === 1;
  const shared = new Float64Array(z.length);
  const expected: Expected = { at: data.right.map(() => (complete ? shared : new Float64Array(z.length))), z: 0, zz: 0, scoreZ: 0 };
  let [pattern, persons] = [data.patterns[0], complete ? shared : new Float64Array(z.length)];
  const spread = () => {
    if (!complete) for (const item of pattern!.items) for (let q = 0; q < z.length; q++) expected.at[item]![q]! += persons[q]!;
  };
  const logLikelihood = eachPosterior(data, fit, curves, points, (own, group, posterior) => {
    if (own !== pattern) {
      spread();
      [pattern, persons] = [own, persons.fill(0)];
    }
    let [first, second] = [0, 0];
    for (let q = 0; q < z.length; q++) {
      const mass = group.persons * posterior[q]!;
      persons[q]! += mass;
      first += mass * z[q]!;
      second += mass * z[q]! * z[q]!;
    }
    expected.z += first;
    expected.zz += second;
    expected.scoreZ += group.score * first;
  });
  spread();
  return { logLikelihood, expected };
}

/**
 * One M-step of the parameter-expanded EM (Liu, Rubin and Wu 1998): slope, mean and spread of the abilities are free for a moment, which makes EM
 * fast, and are put back into the scale with mean 0 and slope 1 afterwards. One Newton step for all difficulties and the slope together.
 */
function maximise(data: RaschData, { b, sigma }: Pick<RaschFit, 'b' | 'sigma'>, { z }: Quadrature, { p }: Curves, expected: Expected): { b: number[]; sigma: number } {
  const [gradient, own, cross] = [[] as number[], [] as number[], [] as number[]];
  let [slopeGradient, slopeOwn] = [expected.scoreZ, 0];
  for (const [item, chances] of p.entries()) {
    const persons = expected.at[item]!;
    let [right, information, crossed] = [0, 0, 0];
    for (let q = 0; q < z.length; q++) {
      const success = persons[q]! * chances[q]!;
      const weight = success * (1 - chances[q]!);
      right += success;
      information += weight;
      crossed += weight * z[q]!;
      slopeGradient -= success * z[q]!;
      slopeOwn += weight * z[q]! * z[q]!;
    }
    gradient.push(right - data.right[item]!);
    own.push(Math.max(information, 1e-9));
    cross.push(crossed);
  }
  let [top, bottom] = [slopeGradient, slopeOwn];
  for (let item = 0; item < b.length; item++) {
    top += (cross[item]! * gradient[item]!) / own[item]!;
    bottom -= cross[item]! ** 2 / own[item]!;
  }
  const step = bottom > 1e-12 ? top / bottom : 0;
  const slope = Math.max(0, sigma + step);
  const centre = expected.z / data.persons;
  const spread = Math.sqrt(Math.max(0, expected.zz / data.persons - centre ** 2));
  // No step of more than two logits: far from the maximum Newton may overshoot.
  const moved = b.map((difficulty, item) => difficulty + Math.max(-2, Math.min(2, (gradient[item]! + cross[item]! * step) / own[item]!)));
  return { b: moved.map((difficulty) => difficulty - slope * centre), sigma: Math.min(widest, slope * spread) };
}

/** Difficulties and the spread of abilities. In: the sufficient statistics. Null below two items, which tell nothing of abilities, and without persons. */
export function fitRasch(data: RaschData, { tolerance = 1e-8, most = 500, onIteration }: RaschOptions = {}): RaschFit | null {
  if (data.items.length < 2 || data.persons === 0) return null;
  const points = quadrature(data.items.length);
  let now: Pick<RaschFit, 'b' | 'sigma'> = { b: data.right.map((right, item) => 1.2 * Math.log((data.answered[item]! - right) / right)), sigma: 1 };
  let before = now;
  let logLikelihood = -Infinity;
  for (let iteration = 1; ; iteration++) {
    const curves = curvesOf(now.b, now.sigma, points);
    const { logLikelihood: next, expected } = expectation(data, now, points, curves);
    onIteration?.(iteration);
    const change = next - logLikelihood;
    if (Math.abs(change) < tolerance || iteration >= most)
      return { ...now, logLikelihood: next, iterations: iteration, converged: Math.abs(change) < tolerance && now.sigma < runaway };
    // A step that made it worse was too long: half of it.
    if (change < 0) now = { b: now.b.map((each, item) => (each + before.b[item]!) / 2), sigma: (now.sigma + before.sigma) / 2 };
    else {
      [before, logLikelihood] = [now, next];
      now = maximise(data, now, points, curves, expected);
    }
  }
}

/** The standard error of an ability by the information of the items, in logits: 1 / sqrt(sum of p(1-p)). In: ability and difficulties in logits. */
export function conditionalSem(theta: number, b: readonly number[]): number {
  return 1 / Math.sqrt(b.reduce((total, difficulty) => total + 1 / (2 + Math.exp(difficulty - theta) + Math.exp(theta - difficulty)), 0));
}
