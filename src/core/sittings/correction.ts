import { type Catalogue, known } from '../catalogue/catalogue.ts';

export const correctionKinds = ['item-key', 'item-excluded', 'check-excluded', 'case-excluded', 'talk-excluded'] as const;
export type CorrectionKind = (typeof correctionKinds)[number];

/** One correction of what a test is scored by: another key of an item, or an item, a check, a case or a conversation that counts no more. */
export interface Correction {
  kind: CorrectionKind;
  /** Id of the item or of the check; the number of the stored case as text; the name of the conversation of a guidance case, as `G1/meatball-cart`. */
  subject: string;
  /** The option that is now right; null unless the kind is `item-key`. */
  answer: string | null;
}

/** What is wrong with a correction: the field, and what it must be. Null when it can be made. The number of a case and the name of a conversation, which the pack may have no more, are for the caller to look up. */
export function faultOf(catalogue: Catalogue, { kind, subject, answer }: Correction): { field: 'subject' | 'answer'; fault: 'unknown' | 'option' | 'same' } | null {
  if (kind === 'check-excluded') return catalogue.checks.has(subject) ? null : { field: 'subject', fault: 'unknown' };
  if (kind === 'case-excluded') return /^[1-9]\d{0,8}$/.test(subject) ? null : { field: 'subject', fault: 'unknown' };
  if (kind === 'talk-excluded') return /^[^/]+\/[^/]+$/.test(subject) ? null : { field: 'subject', fault: 'unknown' };
  const question = catalogue.questions.get(subject);
  if (!question) return { field: 'subject', fault: 'unknown' };
  if (kind === 'item-excluded') return null;
  if (!question.options.some(({ id }) => id === answer)) return { field: 'answer', fault: 'option' };
  return question.key === answer ? { field: 'answer', fault: 'same' } : null;
}

/** The right option of an item with these corrections, the last of which counts; null when the item counts no more. RangeError for an unknown item. */
export function keyOf(catalogue: Catalogue, item: string, corrections: readonly Correction[]): string | null {
  const last = corrections.findLast(({ kind, subject }) => subject === item && (kind === 'item-key' || kind === 'item-excluded'));
  if (last?.kind === 'item-excluded') return null;
  return last?.answer ?? known(catalogue.questions, item, 'question').key;
}

const derived = new WeakMap<Catalogue, Map<string, Catalogue>>();

/** The catalogue as if these checks did not exist. The same checks give the same object, so that what is remembered of it holds. */
export function withoutChecks(catalogue: Catalogue, checks: readonly string[]): Catalogue {
  const key = [...new Set(checks)].sort().join('\n');
  if (key === '') return catalogue;
  const made = derived.get(catalogue) ?? new Map<string, Catalogue>();
  derived.set(catalogue, made);
  const before = made.get(key);
  if (before) return before;
  const gone = new Set(checks);
  const left = <T extends { checks: readonly string[] }>(entry: T): T => ({ ...entry, checks: entry.checks.filter((id) => !gone.has(id)) });
  const without: Catalogue = {
    ...catalogue,
    services: new Map([...catalogue.services].map(([id, service]) => [id, left(service)])),
    stages: new Map([...catalogue.stages].map(([id, stage]) => [id, left(stage)])),
  };
  made.set(key, without);
  return without;
}
