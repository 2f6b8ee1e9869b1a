import { markClauses, type RuleMark } from '../catalogue/mark-clauses.ts';
import { markKind } from './losses.ts';
import type { Mark } from './mark.ts';

const isRule = (kind: string): kind is RuleMark => Object.hasOwn(markClauses, kind);

/** What rests on an entry of the pack where there is one: a decision on the check that fails, an unfounded finding on the decoy. */
const ofEntry: ReadonlySet<RuleMark> = new Set<RuleMark>(['DF/unfounded', 'DEC/decision', 'DEC/reasons']);

/** The clause that a mark rests on, by its kind; what its grade has recorded only where the mark is about an entry of the pack. Null for a mark of no known kind without a clause. */
export function clauseOfMark(mark: Pick<Mark, 'id' | 'stage' | 'clause'>): string | null {
  const kind = markKind(mark);
  if (!isRule(kind)) return mark.clause;
  return ofEntry.has(kind) ? (mark.clause ?? markClauses[kind]) : markClauses[kind];
}
