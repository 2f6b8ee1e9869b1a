import { type Facts, type Kind, listParam, placesOf, reader, textParam } from './kind.ts';
import { measureKinds } from './measure-kinds.ts';

/**
 * A limit that depends on another datum (`by`): one of `words`, or the bracket of a number by `upTo` (one fewer than `limits`). Otherwise as the plain limit,
 * with `value`, `per`, `scale`, `step` and `same`. Where the datum is not there or is none of the words, no limit applies.
 */
const graded = (side: 'at-most' | 'at-least'): Kind => (params, catalogue, problems) => {
  const by = textParam(params, 'by');
  const limits = listParam(params, 'limits').map(Number);
  const words = params['words'] === undefined ? [] : listParam(params, 'words');
  const upTo = params['upTo'] === undefined ? [] : listParam(params, 'upTo').map(Number);
  if (limits.length !== (words.length || upTo.length + 1)) throw new RangeError('parameter "limits" must have one limit for each of "words", or one more than "upTo"');
  const plain = Object.fromEntries(Object.entries(params).filter(([name]) => name !== 'by'));
  const rules = limits.map((limit) => measureKinds[side]!({ ...plain, limit }, catalogue, problems));
  const read = reader(by);
  const ruleFor = (facts: Facts) => {
    const value = read(facts);
    if (words.length > 0) return rules[words.indexOf(String(value))];
    if (typeof value !== 'number') return undefined;
    const bracket = upTo.findIndex((max) => value <= max);
    return rules[bracket < 0 ? upTo.length : bracket];
  };
  const first = rules[0]!;
  return {
    reads: [...first.reads, by],
    writes: first.writes,
    where: placesOf([...new Set([...first.reads, ...first.writes, by])], problems),
    holds: (facts) => ruleFor(facts)?.holds(facts) ?? true,
    breakIn: (draft, random) => ruleFor(draft)?.breakIn(draft, random),
  };
};

/** Kinds of check whose limit is graded by another datum: 4 m for a dwelling, 8 m for a shop. */
export const gradedKinds: Readonly<Record<string, Kind>> = { 'at-most-by': graded('at-most'), 'at-least-by': graded('at-least') };
