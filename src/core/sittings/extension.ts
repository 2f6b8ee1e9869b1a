import { type Catalogue, levelOf } from '../catalogue/catalogue.ts';
import type { Recipe } from '../cases/dossier.ts';
import type { Competency } from '../shared/competency.ts';
import { randomFrom } from '../shared/random.ts';
import { drawCases, type Form, type Seen } from './assemble.ts';
import { targetedItems } from './items.ts';
import type { TestResult } from './score.ts';

/** A test is extended so often at most (measurement design 1.5). */
export const mostExtensions = 2;
/** Cases that follow when the total is near the cut, and for competencies at risk that items cannot show. */
const casesWhenNear = 4;
const casesAtRisk = 3;
/** Items that follow for a competency at risk, and how few there must be at least to be worth it instead of cases. */
const itemsAtRisk = 12;
const fewItems = 6;

/** Why a test has to go on. */
export interface ExtensionNeed {
  near: boolean;
  risk: readonly Competency[];
}

/** A later part of the same test: its cases and items in their order, and its minutes. */
export interface Extension extends Form {
  /** 1 or 2. */
  round: number;
  seed: string;
  need: ExtensionNeed;
  minutes: number;
}

/**
 * What a result leaves open; null when it stands. Near the cut the test has to speak for itself: every competency at risk by the test alone is asked for again. Above it
 * only what practice does not tell either; below it the total has decided. A critical error does not matter here: it is provisional, and the sum has to stand
 * without it.
 */
export function needOf({ near = false, floors, total, cut }: Pick<TestResult, 'near' | 'floors' | 'total' | 'cut'>): ExtensionNeed | null {
  if (!floors || (!near && total < cut)) return null;
  const risk = floors.filter(({ atRisk, open }) => (near ? atRisk : open)).map(({ competency }) => competency);
  return near || risk.length > 0 ? { near, risk } : null;
}

/** How many cases follow, and items of which competencies: as many as the bank has fresh ones, and cases for what it cannot show. */
export function blocksFor(catalogue: Catalogue, level: number, need: ExtensionNeed, seed: string, seenItems: readonly string[]): { cases: number; items: string[] } {
  const items: string[] = [];
  let short = false;
  for (const competency of need.risk) {
    const fresh = targetedItems(catalogue, level, competency, itemsAtRisk, [...seenItems, ...items], randomFrom(seed, `items/${competency}`));
    if (fresh.length < fewItems) short = true;
    else items.push(...fresh);
  }
  return { cases: (need.near ? casesWhenNear : 0) + (short ? casesAtRisk : 0), items };
}

/**
 * What follows after a part of a test (measurement design 1.4, 1.5): four cases when the total is near the cut, targeted blocks for competencies at risk; null when
 * nothing does or the test was extended often enough. In: the seed of the sitting, the number of extensions before, what the result leaves open, and what the
 * person has seen, this test included. The same arguments give the same extension.
 */
export function extensionAfter(catalogue: Catalogue, level: number, test: { seed: string; before: number; need: ExtensionNeed | null; seen: Seen }): Extension | null {
  const { need, before, seen } = test;
  if (!need || before >= mostExtensions) return null;
  const round = before + 1;
  const seed = `${test.seed}/extension-${round}`;
  const { cases: count, items } = blocksFor(catalogue, level, need, seed, seen.seenItems);
  if (count === 0 && items.length === 0) return null;
  const cases = count === 0 ? [] : drawCases(catalogue, levelOf(catalogue, level), count, seed, new Set(seen.seenSeeds)).map(({ recipe }) => recipe);
  return { round, seed, need, cases, items, minutes: minutesFor(catalogue, level, cases, items.length) };
}

/** Minutes for a part: the level's minutes for a case and for an item, in proportion to what its test gives. */
function minutesFor(catalogue: Catalogue, level: number, cases: readonly Recipe[], items: number): number {
  const { blueprint } = levelOf(catalogue, level);
  const perItem = 1;
  const perCase = (blueprint!.minutes - perItem * blueprint!.items) / blueprint!.cases;
  return Math.ceil(perCase * cases.length + perItem * items);
}

/** The whole form of a test with its extensions, by which its cut is computed. */
export const wholeForm = (base: Form, extensions: readonly Form[]): Form => ({
  cases: [base, ...extensions].flatMap(({ cases }) => cases),
  items: [base, ...extensions].flatMap(({ items }) => items),
});
