import type { Params } from '../catalogue/content.ts';
import { type Facts, type Kind, listParam, reader, textParam, writer } from './kind.ts';
import { measureKinds } from './measure-kinds.ts';

const optionalList = (params: Params, name: string): string[] => (params[name] === undefined ? [] : listParam(params, name));

/** Changes the numbers at these paths by so much; a path that is not on the dossier stays away. */
function change(draft: Facts, paths: readonly string[], by: number): void {
  for (const path of paths) {
    const value = reader(path)(draft);
    if (typeof value === 'number') writer(path)(draft, Number((value + by).toFixed(6)));
  }
}

/**
 * A value of a sum keeps a limit, as in `at-most` and `at-least`. Breaking it keeps the sum: what stands at `rise` (parts of the value) changes by as
 * much, what stands at `fall` (other parts of the same total) by as much the other way.
 */
const balanced = (name: 'at-most' | 'at-least'): Kind => (params, catalogue, problems) => {
  const plain = measureKinds[name]!(params, catalogue, problems);
  const read = reader(textParam(params, 'value'));
  const rise = optionalList(params, 'rise');
  const fall = optionalList(params, 'fall');
  return {
    ...plain,
    writes: [...plain.writes, ...rise, ...fall],
    breakIn(draft, random) {
      const before = read(draft);
      plain.breakIn(draft, random);
      const after = read(draft);
      if (typeof before !== 'number' || typeof after !== 'number') return;
      change(draft, rise, after - before);
      change(draft, fall, before - after);
    },
  };
};

/** Limits on one number of a sum. */
export const balanceKinds: Readonly<Record<string, Kind>> = { 'balanced-at-most': balanced('at-most'), 'balanced-at-least': balanced('at-least') };
