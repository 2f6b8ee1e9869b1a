import { type Catalogue, serviceOf } from '../catalogue/catalogue.ts';
import type { Decision, Levy, Service, Target } from '../catalogue/content.ts';
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
  /** The levy in rupiah, and amounts that follow from exactly one wrong input; null where a defect touches an input. */
  levy: { amount: number; oneWrongInput: readonly number[] } | null;
}

/** The right class from the form and the registries; null where the service has none or the datum is not there. */
function classOf(service: Service, facts: Facts): string | null {
  const rule = service.classification?.rule;
  if (!rule) return null;
  if (rule.kind === 'bracket') {
    const value = Number(reader(rule.field)(facts));
    return rule.upTo.find((bracket) => value <= bracket.max)?.id ?? null;
  }
  if (rule.kind === 'lookup') return rule.map[String(reader(rule.field)(facts))] ?? null;
  const record = facts.registries[rule.registry]?.[registryKey(String(reader(rule.key)(facts)))];
  return record ? String(record[rule.field]) : null;
}

/**
 * Advertising tax in rupiah: percent x area x sides x count x days x rate of the road class (UU 28/2009: at most 25 % of the rental value;
 * the rental value per square metre and day is a training tariff).
 */
function advertisingTax(levy: Extract<Levy, { kind: 'advertising-tax' }>, facts: Facts, roadClass: string, change: { sides?: number; count?: number; days?: number } = {}): number {
  const number = (path: string) => Number(reader(path)(facts));
  const days = daysBetween(String(reader(levy.start)(facts)), String(reader(levy.end)(facts))) + 1 + (change.days ?? 0);
  const area = number(levy.area[0]) * number(levy.area[1]);
  const sides = change.sides ?? number(levy.sides);
  const count = change.count ?? number(levy.count);
  return Math.round((area * sides * count * days * (levy.rates[roadClass] ?? 0) * levy.percent) / 100);
}

/** The levy by the service's formula, with what comes out when exactly one input is taken wrong. */
export function levyOf(service: Service, facts: Facts, rightClass: string | null): { amount: number; oneWrongInput: number[] } {
  const { levy } = service;
  if (levy.kind === 'free') return { amount: 0, oneWrongInput: [] };
  if (levy.kind === 'flat') return { amount: levy.amount, oneWrongInput: [] };
  const roadClass = rightClass ?? '';
  const amount = advertisingTax(levy, facts, roadClass);
  const wrong = [
    ...Object.keys(levy.rates).map((other) => advertisingTax(levy, facts, other)),
    advertisingTax(levy, facts, roadClass, { sides: 2 }),
    advertisingTax(levy, facts, roadClass, { count: 1 }),
    advertisingTax(levy, facts, roadClass, { days: -1 }),
  ];
  return { amount, oneWrongInput: [...new Set(wrong)].filter((other) => other !== amount) };
}

const levyInputs = (levy: Levy): string[] =>
  levy.kind === 'advertising-tax' ? [...levy.area, levy.sides, levy.count, levy.start, levy.end] : [];

function classInputs(service: Service): string[] {
  const rule = service.classification?.rule;
  if (!rule) return [];
  return [rule.kind === 'registry' ? rule.key : rule.field];
}

const touchesAny = (failing: readonly Check[], paths: readonly string[]): boolean =>
  failing.length > 0 && failing.some((check) => check.where.some((place) => paths.some((path) => {
    const [document, field] = path.split('.') as [string, string];
    return place.document === document && (place.fields === null || place.fields.includes(field));
  })));

/**
 * The truth of a case: which checks do not hold and what follows from them. The right decision is the gravest consequence
 * among the failing checks. A hand-made case gets its truth in the same way as a generated one.
 */
export function truthOf(catalogue: Catalogue, permitCase: Facts & { service: string }): Truth {
  const service = serviceOf(catalogue, permitCase.service);
  const checks = checksOf(catalogue, service.code);
  const failing = checks.filter((check) => !check.holds(permitCase)).sort(graver);
  const decoys = decoysOf(catalogue, service.code).filter((decoy) => decoy.present(permitCase));
  const gravest = failing[0];
  const rightClass = touchesAny(failing, classInputs(service)) ? null : classOf(service, permitCase);
  // The tax rests on the road class; without a class there is no amount to compare with.
  const levyIsClear = !touchesAny(failing, levyInputs(service.levy)) && (service.levy.kind !== 'advertising-tax' || rightClass !== null);
  return {
    failing,
    decoys,
    checkpoints: checks.length + decoys.length,
    decision: gravest?.consequence ?? 'proceed',
    targets: failing.filter((check) => check.consequence === 'refer' && gravest?.consequence === 'refer').flatMap((check) => check.target ?? []),
    reasons: [...new Set(failing.map((check) => check.clause))],
    class: rightClass,
    levy: levyIsClear ? levyOf(service, permitCase, rightClass) : null,
  };
}
