import { type Catalogue, known, serviceOf } from '../catalogue/catalogue.ts';
import type { Decision, Levy, LevyFormula, LevySource, LevyVersion, Service, StageId, Target } from '../catalogue/content.ts';
import { computeLevy, type LevyInputs, oneWrongInput, versionOn } from '../levies/formula.ts';
import { daysBetween } from '../shared/dates.ts';
import { registryKey } from '../shared/registry-key.ts';
import { type Check, checksOf, graver } from './check.ts';
import { type Decoy, decoysOf } from './decoy.ts';
import { type Facts, reader } from './kind.ts';

/** What is true of a case: computed from the dossier, never stored beside it. */
export interface Truth {
  failing: readonly Check[];
  decoys: readonly Decoy[];
  /** Everything on this file that can be flagged: the checks of the service, and the decoys. */
  checkpoints: number;
  decision: Decision;
  /** Where to refer to, when the decision is to refer. */
  targets: readonly Target[];
  /** The clauses that the decision rests on. */
  reasons: readonly string[];
  /** The right class, or null where the service has none or a defect touches what it is computed from. */
  class: string | null;
  /** The right levy; null where a defect touches an input. */
  levy: RightLevy | null;
}

/** The place of a value in brackets; the last when it is beyond them. */
function bracketOf(rule: { field: string; upTo: readonly { id: string; max: number }[] }, facts: Facts): number {
  const value = Number(reader(rule.field)(facts));
  return rule.upTo.findIndex((bracket) => value <= bracket.max);
}

/** The right class from the form and the registries; null where the service has none or the datum is not there. */
function classOf(service: Service, facts: Facts): string | null {
  const rule = service.classification?.rule;
  if (!rule) return null;
  if (rule.kind === 'bracket') return rule.upTo[Math.max(bracketOf(rule, facts), rule.and ? bracketOf(rule.and, facts) : -1)]?.id ?? null;
  if (rule.kind === 'lookup') return rule.map[String(reader(rule.field)(facts))] ?? null;
  const record = facts.registries[rule.registry]?.[registryKey(String(reader(rule.key)(facts)))];
  return record ? String(record[rule.field]) : null;
}

/** One input of a formula from the case; undefined when the datum is not there. */
function levyInput(source: LevySource, facts: Facts, rightClass: string | null): number | string | undefined {
  if (typeof source === 'string') {
    const value = reader(source)(facts);
    return typeof value === 'boolean' ? undefined : value;
  }
  if ('class' in source) return rightClass ?? undefined;
  const [start, end] = source.days.map((path) => reader(path)(facts));
  return start === undefined || end === undefined ? undefined : daysBetween(String(start), String(end)) + 1;
}

export interface RightLevy {
  /** Whole rupiah. */
  amount: number;
  /** Amounts that follow from exactly one wrong input; computed when asked for, because most answers are right. */
  oneWrongInput(): readonly number[];
  /** The version and inputs of the formula; null for a free service. */
  basis: { formula: LevyFormula; version: LevyVersion; inputs: LevyInputs } | null;
}

// All stages of a case, and all who play it, ask for the same slips one after another.
let asked: { version: LevyVersion; inputs: string; slips: readonly number[] } | null = null;

function slipsOf(formula: LevyFormula, version: LevyVersion, inputs: LevyInputs, amount: number): readonly number[] {
  const key = JSON.stringify(inputs);
  if (asked?.version !== version || asked.inputs !== key) asked = { version, inputs: key, slips: oneWrongInput(formula, version, inputs, amount) };
  return asked.slips;
}

const free: RightLevy = { amount: 0, oneWrongInput: () => [], basis: null };

/**
 * The levy by the service's formula with the tariff in force on the day the application arrived. Null when no tariff was in force, or an input is not on
 * the file or cannot be: then there is no amount to compare with.
 */
export function levyOf(catalogue: Catalogue, service: Service, facts: Facts & { receivedOn: string }, rightClass: string | null): RightLevy | null {
  const { levy } = service;
  if (levy.kind === 'free') return free;
  const formula = known(catalogue.levies, levy.formula, 'levy');
  const inputs: Record<string, number | string> = {};
  for (const [id, source] of Object.entries(levy.inputs)) {
    const value = levyInput(source, facts, rightClass);
    if (value === undefined) return null;
    inputs[id] = value;
  }
  try {
    const version = versionOn(formula, facts.receivedOn);
    const { amount } = computeLevy(formula, version, inputs);
    return { amount, oneWrongInput: () => slipsOf(formula, version, inputs, amount), basis: { formula, version, inputs } };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The data that a formula reads. */
const levyPaths = (levy: Levy): string[] =>
  levy.kind === 'free' ? [] : Object.values(levy.inputs).flatMap((source) => (typeof source === 'string' ? [source] : 'days' in source ? source.days : []));

const needsClass = (levy: Levy): boolean => levy.kind === 'formula' && Object.values(levy.inputs).some((source) => typeof source === 'object' && 'class' in source);

function classPaths({ classification }: Pick<Service, 'classification'>): string[] {
  const rule = classification?.rule;
  if (!rule) return [];
  if (rule.kind === 'bracket') return [rule.field, ...(rule.and ? [rule.and.field] : [])];
  return [rule.kind === 'registry' ? rule.key : rule.field];
}

const touchesAny = (failing: readonly Check[], paths: readonly string[]): boolean =>
  failing.length > 0 && failing.some((check) => check.where.some((place) => paths.some((path) => {
    const [document, field] = path.split('.') as [string, string];
    return place.document === document && (place.fields === null || place.fields.includes(field));
  })));

/** As much of a truth as says how hard a case is; of class and levy, whether they are judged. */
export type Outlook = Pick<Truth, 'failing' | 'decoys' | 'checkpoints' | 'decision'> & { class: unknown; levy: unknown };

/** What the truth of a file comes to, as known before it is drawn: of its service, what is broken in it, and the decoys that are seen. */
export function outlookOf(catalogue: Catalogue, code: string, broken: readonly Check[], decoys: readonly Decoy[]): Outlook {
  const { classification, ...service } = serviceOf(catalogue, code);
  const failing = broken.toSorted(graver);
  const classed = classification && !touchesAny(failing, classPaths({ classification })) ? true : null;
  const levied = !touchesAny(failing, levyPaths(service.levy)) && (classed || !needsClass(service.levy)) ? true : null;
  return { failing, decoys, checkpoints: checksOf(catalogue, code).length + decoys.length, decision: failing[0]?.consequence ?? 'proceed', class: classed, levy: levied };
}

/** What an expert says of a check against the rules. */
interface Overruled {
  check: string;
  holds: boolean;
}

/** Whether a check holds: an expert's word before the rule's. What he objects to he objects to in the first upload; a new one is for the rules to judge. */
function holds(check: Check, facts: Facts, rulings: readonly Overruled[], stage: StageId): boolean {
  const ruling = rulings.find((each) => each.check === check.id);
  return ruling && (ruling.holds || stage === 'verification') ? ruling.holds : check.holds(facts);
}

type CaseFacts = Facts & { service: string; receivedOn: string; stage?: StageId; rulings?: readonly Overruled[] };

// Robots play a case thousands of times. Only of a frozen one it is sure that its truth stays the same.
const kept = new WeakMap<object, { catalogue: Catalogue; truth: Truth }>();

/**
 * The truth of a case: which checks do not hold and what follows from them. The right decision is the gravest consequence
 * among the failing checks, for the papers of the stage in which the case is. A hand-made case gets its truth in the same way as a generated one.
 */
export function truthOf(catalogue: Catalogue, permitCase: CaseFacts): Truth {
  if (!Object.isFrozen(permitCase)) return computeTruth(catalogue, permitCase);
  let known = kept.get(permitCase);
  if (known?.catalogue !== catalogue) kept.set(permitCase, (known = { catalogue, truth: computeTruth(catalogue, permitCase) }));
  return known.truth;
}

function computeTruth(catalogue: Catalogue, permitCase: CaseFacts): Truth {
  const service = serviceOf(catalogue, permitCase.service);
  const stage = permitCase.stage ?? 'verification';
  const checks = checksOf(catalogue, service.code, stage);
  const { rulings } = permitCase;
  const failing = checks.filter((check) => !(rulings ? holds(check, permitCase, rulings, stage) : check.holds(permitCase))).sort(graver);
  const decoys = decoysOf(catalogue, service.code, stage).filter((decoy) => decoy.present(permitCase));
  const gravest = failing[0];
  // Class and levy are set when the file is verified; later stages only use them.
  const classed = stage === 'verification' || stage === 'resubmission';
  const rightClass = !classed || touchesAny(failing, classPaths(service)) ? null : classOf(service, permitCase);
  const levyIsClear = classed && !touchesAny(failing, levyPaths(service.levy)) && (rightClass !== null || !needsClass(service.levy));
  return {
    failing,
    decoys,
    checkpoints: checks.length + decoys.length,
    decision: gravest?.consequence ?? 'proceed',
    targets: failing.filter((check) => check.consequence === 'refer' && gravest?.consequence === 'refer').flatMap((check) => check.target ?? []),
    reasons: [...new Set(failing.map((check) => check.clause))],
    class: rightClass,
    levy: levyIsClear ? levyOf(catalogue, service, permitCase, rightClass) : null,
  };
}
