import type { Params } from '../catalogue/content.ts';
import type { Random } from '../shared/random.ts';
import { type DecoyKind, listParam, placesOf, reader, textParam, type Value, writer } from './kind.ts';
import { samenesses } from './sameness.ts';

/** One thing written in two ways, on two papers: which second writing counts, and how the second paper is written anew. */
const written = (
  counts: (second: Value) => boolean,
  rewriterOf: (params: Params) => (value: string, random: Random) => string,
): DecoyKind => (params) => {
  const [a, b] = listParam(params, 'paths') as [string, string];
  const as = samenesses[textParam(params, 'as')];
  if (!as) throw new RangeError(`parameter "as" must be one of ${Object.keys(samenesses).join(', ')}`);
  const rewrite = rewriterOf(params);
  const readA = reader(a);
  const readB = reader(b);
  const writeB = writer(b);
  return {
    where: placesOf([a, b], []),
    present(facts) {
      const left = readA(facts);
      const right = readB(facts);
      return left !== undefined && right !== undefined && left !== right && as.normal(left) === as.normal(right) && counts(right);
    },
    plantInDossier(draft, random) {
      const value = readB(draft);
      if (value !== undefined) writeB(draft, rewrite(String(value), random));
    },
  };
};

/** The same name or address written another way (D08 and its like). */
const variant = written(
  () => true,
  (params) => {
    const forms = listParam(params, 'forms');
    return (value, random) => {
      const [from, to] = random.pick(forms).split('=>') as [string, string];
      return from === '' ? to.replace('*', value) : value.replace(from, to);
    };
  },
);

/** The same name in capitals. */
const capitals = written(
  (second) => second === String(second).toUpperCase(),
  () => (value) => value.toUpperCase(),
);

/** A name or title in capitals. */
const writtenLarge: DecoyKind = (params) => {
  const path = textParam(params, 'path');
  const read = reader(path);
  const write = writer(path);
  return {
    where: placesOf([path], []),
    present(facts) {
      const value = read(facts);
      return typeof value === 'string' && value === value.toUpperCase() && value !== value.toLowerCase();
    },
    plantInDossier(draft) {
      const value = read(draft);
      if (typeof value === 'string') write(draft, value.toUpperCase());
    },
  };
};

/** Kinds of decoy about how a thing is written. */
export const writingDecoys: Readonly<Record<string, DecoyKind>> = { variant, capitals, 'written-large': writtenLarge };
