import { nearest } from '../shared/nearest-issue.ts';
import { bankSchema, conversationFile, type Bank, type Situation } from './format.ts';
import { type Fault, faultsOf } from './check.ts';

/** A fault of a file that may not even fit the schema. */
export interface FileFault {
  path: readonly (string | number)[];
  kind: Fault['kind'] | 'schema' | 'translation';
  what: string;
}

export type ReadFile = { ok: true; situations: Situation[]; bank: Bank } | { ok: false; faults: FileFault[] };

/**
 * A file of conversations, read and examined. In: the file as data, and the bank that it uses when it brings none. Out: its situations, or every fault with
 * the way into the file; a text that lacks a language is told apart from other faults of shape.
 */
export function readConversations(value: unknown, bank: Bank | null): ReadFile {
  const parsed = conversationFile.safeParse(value);
  if (!parsed.success)
    return {
      ok: false,
      faults: parsed.error.issues.flatMap(nearest).map(({ path, message }) => ({ path: path as (string | number)[], kind: isTranslation(value, path) ? 'translation' : 'schema', what: message })),
    };
  const words = parsed.data.bank ?? bank;
  if (!words) return { ok: false, faults: [{ path: ['bank'], kind: 'schema', what: bankSchema.safeParse(undefined).error!.issues[0]!.message }] };
  const faults = parsed.data.situations.flatMap((situation, at) => faultsOf(situation, words).map((fault): FileFault => ({ ...fault, path: ['situations', at, ...fault.path] })));
  return faults.length > 0 ? { ok: false, faults } : { ok: true, situations: parsed.data.situations, bank: words };
}

/** A text with one of its languages missing or empty. */
function isTranslation(value: unknown, path: readonly PropertyKey[]): boolean {
  const at = (way: readonly PropertyKey[]) => way.reduce<unknown>((inside, key) => (inside as Record<PropertyKey, unknown> | undefined)?.[key], value);
  const isHalf = (text: unknown) => typeof text === 'object' && text !== null && !Array.isArray(text) && Object.keys(text).length === 1 && ('id' in text || 'en' in text);
  if (isHalf(at(path))) return true;
  const last = path.at(-1);
  if (last !== 'id' && last !== 'en') return false;
  const parent = at(path.slice(0, -1));
  return typeof parent === 'object' && parent !== null && (last === 'id' ? 'en' : 'id') in parent && Object.keys(parent).every((key) => key === 'id' || key === 'en');
}
