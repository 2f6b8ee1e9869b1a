import { expect } from 'chai';
import fc from 'fast-check';
import { agreementOf, icc21, jackknife, quadraticKappa, type RatedFile, studentQuantile } from '../../../src/core/evaluation/agreement.ts';

const close = (value: number | null, expected: number, by = 0.005) => expect(value).to.be.closeTo(expected, by);
/** Pairs from a table of counts: rows are the first rater's 1, 2, ..., columns the second's. */
const pairsOf = (table: number[][]) => table.flatMap((row, a) => row.flatMap((count, b) => Array.from({ length: count }, (): [number, number] => [a + 1, b + 1])));

describe('kappa with quadratic weights', () => {
  it('of a table worked by hand: observed .60, expected 1.665', () => {
    // Marginals .6 .3 .1 and .5 .3 .2: variances .44 and .61, means 1.5 and 1.7.
    const table = [[44, 7, 9], [5, 20, 5], [1, 3, 6]]; // prettier-ignore
    const observed = (7 + 5 + 5 + 3 + 4 * (9 + 1)) / 100;
    close(quadraticKappa(pairsOf(table)), 1 - observed / 1.1, 1e-12);
  });

  it('is 1 when all agree, -1 when all are mirrored, 0 by chance, and unknown when nothing varies', () => {
    expect(quadraticKappa(pairsOf([[5, 0], [0, 5]]))).to.equal(1); // prettier-ignore
    expect(quadraticKappa(pairsOf([[0, 5], [5, 0]]))).to.equal(-1); // prettier-ignore
    close(quadraticKappa(pairsOf([[25, 25], [25, 25]])), 0, 1e-12); // prettier-ignore
    expect([quadraticKappa([]), quadraticKappa([[3, 3], [3, 3]])]).to.deep.equal([null, null]); // prettier-ignore
  });

  it('is the same from both sides, never above 1, and near ICC(2,1) when there is much (Fleiss and Cohen 1973)', () => {
    const pair = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }));
    fc.assert(
      fc.property(fc.array(pair, { minLength: 60, maxLength: 120 }), (pairs) => {
        const kappa = quadraticKappa(pairs)!;
        expect(quadraticKappa(pairs.map(([a, b]) => [b, a]))).to.be.closeTo(kappa, 1e-9);
        expect(kappa).to.be.within(-1, 1);
        expect(icc21(pairs)).to.be.closeTo(kappa, 0.03);
      }),
      { numRuns: 60 },
    );
  });
});

describe('ICC(2,1)', () => {
  it('of the published table of Shrout and Fleiss 1979: .29', () => {
    close(icc21([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]), 0.2898, 0.0001); // prettier-ignore
  });

  it('is 1 for equal raters, less for one who always gives a point more, and unknown below two rows', () => {
    expect(icc21([[1, 1], [2, 2], [3, 3]])).to.equal(1); // prettier-ignore
    close(icc21([[1, 2], [2, 3], [3, 4]]), 2 / 3, 1e-12); // prettier-ignore
    expect([icc21([[1, 2]]), icc21([]), icc21([[2, 2], [2, 2]])]).to.deep.equal([null, null, null]); // prettier-ignore
  });
});

describe('uncertainty', () => {
  it('takes the tabled quantiles of Student', () => {
    for (const [freedom, expected, by] of [[2, 4.303, 0.15], [5, 2.571, 0.01], [10, 2.228, 0.002], [30, 2.042, 0.001], [1_000, 1.962, 0.001]] as const) // prettier-ignore
      close(studentQuantile(freedom), expected, by);
  });

  it('of a mean is that of the textbook: SD / sqrt(n)', () => {
    const values = [1, 2, 4, 7, 11];
    const { value, se, low, high } = jackknife(values, (some) => some.reduce((sum, each) => sum + each, 0) / some.length, [-100, 100]);
    expect(value).to.equal(5);
    close(se, Math.sqrt(66 / 4 / 5), 1e-9);
    close(high! - low!, 2 * studentQuantile(4) * se!, 1e-9);
  });

  it('is not told below three files', () => {
    expect(jackknife([1, 2], ([a]) => a ?? null, [-1, 1])).to.deep.equal({ value: 1, se: null, low: null, high: null });
  });
});

describe('the agreement of raters', () => {
  const rated = (file: number, rater: number, a: number, b: number): RatedFile => ({ file, rater, points: { a, b }, mean: (a + b) / 2 });

  it('is nothing without files that two have marked', () => {
    expect(agreementOf([], ['a', 'b'])).to.deep.include({ files: 0, raters: [] });
    expect(agreementOf([rated(1, 7, 3, 3)], ['a', 'b']).kappa.value).to.equal(null);
  });

  it('compares the first two markings of each file, and the mean of each rater with that of the others', () => {
    const ratings = [
      rated(1, 7, 3, 4), rated(1, 8, 3, 3),
      rated(2, 7, 2, 3), rated(2, 8, 2, 2),
      rated(3, 8, 4, 2), rated(3, 9, 2, 2), rated(3, 7, 4, 4),
      rated(4, 9, 3, 3),
    ]; // prettier-ignore
    const agreement = agreementOf(ratings, ['a', 'b']);
    expect(agreement.files).to.equal(3);
    close(agreement.exact.value, 3 / 6, 1e-12);
    close(agreement.adjacent.value, 5 / 6, 1e-12);
    close(agreement.kappa.value, quadraticKappa([[3, 3], [4, 3], [2, 2], [3, 2], [4, 2], [2, 2]])!, 1e-12); // prettier-ignore
    expect(agreement.dimensions.map(({ dimension, exact }) => [dimension, exact.value])).to.deep.equal([['a', 2 / 3], ['b', 1 / 3]]); // prettier-ignore
    const of = (rater: number) => agreement.raters.find((each) => each.rater === rater)!;
    expect(of(7)).to.include({ files: 3, value: (0.5 + 0.5 + 1.5) / 3 });
    expect(of(8)).to.include({ files: 3, value: (-0.5 - 0.5 + 0) / 3 });
    expect(of(9)).to.include({ files: 1, value: -1.5, se: null });
    expect(agreement.raters.map(({ rater }) => rater)).to.deep.equal([9, 8, 7]);
  });
});
