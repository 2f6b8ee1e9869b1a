import type { Question } from '../catalogue/content.ts';
import { files } from '../catalogue/content.ts';
import type { BankQuestion } from './question.ts';

/** A question of the content pack as one of the bank. The level is in its id, `L1-001`. Nothing is lost: `toPack` gives the same back. */
export function fromPack(question: Question): BankQuestion {
  const level = /^L([1-5])-/.exec(question.id)?.[1];
  return { kind: 'single', tags: [], ...(level !== undefined && { level: Number(level) }), ...question };
}

export type PackAnswer = { question: Question } | { missing: string[] };

/**
 * A question as the content pack holds it, or the fields that keep it out: the pack has single choice of three or more options in both languages, with
 * competency, clause, difficulty, source and confidence, and an id that begins with its level. A title, tags or feedback would be lost, so they are named too.
 */
export function toPack(question: BankQuestion): PackAnswer {
  if (question.kind !== 'single') return { missing: ['kind'] };
  const { kind: _kind, level, tags, anchor = false, ...rest } = question;
  const { title, ...entry } = rest;
  const result = files['questions.yaml'].shape.questions.element.safeParse({ ...entry, anchor });
  const missing = new Set(result.success ? [] : result.error.issues.map(({ path, code, ...issue }) => [...path, ...(code === 'unrecognized_keys' ? [(issue as { keys: string[] }).keys[0]!] : [])].join('.')));
  if (title !== undefined) missing.add('title');
  if (tags.length > 0) missing.add('tags');
  if (!question.id?.startsWith(`L${level ?? ''}-`) || level === undefined) missing.add('level');
  return result.success && missing.size === 0 ? { question: ordered(result.data) } : { missing: [...missing] };
}

/** The fields in the order in which the pack writes them. */
function ordered({ id, competency, clause, difficulty, anchor, stem, options, key, explanation, source, confidence }: Question): Question {
  return { id, competency, clause, difficulty, anchor, stem, options, key, explanation, source, confidence };
}
