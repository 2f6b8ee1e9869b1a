import { canonical } from '../shared/canonical.ts';
import type { Catalogue } from './catalogue.ts';
import type { Clause, LevyFormula } from './content.ts';
import { type Dependent, dependentKinds, dependentsOf } from './dependents.ts';

/** The rules of a pack with what depends on each: enough to say later what a new pack has changed. Plain data. */
export interface Edition {
  version: string;
  effective: string;
  clauses: Record<string, Clause>;
  tariffs: Record<string, LevyFormula>;
  dependents: { clauses: Record<string, readonly Dependent[]>; tariffs: Record<string, readonly Dependent[]> };
}

/** The edition of a pack. */
export function editionOf(catalogue: Catalogue): Edition {
  const { clauses, tariffs } = dependentsOf(catalogue);
  return {
    version: catalogue.version,
    effective: catalogue.effective,
    clauses: Object.fromEntries(catalogue.clauses),
    tariffs: Object.fromEntries(catalogue.levies),
    dependents: { clauses: Object.fromEntries(clauses), tariffs: Object.fromEntries(tariffs) },
  };
}

export interface Change {
  subject: 'clause' | 'tariff';
  id: string;
  change: 'added' | 'removed' | 'changed';
  /** Names of the parts that differ; empty where it was added or removed. */
  parts: string[];
  /** What depends on it in the new pack, and what did in the old one. */
  dependents: Dependent[];
}

/**
 * What a new pack changes in the rules, and exactly what depends on each change. In: the edition before and the one after. Out: clauses, then tariffs, each by id.
 */
export function diffEditions(before: Edition, after: Edition): Change[] {
  return [
    ...changesOf('clause', before.clauses, after.clauses, before.dependents.clauses, after.dependents.clauses),
    ...changesOf('tariff', before.tariffs, after.tariffs, before.dependents.tariffs, after.dependents.tariffs),
  ];
}

type Dependences = Record<string, readonly Dependent[]>;

function changesOf(subject: Change['subject'], before: Record<string, object>, after: Record<string, object>, then: Dependences, now: Dependences): Change[] {
  const ids = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return ids.flatMap((id): Change[] => {
    const [old, young] = [before[id], after[id]];
    const parts = old && young ? partsThatDiffer(old, young) : [];
    if (old && young && parts.length === 0) return [];
    const change = !old ? 'added' : !young ? 'removed' : 'changed';
    return [{ subject, id, change, parts, dependents: joined(now[id] ?? [], then[id] ?? []) }];
  });
}

function partsThatDiffer(old: object, young: object): string[] {
  const [a, b] = [old as Record<string, unknown>, young as Record<string, unknown>];
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return keys.filter((key) => canonical(a[key] ?? null) !== canonical(b[key] ?? null));
}

/** Each once, in the order of their kinds. */
function joined(...lists: (readonly Dependent[])[]): Dependent[] {
  const all = new Map(lists.flat().map((each) => [`${each.kind}/${each.id}`, each]));
  return [...all.values()].sort((a, b) => dependentKinds.indexOf(a.kind) - dependentKinds.indexOf(b.kind) || a.id.localeCompare(b.id));
}
