import { expect } from 'chai';
import { masteryWord, masteryWords, passesAbilityGate } from '../../../src/core/mastery/words.ts';
import { languages } from '../../../src/core/shared/text.ts';
import { createSpeech } from '../../../src/platform/i18n.ts';
import { content } from '../../support/content.ts';

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

  it('is familiar from even odds, practising below, not-started without an observation', () => {
    expect(masteryWord({ ...sure, probability: 0.5 })).to.equal('familiar');
    expect(masteryWord({ ...sure, probability: 0.499 })).to.equal('practising');
    expect(masteryWord({ ...sure, observations: 0 })).to.equal('not-started');
  });

  it('says nothing of what somebody can do on fewer than ten observations, however sure they look', () => {
    for (const observations of [1, 2, 9]) expect(masteryWord({ probability: 0.99, observations, se: 0.4 }), String(observations)).to.equal('practising');
    expect(masteryWord({ ...sure, observations: 10 })).to.equal('familiar');
  });

  it('is in no language the name of a level, and each word another', () => {
    const speak = createSpeech({ timeZone: 'Asia/Jakarta', strict: true });
    for (const language of languages) {
      const words = masteryWords.map((word) => speak(language).t(`levels.word.${word}`).toLowerCase());
      const levels = content().levels.map(({ name }) => name[language].toLowerCase());
      expect(new Set([...words, ...levels]).size, language).to.equal(words.length + levels.length);
    }
  });
});
