export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** One thing in which two documents differ: the way to it, `goal.en` or `claims.expert.score`, and what stood and stands there. */
export interface Difference {
  path: string;
  kind: 'added' | 'removed' | 'changed' | 'moved';
  before: Json | undefined;
  after: Json | undefined;
}

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
const isRecord = (value: Json | undefined): value is { readonly [key: string]: Json } => typeof value === 'object' && value !== null && !Array.isArray(value);
const same = (a: Json | undefined, b: Json | undefined): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

/** The same value with its keys in one order, for two documents that were written by different hands. */
function sorted(value: Json | undefined): Json | undefined {
  if (isList(value)) return value.map((each) => sorted(each)!);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])!]));
}

/** What tells the entries of a list apart when they are moved: the first of these keys that each has, differently. */
const names = ['id', 'robot', 'check', 'kind', 'seed', 'code'];

function nameOf(list: readonly Json[]): string | null {
  if (list.length === 0 || !list.every(isRecord)) return null;
  return names.find((name) => new Set(list.map((entry) => entry[name])).size === list.length && list.every((entry) => typeof entry[name] === 'string')) ?? null;
}

const join = (path: string, key: string | number): string => (path === '' ? String(key) : `${path}.${key}`);

/**
 * In what two documents differ, in the order of the first. Entries of a list are told apart by their name where they have one, by their place
 * otherwise; plain values of a list come and go, and `moved` says that they only stand in another order. Equal documents give an empty list.
 */
export function differences(before: Json | undefined, after: Json | undefined, path = ''): Difference[] {
  if (same(before, after)) return [];
  if (isRecord(before) && isRecord(after))
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) => differences(before[key], after[key], join(path, key)));
  if (isList(before) && isList(after)) return ofLists(before, after, path);
  const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  return [{ path, kind, before, after }];
}

function ofLists(before: readonly Json[], after: readonly Json[], path: string): Difference[] {
  const name = nameOf([...before, ...after].length > 0 ? before : after) ?? nameOf(after);
  if (name !== null && (before.length === 0 || nameOf(before) === name) && (after.length === 0 || nameOf(after) === name)) {
    const byName = (list: readonly Json[]) => new Map(list.map((entry) => [(entry as Record<string, string>)[name]!, entry]));
    const [old, now] = [byName(before), byName(after)];
    const found = [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => differences(old.get(key), now.get(key), join(path, key)));
    return found.length > 0 ? found : [{ path, kind: 'moved', before, after }];
  }
  if ([...before, ...after].every((entry) => typeof entry !== 'object' || entry === null)) {
    const without = (list: readonly Json[], other: readonly Json[]) => {
      const rest = [...other];
      return list.filter((entry) => {
        const at = rest.indexOf(entry);
        if (at >= 0) rest.splice(at, 1);
        return at < 0;
      });
    };
    const gone = without(before, after).map((entry): Difference => ({ path, kind: 'removed', before: entry, after: undefined }));
    const come = without(after, before).map((entry): Difference => ({ path, kind: 'added', before: undefined, after: entry }));
    return gone.length + come.length > 0 ? [...gone, ...come] : [{ path, kind: 'moved', before, after }];
  }
  return Array.from({ length: Math.max(before.length, after.length) }, (_, at) => differences(before[at], after[at], join(path, at))).flat();
}

/** The places of a document on which something can be said, in its order: every value, and a list of plain values as one. */
export function placesIn(document: Json, path = ''): string[] {
  if (isRecord(document)) return Object.entries(document).flatMap(([key, value]) => placesIn(value, join(path, key)));
  if (!isList(document) || document.every((entry) => typeof entry !== 'object' || entry === null)) return path === '' ? [] : [path];
  const name = nameOf(document);
  return document.flatMap((entry, at) => placesIn(entry, join(path, name === null ? at : String((entry as Record<string, Json>)[name]))));
}
