import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { fits, readReply, sentencesOf } from '../../../src/core/conversations/match.ts';
import { languages, type Language } from '../../../src/core/shared/text.ts';
import { content } from '../../support/content.ts';

/** The acts of the labelled set by the moves that they are. */
const moves: Record<string, string> = { need: 'ask:need', device: 'ask:device', identity: 'ask:identity', act: 'let-act', password: 'take-password', money: 'take-money', channel: 'private-channel' };

const labelled = readFileSync(new URL('labelled-replies.tsv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => line.split('\t') as [Language, string, string])
  .map(([language, acts, text]) => ({ language, text, acts: new Set(acts === '-' ? [] : acts.split(',').map((act) => moves[act] ?? act)) }));

/** How well the rules read these replies: every act of every reply counts once. */
function measure(replies: typeof labelled): { precision: number; recall: number } {
  let [right, wrong, missed] = [0, 0, 0];
  for (const { language, text, acts } of replies) {
    const read = new Set<string>(readReply({ situation: { asks: [], topics: [] } as never, bank: content().guideWords }, text, language).map(({ move }) => move));
    for (const move of read) acts.has(move) ? right++ : wrong++;
    for (const act of acts) if (!read.has(act)) missed++;
  }
  return { precision: right / (right + wrong), recall: right / (right + missed) };
}

describe('the reading of typed replies', () => {
  it('takes a pattern as words of one sentence, in any order', () => {
    const [first, second] = sentencesOf('Silakan ketik sendiri. Jangan sebutkan kata sandinya, ya?');
    expect(fits(first!, 'ketik silakan')).to.equal(true);
    expect(fits(first!, 'ketik sandi*')).to.equal(false);
    expect(fits(second!, 'sandi*|password jangan')).to.equal(true);
    expect(fits(second!, 'kata_sandi*')).to.equal(true);
    expect(fits(second!, 'kata_sebutkan')).to.equal(false);
    expect(fits(second!, 'sandi* !jangan|tidak')).to.equal(false);
    expect(fits(second!, 'sandi* ?')).to.equal(true);
    expect(fits(first!, 'ketik ?')).to.equal(false);
    expect(fits(first!, '^silakan')).to.equal(true);
    expect(fits(first!, '^ketik')).to.equal(false);
  });

  it('has a labelled set of at least 300 replies, half in each language, every act in at least 14', () => {
    expect(labelled.length).to.be.at.least(300);
    for (const language of languages) expect(labelled.filter((reply) => reply.language === language).length).to.be.within(0.45 * labelled.length, 0.55 * labelled.length);
    for (const act of new Set(labelled.flatMap(({ acts }) => [...acts]))) expect(labelled.filter(({ acts }) => acts.has(act)).length, act).to.be.at.least(14);
  });

  it('reads the half on which the rules were not tuned with precision and recall of at least .95', () => {
    const { precision, recall } = measure(labelled.filter((_, at) => at % 2 === 1));
    expect(precision).to.be.at.least(0.95);
    expect(recall).to.be.at.least(0.95);
  });

  it('reads every phrase of the pack as what it is, in both languages', () => {
    const { situations, guideWords } = content();
    const missed: string[] = [];
    const rules = new Set<string>(guideWords.rules.map(({ move }) => move));
    for (const situation of situations.values()) {
      const read = (text: string, language: Language) => readReply({ situation, bank: guideWords }, text.replaceAll('{you}', language === 'id' ? 'Ibu' : 'you').replaceAll('{call}', language === 'id' ? 'Bu' : "ma'am"), language).map(({ move }) => move as string);
      for (const language of languages) {
        for (const { id, text } of situation.topics) if (!read(text[language], language).includes(`tell:${id}`)) missed.push(`${situation.id} tell:${id} ${language}`);
        for (const { id, text } of situation.asks) if (!read(text[language], language).includes(`ask:${id}`)) missed.push(`${situation.id} ask:${id} ${language}`);
      }
    }
    const [situation] = situations.values();
    for (const { id, moves: does, text } of guideWords.phrases)
      for (const wording of text)
        for (const language of languages) {
          const said = readReply({ situation: situation!, bank: guideWords }, wording[language].replaceAll('{you}', language === 'id' ? 'Ibu' : 'you'), language).map(({ move }) => move as string);
          for (const move of does) if (rules.has(move) && !said.includes(move)) missed.push(`${id} ${move} ${language}: ${wording[language]}`);
        }
    expect(missed).to.deep.equal([]);
  });
});
