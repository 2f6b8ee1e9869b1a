import { expect } from 'chai';
import fc from 'fast-check';
import { normalCdf } from '../../../src/core/shared/normal.ts';

const near = (actual: number, expected: number, tolerance: number) => expect(actual).to.be.closeTo(expected, tolerance);

describe('the normal distribution function', () => {
  it('agrees with the tables of the normal distribution', () => {
    const table: [number, number][] = [
      [0, 0.5],
      [0.5, 0.6914624612740131],
      [1, 0.8413447460685429],
      [1.6448536269514722, 0.95],
      [-1, 0.15865525393145707],
      [-2.5758293035489004, 0.005],
      [3, 0.9986501019683699],
      [-6, 9.865876450376946e-10],
    ];
    for (const [x, p] of table) near(normalCdf(x), p, 1e-14);
    expect([9, -9, Infinity, -Infinity].map(normalCdf)).to.deep.equal([1, 0, 1, 0]);
    expect(normalCdf(NaN)).to.deep.equal(NaN);
  });

  it('rises with x, stays within 0 and 1 and is symmetric', () => {
    const x = fc.double({ min: -9, max: 9, noNaN: true });
    fc.assert(
      fc.property(x, x, (a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        expect(normalCdf(low)).to.be.at.most(normalCdf(high) + 1e-14);
        expect(normalCdf(a)).to.be.within(0, 1);
        near(normalCdf(a) + normalCdf(-a), 1, 1e-14);
      }),
    );
  });
});
