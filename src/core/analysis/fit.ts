import type { RaschData } from './rasch-data.ts';
import { curvesOf, eachPosterior, quadrature, type RaschFit } from './rasch.ts';

/** How well the answers to an item follow the model: mean squares around 1, and the same as t values around 0. */
export interface ItemFit {
  n: number;
  infit: number | null;
  outfit: number | null;
  infitT: number | null;
  outfitT: number | null;
}

/**
 * Infit = sum (x-p)^2 / sum p(1-p) and outfit = mean z^2 with their t by Wilson and Hilferty (Wright and Masters 1982). p is predicted for each person
 * from his other answers: with the answer itself in the estimate of the ability, short tests would look better than they are.
 */
export function itemFit(data: RaschData, fit: Pick<RaschFit, 'b' | 'sigma'>): ItemFit[] {
  const points = quadrature(data.items.length);
  const curves = curvesOf(fit.b, fit.sigma, points);
  const sums = data.items.map(() => new Residuals());
  eachPosterior(data, fit, curves, points, ({ items }, { persons, right }, posterior) => {
    for (const [place, item] of items.entries()) {
      const rights = right[place]!;
      const chances = curves.p[item]!;
      if (rights > 0) sums[item]!.add(rights, 1, predicted(posterior, chances, 1));
      if (rights < persons) sums[item]!.add(persons - rights, 0, predicted(posterior, chances, 0));
    }
  });
  return sums.map((each) => each.figures());
}

/** Chance of success of those whose answer was x, from their other answers: the posterior divided by the likelihood of x. */
function predicted(posterior: Float64Array, chances: Float64Array, x: 0 | 1): number {
  let [top, bottom] = [0, 0];
  for (let q = 0; q < posterior.length; q++) {
    const mass = posterior[q]! / (x === 1 ? chances[q]! : 1 - chances[q]!);
    top += mass * chances[q]!;
    bottom += mass;
  }
  return top / bottom;
}

/** Sums over persons: squared residuals, variances p(1-p), squared standardised residuals, and what their variances need. */
class Residuals {
  #n = 0;
  #squares = 0;
  #variance = 0;
  #standard = 0;
  #infitVariance = 0;
  #outfitVariance = 0;

  add(persons: number, x: number, p: number): void {
    const variance = p * (1 - p);
    const square = (x - p) ** 2;
    const fourth = variance * (1 - 3 * variance);
    this.#n += persons;
    this.#squares += persons * square;
    this.#variance += persons * variance;
    this.#standard += (persons * square) / variance;
    this.#infitVariance += persons * (fourth - variance ** 2);
    this.#outfitVariance += persons * (fourth / variance ** 2 - 1);
  }

  figures(): ItemFit {
    const infit = this.#squares / this.#variance;
    const outfit = this.#standard / this.#n;
    const value = (number: number) => (Number.isFinite(number) ? number : null);
    return {
      n: this.#n,
      infit: value(infit),
      outfit: value(outfit),
      infitT: value(wilsonHilferty(infit, Math.sqrt(this.#infitVariance) / this.#variance)),
      outfitT: value(wilsonHilferty(outfit, Math.sqrt(this.#outfitVariance) / this.#n)),
    };
  }
}

/** A mean square and its standard deviation as a value of about N(0, 1): (ms^(1/3) - 1) * 3/q + q/3. */
export function wilsonHilferty(meanSquare: number, q: number): number {
  return (Math.cbrt(meanSquare) - 1) * (3 / q) + q / 3;
}
