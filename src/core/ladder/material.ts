import { type Catalogue, levelOf } from '../catalogue/catalogue.ts';
import type { GuideScript, MessageScript } from '../catalogue/content.ts';
import { type Decoy, decoysOf } from '../checks/decoy.ts';
import type { Random } from '../shared/random.ts';

/**
 * What a practice file is made of beside its defects: as the level draws it, the easier or the harder half of that, or beyond it what the next level allows (measurement design 1.2: more
 * decoys and defects, conversations of the next level). The rules, the services and the clock stay those of the level.
 */
export const materials = ['easy', 'usual', 'hard', 'stretch'] as const;
export type Material = (typeof materials)[number];

/** What a file of some material is drawn from: decoys and how many of them, defects at least and at most, a citizen's questions and an applicant's messages. */
export interface Pool {
  decoys: readonly Decoy[];
  decoyCount: readonly [number, number];
  defects: readonly [number, number];
  guides: readonly GuideScript[];
  messages: readonly MessageScript[];
}

const kept = new WeakMap<Catalogue, Map<string, Pool>>();

/** The pool of a material for a service at a level. `stretch` of the highest level is `hard`. */
export function poolOf(catalogue: Catalogue, service: string, level: number, material: Material): Pool {
  let own = kept.get(catalogue);
  if (!own) kept.set(catalogue, (own = new Map()));
  const key = `${service}/${level}/${material}`;
  let pool = own.get(key);
  if (!pool) own.set(key, (pool = makePool(catalogue, service, level, material)));
  return pool;
}

function makePool(catalogue: Catalogue, service: string, level: number, material: Material): Pool {
  const rules = levelOf(catalogue, level);
  const above = material === 'stretch' ? (catalogue.levels.find((each) => each.level === level + 1) ?? rules) : rules;
  const at = <T extends { levels: readonly number[] }>(scripts: ReadonlyMap<string, T>) => [...scripts.values()].filter(({ levels }) => levels.includes(above.level));
  const [guides, messages] = [at(catalogue.guides), at(catalogue.messages)];
  const decoys = decoysOf(catalogue, service);
  if (material === 'usual') return { decoys, decoyCount: rules.decoys, defects: rules.defects, guides, messages };
  const hardest = material !== 'easy';
  const [least, most] = hardest ? [above.decoys[1], above.decoys[1]] : rules.decoys;
  return {
    decoys: half(decoys, hardest, most),
    decoyCount: [Math.min(least, decoys.length), Math.min(most, decoys.length)],
    defects: hardest ? [Math.ceil((rules.defects[0] + above.defects[1]) / 2), above.defects[1]] : rules.defects,
    guides: half(guides, hardest, 1),
    // Half of each kind, so that the kind tells nothing about the material.
    messages: (['offer', 'neutral'] as const).flatMap((kind) => half(messages.filter((message) => message.kind === kind), hardest, 1)),
  };
}

/** The harder or the easier half, of so many at least. */
function half<T extends { difficulty: number }>(list: readonly T[], hardest: boolean, least: number): T[] {
  const sorted = list.toSorted((a, b) => (hardest ? b.difficulty - a.difficulty : a.difficulty - b.difficulty));
  return sorted.slice(0, Math.max(least, Math.ceil(list.length / 2)));
}

/** What a file takes from its pool, by their ids. */
export interface Drawn {
  decoys: readonly string[];
  guide: string;
  message: string;
}

/** Draws from a pool; whatever is broken in the file changes nothing. */
export function drawMaterial({ decoys, decoyCount, guides, messages }: Pool, random: Random): Drawn {
  const kind = random.chance(0.5) ? 'offer' : 'neutral';
  const number = Math.min(decoys.length, random.int(decoyCount[0], decoyCount[1]));
  return {
    decoys: random.sample(decoys, number).map(({ id }) => id),
    guide: random.pick(guides).id,
    message: random.pick(messages.filter((message) => message.kind === kind)).id,
  };
}
