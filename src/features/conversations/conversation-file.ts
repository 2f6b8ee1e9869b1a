import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import type { Situation } from '../../core/conversations/format.ts';
import { type FileFault, readConversations } from '../../core/conversations/read.ts';
import { lintConversation } from './conversation-kind.ts';

/** What a file is refused for: the way into it, and why, as the check or the schema says it. */
export type Refused = FileFault | { path: readonly (string | number)[]; kind: 'one' | 'bank' | 'catalogue'; what: string };

/** The one conversation of a file, examined as the bank does, or all that the file is refused for. In: the file as data. */
export function examineFile(catalogue: Catalogue, file: unknown): { situation: Situation } | { refused: Refused[] } {
  const { bank, situations } = (typeof file === 'object' && file !== null ? file : {}) as { bank?: unknown; situations?: unknown };
  if (bank !== undefined) return { refused: [{ path: ['bank'], kind: 'bank', what: '' }] };
  if (Array.isArray(situations) && situations.length > 1) return { refused: [{ path: ['situations', 1], kind: 'one', what: String((situations[1] as { id?: unknown } | null)?.id ?? '') }] };
  const read = readConversations(file, catalogue.guideWords);
  if (!read.ok) return { refused: read.faults };
  const [situation] = read.situations as [Situation];
  const refused = lintConversation(catalogue, situation).map(({ path, key, vars }): Refused => ({ path: ['situations', 0, ...path.split('.')], kind: 'catalogue', what: String(vars?.reason ?? key.split('.').at(-1)) }));
  return refused.length > 0 ? { refused } : { situation };
}
