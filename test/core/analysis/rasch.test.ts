import { expect } from 'chai';
import fc from 'fast-check';
import { itemFit, wilsonHilferty } from '../../../src/core/analysis/fit.ts';
import { correlation, mean, type Row } from '../../../src/core/analysis/numbers.ts';
import { raschData, uncalibrated } from '../../../src/core/analysis/rasch-data.ts';
import { raschErrors } from '../../../src/core/analysis/rasch-errors.ts';
import { conditionalSem, curvesOf, eachPosterior, fitRasch, quadrature } from '../../../src/core/analysis/rasch.ts';
import { randomFrom } from '../../../src/core/shared/random.ts';
import { abilities, difficulties, lsat, raschAnswers } from './samples.ts';

const close = (value: number | null, expected: number, by: number) => expect(value).to.be.closeTo(expected, by);
const calibrated = (rows: readonly Row[]) => {
  const items = rows[0]!.map((_, item) => item).filter((item) => uncalibrated(rows.map((row) => row[item]!)) === null);
  const data = raschData(rows, items);
  return { data, fit: fitRasch(data)! };
};

describe('Rasch by marginal maximum likelihood', () => {
  it('has the values of ltm and mirt for LSAT section 6', () => {
    // ltm: rasch(LSAT): log.Lik -2466.938, common discrimination .7551; mirt with equal slopes: intercepts 2.730 .999 .240 1.307 2.100; irtQ: -2466.9376.
    const { fit } = calibrated(lsat);
    close(fit.logLikelihood, -2466.9376, 0.00006);
    close(fit.sigma, 0.7551, 0.0001);
    for (const [item, b] of [-2.73, -0.999, -0.24, -1.307, -2.1].entries()) close(fit.b[item]!, b, 0.0006);
    for (const [item, b] of [-3.6153, -1.3224, -0.3176, -1.7301, -2.7802].entries()) close(fit.b[item]! / fit.sigma, b, 0.0006);
    expect(fit.converged).to.equal(true);
  });

  it('needs few iterations, also where persons are far from the items', () => {
    const random = randomFrom(1);
    const { fit } = calibrated(raschAnswers(random, abilities(random, 200, 1.5), difficulties(20)));
    expect([fit.converged, fit.iterations < 14]).to.deep.equal([true, true]);
  });

  /** Standard errors from the second differences of the log-likelihood itself, all parameters together. */
  const byDifferences = (rows: readonly Row[]): number[] => {
    const { data, fit } = calibrated(rows);
    const points = quadrature(data.items.length);
    const top = [...fit.b, fit.sigma];
    const at = (parameters: number[]) => {
      const [b, sigma] = [parameters.slice(0, -1), parameters.at(-1)!];
      return eachPosterior(data, { b, sigma }, curvesOf(b, sigma, points), points, () => {});
    };
    const h = 0.002;
    const moved = (i: number, j: number, a: number, c: number) => at(top.map((each, place) => each + (place === i ? a * h : 0) + (place === j ? c * h : 0)));
    const information = top.map((_, i) => top.map((__, j) => -(moved(i, j, 1, 1) - moved(i, j, 1, -1) - moved(i, j, -1, 1) + moved(i, j, -1, -1)) / (4 * h * h)));
    // Gauss and Jordan, on a matrix with the identity beside it.
    const wide = information.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
    for (const [i, pivot] of wide.entries()) {
      const scale = pivot[i]!;
      pivot.forEach((value, j) => (pivot[j] = value / scale));
      for (const [other, row] of wide.entries()) if (other !== i) [row[i]!].forEach((factor) => row.forEach((value, j) => (row[j] = value - factor * pivot[j]!)));
    }
    return fit.b.map((_, i) => Math.sqrt(wide[i]![top.length + i]!));
  };

  it('gives the curvature of the log-likelihood as standard errors, with missing answers too', () => {
    const random = randomFrom(3, 'errors');
    const gaps = raschAnswers(random, abilities(random, 80), difficulties(6)).map((row) => row.map((x) => (random.chance(0.2) ? null : x)));
    for (const rows of [lsat, gaps]) {
      const { data, fit } = calibrated(rows);
      const expected = byDifferences(rows);
      for (const [item, se] of raschErrors(data, fit).entries()) close(se, expected[item]!, 0.001);
    }
  });

  it('recovers difficulties: N = 500, 40 items (goal G10)', () => {
    const runs = Number(process.env['RASCH_RUNS'] ?? 12);
    const truth = difficulties(40);
    const [squares, shifts, rs]: number[][] = [[], [], []];
    for (let run = 0; run < runs; run++) {
      const random = randomFrom(run, 'recovery');
      // The scale begins at the mean ability of those who answered, so that is where the true difficulties are measured from.
      const theta = abilities(random, 500);
      const off = calibrated(raschAnswers(random, theta, truth)).fit.b.map((b, item) => b - (truth[item]! - mean(theta)));
      shifts!.push(mean(off));
      squares!.push(mean(off.map((each) => each ** 2)));
      rs!.push(correlation(off.map((each, item) => each + truth[item]!), truth)!);
    }
    const figures = { rmse: Math.sqrt(mean(squares!)), bias: mean(shifts!), r: mean(rs!) };
    if (process.env['RASCH_RUNS']) console.log(runs, figures);
    expect(figures.rmse).to.be.at.most(0.13);
    expect(Math.abs(figures.bias)).to.be.at.most(0.02);
    expect(figures.r).to.be.at.least(0.99);
  });

  it('takes missing answers at random without harm', () => {
    const random = randomFrom(1, 'missing');
    const truth = difficulties(20);
    const rows = raschAnswers(random, abilities(random, 600), truth).map((row) => row.map((x) => (random.chance(0.3) ? null : x)));
    const { data, fit } = calibrated(rows);
    expect(correlation(fit.b, truth)).to.be.above(0.985);
    close(mean(fit.b), 0, 0.12);
    for (const error of raschErrors(data, fit)) expect(error).to.be.within(0.08, 0.25);
    for (const { infit, outfit } of itemFit(data, fit)) for (const each of [infit, outfit]) expect(each).to.be.within(0.7, 1.4);
  });

  it('gives the same likelihood whether answers are missing by design or the blocks are calibrated side by side', () => {
    // Nobody answers both halves, so patterns must be kept apart: item 1 of either half is exactly as hard as its twin.
    const half = lsat.filter((_, person) => person % 2 === 0);
    const rows = [...half.map((row): Row => [...row, null, null, null, null, null]), ...half.map((row): Row => [null, null, null, null, null, ...row])];
    const [whole, part] = [calibrated(rows).fit, calibrated(half).fit];
    close(whole.logLikelihood, 2 * part.logLikelihood, 1e-5);
    for (const [item, b] of part.b.entries()) for (const other of [item, item + 5]) close(whole.b[other]!, b, 1e-3);
    close(whole.sigma, part.sigma, 1e-3);
  });

  it('says why an item has no difficulty', () => {
    expect([[], [null], [1, 1, null], [0, 0], [0, 2], [0.5, 1], [1, 0]].map(uncalibrated)).to.deep.equal([
      'no-answers', 'no-answers', 'all-right', 'all-wrong', 'not-dichotomous', 'not-dichotomous', null,
    ]); // prettier-ignore
    expect(fitRasch(raschData([[1]], []))).to.equal(null);
    expect(fitRasch(raschData([[1], [0]], [0]))).to.equal(null);
    expect(fitRasch(raschData([], [0, 1]))).to.equal(null);
  });

  it('ends on its border when answers have no ability in common', () => {
    const rows = [[1, 0], [0, 1], [1, 0], [0, 1]]; // prettier-ignore
    const { data, fit } = calibrated(rows);
    close(fit.sigma, 0, 0.05);
    for (const b of fit.b) close(b, 0, 1e-3);
    for (const error of raschErrors(data, fit)) close(error, 1, 0.05); // 1 / sqrt(4 * .25)
  });

  it('does not run away when every answer follows from the others', () => {
    const { data, fit } = calibrated([[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0]]); // prettier-ignore
    expect([fit.sigma > 4.5, fit.sigma <= 5, fit.converged]).to.deep.equal([true, true, false]);
    expect([...fit.b, ...raschErrors(data, fit)].every(Number.isFinite)).to.equal(true);
    expect(fit.b).to.deep.equal(fit.b.toSorted((a, b) => a - b));
  });

  it('turned around is the mirror: right for wrong changes the sign of every difficulty', () => {
    const answers = fc.array(fc.array(fc.constantFrom(0, 1), { minLength: 4, maxLength: 4 }), { minLength: 12, maxLength: 30 });
    fc.assert(
      fc.property(answers, (rows) => {
        const [there, back] = [calibrated(rows), calibrated(rows.map((row) => row.map((x) => 1 - x)))];
        if (!there.fit?.converged) return;
        close(back.fit.logLikelihood, there.fit.logLikelihood, 1e-4);
        for (const [item, b] of there.fit.b.entries()) close(back.fit.b[item]!, -b, 0.02);
        // The item that fewer got right is never the easier one.
        const { right } = there.data;
        for (let a = 0; a < right.length; a++) for (let c = 0; c < right.length; c++) if (right[a]! < right[c]!) expect(there.fit.b[a]).to.be.above(there.fit.b[c]!);
      }),
      { numRuns: 12 },
    );
  });

  it('gives the error of an ability by the information of the items', () => {
    close(conditionalSem(0, [0, 0, 0, 0]), 1, 1e-12);
    expect(conditionalSem(3, [0, 0, 0, 0])).to.be.above(2);
  });
});

describe('item fit', () => {
  it('is 1 with t of N(0, 1) where the model holds', () => {
    const [fits, ts]: number[][] = [[], []];
    for (let run = 0; run < 8; run++) {
      const random = randomFrom(run, 'fit');
      const { data, fit } = calibrated(raschAnswers(random, abilities(random, 400), difficulties(20)));
      for (const { infit, outfit, infitT, outfitT } of itemFit(data, fit)) {
        fits!.push(infit!, outfit!);
        ts!.push(infitT!, outfitT!);
      }
    }
    close(mean(fits!), 1, 0.02);
    close(mean(ts!), 0, 0.2);
    close(Math.sqrt(mean(ts!.map((t) => t * t))), 1, 0.2);
  });

  it('finds the item that is guessed, and the one that knows too much', () => {
    const random = randomFrom(5, 'misfit');
    const theta = abilities(random, 600);
    const rows = raschAnswers(random, theta, difficulties(20)).map((row, person) => [...row, random.chance(0.5) ? 1 : 0, theta[person]! > 0 ? 1 : 0]);
    const { data, fit } = calibrated(rows);
    const fits = itemFit(data, fit);
    expect(fits[20]!.outfit).to.be.above(1.2);
    expect(fits[20]!.infitT).to.be.above(4);
    expect(fits[21]!.infit).to.be.below(0.8);
    expect(fits[21]!.outfitT).to.be.below(-4);
  });

  it('turns mean squares into t by Wilson and Hilferty', () => {
    // (1.331^(1/3) - 1) * 3/.3 + .1 = 1.1
    close(wilsonHilferty(1.331, 0.3), 1.1, 1e-12);
  });
});
