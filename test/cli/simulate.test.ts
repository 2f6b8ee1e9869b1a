import { expect } from 'chai';
import { calibrateCommand, simulateCommand } from '../../src/cli/simulate.ts';
import { UsageError } from '../../src/cli/usage-error.ts';
import { competencies } from '../../src/core/shared/competency.ts';
import { content } from '../support/content.ts';

const options = { level: '1', operators: '2', seed: '5', forms: '2', replications: '2' };

interface Simulated {
  models: { caseSpread: number; accuracy: number; consistency: number; meanCases: number; accuracyBeyondOne: number; retakers: number; retakePassBelow: number; retakePassAbove: number; formGain: number }[];
  forms: { sd: number; range: number };
  kinds: { kind: string; mean: number; passed: number }[];
}

describe('simulations on the command line', function () {
  this.timeout(60_000);

  it('give numbers in three response models, by kind of operator and over forms', () => {
    const first = simulateCommand(content(), options) as Simulated;
    expect(first.models.map(({ caseSpread }) => caseSpread)).to.deep.equal([0.3, 0.5, 0.7]);
    for (const { accuracy, consistency, meanCases, accuracyBeyondOne } of first.models) {
      for (const rate of [accuracy, consistency]) expect(rate).to.be.within(0, 1);
      expect(meanCases).to.be.within(8, 44);
      expect(accuracyBeyondOne).to.equal(1);
    }
    for (const { retakers, retakePassBelow, retakePassAbove, formGain } of first.models) {
      for (const rate of [retakers, retakePassBelow, retakePassAbove]) expect(rate).to.be.within(0, 1);
      expect(Math.abs(formGain)).to.be.below(20);
    }
    const mean = (kind: string) => first.kinds.find((each) => each.kind === kind)!.mean;
    expect(first.kinds).to.have.length(15);
    expect(mean('expert')).to.be.above(90).and.above(mean('solid'));
    expect(mean('solid')).to.be.above(mean('guesser'));
  });

  it('calibrate: means, expected sub-scores at the cut and a symmetric covariance, the same for the same arguments', () => {
    expect(calibrateCommand(content(), options)).to.deep.equal(calibrateCommand(content(), options));
    const { mean, cut, covariance } = calibrateCommand(content(), options) as { mean: number[]; cut: number[]; covariance: number[][] };
    for (const list of [mean, cut, covariance, ...covariance]) expect(list).to.have.length(competencies.length);
    covariance.forEach((row, at) => row.forEach((value, to) => expect(value).to.equal(covariance[to]![at])));
  });

  it('say what is wrong with an argument', () => {
    for (const [name, text] of [['operators', '1'], ['operators', 'many'], ['forms', '0'], ['replications', '1.5']] as const)
      expect(() => simulateCommand(content(), { ...options, [name]: text })).to.throw(UsageError, `${name}: "${text}"`);
  });
});
