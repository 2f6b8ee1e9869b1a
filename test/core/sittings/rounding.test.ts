import { expect } from 'chai';
import fc from 'fast-check';
import { roundTo, roundTogether } from '../../../src/core/sittings/rounding.ts';

describe('rounding', () => {
  it('keeps the sum of what is rounded together', () => {
    expect(roundTogether([1 / 3, 1 / 3, 1 / 3], 1)).to.deep.equal([0.4, 0.3, 0.3]);
    expect(roundTogether([0.35 * 100, 0.65 * 100], 1)).to.deep.equal([35, 65]);
    expect(roundTogether([], 1)).to.deep.equal([]);
    const value = fc.double({ min: -50, max: 50, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { maxLength: 40 }), (values) => {
        const rounded = roundTogether(values, 1);
        const sum = (list: number[]) => list.reduce((total, each) => total + each, 0);
        expect(sum(rounded)).to.be.closeTo(sum(values), 0.0501);
        rounded.forEach((each, index) => expect(each).to.be.closeTo(values[index]!, 0.1001));
        rounded.forEach((each) => expect(Math.abs(each * 10 - Math.round(each * 10))).to.be.below(1e-9));
      }),
    );
  });

  it('rounds halves away from zero', () => {
    expect([roundTo(0.25, 1), roundTo(-0.25, 1), roundTo(1.005, 2), roundTo(7, 0)]).to.deep.equal([0.3, -0.3, 1.01, 7]);
  });
});
