import type { Catalogue } from '../catalogue/catalogue.ts';
import type { PermitCase } from '../cases/dossier.ts';
import type { Action } from '../desk/action.ts';
import { gradeCase } from './grade.ts';
import type { Critical } from './mark.ts';

/** A critical error that was undone before the file was sent. `step` is the action that would have been one, from 1. */
export interface NearMiss {
  code: Critical['code'];
  step: number;
}

const undoable: ReadonlySet<Action['type']> = new Set(['decide', 'write-letter', 'reply', 'integrity']);

/**
 * What would have been a critical error, had it been sent as it stood (measurement design 1.5): a decision, a letter or a reply that was replaced
 * before the submission is no critical error but a near miss, for an evaluator to see; it costs no points. In: the whole log of the case. Out: each
 * action whose error the grade of the whole log no longer has, in order.
 */
export function nearMisses(catalogue: Catalogue, permitCase: PermitCase, actions: readonly Action[]): NearMiss[] {
  const key = ({ code, evidence }: Critical) => `${code} ${evidence.join(' ')}`;
  const stayed = new Set(gradeCase(catalogue, permitCase, actions).critical.map(key));
  return actions.flatMap((action, index) => {
    if (!undoable.has(action.type)) return [];
    const then = gradeCase(catalogue, permitCase, actions.slice(0, index + 1)).critical;
    return then.filter((critical) => critical.evidence.includes(action.id) && !stayed.has(key(critical))).map(({ code }) => ({ code, step: index + 1 }));
  });
}
