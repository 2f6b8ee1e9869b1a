import { type Catalogue } from '../catalogue/catalogue.ts';
import type { PermitCase } from '../cases/dossier.ts';
import type { Action } from '../desk/action.ts';
import { gradeCase } from './grade.ts';
import type { Critical } from './mark.ts';

/**
 * Critical errors that were made and undone before the case was sent (measurement design 1.5): near misses, which fail nobody and are shown to the evaluator. In: the
 * case and its log. Out: each with the step that made it, in their order. A step is a near miss when the log up to it has a critical error that the whole log has
 * not.
 */
export function nearMisses(catalogue: Catalogue, permitCase: PermitCase, actions: readonly Action[]): Critical[] {
  const keyOf = ({ code, evidence }: Critical) => `${code}/${evidence.join(' ')}`;
  const stands = new Set(gradeCase(catalogue, permitCase, actions).critical.map(keyOf));
  const found = new Map<string, Critical>();
  actions.forEach((action, at) => {
    if (action.type !== 'decide' && action.type !== 'write-letter' && action.type !== 'reply') return;
    for (const critical of gradeCase(catalogue, permitCase, actions.slice(0, at + 1)).critical) if (!stands.has(keyOf(critical))) found.set(keyOf(critical), critical);
  });
  return [...found.values()];
}
