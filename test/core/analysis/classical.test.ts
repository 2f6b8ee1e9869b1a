import { expect } from 'chai';
import fc from 'fast-check';
import { alphaOf, itemStatistics, stratifiedAlpha, testStatistics } from '../../../src/core/analysis/classical.ts';
import { correlation, rounded, sliceMeans, variance } from '../../../src/core/analysis/numbers.ts';
import { lsat } from './samples.ts';

const close = (value: number | null, expected: number, by = 1e-12) => expect(value).to.be.closeTo(expected, by);
const ones = (count: number) => Array.from({ length: count }, () => 1);

describe('classical item statistics', () => {
  // Totals 3, 2, 1, 0; the rest of item 1 is 2, 1, 0, 0: worked by hand below.
  const guttman = [[1, 1, 1], [1, 1, 0], [1, 0, 0], [0, 0, 0]]; // prettier-ignore

  it('of a table worked by hand', () => {
    const [first, second, third] = itemStatistics(guttman, ones(3));
    expect([first!.p, second!.p, third!.p]).to.deep.equal([0.75, 0.5, 0.25]);
    // Item 1: deviations .25 .25 .25 -.75 and of the rest 1.25 .25 -.75 -.75: covariance sum .75, sums of squares .75 and 2.75.
    close(first!.r, 0.75 / Math.sqrt(0.75 * 2.75));
    // 27 % of four are 1.08 persons: below the last and .08 of the third, above the first and .08 of the second.
    close(first!.d, 1 - 0.08 / 1.08);
    close(second!.d, 1);
    // KR-20: 3/2 * (1 - (3/4*1/4 + 1/2*1/2 + 1/4*3/4) / 1.25), population variances on both sides.
    close(testStatistics(guttman).alpha, 1.5 * (1 - 0.625 / 1.25));
    close(testStatistics(guttman).sem, Math.sqrt(5 / 3) * Math.sqrt(0.25));
  });

  it('of LSAT section 6 as mirt::itemstats and ltm::descript print them', () => {
    const items = itemStatistics(lsat, ones(5));
    expect(items.map(({ p }) => p)).to.deep.equal([0.924, 0.709, 0.553, 0.763, 0.87]);
    for (const [at, r] of [0.113, 0.153, 0.173, 0.144, 0.122].entries()) close(items[at]!.r, r, 0.0005);
    const test = testStatistics(lsat);
    close(test.alpha, 0.295, 0.0005);
    for (const [at, alpha] of [0.275, 0.238, 0.217, 0.246, 0.266].entries()) close(alphaOf(lsat.map((row) => row.toSpliced(at, 1))), alpha, 0.0005);
  });

  it('shares ties of the outer groups in fractions', () => {
    // Ten persons, 2.7 in each group. Below: both of total 0 and .7 of the three tied at 1, of whom one has it right.
    const rows = [[0, 0, 0], [0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 1], [0, 1, 1], [1, 1, 1], [1, 1, 1]]; // prettier-ignore
    close(itemStatistics(rows, ones(3))[0]!.d, (2 + 0.7 * (2 / 3)) / 2.7 - (0.7 * (1 / 3)) / 2.7);
  });

  it('leaves missing answers out of their item', () => {
    const rows = [[1, 1, null], [1, 0, 1], [0, null, null], [0, 0, 0], [1, 1, 1]]; // prettier-ignore
    const items = itemStatistics(rows, ones(3));
    expect(items.map(({ n, missing, p, rN }) => [n, missing, p, rN])).to.deep.equal([[5, 0, 0.6, 4], [4, 1, 0.5, 4], [3, 2, 2 / 3, 3]]); // prettier-ignore
    // Rest of item 1 in shares of what was asked: 1, 1/2, (nothing), 0, 1.
    close(items[0]!.r, correlation([1, 1, 0, 1], [1, 0.5, 0, 1])!);
    expect(testStatistics(rows)).to.include({ n: 3, complete: 3 });
  });

  it('takes points: p is the share of the most', () => {
    const [item] = itemStatistics([[4, 1], [2, 0], [0, 0]], [4, 1]); // prettier-ignore
    close(item!.p, 0.5);
    close(item!.r, correlation([4, 2, 0], [1, 0, 0])!);
  });

  it('knows nothing where there is nothing', () => {
    expect(itemStatistics([], [1])).to.deep.equal([{ n: 0, missing: 0, p: null, r: null, rN: 0, d: null }]);
    expect(itemStatistics([[1], [0]], [1])[0]).to.include({ p: 0.5, r: null });
    expect(itemStatistics([[1, 0], [1, 1]], [1, 1])[0]!.r).to.equal(null); // prettier-ignore
    expect(testStatistics([])).to.deep.equal({ n: 0, complete: 0, mean: null, sd: null, alpha: null, sem: null });
    expect([alphaOf([[1], [0]]), alphaOf([[1, 0], [0, 1]]), alphaOf([[1, 1]])]).to.deep.equal([null, null, null]); // prettier-ignore
    expect([rounded(NaN), rounded(null), rounded(undefined), rounded(-1e-9), rounded(0.1234567)]).to.deep.equal([null, null, null, 0, 0.123457]);
  });

  it('takes covariances of whoever has both answers where some are missing', () => {
    // Item 1: 1 1 0 0 _, item 2: 1 0 0 _ 1; variances 1/3 and 1/3, covariance of the three with both (1,1) (1,0) (0,0): 1/6.
    const test = testStatistics([[1, 1], [1, 0], [0, 0], [0, null], [null, 1]]); // prettier-ignore
    close(test.alpha, 2 * (1 - 2 / 3 / (2 / 3 + 2 / 6)));
    close(test.sd, 1);
    close(test.mean, 1);
    expect([test.n, test.complete]).to.deep.equal([3, 3]);
    expect(testStatistics([[1, null], [null, 1], [0, 1]])).to.include({ n: 1, alpha: null }); // prettier-ignore
    // Covariances that contradict each other: alpha would be 1.07.
    expect(testStatistics([[0, 1], [1, 2], [0, 1], [null, 1]])).to.include({ alpha: null, sem: null }); // prettier-ignore
    // With one answer missing of a thousand persons nothing much changes.
    const almost = testStatistics(lsat.map((row, person) => (person === 500 ? [null, ...row.slice(1)] : row)));
    const whole = testStatistics(lsat);
    for (const figure of ['alpha', 'sd', 'mean', 'sem'] as const) close(almost[figure], whole[figure]!, 0.003);
    expect(almost).to.include({ n: 999, complete: 999 });
  });

  const table = fc
    .tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 2, max: 25 }))
    .chain(([k, n]) => fc.array(fc.array(fc.integer({ min: 0, max: 1 }), { minLength: k, maxLength: k }), { minLength: n, maxLength: n }));

  it('stays within its limits and does not depend on the order of persons', () => {
    fc.assert(
      fc.property(table, fc.nat(), (rows, turn) => {
        const max = ones(rows[0]!.length);
        const items = itemStatistics(rows, max);
        const turned = itemStatistics([...rows.slice(turn % rows.length), ...rows.slice(0, turn % rows.length)], max);
        for (const [at, { p, r, d }] of items.entries()) {
          expect(p).to.be.within(0, 1);
          expect(d).to.be.within(-1 - 1e-12, 1 + 1e-12);
          if (r !== null) expect(r).to.be.within(-1, 1);
          close(turned[at]!.d, d!, 1e-9);
          close(turned[at]!.p, p!);
          if (r === null) expect(turned[at]!.r).to.equal(null);
          else close(turned[at]!.r, r, 1e-9);
        }
        const { alpha } = testStatistics(rows);
        if (alpha !== null) expect(alpha).to.be.at.most(1 + 1e-12);
      }),
      { numRuns: 100 },
    );
  });
});

describe('stratified alpha', () => {
  it('of one part is alpha, and of two worked by hand', () => {
    close(stratifiedAlpha([lsat]), alphaOf(lsat)!);
    const [first, second] = [lsat.map((row) => row.slice(0, 2)), lsat.map((row) => row.slice(2))];
    const error = (rows: number[][]) => variance(rows.map((row) => row.reduce((a, b) => a + b, 0))) * (1 - alphaOf(rows)!);
    const whole = variance(lsat.map((row) => row.reduce((a, b) => a + b, 0)));
    close(stratifiedAlpha([first, second]), 1 - (error(first) + error(second)) / whole);
    expect([stratifiedAlpha([]), stratifiedAlpha([lsat, lsat.slice(1)]), stratifiedAlpha([[[1], [0]]])]).to.deep.equal([null, null, null]);
  });

  it('sees more than alpha where the parts measure different things', () => {
    const parts = [[[1, 1], [0, 0], [1, 1], [0, 0]], [[1, 1], [1, 1], [0, 0], [0, 0]]]; // prettier-ignore
    close(stratifiedAlpha(parts), 1);
    expect(alphaOf(parts[0]!.map((row, at) => [...row, ...parts[1]![at]!]))).to.be.below(0.7);
  });
});

describe('means of slices', () => {
  it('sum to the whole', () => {
    const persons = fc.array(fc.record({ rank: fc.integer({ min: 0, max: 5 }), value: fc.integer({ min: 0, max: 1 }) }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(persons, (list) => {
        const sorted = list.toSorted((a, b) => a.rank - b.rank);
        const fifths = sliceMeans(sorted, [0, 1, 2, 3, 4].map((at) => [at / 5, (at + 1) / 5] as const));
        close(fifths.reduce<number>((sum, each) => sum + each!, 0) / 5, sliceMeans(sorted, [[0, 1]])[0]!, 1e-9);
      }),
    );
    expect(sliceMeans([], [[0, 1]])).to.deep.equal([null]);
  });
});
