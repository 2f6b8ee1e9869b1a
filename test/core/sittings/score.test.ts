import { expect } from 'chai';
import fc from 'fast-check';
import type { Grade, Mark } from '../../../src/core/grading/mark.ts';
import type { Competency } from '../../../src/core/shared/competency.ts';
import { calibrationOf } from '../../../src/core/sittings/calibration.ts';
import { scoreTest } from '../../../src/core/sittings/score.ts';

const mark = (competency: Competency, points: number, outOf: number): Mark => ({
  id: `${competency}/${points}`, part: 'DF', competency, points, outOf, expected: { key: 'x' }, done: { key: 'x' }, clause: null, where: null, evidence: [],
}); // prettier-ignore
const grade = (total: number, change: Partial<Grade> = {}): Grade => ({
  version: 'x', total, marks: [mark('VER', total / 2, 50), mark('REG', total / 2, 50)], critical: [], observations: [], decisionRight: true, defects: [], ...change,
}); // prettier-ignore
const answers = (right: number, all = 40, competency: Competency = 'VER') =>
  Array.from({ length: all }, (_, index) => ({ competency, right: index < right }));
const critical = [{ code: 'CE1' as const, phrase: { key: 'x' }, evidence: [] }];

describe('the score of a test', () => {
  const table: [string, number, number, boolean][] = [
    ['passes at the cut', 70, 28, true],
    ['passes at 69.95, which is 70.0 as printed', 69.917, 28, true],
    ['fails at 69.94, which is 69.9 as printed', 69.9, 28, false],
    ['fails below', 50, 40, true],
    ['fails with nothing', 0, 0, false],
  ];
  for (const [name, cases, right, passed] of table)
    it(name, () => {
      const result = scoreTest({
        grades: Array.from({ length: 8 }, () => grade(cases)),
        answers: answers(right),
        cut: 70,
        caseWeight: 0.6,
      });
      expect(result.passed).to.equal(passed);
      expect(result.passed).to.equal(result.total >= 70);
    });

  it('weighs cases and items, and never passes with a critical error', () => {
    const grades = [grade(100), grade(80, { critical })];
    const result = scoreTest({ grades, answers: answers(30), cut: 70, caseWeight: 0.6 });
    expect(result).to.deep.include({ total: 84, cases: 90, knowledge: 75, passed: false, critical: ['CE1'], cut: 70 });
    expect(result.sem).to.be.above(0);
  });

  it('gives each competency the points won of those to be had, and hides what rests on too little', () => {
    const observations = Array.from({ length: 15 }, () => ({
      competency: 'REG' as const,
      opportunity: 'x',
      difficulty: 0,
      score: 1,
    }));
    const { profile } = scoreTest({
      grades: [grade(60, { observations })],
      answers: answers(20),
      cut: 70,
      caseWeight: 0.5,
    });
    const of = (competency: string) => profile.find((each) => each.competency === competency);
    // VER: 15 of 25 points in the case, 25 of 50 in the items.
    expect(of('VER')).to.deep.equal({ competency: 'VER', score: 53.3, observations: 40 });
    expect(of('REG')).to.deep.equal({ competency: 'REG', score: 60, observations: 15 });
    expect(of('ITG')).to.deep.equal({ competency: 'ITG', score: null, observations: 0 });
  });

  it('names each kind of missed defect once', () => {
    const defects = [{ check: 'a', defect: 'D10', found: false }, { check: 'b', defect: 'D02', found: true }, { check: 'c', defect: 'D01', found: false }]; // prettier-ignore
    const result = scoreTest({
      grades: [grade(50, { defects }), grade(50, { defects })],
      answers: answers(1),
      cut: 70,
      caseWeight: 0.6,
    });
    expect(result.missedDefects).to.deep.equal(['D01', 'D10']);
  });

  it('fails by a floor alone, and says how near the total is to the cut', () => {
    const observations = (['VER', 'REG', 'KLS', 'KEP', 'PMD', 'ITG', 'WKT'] as const).flatMap((competency) =>
      Array.from({ length: 12 }, () => ({ competency, opportunity: 'x', difficulty: 0, score: competency === 'ITG' ? 0 : 1 })),
    );
    const grades = [grade(84, { observations }), grade(86, { observations }), grade(85, { observations })];
    const floors = { calibration: calibrationOf(1)!, practice: [] };
    const result = scoreTest({ grades, answers: answers(36), cut: 70, caseWeight: 0.6, floors });
    expect(result.total).to.be.above(70);
    expect(result).to.include({ passed: false, near: false });
    expect(result.floors!.filter(({ failed }) => failed).map(({ competency }) => competency)).to.deep.equal(['ITG']);
    expect(scoreTest({ grades, answers: answers(36), cut: 70, caseWeight: 0.6 }).passed).to.equal(true);
    expect(scoreTest({ grades, answers: answers(36), cut: 86, caseWeight: 0.6, floors }).near).to.equal(true);
    // Where a critical error has been made the test is failed, floors or not.
    expect(scoreTest({ grades: [...grades, grade(90, { critical })], answers: answers(36), cut: 70, caseWeight: 0.6, floors }).passed).to.equal(false);
  });

  it('stays within 0 and 100 and never falls by one more right answer', () => {
    const totals = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(totals, fc.nat(39), fc.double({ min: 0, max: 1, noNaN: true }), (list, right, caseWeight) => {
        const score = (more: number) =>
          scoreTest({ grades: list.map((total) => grade(total)), answers: answers(right + more), cut: 70, caseWeight });
        expect(score(0).total).to.be.within(0, 100);
        expect(score(1).total).to.be.at.least(score(0).total);
        for (const { score: value } of score(0).profile) if (value !== null) expect(value).to.be.within(0, 100.1);
      }),
    );
  });
});
