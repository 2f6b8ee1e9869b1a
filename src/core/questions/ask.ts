import { randomFrom } from '../shared/random.ts';
import { letterOf } from './answer.ts';
import type { BankQuestion, Phrase } from './question.ts';

/** An answer as it is offered: under a letter that says nothing but where it stands. `id` stays on the server. */
export interface Choice {
  key: string;
  id: string;
  text: Phrase;
}

/** A question as it is put to somebody. */
export type Asked =
  | { kind: 'single' | 'multiple' | 'ordering'; choices: Choice[] }
  | { kind: 'matching'; lefts: Choice[]; rights: Choice[] }
  | { kind: 'numeric' | 'short' };

const lettered = (list: readonly { id: string; text: Phrase }[]): Choice[] => list.map(({ id, text }, at) => ({ key: letterOf(at), id, text }));
const wordsOf = ({ id, en }: Phrase): string => JSON.stringify([id, en]);

/**
 * How a question is asked. In: the question and the seed of the sitting or attempt, by which its answers are shuffled, the same at every look. The left sides of
 * a matching keep their order; right sides of the same words are offered once, because their marks are one (`scoreMatching`).
 */
export function askedOf(question: BankQuestion, seed: string): Asked {
  const shuffled = <T>(list: readonly T[]): T[] => randomFrom(seed, 'question').shuffle(list);
  switch (question.kind) {
    case 'single':
    case 'multiple':
      return { kind: question.kind, choices: lettered(shuffled(question.options)) };
    case 'ordering':
      return { kind: 'ordering', choices: lettered(shuffled(question.items)) };
    case 'matching': {
      const sides = [...question.pairs.map(({ id, right }) => ({ id, text: right })), ...question.distractors];
      const own = sides.filter(({ text }, at) => sides.findIndex((other) => wordsOf(other.text) === wordsOf(text)) === at);
      return { kind: 'matching', lefts: lettered(question.pairs.map(({ id, left }) => ({ id, text: left }))), rights: lettered(shuffled(own)) };
    }
    case 'numeric':
    case 'short':
      return { kind: question.kind };
  }
}
