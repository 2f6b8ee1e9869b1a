import { z } from 'zod';
import { confidence } from '../catalogue/vocabulary.ts';
import { competencies } from '../shared/competency.ts';
import { activeContent } from './plain-text.ts';

/** What one text, one list of answers and the tags of a question may hold. */
export const limits = { text: 20_000, name: 255, options: 20, tags: 20, accepted: 20 } as const;

/** Signs that no format carries and no person types: control characters but tab and line feed, halves of pairs, and what XML forbids. */
// eslint-disable-next-line no-control-regex
const unprintable = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\uFEFF\uFFFE\uFFFF\p{Cs}]/u;

/** Why a text cannot be taken, or null: stable codes, the first that is met. */
export function textFault(text: string, most: number = limits.text): 'text-empty' | 'text-too-long' | 'control-character' | 'active-content' | 'text-space' | null {
  if (text === '') return 'text-empty';
  if (text.length > most) return 'text-too-long';
  if (unprintable.test(text)) return 'control-character';
  if (activeContent(text)) return 'active-content';
  return text.trim() === text ? null : 'text-space';
}

const clean = (most: number = limits.text) =>
  z.string().superRefine((text, context) => {
    const fault = textFault(text, most);
    if (fault) context.addIssue({ code: 'custom', message: fault });
  });
const line = (most: number = limits.name) => clean(most).refine((text) => !text.includes('\n'), 'text-line');

/** A text in one language or in both; a file from elsewhere knows only one. */
export const phrase = z.strictObject({ id: clean().optional(), en: clean().optional() }).refine(({ id, en }) => id !== undefined || en !== undefined, 'text-empty');
export type Phrase = z.infer<typeof phrase>;

export const optionId = z.string().regex(/^[A-Za-z0-9_-]{1,20}$/, 'option-id');
const tag = line(50).regex(/^(?!.* {2})[\p{L}\p{N}][\p{L}\p{N} ._/-]*$/u, 'tag');
const amount = z.number().refine((value) => Math.abs(value) <= Number.MAX_SAFE_INTEGER && !Object.is(value, -0), 'number');

const base = {
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,59}$/, 'question-id').optional(),
  /** A name for lists, where the id is not enough. */
  title: line().optional(),
  level: z.number().int().min(1).max(5).optional(),
  competency: z.enum(competencies).optional(),
  clause: z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/, 'clause').optional(),
  /** Prior in logits. */
  difficulty: amount.optional(),
  anchor: z.boolean().optional(),
  tags: z.array(tag).max(limits.tags).refine(isUnique, 'tag-twice').default([]),
  stem: phrase,
  explanation: phrase.optional(),
  source: line(1000).optional(),
  confidence: confidence.optional(),
};

const option = z.strictObject({ id: optionId, text: phrase, feedback: phrase.optional() });
const options = z.array(option).min(2).max(limits.options).refine(haveOwnIds, 'option-twice');
export type Option = z.infer<typeof option>;
const pair = z.strictObject({ id: optionId, left: phrase, right: phrase });
export type Pair = z.infer<typeof pair>;
const distractor = z.strictObject({ id: optionId, text: phrase });

const single = z.strictObject({ kind: z.literal('single'), ...base, options, key: optionId });
const multiple = z.strictObject({ kind: z.literal('multiple'), ...base, options, keys: z.array(optionId).min(1).refine(isUnique, 'key-twice') });
/** The items stand in their right order. */
const ordering = z.strictObject({ kind: z.literal('ordering'), ...base, items: z.array(z.strictObject({ id: optionId, text: phrase })).min(2).max(limits.options).refine(haveOwnIds, 'option-twice') });
const matching = z.strictObject({ kind: z.literal('matching'), ...base, pairs: z.array(pair).min(2).max(limits.options), distractors: z.array(distractor).max(limits.options).default([]) });
/** The answer is right from value - tolerance to value + tolerance. */
const numeric = z.strictObject({ kind: z.literal('numeric'), ...base, value: amount, tolerance: amount.refine((value) => value >= 0, 'number') });
const short = z.strictObject({ kind: z.literal('short'), ...base, accepted: z.array(line()).min(1).max(limits.accepted).refine(isUnique, 'accepted-twice'), caseSensitive: z.boolean().default(false) });

/** A question of the bank. Its key is among its options, its title is not its id, and all ids of a matching differ. */
export const bankQuestion = z.discriminatedUnion('kind', [single, multiple, ordering, matching, numeric, short]).superRefine((question, context) => {
  const fault = (message: string, ...path: (string | number)[]) => context.addIssue({ code: 'custom', message, path });
  if (question.title !== undefined && question.title === question.id) fault('title-is-id', 'title');
  if (question.kind === 'single' && !question.options.some(({ id }) => id === question.key)) fault('key-unknown', 'key');
  if (question.kind === 'multiple')
    question.keys.forEach((key, at) => question.options.some(({ id }) => id === key) || fault('key-unknown', 'keys', at));
  if (question.kind === 'matching' && !haveOwnIds([...question.pairs, ...question.distractors])) fault('option-twice', 'pairs');
});
export type BankQuestion = z.infer<typeof bankQuestion>;
export type Kind = BankQuestion['kind'];
export const kinds = ['single', 'multiple', 'ordering', 'matching', 'numeric', 'short'] as const satisfies readonly Kind[];
export type Of<K extends Kind> = Extract<BankQuestion, { kind: K }>;

function isUnique(list: readonly string[]): boolean {
  return new Set(list).size === list.length;
}
function haveOwnIds(list: readonly { id: string }[]): boolean {
  return isUnique(list.map(({ id }) => id));
}
