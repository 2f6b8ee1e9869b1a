import { type Catalogue, levelOf, serviceOf } from '../catalogue/catalogue.ts';
import { dueAfter, retrievability, type Review } from '../mastery/spacing.ts';

/** What one trainee remembers of one kind of defect. Moments are ISO-8601 UTC. */
export interface Card {
  kind: string;
  /** It is so grave that it is to be remembered more surely. */
  critical: boolean;
  reviews: number;
  /** It was found at least once in the time that counts. */
  found: boolean;
  lastAt: string | null;
  /** The chance, 0..1, that it would be found now; null where it was never met. */
  retrievability: number | null;
  /** When that chance falls to the wanted one; null where it was never met. */
  dueAt: string | null;
  /** When it falls to what the gate asks for; null where it was never met. */
  fadesAt: string | null;
  /** 1: to be met, never found or below what the gate asks; .5: below the wanted retention; 0: remembered. */
  urgency: 0 | 0.5 | 1;
}

/** How surely a kind of defect is to be remembered (measurement design 3.3). */
export const retention = { usual: 0.9, critical: 0.95 } as const;

/** The defect kinds that can be in a file of this level: those of its services' checks, sorted. */
export function defectKindsOf(catalogue: Catalogue, level: number): string[] {
  return [...kindWeights(catalogue, level).keys()].sort();
}

const kept = new WeakMap<Catalogue, Map<number, ReadonlyMap<string, readonly number[]>>>();

/** The weights (1 to 3) of the checks behind each kind of defect of a level. */
function kindWeights(catalogue: Catalogue, level: number): ReadonlyMap<string, readonly number[]> {
  let levels = kept.get(catalogue);
  if (!levels) kept.set(catalogue, (levels = new Map()));
  let weights = levels.get(level);
  if (!weights) {
    const ids = new Set(levelOf(catalogue, level).services.flatMap((code) => serviceOf(catalogue, code).checks));
    const lists = new Map<string, number[]>();
    for (const id of ids) {
      const { defect, weight } = catalogue.checks.get(id)!;
      lists.set(defect, [...(lists.get(defect) ?? []), weight]);
    }
    levels.set(level, (weights = lists));
  }
  return weights;
}

/** A kind is critical when each of its checks has the gravest weight. */
const isCritical = (weights: readonly number[]): boolean => weights.every((weight) => weight === 3);

/**
 * One card for each kind of defect of a level, sorted by kind. In: the reviews of each kind, oldest first and none after `now` (ISO-8601 UTC), the kinds that were
 * found at least once, and the retrievability that the gate asks for (0..1). Rule: measurement design 3.3, wanted retention .90, critical kinds .95.
 */
export function cardsOf(
  catalogue: Catalogue,
  level: number,
  { reviews, found, now }: { reviews: ReadonlyMap<string, readonly Review[]>; found: ReadonlySet<string>; now: string },
): Card[] {
  const asked = levelOf(catalogue, level).gate.retrievability;
  const weights = kindWeights(catalogue, level);
  return defectKindsOf(catalogue, level).map((kind): Card => {
    const own = reviews.get(kind) ?? [];
    const critical = isCritical(weights.get(kind)!);
    const wanted = retention[critical ? 'critical' : 'usual'];
    const chance = retrievability(own, now);
    const isFound = found.has(kind);
    return {
      kind,
      critical,
      reviews: own.length,
      found: isFound,
      lastAt: own.at(-1)?.at ?? null,
      retrievability: chance,
      dueAt: dueAfter(own, wanted),
      fadesAt: dueAfter(own, asked),
      urgency: !isFound || (chance ?? 0) < asked ? 1 : chance! < wanted ? 0.5 : 0,
    };
  });
}
