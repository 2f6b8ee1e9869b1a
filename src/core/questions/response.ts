import { z } from 'zod';
import { parseNumber } from '../shared/number.ts';
import type { Language } from '../shared/text.ts';
import type { Asked, Choice } from './ask.ts';
import { type BankQuestion, limits, optionId } from './question.ts';
import { scoreMatching, scoreMultiple, scoreNumeric, scoreOrdering, scoreShort, scoreSingle } from './score.ts';

/** The longest answer that is typed: a number or a short text, in signs. */
export const longestAnswer = limits.name;

const some = z.array(optionId).min(1).max(limits.options);

/** What somebody answered, in the ids of the question. Nothing at all is no response. */
export const response = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('single'), choice: optionId }),
  z.strictObject({ kind: z.literal('multiple'), choices: some }),
  z.strictObject({ kind: z.literal('ordering'), order: some }),
  z.strictObject({ kind: z.literal('matching'), chosen: z.record(optionId, optionId) }),
  z.strictObject({ kind: z.literal('numeric'), value: z.number() }),
  z.strictObject({ kind: z.literal('short'), text: z.string().min(1).max(longestAnswer) }),
]);
export type Response = z.infer<typeof response>;

/** The score of a response, 0..1, by the rule of its kind (`score.ts`); 0 for none. RangeError for a response of another kind or with ids of another question. */
export function scoreOf(question: BankQuestion, given: Response | null): number {
  if (given === null) return 0;
  if (question.kind === 'single' && given.kind === 'single') return scoreSingle(question, given.choice);
  if (question.kind === 'multiple' && given.kind === 'multiple') return scoreMultiple(question, given.choices);
  if (question.kind === 'ordering' && given.kind === 'ordering') return scoreOrdering(question, given.order);
  if (question.kind === 'matching' && given.kind === 'matching') return scoreMatching(question, given.chosen);
  if (question.kind === 'numeric' && given.kind === 'numeric') return scoreNumeric(question, given.value);
  if (question.kind === 'short' && given.kind === 'short') return scoreShort(question, given.text);
  throw new RangeError(`a response of kind ${given.kind} to a question of kind ${question.kind}`);
}

/** The fields of a form of answers by name, as a browser sends them. */
export type AnswerFields = Readonly<Record<string, string | readonly string[] | undefined>>;
/** What was answered, null for nothing; or the field that cannot be taken and why. */
export type ReadAnswer = { response: Response | null } | { field: string; fault: 'choice' | 'place' | 'place-twice' | 'number' | 'long' };

/** The names of the fields of an answer: `choice`, `place-a` and `match-a` for the letters of a list, `number`, `text`. */
export const fieldOf = { choice: 'choice', number: 'number', text: 'text', place: (key: string) => `place-${key}`, match: (key: string) => `match-${key}` } as const;

const one = (value: string | readonly string[] | undefined): string => (typeof value === 'string' ? value : (value?.at(-1) ?? '')).trim();
const idOf = (list: readonly Choice[], key: string): string | undefined => list.find((choice) => choice.key === key)?.id;

/**
 * The response in a form that was filled in on a page in `language`. In: the question as it was asked. A list may be left half done: items without a place and
 * left sides without a right one are not answered. Two items of one place, a letter that was not offered and what is no number are faults.
 */
export function readAnswer(asked: Asked, fields: AnswerFields, language: Language): ReadAnswer {
  switch (asked.kind) {
    case 'single': {
      const key = one(fields[fieldOf.choice]);
      const choice = idOf(asked.choices, key);
      if (key !== '' && choice === undefined) return { field: fieldOf.choice, fault: 'choice' };
      return { response: choice === undefined ? null : { kind: 'single', choice } };
    }
    case 'multiple': {
      const keys = [fields[fieldOf.choice] ?? []].flat().filter((key) => key !== '');
      const choices = [...new Set(keys)].flatMap((key) => idOf(asked.choices, key) ?? []);
      if (choices.length < new Set(keys).size) return { field: fieldOf.choice, fault: 'choice' };
      return { response: choices.length === 0 ? null : { kind: 'multiple', choices } };
    }
    case 'ordering':
      return readOrder(asked.choices, fields);
    case 'matching': {
      const chosen: Record<string, string> = {};
      for (const left of asked.lefts) {
        const key = one(fields[fieldOf.match(left.key)]);
        const right = idOf(asked.rights, key);
        if (key !== '' && right === undefined) return { field: fieldOf.match(left.key), fault: 'choice' };
        if (right !== undefined) chosen[left.id] = right;
      }
      return { response: Object.keys(chosen).length === 0 ? null : { kind: 'matching', chosen } };
    }
    case 'numeric': {
      const typed = one(fields[fieldOf.number]);
      const value = parseNumber(typed, language);
      if (typed !== '' && value === null) return { field: fieldOf.number, fault: 'number' };
      return { response: value === null ? null : { kind: 'numeric', value } };
    }
    case 'short': {
      const text = one(fields[fieldOf.text]);
      if (text.length > longestAnswer) return { field: fieldOf.text, fault: 'long' };
      return { response: text === '' ? null : { kind: 'short', text } };
    }
  }
}

function readOrder(choices: readonly Choice[], fields: AnswerFields): ReadAnswer {
  const placed: { place: number; id: string }[] = [];
  for (const { key, id } of choices) {
    const typed = one(fields[fieldOf.place(key)]);
    if (typed === '') continue;
    const place = /^\d{1,2}$/.test(typed) ? Number(typed) : 0;
    if (place < 1 || place > choices.length) return { field: fieldOf.place(key), fault: 'place' };
    if (placed.some((other) => other.place === place)) return { field: fieldOf.place(key), fault: 'place-twice' };
    placed.push({ place, id });
  }
  if (placed.length === 0) return { response: null };
  return { response: { kind: 'ordering', order: placed.sort((a, b) => a.place - b.place).map(({ id }) => id) } };
}

/**
 * What stands in the fields of a form for a response: the inverse of `readAnswer`. An order of only some items has lost the places between them and comes back
 * from 1 on. In: `write`, a number as the language of the page writes it.
 */
export function fieldsOf(asked: Asked, given: Response | null, write: (value: number) => string): Record<string, string | string[]> {
  if (given === null) return {};
  if ((asked.kind === 'single' || asked.kind === 'multiple' || asked.kind === 'ordering') && given.kind === asked.kind) {
    const keyOf = (id: string) => asked.choices.find((choice) => choice.id === id)?.key ?? '';
    if (given.kind === 'single') return { [fieldOf.choice]: keyOf(given.choice) };
    if (given.kind === 'multiple') return { [fieldOf.choice]: given.choices.map(keyOf) };
    if (given.kind === 'ordering') return Object.fromEntries(given.order.map((id, at) => [fieldOf.place(keyOf(id)), String(at + 1)]));
  }
  if (asked.kind === 'matching' && given.kind === 'matching')
    return Object.fromEntries(
      asked.lefts.flatMap(({ key, id }) => {
        const right = Object.hasOwn(given.chosen, id) ? asked.rights.find((each) => each.id === given.chosen[id]) : undefined;
        return right ? [[fieldOf.match(key), right.key]] : [];
      }),
    );
  if (given.kind === 'numeric') return { [fieldOf.number]: write(given.value) };
  if (given.kind === 'short') return { [fieldOf.text]: given.text };
  return {};
}
