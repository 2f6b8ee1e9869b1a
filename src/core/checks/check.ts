import { type Catalogue, known, serviceOf } from '../catalogue/catalogue.ts';
import type { CheckDefinition, Params, Problem, Service, StageId } from '../catalogue/content.ts';
import { draftChecksOf } from '../catalogue/drafts.ts';
import { EntryError } from '../catalogue/entry-error.ts';
import type { Rule } from './kind.ts';
import { kinds } from './kinds.ts';

/** A check of the content pack with its rule ready to run. */
export type Check = CheckDefinition & Rule & {
  /** By fact, the values of which the file has one: without them the papers that the check is about are not asked for. */
  onlyWhen: Readonly<Record<string, readonly string[]>>;
};

/** These look at a paper only where it is there, and at the form in any case. */
const regardless: ReadonlySet<string> = new Set(['licensed-activity', 'valid-number']);

/** Whether a check, or the breaking of it, touches this paper. */
const touchesPaper = ({ kind, reads, writes }: CheckDefinition & Rule, document: string): boolean =>
  !regardless.has(kind) && [...reads, ...writes].some((path) => path === document || path.startsWith(`${document}.`));

/** The conditions under which the papers are asked for that any of these checks touches, in the order of the papers. */
export const conditionsOfPapers = (service: Service, checks: readonly (CheckDefinition & Rule)[]) =>
  service.requirements.flatMap(({ document, when }) => (when && checks.some((check) => touchesPaper(check, document)) ? [when] : []));

/** The values that both allow; those of the later where they allow none in common, because a check may read either of two papers. */
export const inCommon = (earlier: readonly string[] | undefined, later: readonly string[]): readonly string[] => {
  const common = earlier ? later.filter((value) => earlier.includes(value)) : later;
  return common.length > 0 ? common : later;
};

function conditionsOf(service: Service, check: CheckDefinition & Rule): Check['onlyWhen'] {
  const all: Record<string, readonly string[]> = {};
  for (const when of [...conditionsOfPapers(service, [check]), check.needs ?? {}]) for (const [fact, allowed] of Object.entries(when)) all[fact] = inCommon(all[fact], allowed);
  return all;
}

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
  'balanced-at-most': ['breaks-rule'],
  'balanced-at-least': ['breaks-rule'],
  'at-most-by': ['breaks-rule'],
  'at-least-by': ['breaks-rule'],
  'higher-bracket': ['mismatch', 'breaks-rule'],
  product: ['mismatch'],
  'authority-limit': ['breaks-rule'],
  sums: ['mismatch'],
  'all-marked': ['missing-signature'],
  recent: ['expired'],
  'recent-year': ['expired', 'breaks-rule'],
  'ends-soon': ['breaks-rule'],
  'ends-later': ['breaks-rule', 'expired'],
  'registry-allows': ['breaks-rule'],
  'registry-knows': ['invalid-number', 'mismatch', 'breaks-rule'],
  'not-where': ['breaks-rule'],
  'not-over': ['breaks-rule'],
  'shortest-period': ['breaks-rule'],
  'distinct-numbers': ['invalid-number', 'mismatch', 'breaks-rule'],
};

function makeCheck(catalogue: Catalogue, service: Service, id: string): Check {
  const definition: CheckDefinition = known(catalogue.checks, id, 'check');
  const kind = kinds[definition.kind];
  if (!kind) throw new EntryError(definition, ['kind'], `check "${definition.id}": unknown kind "${definition.kind}"; known: ${Object.keys(kinds).join(', ')}`);
  try {
    const check = { ...definition, ...kind(paramsFor(definition.params, service), catalogue, [...problemsOf[definition.kind]!, ...definition.also]) };
    return { ...check, onlyWhen: conditionsOf(service, check) };
  } catch (error) {
    throw new EntryError(definition, ['params'], `check "${definition.id}": ${(error as Error).message}`, { cause: error });
  }
}

// Making the rules of a service costs more than running them, and a catalogue never changes.
const made = new WeakMap<Catalogue, Map<string, readonly Check[]>>();

/** In the checks and decoys of a stage, `$applicant` is the form's field that names the applicant of the service. */
export const paramsFor = (params: Params, service: Service): Params =>
  JSON.stringify(params).includes('$applicant') ? (JSON.parse(JSON.stringify(params).replaceAll('$applicant', service.applicant)) as Params) : params;

/** The ids of the checks of a stage of this service, in the order of the pack. */
function checkIdsOf(catalogue: Catalogue, service: Service, stage: StageId): readonly string[] {
  if (stage === 'verification' || stage === 'resubmission') return service.checks;
  const { checks } = known(catalogue.stages, stage, 'stage');
  return stage === 'permit' ? [...checks, ...draftChecksOf(service)] : checks;
}

/**
 * The checks of a stage of a service in the order of the pack; the verification and the second upload have those of the service. RangeError for an
 * unknown service, check, kind or parameter.
 */
export function checksOf(catalogue: Catalogue, code: string, stage: StageId = 'verification'): readonly Check[] {
  let services = made.get(catalogue);
  if (!services) made.set(catalogue, (services = new Map()));
  const key = stage === 'verification' || stage === 'resubmission' ? code : `${code}/${stage}`;
  let checks = services.get(key);
  if (!checks) {
    const service = serviceOf(catalogue, code);
    checks = checkIdsOf(catalogue, service, stage).map((id) => makeCheck(catalogue, service, id));
    services.set(key, checks);
  }
  return checks;
}

const rank = { return: 1, refer: 2, reject: 3 } as const;

/** The gravest consequence first. */
export const graver = (a: Check, b: Check): number => rank[b.consequence] - rank[a.consequence];

/** Two checks cannot be broken together when one changes what the other looks at, so that neither hides the other, or when no file has the papers of both. */
export function collide(a: Check, b: Check): boolean {
  const touches = (written: string, read: string) =>
    written === read || read.startsWith(`${written}.`) || written.startsWith(`${read}.`);
  return a.writes.some((path) => [...b.reads, ...b.writes].some((other) => touches(path, other)))
    || b.writes.some((path) => a.reads.some((other) => touches(path, other)))
    || Object.entries(a.onlyWhen).some(([fact, allowed]) => b.onlyWhen[fact]?.every((value) => !allowed.includes(value)));
}
