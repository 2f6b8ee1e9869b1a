import { expect } from 'chai';
import fc from 'fast-check';
import type { LevyFormula } from '../../../src/core/catalogue/content.ts';
import { computeLevy, exampleOf, type LevyInputs, oneWrongInput, versionOn } from '../../../src/core/levies/formula.ts';
import { content } from '../../support/content.ts';
import { sampleFormula, withSteps } from './sample-formula.ts';

const day = '2015-06-01';
const compute = (formula: LevyFormula, inputs: LevyInputs, date = day) => computeLevy(formula, versionOn(formula, date), inputs);

describe('a levy', () => {
  it('gives every step in order: the last is whole rupiah, the others are shown with six decimals', () => {
    const { amount, steps } = compute(sampleFormula(), { area: 120, use: 'shop' });
    expect(steps).to.deep.equal([
      { id: 'both', value: 150.1 },
      { id: 'times', value: 375.25 },
      // 0.1 x 120 + 0.5 x 2.5
      { id: 'mixed', value: 13.25 },
      { id: 'part', value: 4.416667 },
      { id: 'rate', value: 9 },
      // 50 x 1000 + 50 x 2000 + 20 x 3000
      { id: 'staged', value: 210_000 },
      { id: 'due', value: 210_013 },
    ]);
    expect(amount).to.equal(210_013);
  });

  it('is exact where floating point is not', () => {
    const thirds = withSteps([{ op: 'sum', of: [0.1, 0.2] }, { op: 'product', of: ['stepa', 10, 1.5] }]);
    expect(0.1 + 0.2).to.not.equal(0.3);
    // 0.3 x 10 x 1.5 is 4.5 and rounds up; the noise of 0.1 + 0.2 must not decide that
    expect(compute(thirds, { area: 1, use: 'home' })).to.deep.equal({ amount: 5, steps: [{ id: 'stepa', value: 0.3 }, { id: 'stepb', value: 5 }] });
    const below = withSteps([{ op: 'product', of: [1.005, 100, 5] }]);
    expect(1.005 * 100 * 5).to.be.below(502.5);
    expect(compute(below, { area: 1, use: 'home' }).amount).to.equal(503);
  });

  const ops: [string, Parameters<typeof withSteps>[0], number, number][] = [
    ['product of two', [{ op: 'product', of: ['area', 2.5] }], 3, 8],
    ['sum with a negative number', [{ op: 'sum', of: ['area', -10] }], 3, -7],
    ['sum of pairs', [{ op: 'weigh', of: [[2, 'area'], ['area', 'area']] }], 3, 15],
    ['quotient', [{ op: 'quotient', of: ['area', 'divisor'] }], 10, 3],
    ['quotient of a negative number, half up', [{ op: 'sum', of: ['area', -10] }, { op: 'quotient', of: ['stepa', 2] }], 5, -2],
    ['bracket: at its end', [{ op: 'bracket', of: 'area', table: 'size' }], 100, 7],
    ['bracket: just above', [{ op: 'bracket', of: 'area', table: 'size' }], 100.01, 9],
    ['bracket: the open one', [{ op: 'bracket', of: 'area', table: 'size' }], 999, 11],
    ['slices: nothing', [{ op: 'slices', of: 'area', table: 'stages' }], 0, 0],
    ['slices: inside the first', [{ op: 'slices', of: 'area', table: 'stages' }], 10, 10_000],
    ['slices: exactly two', [{ op: 'slices', of: 'area', table: 'stages' }], 100, 150_000],
    ['slices: below nought', [{ op: 'sum', of: ['area', -10] }, { op: 'slices', of: 'stepa', table: 'stages' }], 3, 0],
  ];
  for (const [what, steps, area, amount] of ops) it(what, () => expect(compute(withSteps(steps), { area, use: 'home' }).amount).to.equal(amount));

  it('refuses a value beyond the last bracket, a division by zero and an amount that is too large', () => {
    const closed = withSteps([{ op: 'bracket', of: 'area', table: 'size' }]);
    closed.versions[0]!.brackets = { size: [{ upTo: 100, rate: 1 }], stages: [{ upTo: 100, rate: 1 }] };
    expect(() => compute(closed, { area: 101, use: 'home' })).to.throw(RangeError, 'stepa: beyond the last bracket');
    expect(() => compute({ ...closed, steps: withSteps([{ op: 'slices', of: 'area', table: 'stages' }]).steps }, { area: 101, use: 'home' })).to.throw(RangeError, 'stepa: beyond the last bracket');
    expect(() => compute(withSteps([{ op: 'quotient', of: [1, 'area'] }]), { area: 0, use: 'home' })).to.throw(RangeError, 'division by zero');
    expect(() => compute(withSteps([{ op: 'product', of: [9e15, 'area'] }]), { area: 1000, use: 'home' })).to.throw(RangeError, 'is too large');
  });

  describe('names the input that is missing or out of its range', () => {
    const wrong: [string, LevyInputs, string][] = [
      ['a number that is not there', { use: 'home' }, 'area: missing'],
      ['a choice that is not there', { area: 1 }, 'use: missing'],
      ['below the least', { area: -0.01, use: 'home' }, 'area: a number from 0 to 1000 expected'],
      ['above the most', { area: 1000.5, use: 'home' }, 'area: a number from 0 to 1000 expected'],
      ['text for a number', { area: '12', use: 'home' }, 'area: a number from 0 to 1000 expected'],
      ['not a number', { area: NaN, use: 'home' }, 'area: a number from 0 to 1000 expected'],
      ['an unknown option', { area: 1, use: 'factory' }, 'use: one of home, shop expected'],
      ['a number for a choice', { area: 1, use: 1 }, 'use: one of home, shop expected'],
      ['a word of the language for an option', { area: 1, use: 'constructor' }, 'use: one of home, shop expected'],
    ];
    for (const [what, inputs, reason] of wrong) it(what, () => expect(() => compute(sampleFormula(), inputs)).to.throw(RangeError, reason));
    it('takes both ends of the range', () => {
      for (const area of [0, 1000]) expect(compute(sampleFormula(), { area, use: 'home' }).amount).to.be.a('number');
    });
  });

  it('takes the version in force on the day, whatever the order in the pack', () => {
    const versions = ['2012-01-01', '2013-12-31', '2014-01-01', '2030-01-01'].map((date) => versionOn(sampleFormula(), date).effective);
    expect(versions).to.deep.equal(['2012-01-01', '2012-01-01', '2014-01-01', '2014-01-01']);
    expect(() => versionOn(sampleFormula(), '2011-12-31')).to.throw(RangeError, 'levy "sample": no tariff in force on 2011-12-31');
    // 0.2 x 120 + 0.5, a third of it, 120 000 and 5: the old tariff
    expect(compute(sampleFormula(), { area: 120, use: 'home' }, '2013-06-01').amount).to.equal(120_013);
  });

  it('starts from the example of each input', () => {
    expect(exampleOf(sampleFormula())).to.deep.equal({ area: 120, use: 'home' });
    for (const formula of content().levies.values())
      for (const version of formula.versions) expect(computeLevy(formula, version, exampleOf(formula)).amount, formula.id).to.be.above(0);
  });

  it('knows what comes out when exactly one input is taken wrong', () => {
    const formula = withSteps([{ op: 'product', of: ['area', 'use'] }]);
    const version = versionOn(formula, day);
    const amounts = (inputs: LevyInputs) => oneWrongInput(formula, version, inputs, computeLevy(formula, version, inputs).amount);
    // 100 instead of 120; 20 more; the shop. What is out of range is no slip.
    expect(amounts({ area: 120, use: 'home' })).to.deep.equal([100, 140, 300]);
    // A slip that gives the right amount is none, and each amount stands once.
    expect(amounts({ area: 100, use: 'shop' })).to.deep.equal([300, 100]);
    expect(amounts({ area: 0, use: 'shop' })).to.deep.equal([250, 50]);
  });

  it('skips a slip for which there is no amount', () => {
    const formula = withSteps([{ op: 'bracket', of: 'area', table: 'size' }, { op: 'product', of: ['stepa', 'area'] }]);
    formula.versions[0]!.brackets = { size: [{ upTo: 120, rate: 1 }] };
    const version = versionOn(formula, day);
    expect(oneWrongInput(formula, version, { area: 120, use: 'home' }, 120)).to.deep.equal([100]);
    Object.defineProperty(version.brackets['size']![0], 'rate', { get: () => { throw new TypeError('broken'); } });
    expect(() => oneWrongInput(formula, version, { area: 120, use: 'home' }, 120)).to.throw(TypeError, 'broken');
  });

  it('in slices never falls as the value grows, and is the sum of its slices', () => {
    const rows = fc.uniqueArray(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 6 }).chain((ends) =>
      fc.array(fc.integer({ min: 0, max: 5000 }), { minLength: ends.length + 1, maxLength: ends.length + 1 }).map((rates) => {
        const sorted = ends.toSorted((a, b) => a - b);
        return rates.map((rate, at) => ({ upTo: sorted[at] ?? null, rate }));
      }),
    );
    fc.assert(
      fc.property(rows, fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 1000 }), (table, a, b) => {
        const formula = withSteps([{ op: 'slices', of: 'area', table: 'any' }]);
        formula.versions[0]!.brackets = { any: table };
        const amountOf = (area: number) => compute(formula, { area, use: 'home' }).amount;
        const bySlices = (area: number) => {
          let sum = 0;
          let from = 0;
          for (const { upTo, rate } of table) {
            const to = Math.min(area, upTo ?? Infinity);
            sum += Math.max(0, to - from) * rate;
            from = upTo ?? 0;
          }
          return sum;
        };
        expect(amountOf(a)).to.equal(bySlices(a));
        expect(amountOf(Math.min(a, b))).to.be.at.most(amountOf(Math.max(a, b)));
      }),
    );
  });
});
