import type { Catalogue } from '../catalogue/catalogue.ts';
import type { PermitCase, Recipe } from '../cases/dossier.ts';
import { caseMaker, drawBreaks, type Outline } from '../cases/generate.ts';
import { type Decoy, decoysOf } from '../checks/decoy.ts';
import { outlookOf, truthOf } from '../checks/truth.ts';
import { randomFrom } from '../shared/random.ts';
import { expectedCase } from '../sittings/expected.ts';
import { cutAbility } from '../sittings/reference.ts';
import type { RecipeWay, Scenario } from './scenario.ts';

/** A case of a scenario with the recipe that makes its later stages. */
export interface ScenarioCase {
  recipe: Recipe;
  permitCase: PermitCase;
}

/** So many sets of checks are drawn for a difficulty, and the nearest is taken. */
const draws = 24;
/** A case hits a difficulty when its expected points are at most so far away. */
export const nearEnough = 4;
/** One so near is taken at once. */
const hit = nearEnough / 2;
/** So many decoys that nobody planted may be there: one name is written the same way on several papers, a measure meets its limit by chance. */
const chanced = 4;

type Wanted = Extract<RecipeWay['defects'], { how: 'difficulty' }>;
type Kind = Pick<Scenario, 'service' | 'level'>;

interface Maker {
  seed: string;
  make(breaks: string[]): ScenarioCase;
  outline(breaks: string[]): Outline;
}

/** What makes the cases of a recipe for a seed, by what is broken in them. */
export function makerOf(catalogue: Catalogue, { service, level }: Kind, { decoys, message, event }: Omit<RecipeWay, 'way'>, seed: string): Maker {
  const base: Recipe = { service, level, seed, ...(decoys && { decoys }), ...(message !== 'any' && { message }), ...(event && { event }) };
  const { make, outline } = caseMaker(catalogue, base);
  return { seed, outline, make: (breaks) => ({ recipe: { ...base, breaks }, permitCase: make(breaks) }) };
}

/** The points of 100 that an operator exactly at the cut of the level is expected to get. */
export const pointsAtCut = (catalogue: Catalogue, permitCase: PermitCase): number =>
  expectedCase(catalogue, permitCase, truthOf(catalogue, permitCase), cutAbility(catalogue, permitCase.level));

/** The sets of checks that are drawn for a difficulty, each once: the same checks make the same case again. */
function* setsOf(catalogue: Catalogue, { service, level }: Kind, { decision }: Wanted, seed: string): Generator<string[]> {
  const random = randomFrom(`${service}/${level}/${seed}`, 'difficulty');
  const seen = new Set<string>();
  for (let draw = 0; draw < draws; draw++) {
    const breaks = tried(() => drawBreaks(catalogue, service, level, random, decision));
    if (!breaks || seen.has(breaks.join())) continue;
    seen.add(breaks.join());
    yield breaks;
  }
}

interface Draft {
  breaks: string[];
  /** Points by which it is off at the least, as known before it is made. */
  least: number;
  away: number;
  /** Null where it cannot be made. */
  made?: ScenarioCase | null;
}

/** The first case that hits the difficulty, or the nearest of all that are drawn. RangeError when none can be made. */
export function nearestCase(catalogue: Catalogue, kind: Kind, wanted: Wanted, maker: Maker): ScenarioCase {
  const drafts: Draft[] = [];
  const judge = (draft: Draft): void => {
    draft.made = tried(() => maker.make(draft.breaks));
    if (draft.made) draft.away = Math.abs(pointsAtCut(catalogue, draft.made.permitCase) - wanted.points);
  };
  for (const breaks of setsOf(catalogue, kind, wanted, maker.seed)) {
    const least = tried(() => leastAway(catalogue, kind, maker.outline(breaks), wanted.points));
    if (least === null) continue;
    const draft: Draft = { breaks, least, away: Infinity };
    drafts.push(draft);
    // To make a case costs much more than to see that it cannot hit.
    if (least <= hit) judge(draft);
    if (draft.made && draft.away <= hit) return draft.made;
  }
  let nearest = Math.min(...drafts.map(({ away }) => away));
  for (const draft of drafts.filter(({ made }) => made === undefined).sort((a, b) => a.least - b.least)) {
    if (draft.least > nearest) break;
    judge(draft);
    nearest = Math.min(nearest, draft.away);
  }
  const best = drafts.find(({ made, away }) => made && away === nearest)?.made;
  if (!best) throw new RangeError(`no case of ${kind.service} at level ${kind.level} can be made`);
  return best;
}

/** How far the points of a case are from the wanted ones at the least; which decoys will be seen is not known before it is made. */
function leastAway(catalogue: Catalogue, { service, level }: Kind, { broken, decoys, conversations }: Outline, points: number): number {
  const pointsWith = (seen: readonly Decoy[]) => expectedCase(catalogue, { service, conversations }, outlookOf(catalogue, service, broken, seen), cutAbility(catalogue, level));
  const most = pointsWith([]);
  if (most <= points) return points - most;
  const others = decoysOf(catalogue, service).filter((decoy) => !decoys.includes(decoy)).sort((a, b) => b.difficulty - a.difficulty);
  return Math.max(0, pointsWith([...decoys, ...others.slice(0, chanced)]) - points);
}

/** The whole points nearest to the wanted ones that a case of every one of these seeds comes to; null when there are none. */
export function reachable(catalogue: Catalogue, kind: Kind, content: RecipeWay, wanted: Wanted, seeds: readonly string[]): number | null {
  const reached = seeds.map((seed) => {
    const { make } = makerOf(catalogue, kind, content, seed);
    return [...setsOf(catalogue, kind, wanted, seed)].flatMap((breaks) => tried(() => pointsAtCut(catalogue, make(breaks).permitCase)) ?? []);
  });
  const all = Array.from({ length: 76 }, (_, at) => at + 20).filter((points) => reached.every((each) => each.some((other) => Math.abs(other - points) <= nearEnough)));
  return all.sort((a, b) => Math.abs(a - wanted.points) - Math.abs(b - wanted.points))[0] ?? null;
}

/** What a draw gives, or null for one that cannot be made. */
function tried<T>(make: () => T): T | null {
  try {
    return make();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
