import { Refused, type Note } from './answer.ts';
import type { BankQuestion, Kind, Phrase } from './question.ts';

/** An answer line of any kind of question, so that each format writes and reads one thing: an option, an item, a pair (text and match), a distractor (match only), an accepted form. */
export interface Row {
  id: string;
  text?: Phrase;
  match?: Phrase;
  feedback?: Phrase;
  right?: boolean;
}

/** Everything of a question but its kind and its answers. */
export type Head = Omit<BankQuestion, 'kind' | 'options' | 'key' | 'keys' | 'items' | 'pairs' | 'distractors' | 'value' | 'tolerance' | 'accepted' | 'caseSensitive'>;

/** The head of a question. */
export function headOf({ id, title, level, competency, clause, difficulty, anchor, tags, stem, explanation, source, confidence }: BankQuestion): Head {
  return { id, title, level, competency, clause, difficulty, anchor, tags, stem, explanation, source, confidence };
}

/** The answer lines of a question in their order; a numeric one has none. */
export function rowsOf(question: BankQuestion): Row[] {
  switch (question.kind) {
    case 'single':
      return question.options.map((option) => ({ ...option, right: option.id === question.key }));
    case 'multiple':
      return question.options.map((option) => ({ ...option, right: question.keys.includes(option.id) }));
    case 'ordering':
      return question.items;
    case 'matching':
      return [...question.pairs.map(({ id, left, right }) => ({ id, text: left, match: right })), ...question.distractors.map(({ id, text }) => ({ id, match: text }))];
    case 'short':
      return question.accepted.map((form) => ({ id: '', text: { id: form } }));
    case 'numeric':
      return [];
  }
}

const without = <T extends object>(entry: T): T => Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined)) as T;

/** The draft of a question of a kind from its head and lines, for the schema to judge; the inverse of `headOf` and `rowsOf`. */
export function draftOf(kind: Kind, head: object, rows: readonly Row[], rest: { value?: number; tolerance?: number; caseSensitive?: boolean; keys?: readonly string[] } = {}): object {
  const base = without({ kind, ...head });
  const options = rows.map(({ id, text, feedback }) => without({ id, text, feedback }));
  const right = rest.keys ?? rows.filter((row) => row.right).map(({ id }) => id);
  switch (kind) {
    case 'single':
      if (right.length !== 1) throw new Refused(right.length === 0 ? 'no-right' : 'several-right');
      return { ...base, options, key: right[0] };
    case 'multiple':
      if (right.length === 0) throw new Refused('no-right');
      return { ...base, options, keys: right };
    case 'ordering':
      return { ...base, items: options };
    case 'matching':
      return {
        ...base,
        pairs: rows.filter(({ text }) => text).map(({ id, text, match }) => without({ id, left: text, right: match })),
        distractors: rows.filter(({ text }) => !text).map(({ id, match }) => without({ id, text: match })),
      };
    case 'short':
      return { ...base, accepted: [...new Set(rows.flatMap(({ text }) => Object.values(text ?? {})))], caseSensitive: rest.caseSensitive ?? false };
    case 'numeric':
      return { ...base, value: rest.value, tolerance: rest.tolerance };
  }
}

/**
 * Which answers are right by the weights of a file, -100..100. Single choice: one of 100. Multiple: those above 0, which must be equal and 100 together (within
 * 1). Weights that our rule of marking does not know are refused, or noted where only what a wrong choice costs differs.
 */
export function rightByWeight(weights: readonly number[], single: boolean, notes: Set<Note>): boolean[] {
  const above = weights.filter((weight) => weight > 0);
  if (above.length === 0) throw new Refused('no-right');
  if (single && above.length > 1) throw new Refused(above.filter((weight) => weight > 99).length > 1 ? 'several-right' : 'partial-credit');
  const each = 100 / above.length;
  if (above.some((weight) => Math.abs(weight - each) > 0.5)) throw new Refused(single ? 'partial-credit' : 'weights', weights.join(' '));
  const cost = single ? 0 : -each;
  if (weights.some((weight) => weight <= 0 && Math.abs(weight - cost) > 0.5)) notes.add('weights');
  return weights.map((weight) => weight > 0);
}
