import { type Catalogue, levelOf, serviceOf } from '../catalogue/catalogue.ts';
import type { Check } from '../checks/check.ts';
import { decoysOf } from '../checks/decoy.ts';
import type { Competency } from '../shared/competency.ts';

/** Something in a case that is done well or not: its competency, its difficulty in logits, and how many of its kind there are (a mean may be a fraction). */
export interface Opportunity {
  competency: Competency;
  difficulty: number;
  count: number;
}

/** Prior difficulties in logits of what every case has, as the grade records them; those of checks, decoys, classes, levies and scripts stand in the pack. */
export const casePriors = { decision: 0.2, reasons: 0.1, letter: 0.1, time: -0.4, sequence: -0.2, free: -0.8 } as const;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const kept = new WeakMap<Catalogue, Map<string, readonly Opportunity[]>>();

/** What a file of this service has at this level besides its defects: the decoys that are drawn on average, decision and reasons, class, levy, letter, talk, order and time. */
export function opportunitiesBesideDefects(catalogue: Catalogue, service: string, level: number): readonly Opportunity[] {
  let own = kept.get(catalogue);
  if (!own) kept.set(catalogue, (own = new Map()));
  const key = `${service}/${level}`;
  let list = own.get(key);
  if (!list) own.set(key, (list = besideDefects(catalogue, service, level)));
  return list;
}

function besideDefects(catalogue: Catalogue, code: string, level: number): Opportunity[] {
  const { classification, levy } = serviceOf(catalogue, code);
  const { decoys: range } = levelOf(catalogue, level);
  const decoys = decoysOf(catalogue, code).map(({ difficulty }) => difficulty);
  const talk = (scripts: Iterable<{ levels: readonly number[]; difficulty: number }>) =>
    mean([...scripts].filter(({ levels }) => levels.includes(level)).map(({ difficulty }) => difficulty));
  const one = (competency: Competency, difficulty: number): Opportunity => ({ competency, difficulty, count: 1 });
  return [
    ...(decoys.length > 0 ? [{ competency: 'VER' as const, difficulty: mean(decoys), count: Math.min(decoys.length, (range[0] + range[1]) / 2) }] : []),
    one('KEP', casePriors.decision),
    one('REG', casePriors.reasons),
    ...(classification ? [one('KLS', classification.difficulty)] : []),
    one('KLS', levy.kind === 'free' ? casePriors.free : levy.difficulty),
    one('KEP', casePriors.letter),
    one('PMD', talk(catalogue.guides.values())),
    one('ITG', talk(catalogue.messages.values())),
    one('WKT', casePriors.time),
    one('WKT', casePriors.sequence),
  ];
}

/** Abilities in logits. */
export type Abilities = Readonly<Record<Competency, number>>;

const chance = (theta: number, difficulty: number): number => 1 / (1 + Math.exp(difficulty - theta));

/**
 * The share of the opportunities of a file, 0..1, that a person of these abilities is expected to do well, when these checks are broken in it. A defect is one to
 * find, and when it is found one to name the clause of. Rule: Rasch model, measurement design 3.1.
 */
export function expectedSuccess(catalogue: Catalogue, service: string, level: number, broken: readonly Check[], abilities: Abilities): number {
  let [done, all] = [0, 0];
  const add = (p: number, count: number) => {
    done += p * count;
    all += count;
  };
  for (const { competency, difficulty, count } of opportunitiesBesideDefects(catalogue, service, level)) add(chance(abilities[competency], difficulty), count);
  for (const { competency, difficulty } of broken) {
    const found = chance(abilities[competency], difficulty);
    add(found, 1);
    add(chance(abilities.REG, difficulty), found);
  }
  return done / all;
}
