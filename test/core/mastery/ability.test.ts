import { expect } from 'chai';
import fc from 'fast-check';
import * as ability from '../../../src/core/mastery/ability.ts';

const near = (actual: number, expected: number, tolerance: number) => expect(actual).to.be.closeTo(expected, tolerance);

describe('ability', () => {
  it('follows the worked answer', () => {
    const after = ability.updateAbility({ theta: 0.3, variance: 1 }, { difficulty: -0.2, score: 1, days: 0 });
    near(after.theta, 0.6057, 5e-5);
    near(after.variance, 0.8097, 5e-5);
  });

  it('starts half a logit below the cut', () => {
    expect(ability.startAbility(0.4)).to.deep.equal({ theta: 0.4 - 0.5, variance: 1 });
  });

  it('grows uncertain by .005 a day without practice, up to 1', () => {
    const answer = { difficulty: 0, score: 0.5, days: 0 };
    const after = (variance: number, days: number) =>
      ability.updateAbility({ theta: 0, variance }, { ...answer, days });
    near(after(0.2, 20).variance, 1 / (1 / 0.3 + 0.25), 1e-12);
    near(after(0.2, 1000).variance, 1 / (1 + 0.25), 1e-12);
    near(after(0.2, 20).theta, 0, 1e-12);
  });

  it('folds answers in their order', () => {
    const answers = [
      { difficulty: -0.2, score: 1, days: 0 },
      { difficulty: 0.5, score: 0.25, days: 3 },
    ];
    const start = { theta: 0.3, variance: 1 };
    const first = ability.updateAbility(start, answers[0]!);
    expect(ability.foldAbility(start, answers)).to.deep.equal(ability.updateAbility(first, answers[1]!));
    expect(ability.foldAbility(start, [])).to.deep.equal(start);
  });

  it('moves up on success, down on failure, and is surer after every answer of the same day', () => {
    const logit = fc.double({ min: -4, max: 4, noNaN: true });
    fc.assert(
      fc.property(logit, fc.double({ min: 0.01, max: 1, noNaN: true }), logit, (theta, variance, difficulty) => {
        const up = ability.updateAbility({ theta, variance }, { difficulty, score: 1, days: 0 });
        const down = ability.updateAbility({ theta, variance }, { difficulty, score: 0, days: 0 });
        expect(up.theta).to.be.above(theta);
        expect(down.theta).to.be.below(theta);
        expect(up.variance).to.be.below(variance);
      }),
    );
  });

  it('comes near the truth after many answers', () => {
    // Expected scores of a person at 1.2: the filter has nothing to blame on chance.
    const answers = Array.from({ length: 200 }, (_, i) => {
      const difficulty = (i % 9) / 4 - 0.5;
      return { difficulty, score: 1 / (1 + Math.exp(difficulty - 1.2)), days: 0 };
    });
    const { theta, variance } = ability.foldAbility(ability.startAbility(0), answers);
    near(theta, 1.2, 0.06);
    expect(Math.sqrt(variance)).to.be.below(0.2);
  });

  it('refuses a variance that is none', () => {
    expect(() => ability.updateAbility({ theta: 0, variance: 0 }, { difficulty: 0, score: 1, days: 0 })).to.throw(
      RangeError,
      'variance',
    );
    expect(() => ability.masteryProbability(0, NaN, 0)).to.throw(RangeError, 'variance');
  });
});

describe('mastery probability', () => {
  it('is the normal distribution at the distance from the cut', () => {
    expect(ability.masteryProbability(0.5, 0.2, 0.5)).to.equal(0.5);
    near(ability.masteryProbability(0.5 + 1.96 * 0.45, 0.45 ** 2, 0.5), 0.9750021, 1e-7);
    near(ability.masteryProbability(0.5 + 0.8416212335729143 * 0.3, 0.09, 0.5), 0.8, 1e-12);
  });
});
