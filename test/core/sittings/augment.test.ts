import { expect } from 'chai';
import fc from 'fast-check';
import { augment, solve } from '../../../src/core/sittings/augment.ts';

describe('augmented sub-scores', () => {
  it('solves by hand: 2x + y = 5, x + 3y = 10', () => {
    const [x, y] = solve([[2, 1], [1, 3]], [5, 10]); // prettier-ignore
    expect(x).to.be.closeTo(1, 1e-12);
    expect(y).to.be.closeTo(3, 1e-12);
    expect(() => solve([[1, 1], [1, 1]], [1, 2])).to.throw(RangeError, 'singular'); // prettier-ignore
  });

  it('is Kelley where sub-scores have nothing to do with each other: .5 + .8 * (.9 - .5) for a reliability of .8', () => {
    const [first, second] = augment([0.9, 0.5], [0.005, 0.01], [0.5, 0.5], [[0.02, 0], [0, 0.01]]); // prettier-ignore
    expect(first).to.be.closeTo(0.82, 1e-12);
    expect(second).to.be.closeTo(0.5, 1e-12);
  });

  it('draws on the other sub-scores the more the less was seen of one', () => {
    const covariance = [[0.02, 0.015], [0.015, 0.02]]; // prettier-ignore
    const with_ = (error: number) => augment([0.2, 0.8], [error, 0.002], [0.6, 0.6], covariance)[0]!;
    expect(with_(0.0001)).to.be.closeTo(0.2, 0.01);
    expect(with_(0.01)).to.be.above(with_(0.001));
    // Of what was not seen at all the others alone tell: .6 + .015 / .022 * .2.
    expect(with_(1e6)).to.be.closeTo(0.6 + (0.015 / 0.022) * 0.2, 1e-4);
  });

  it('solves any well-made system', () => {
    const entry = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.array(entry, { minLength: 4, maxLength: 4 }), { minLength: 4, maxLength: 4 }), fc.array(entry, { minLength: 4, maxLength: 4 }), (rows, wanted) => {
        const matrix = rows.map((row, at) => row.map((value, to) => (at === to ? value + 6 : value)));
        const right = matrix.map((row) => row.reduce((sum, value, at) => sum + value * wanted[at]!, 0));
        solve(matrix, right).forEach((value, at) => expect(value).to.be.closeTo(wanted[at]!, 1e-9));
      }),
    );
  });
});
