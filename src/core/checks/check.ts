import { type Catalogue, known, serviceOf } from '../catalogue/catalogue.ts';
import type { CheckDefinition, Problem } from '../catalogue/content.ts';
import type { Rule } from './kind.ts';
import { kinds } from './kinds.ts';

/** A check of the content pack with its rule ready to run. */
export type Check = CheckDefinition & Rule;

/** The kinds of problem under which a finding counts, by kind of check; `also` in the pack adds to them. */
const problemsOf: Record<string, readonly Problem[]> = {
  present: ['missing-document'],
  'right-file': ['wrong-document'],
  readable: ['unreadable'],
  match: ['mismatch'],
  'registry-agrees': ['mismatch'],
  'no-permit-in-force': ['breaks-rule'],
  'not-expired': ['expired'],
  'valid-number': ['invalid-number'],
  signed: ['missing-signature'],
  'none-of': [],
  'activity-code': ['invalid-number', 'mismatch'],
  'licensed-activity': ['breaks-rule', 'outside-authority'],
  bracket: ['mismatch', 'breaks-rule'],
  'longest-period': ['breaks-rule'],
  'not-before': ['breaks-rule', 'mismatch'],
  'at-most': ['breaks-rule'],
  'at-least': ['breaks-rule'],
  sums: ['mismatch'],
  'all-marked': ['missing-signature'],
  recent: ['expired'],
  'recent-year': ['expired', 'breaks-rule'],
  'registry-allows': ['breaks-rule'],
};

function makeCheck(catalogue: Catalogue, definition: CheckDefinition): Check {
  const kind = kinds[definition.kind];
  if (!kind) throw new RangeError(`check "${definition.id}": unknown kind "${definition.kind}"; known: ${Object.keys(kinds).join(', ')}`);
  try {
    return { ...definition, ...kind(definition.params, catalogue, [...problemsOf[definition.kind]!, ...definition.also]) };
  } catch (error) {
    throw new RangeError(`check "${definition.id}": ${(error as Error).message}`, { cause: error });
  }
}

// Making the rules of a service costs more than running them, and a catalogue never changes.
const made = new WeakMap<Catalogue, Map<string, readonly Check[]>>();

/** The checks of a service in the order of the pack; RangeError for an unknown service, check, kind or parameter. */
export function checksOf(catalogue: Catalogue, code: string): readonly Check[] {
  let services = made.get(catalogue);
  if (!services) made.set(catalogue, (services = new Map()));
  let checks = services.get(code);
  if (!checks) {
    checks = serviceOf(catalogue, code).checks.map((id) => makeCheck(catalogue, known(catalogue.checks, id, 'check')));
    services.set(code, checks);
  }
  return checks;
}

const rank = { return: 1, refer: 2, reject: 3 } as const;

/** The gravest consequence first. */
export const graver = (a: Check, b: Check): number => rank[b.consequence] - rank[a.consequence];

/** Two checks cannot be broken together when one changes what the other looks at, so that neither hides the other. */
export function collide(a: Check, b: Check): boolean {
  const touches = (written: string, read: string) =>
    written === read || read.startsWith(`${written}.`) || written.startsWith(`${read}.`);
  return a.writes.some((path) => [...b.reads, ...b.writes].some((other) => touches(path, other)))
    || b.writes.some((path) => a.reads.some((other) => touches(path, other)));
}
