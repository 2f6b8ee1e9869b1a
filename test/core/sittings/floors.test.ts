import { expect } from 'chai';
import { competencies, type Competency } from '../../../src/core/shared/competency.ts';
import { calibrationOf } from '../../../src/core/sittings/calibration.ts';
import { calibrationWithoutTalks } from '../../../src/core/sittings/calibration-without-talks.ts';
import { calibrationIn } from '../../../src/core/sittings/policies.ts';
import { scoringPolicy } from '../../../src/core/sittings/score.ts';
import { floorsOf, type Scored } from '../../../src/core/sittings/floors.ts';
import { content } from '../../support/content.ts';

const calibration = calibrationOf(1)!;
/** So many right of so many, in every competency but those named. */
const scored = (right: number, all: number, apart: Partial<Record<Competency, [number, number]>> = {}): Scored[] =>
  competencies.flatMap((competency) => {
    const [good, of] = apart[competency] ?? [right, all];
    return Array.from({ length: of }, (_, at) => ({ competency, score: at < good ? 1 : 0 }));
  });
const of = (competency: Competency, test: Scored[], practice: Scored[] = []) => floorsOf(test, practice, calibration).find((each) => each.competency === competency)!;

describe('floors of competencies', () => {
  it('nobody who works well everywhere fails one, and is not at risk', () => {
    for (const state of floorsOf(scored(45, 50), [], calibration)) expect(state).to.deep.include({ failed: false, atRisk: false, decided: true });
  });

  it('who cannot do one thing at all fails its floor, however good the rest is', () => {
    expect(of('ITG', scored(47, 50, { ITG: [5, 50] }))).to.deep.include({ failed: true, decided: true });
    expect(of('VER', scored(47, 50, { ITG: [5, 50] })).failed).to.equal(false);
  });

  it('lies 15 points below what is expected at the cut', () => {
    floorsOf(scored(9, 10), [], calibration).forEach(({ floor }, at) => expect(floor).to.be.closeTo(calibration.cut[at]! - 0.15, 1e-12));
  });

  it('a raw sub-score just below the floor does not fail it when everything else is good', () => {
    const state = of('KLS', scored(46, 50, { KLS: [17, 30] }));
    expect(17 / 30).to.be.below(state.floor);
    expect(state).to.deep.include({ failed: false, decided: true, atRisk: true });
  });

  const table: [string, Competency, [number, number], number, boolean][] = [
    ['29 observations in all', 'PMD', [0, 15], 14, false],
    ['30 observations in all', 'PMD', [0, 15], 15, true],
    ['9 of them in the test', 'PMD', [0, 9], 40, false],
    ['10 of them in the test', 'PMD', [0, 10], 40, true],
    ['39 of verification', 'VER', [0, 39], 0, false],
    ['40 of verification', 'VER', [0, 40], 0, true],
  ];
  for (const [name, competency, own, practice, decided] of table)
    it(`${name}: ${decided ? 'enough' : 'too few'} to decide`, () => {
      const ledger = Array.from({ length: practice }, () => ({ competency, score: 0 }));
      expect(of(competency, scored(45, 50, { [competency]: own }), ledger)).to.deep.include({ decided, failed: decided });
    });

  it('counts the newest 60 observations of practice', () => {
    const old = Array.from({ length: 100 }, () => ({ competency: 'REG' as const, score: 0 }));
    const recent = Array.from({ length: 60 }, () => ({ competency: 'REG' as const, score: 1 }));
    expect(of('REG', scored(45, 50), [...old, ...recent])).to.deep.equal(of('REG', scored(45, 50), recent));
    expect(of('REG', scored(45, 50), [...old, ...recent]).practice).to.equal(60);
  });

  it('has a sound calibration for every level', () => {
    for (const { level } of content().levels) {
      const made = calibrationOf(level)!;
      for (const list of [made.mean, made.cut]) expect(list).to.have.length(7).and.to.satisfy((shares: number[]) => shares.every((share) => share > 0.3 && share < 1));
      made.covariance.forEach((row, at) => row.forEach((value, to) => expect(value).to.equal(made.covariance[to]![at])));
      // Two sub-scores never have more in common than each has to itself.
      made.covariance.forEach((row, at) => row.forEach((value, to) => expect(value ** 2).to.be.below(1.1 * row[at]! * made.covariance[to]![to]!)));
    }
  });

  it('is applied at levels 4 and 5 by the rules of now, and not by those of before, so that older results come out as they were', () => {
    const table: [string, number, boolean][] = [['2015.2', 3, true], ['2015.2', 4, false], ['2015.2', 5, false], [scoringPolicy, 4, true], [scoringPolicy, 5, true]];
    expect(calibrationIn('2015.3', 1)).to.equal(calibrationWithoutTalks(1)).and.not.to.equal(calibrationIn(scoringPolicy, 1));
    for (const [version, level, is] of table) expect(calibrationIn(version, level) !== null, `${version}, level ${level}`).to.equal(is);
  });
});
