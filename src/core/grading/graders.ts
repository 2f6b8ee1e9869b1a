import { type Catalogue, known } from '../catalogue/catalogue.ts';
import type { PermitCase } from '../cases/dossier.ts';
import type { Action } from '../desk/action.ts';
import { gradeCase, graderVersion } from './grade.ts';
import type { Grade } from './mark.ts';

type Grader = (catalogue: Catalogue, permitCase: PermitCase, actions: readonly Action[]) => Grade;

const newer: ReadonlySet<Action['type']> = new Set(['integrity', 'withdraw-integrity', 'declare-conflict']);

/** Before anything came in beside a file, and before anything could be recorded about it. */
function withoutEvents(catalogue: Catalogue, { event: _, ...permitCase }: PermitCase, actions: readonly Action[]): Grade {
  return { ...gradeCase(catalogue, permitCase, actions.filter(({ type }) => !newer.has(type))), version: '2015.1' };
}

/** Every version of the rules of grading by which grades were recorded and can be made again; a change of the rules adds one. */
const graders: ReadonlyMap<string, Grader> = new Map([['2015.1', withoutEvents], [graderVersion, gradeCase]]);

/**
 * Grades one case by the rules of a version (measurement design 1.6, 2): a pure function, so that the same case, actions and version give the same grade
 * to the last bit. Out: as `gradeCase`. RangeError, which names the known ones, for an unknown version; RangeError for content that is not known.
 */
export function grade(catalogue: Catalogue, permitCase: PermitCase, actions: readonly Action[], version: string): Grade {
  return known(graders, version, 'grader version')(catalogue, permitCase, actions);
}
