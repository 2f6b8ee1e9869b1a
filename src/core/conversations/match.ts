import type { Language } from '../shared/text.ts';
import type { Patterns, Script } from './format.ts';
import type { Move } from './vocabulary.ts';

/**
 * How a typed reply is read. The rules are patterns over one sentence, so that anybody can say why a reply was read as it was. A pattern is words with a space
 * between: each must stand in the sentence, in any order. `a|b` is either; `ambil*` begins so; `kata_sandi` stands together; `?` asks that it is a question;
 * `!jangan|tidak` asks that none of these stands in it; `^` before a word asks that the sentence begins with it.
 */
interface Sentence {
  words: string[];
  question: boolean;
}

/** A reply as sentences of lower-case words without marks; a mark inside a number or a word stays. */
export function sentencesOf(reply: string): Sentence[] {
  const parts = reply.toLowerCase().match(/[^.!?;\n]+[.!?;\n]?/gu) ?? [];
  return parts
    .map((part) => ({ words: part.match(/[\p{L}\p{N}]+(?:[-'’][\p{L}\p{N}]+)*/gu) ?? [], question: part.trimEnd().endsWith('?') }))
    .filter(({ words }) => words.length > 0);
}

/** Whether the words of one alternative (`kata_sandi`, `ambil*`) stand in the sentence from this place on. */
function standsAt(words: readonly string[], at: number, parts: readonly string[]): boolean {
  return parts.every((part, index) => {
    const word = words[at + index];
    if (word === undefined) return false;
    return part.endsWith('*') ? word.startsWith(part.slice(0, -1)) : word === part;
  });
}

const stands = (words: readonly string[], alternative: string): boolean => {
  const first = alternative.startsWith('^');
  const parts = (first ? alternative.slice(1) : alternative).split('_');
  return first ? standsAt(words, 0, parts) : words.some((_, at) => standsAt(words, at, parts));
};

/** Whether a pattern fits a sentence. */
export function fits(sentence: Sentence, pattern: string): boolean {
  return pattern.split(' ').every((token) => {
    if (token === '?') return sentence.question;
    const not = token.startsWith('!');
    const found = (not ? token.slice(1) : token).split('|').some((alternative) => stands(sentence.words, alternative));
    return found !== not;
  });
}

/** A rule that fitted: the move that it stands for, the pattern, and the number of the sentence from 0. */
export interface Reading {
  move: Move;
  pattern: string;
  sentence: number;
}

/** What a typed reply does, by the rules of the bank and those of the situation's topics and questions; each move once, with the first pattern that fitted. */
export function readReply({ situation, bank }: Pick<Script, 'situation' | 'bank'>, reply: string, language: Language): Reading[] {
  const sentences = sentencesOf(reply);
  const rules: { move: Move; match: Patterns }[] = [
    ...bank.rules,
    ...situation.asks.flatMap(({ id, match }) => (match ? [{ move: `ask:${id}` as const, match }] : [])),
    ...situation.topics.flatMap(({ id, match }) => (match ? [{ move: `tell:${id}` as const, match }] : [])),
  ];
  const readings: Reading[] = [];
  for (const { move, match } of rules) {
    if (readings.some((reading) => reading.move === move)) continue;
    for (const pattern of match[language]) {
      const sentence = sentences.findIndex((each) => fits(each, pattern));
      if (sentence < 0) continue;
      readings.push({ move, pattern, sentence });
      break;
    }
  }
  return readings;
}
