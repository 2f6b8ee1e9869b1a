import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { markClauses } from '../../core/catalogue/mark-clauses.ts';
import { markKind } from '../../core/grading/losses.ts';
import { caseParts, letterItems } from '../../core/grading/scores.ts';
import type { Speech } from '../../platform/i18n.ts';

/** Kinds of marks that are about another thing in every case: each has a name of its own, and no one clause. */
export const namedKinds: ReadonlyMap<string, string> = new Map([
  ['DF/none', 'clean'],
  ['DF/unfounded', 'unfounded'],
  ['DEC/decision', 'decision'],
  ['DEC/reasons', 'reasons'],
  ['FEE/class', 'class'],
  ['FEE/levy', 'levy'],
  ['ITG/reply', 'message'],
  ['PMD/reply', 'guide'],
]);

/** What a mark is about where its case is not at hand, by its id as a grade has it; null for an id that no grade can have. */
export function markName(catalogue: Pick<Catalogue, 'checks'>, id: string, { t, language }: Pick<Speech, 't' | 'language'>): string | null {
  const parts = id.split('/');
  const at = parts.findIndex((each) => caseParts.some((part) => part === each));
  if (at < 0) return null;
  const kind = markKind({ id: parts.slice(at).join('/') });
  const [part, what = ''] = kind.split('/') as [string, string?];
  const words = part === 'DF' && !namedKinds.has(kind) ? catalogue.checks.get(what)?.name[language] : textOf(kind) && t(textOf(kind)!);
  return [t(`grading.part.${part}`), words].filter(Boolean).join(': ');
}

/** The text that a kind of mark has where it is not named after an entry of the pack. */
function textOf(kind: string): string | undefined {
  const named = namedKinds.get(kind);
  if (named) return `notes.kind.${named}`;
  const [part, ...rest] = kind.split('/');
  const what = rest.at(-1) ?? '';
  if (kind === 'COR/cap') return 'grading.letterCap';
  if (kind === 'COR/none') return 'grading.noLetter';
  if (part === 'COR' && letterItems.some((item) => item === what)) return `grading.letter.${what}`;
  if (kind === 'ONCE/return') return 'grading.expected.once';
  if (kind === 'WKT/sequence') return 'grading.expected.sequence';
  if (kind === 'WKT/time') return 'notes.kind.time';
  if (kind === 'DEC/outcome') return 'grading.talk.helped';
  if (kind === 'ITG/flags') return 'grading.talk.integrity';
  if (kind === 'ITG/report') return 'events.truth.report';
  if (Object.hasOwn(markClauses, kind) && part === 'ITG') return `events.${rest[0] === 'harm' ? 'act' : 'step'}.${what}`;
  return undefined;
}
