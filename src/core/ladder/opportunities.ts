import { type Catalogue, serviceOf } from '../catalogue/catalogue.ts';
import type { Check } from '../checks/check.ts';
import type { Competency } from '../shared/competency.ts';
import { type HelpDegree, helpWorth, isHelped } from './help.ts';
import { type Material, poolOf } from './material.ts';

/** Something in a case that is done well or not: its competency, its difficulty in logits, and how many of its kind there are (a mean may be a fraction). */
export interface Opportunity {
  competency: Competency;
  difficulty: number;
  count: number;
  /** Help makes it easier. */
  helped: boolean;
}

/** How hard a file is made beside its defects, and how much help comes with it. */
export interface Setting {
  material: Material;
  help: HelpDegree;
}
export const usualSetting: Setting = { material: 'usual', help: 0 };

/** Prior difficulties in logits of what every case has, as the grade records them; those of checks, decoys, classes, levies and scripts stand in the pack. */
export const casePriors = { decision: 0.2, reasons: 0.1, letter: 0.1, time: -0.4, sequence: -0.2, free: -0.8 } as const;

const mean = (values: readonly { difficulty: number }[]): number => values.reduce((sum, { difficulty }) => sum + difficulty, 0) / values.length;

const kept = new WeakMap<Catalogue, Map<string, readonly Opportunity[]>>();

/** What a file of this service and material has at this level besides its defects: the decoys that are drawn on average, decision and reasons, class, levy, letter, talk, order and time. */
export function opportunitiesBesideDefects(catalogue: Catalogue, service: string, level: number, material: Material = 'usual'): readonly Opportunity[] {
  let own = kept.get(catalogue);
  if (!own) kept.set(catalogue, (own = new Map()));
  const key = `${service}/${level}/${material}`;
  let list = own.get(key);
  if (!list) own.set(key, (list = besideDefects(catalogue, service, level, material)));
  return list;
}

function besideDefects(catalogue: Catalogue, code: string, level: number, material: Material): Opportunity[] {
  const { classification, levy } = serviceOf(catalogue, code);
  const { decoys, decoyCount, guides, messages } = poolOf(catalogue, code, level, material);
  const one = (competency: Competency, difficulty: number, name = ''): Opportunity => ({ competency, difficulty, count: 1, helped: isHelped(name) });
  return [
    ...(decoys.length > 0 ? [{ ...one('VER', mean(decoys)), count: Math.min(decoys.length, (decoyCount[0] + decoyCount[1]) / 2) }] : []),
    one('KEP', casePriors.decision),
    one('REG', casePriors.reasons),
    ...(classification ? [one('KLS', classification.difficulty)] : []),
    one('KLS', levy.kind === 'free' ? casePriors.free : levy.difficulty),
    one('KEP', casePriors.letter),
    one('PMD', mean(guides)),
    one('ITG', mean(messages)),
    one('WKT', casePriors.time, 'time'),
    one('WKT', casePriors.sequence),
  ];
}

/** Abilities in logits. */
export type Abilities = Readonly<Record<Competency, number>>;

const chance = (theta: number, difficulty: number): number => 1 / (1 + Math.exp(difficulty - theta));

/**
 * The share of all scored opportunities of a file, 0..1, that a person of these abilities is expected to do well, when these checks are broken in it. A defect is one to
 * find, and when it is found one to name the clause of. Rule: Rasch model, measurement design 3.1.
 */
export function expectedSuccess(catalogue: Catalogue, service: string, level: number, broken: readonly Check[], abilities: Abilities, { material, help }: Setting = usualSetting): number {
  let [done, all] = [0, 0];
  const add = (p: number, count: number) => {
    done += p * count;
    all += count;
  };
  const worth = helpWorth[help];
  for (const { competency, difficulty, count, helped } of opportunitiesBesideDefects(catalogue, service, level, material))
    add(chance(abilities[competency], difficulty - (helped ? worth : 0)), count);
  for (const { competency, difficulty } of broken) {
    const found = chance(abilities[competency], difficulty - worth);
    add(found, 1);
    add(chance(abilities.REG, difficulty - worth), found);
  }
  return done / all;
}
