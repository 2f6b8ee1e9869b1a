import { expect } from 'chai';
import fc from 'fast-check';
import { shareOut } from '../../../src/core/shared/shares.ts';

describe('shares of whole things', () => {
  const table: [string, Record<string, number>, number, Record<string, number>][] = [
    ['divide evenly', { a: 1, b: 1 }, 4, { a: 2, b: 2 }],
    ['give what is left to the largest remainder', { a: 14, b: 12, c: 6, d: 8 }, 10, { a: 4, b: 3, c: 1, d: 2 }],
    ['give it to the first of equal ones', { a: 1, b: 1, c: 1 }, 1, { a: 1, b: 0, c: 0 }],
    ['are nothing of nothing', { a: 0, b: 0 }, 3, { a: 0, b: 0 }],
  ];
  for (const [name, weights, count, wanted] of table) it(name, () => expect(Object.fromEntries(shareOut(weights, count))).to.deep.equal(wanted));

  it('add up, and none is off its share by one or more', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { minLength: 1, maxLength: 7 }), fc.nat(60), (weights, count) => {
        const all = weights.reduce((sum, weight) => sum + weight, 0);
        const shares = [...shareOut(Object.fromEntries(weights.map((weight, at) => [`k${at}`, weight])), count).values()];
        expect(shares.reduce((sum, share) => sum + share, 0)).to.equal(all === 0 ? 0 : count);
        weights.forEach((weight, at) => all > 0 && expect(Math.abs(shares[at]! - (weight * count) / all)).to.be.below(1));
      }),
    );
  });
});
