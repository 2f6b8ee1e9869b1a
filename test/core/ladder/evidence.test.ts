import { expect } from 'chai';
import fc from 'fast-check';
import {
  courseOf,
  daysBetweenMoments,
  evidenceOf,
  type PracticeObservation,
  recent,
} from '../../../src/core/ladder/evidence.ts';
import { foldAbility, startAbility } from '../../../src/core/mastery/ability.ts';

const at = (day: number): string => new Date(Date.UTC(2015, 4, 1) + day * 86_400_000).toISOString();
const seen = (day: number, score = 1, competency: PracticeObservation['competency'] = 'VER'): PracticeObservation => ({
  sitting: 1,
  competency,
  opportunity: 'x',
  difficulty: 0,
  score,
  at: at(day),
});

describe('evidence', () => {
  it('starts every competency half a logit below the cut, as uncertain as can be', () => {
    const evidence = evidenceOf([], 0.5);
    expect(evidence.map(({ competency }) => competency)).to.deep.equal([
      'VER',
      'REG',
      'KLS',
      'KEP',
      'PMD',
      'ITG',
      'WKT',
    ]);
    for (const each of evidence)
      expect(each).to.include({ theta: 0, variance: 1, se: 1, observations: 0, lastAt: null });
  });

  it('folds the observations of one competency with the days between them', () => {
    const [ver] = evidenceOf([seen(0), seen(1, 0, 'REG'), seen(10, 0)], 0);
    const expected = foldAbility(startAbility(0), [{ difficulty: 0, score: 1, days: 0 }, { difficulty: 0, score: 0, days: 10 }]); // prettier-ignore
    expect(ver).to.include({ ...expected, observations: 2, lastAt: at(10) });
  });

  it('keeps what is at most so many days old, both ends included, oldest first', () => {
    const entries = [
      { at: at(61) },
      { at: at(0.999) },
      { at: at(30) },
      { at: at(1) },
      { at: at(30) },
      { at: at(61.001) },
    ];
    expect(recent(entries, at(61), 60).map((entry) => entry.at)).to.deep.equal([at(1), at(30), at(30), at(61)]);
    expect(daysBetweenMoments(at(2), at(1))).to.equal(0);
  });

  it('has one point of the course for each moment, the last of which is the evidence', () => {
    const observations = [seen(0), seen(0, 0), seen(2), seen(3, 1, 'REG')];
    const course = courseOf(observations, 'VER', 0);
    expect(course.map((point) => point.at)).to.deep.equal([at(0), at(2)]);
    expect(course.at(-1)!.theta).to.equal(evidenceOf(observations, 0)[0]!.theta);
    expect(courseOf(observations, 'ITG', 0)).to.deep.equal([]);
  });

  it('is surer of mastery the better the scores', () => {
    const scores = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(scores, (list) => {
        const [given] = evidenceOf(
          list.map((score, day) => seen(day, score)),
          0,
        );
        const [best] = evidenceOf(
          list.map((_, day) => seen(day, 1)),
          0,
        );
        expect(best!.probability).to.be.at.least(given!.probability - 1e-12);
        expect(given!.probability).to.be.within(0, 1);
      }),
    );
  });
});
