import { expect } from 'chai';
import fc from 'fast-check';
import { dividedBy, type Fraction, fractionOf, isMore, minus, plus, shownOf, times, wholeOf } from '../../../src/core/levies/fraction.ts';

const shown = (fraction: Fraction) => `${fraction.over}/${fraction.under}`;
const equal = (a: Fraction, b: Fraction) => a.over * b.under === b.over * a.under;

describe('fractions', () => {
  const written: [number, string][] = [
    [0, '0/1'],
    [-0, '0/1'],
    [12, '12/1'],
    [-12, '-12/1'],
    [0.3275, '3275/10000'],
    [-0.05, '-5/100'],
    [9_007_199_254_740_991, '9007199254740991/1'],
    [0.000001, '1/1000000'],
  ];
  for (const [value, fraction] of written) it(`takes ${value} as ${fraction}`, () => expect(shown(fractionOf(value))).to.equal(fraction));

  for (const value of [NaN, Infinity, -Infinity, 1e21, 1e-7])
    it(`refuses ${value}`, () => expect(() => fractionOf(value)).to.throw(RangeError, `number: ${value} is not a plain decimal`));

  it('adds, takes away, multiplies and divides without the noise of binary fractions', () => {
    expect(0.1 + 0.2 === 0.3).to.equal(false);
    expect(equal(plus(fractionOf(0.1), fractionOf(0.2)), fractionOf(0.3))).to.equal(true);
    expect(equal(minus(fractionOf(0.3), fractionOf(0.1)), fractionOf(0.2))).to.equal(true);
    expect(equal(times(fractionOf(1.1), fractionOf(1.1)), fractionOf(1.21))).to.equal(true);
    expect(equal(times(dividedBy(fractionOf(1), fractionOf(3)), fractionOf(3)), fractionOf(1))).to.equal(true);
  });

  it('keeps the lower part above nought when it divides by a negative number', () => {
    const fraction = dividedBy(fractionOf(1), fractionOf(-4));
    expect([shown(fraction), wholeOf(times(fraction, fractionOf(10)))]).to.deep.equal(['-1/4', -2]);
    expect(() => dividedBy(fractionOf(1), fractionOf(0))).to.throw(RangeError, 'division by zero');
  });

  it('compares', () => {
    expect([isMore(fractionOf(0.3), fractionOf(0.25)), isMore(fractionOf(0.25), fractionOf(0.25)), isMore(fractionOf(-1), fractionOf(0))]).to.deep.equal([true, false, false]);
  });

  const rounded: [number, number][] = [
    [0.5, 1],
    [0.4999999, 0],
    [1.5, 2],
    [2.5, 3],
    [1234.5, 1235],
    [1234.49, 1234],
    [0, 0],
    [-0.5, 0],
    [-0.51, -1],
    [-1.5, -1],
    [-2, -2],
    [-2.4, -2],
    [-2.6, -3],
  ];
  for (const [value, whole] of rounded) it(`rounds ${value} half up to ${whole}`, () => expect(wholeOf(fractionOf(value))).to.equal(whole));

  it('refuses an amount beyond the safe integers', () => {
    expect(wholeOf(fractionOf(Number.MAX_SAFE_INTEGER))).to.equal(Number.MAX_SAFE_INTEGER);
    expect(() => wholeOf(times(fractionOf(Number.MAX_SAFE_INTEGER), fractionOf(2)))).to.throw(RangeError, 'amount: 18014398509481982 is too large');
  });

  it('shows an index with at most six decimals', () => {
    const third = (over: number) => shownOf(dividedBy(fractionOf(over), fractionOf(3)));
    expect([shownOf(fractionOf(0.3275)), third(1), third(2), third(-2), third(3)]).to.deep.equal([0.3275, 0.333333, 0.666667, -0.666667, 1]);
  });

  it('rounds as the whole number nearest to the exact value, for any amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.integer({ min: 1, max: 1000 }), (over, under) => {
        const whole = wholeOf(dividedBy(fractionOf(over), fractionOf(under)));
        // whole - 1/2 <= over/under < whole + 1/2
        expect(2 * over >= (2 * whole - 1) * under && 2 * over < (2 * whole + 1) * under, `${over}/${under} = ${whole}`).to.equal(true);
      }),
    );
  });
});
