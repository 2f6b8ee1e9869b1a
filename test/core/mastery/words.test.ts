import { expect } from 'chai';
import { masteryWord, passesAbilityGate } from '../../../src/core/mastery/words.ts';

describe('mastery word', () => {
  const sure = { probability: 0.8, observations: 20, se: 0.45 };

  it('is mastered exactly where rule 1 of the gate holds', () => {
    expect(masteryWord(sure)).to.equal('mastered');
    expect(passesAbilityGate(sure)).to.equal(true);
    for (const short of [{ probability: 0.799 }, { observations: 19 }, { se: 0.451 }]) {
      expect(passesAbilityGate({ ...sure, ...short })).to.equal(false);
      expect(masteryWord({ ...sure, ...short })).to.equal('familiar');
    }
  });

  it('is familiar from even odds, attempted below, not-started without an observation', () => {
    expect(masteryWord({ ...sure, probability: 0.5 })).to.equal('familiar');
    expect(masteryWord({ ...sure, probability: 0.499 })).to.equal('attempted');
    expect(masteryWord({ ...sure, observations: 1, probability: 0.9 })).to.equal('familiar');
    expect(masteryWord({ ...sure, observations: 0 })).to.equal('not-started');
  });
});
