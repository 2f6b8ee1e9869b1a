import type { Of, Phrase } from './question.ts';

/** Scores of one question, 0..1. The +/- and 0/1 rules are those of the NGN examination (measurement design, 2.2). */

/** Single choice, 0/1: 1 for the key. In: the id of the chosen option, or null for none. */
export const scoreSingle = ({ key }: Pick<Of<'single'>, 'key'>, choice: string | null): number => (choice === key ? 1 : 0);

/**
 * Multiple choice, the +/- rule of NGN: +1 for each chosen key, -1 for each other choice, floor 0, over the count of keys; 4 of 4 keys and 2 wrong are 2/4.
 * In: ids of the chosen options, each counted once. RangeError for an id that is no option, because it would cost points.
 */
export function scoreMultiple({ options, keys }: Pick<Of<'multiple'>, 'options' | 'keys'>, choices: readonly string[]): number {
  const chosen = new Set(choices);
  for (const id of chosen) if (!options.some((option) => option.id === id)) throw new RangeError(`choices: "${id}" is not an option`);
  const right = keys.filter((key) => chosen.has(key)).length;
  return Math.max(0, right - (chosen.size - right)) / keys.length;
}

/**
 * Ordering, the +/- rule on pairs: +1 for each two items in the right order, -1 for each two the wrong way round, floor 0, over all pairs (Kendall's tau,
 * floor 0). One item out of place costs the pairs that it breaks, not everything behind it; the reverse order earns 0. In: ids in the given order; a pair of
 * which an item was left out counts 0, an id that comes again counts where it came first. RangeError for an id that is no item.
 */
export function scoreOrdering({ items }: Pick<Of<'ordering'>, 'items'>, order: readonly string[]): number {
  const given = [...new Set(order)].map((id) => {
    const place = items.findIndex((item) => item.id === id);
    if (place < 0) throw new RangeError(`order: "${id}" is not an item`);
    return place;
  });
  const pairs = (items.length * (items.length - 1)) / 2;
  const balance = given.reduce((sum, place, at) => sum + given.slice(at + 1).reduce((own, later) => own + Math.sign(later - place), 0), 0);
  return Math.max(0, balance) / pairs;
}

/**
 * Matching, the 0/1 rule (the number to choose is given): one point for each left side that got its right side, over the pairs. In: for the id of a pair the id
 * of the pair or distractor whose right side was chosen; right sides of the same words are one.
 */
export function scoreMatching({ pairs, distractors }: Pick<Of<'matching'>, 'pairs' | 'distractors'>, chosen: Readonly<Record<string, string | null>>): number {
  const words = ({ id, en }: Phrase) => JSON.stringify([id, en]);
  const sides = new Map([...pairs.map(({ id, right }) => [id, words(right)] as const), ...distractors.map(({ id, text }) => [id, words(text)] as const)]);
  const right = pairs.filter(({ id }) => {
    const given = Object.hasOwn(chosen, id) ? chosen[id] : null;
    return given != null && sides.get(given) === sides.get(id);
  });
  return right.length / pairs.length;
}

/**
 * Numeric, 0/1: 1 when the number is at most the tolerance away from the value. In: the number, or null for none. Differences that only binary fractions make
 * (0.1 + 0.2) do not count: a billionth of the larger number is allowed on top.
 */
export function scoreNumeric({ value, tolerance }: Pick<Of<'numeric'>, 'value' | 'tolerance'>, given: number | null): number {
  if (given === null || !Number.isFinite(given)) return 0;
  const noise = 1e-9 * Math.max(Math.abs(value), Math.abs(tolerance));
  return Math.abs(given - value) <= tolerance + noise ? 1 : 0;
}

/** What two answers have in common that count as the same: composed signs, single spaces and, unless it matters, lower case. */
const sameForm = (text: string, caseSensitive: boolean): string => {
  const form = text.normalize('NFC').trim().replace(/\s+/g, ' ');
  return caseSensitive ? form : form.toLowerCase().normalize('NFC');
};

/** Short text, 0/1: 1 when it is one of the accepted forms, apart from spaces and, unless it matters, capitals. In: the text as typed, or null. */
export function scoreShort({ accepted, caseSensitive }: Pick<Of<'short'>, 'accepted' | 'caseSensitive'>, given: string | null): number {
  if (given === null) return 0;
  const form = sameForm(given, caseSensitive);
  return accepted.some((each) => sameForm(each, caseSensitive) === form) ? 1 : 0;
}
