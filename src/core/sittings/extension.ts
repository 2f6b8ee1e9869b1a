import { type Catalogue, levelOf } from '../catalogue/catalogue.ts';
import type { Level } from '../catalogue/content.ts';
import type { Recipe } from '../cases/dossier.ts';
import { type Competency, competencies } from '../shared/competency.ts';
import { randomFrom } from '../shared/random.ts';
import { shareOut } from '../shared/shares.ts';
import { drawCases, type Form, type Seen } from './assemble.ts';
import { targetedItems } from './items.ts';
import type { TestResult } from './score.ts';

/** Fewer fresh items of a competency at risk than this say too little: then cases follow. */
const fewItems = 6;

/** Minutes of a test that an item takes of it. */
const perItem = 1;

/** Why a test has to go on. */
export interface ExtensionNeed {
  near: boolean;
  risk: readonly Competency[];
}

/** A later part of the same test: its cases and items in their order, and its minutes. */
export interface Extension extends Form {
  /** 1, 2... */
  round: number;
  seed: string;
  need: ExtensionNeed;
  minutes: number;
}

/** The numbers of a level's extension; they are data of the pack. */
export const extensionRules = (catalogue: Catalogue, level: number): NonNullable<Level['blueprint']>['extension'] => {
  const { blueprint } = levelOf(catalogue, level);
  if (!blueprint) throw new RangeError(`level ${level} has no test yet`);
  return blueprint.extension;
};

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

/**
 * How many cases follow, and which items. Near the cut those of the level, the items in the proportions of its test: they tell of every competency. Else for each competency
 * at risk fresh items, and cases for what the bank cannot show. No item that was seen, no anchor; where the bank has fewer, fewer follow.
 */
export function blocksFor(catalogue: Catalogue, level: number, { near, risk }: ExtensionNeed, seed: string, seenItems: readonly string[]): { cases: number; items: string[] } {
  const { cases, items, casesAtRisk, itemsAtRisk } = extensionRules(catalogue, level);
  const fresh = (competency: Competency, count: number) => targetedItems(catalogue, level, competency, count, seenItems, randomFrom(seed, `items/${competency}`));
  const inOrder = (list: readonly string[]) => randomFrom(seed, 'order').shuffle(list);
  if (near) {
    const counts = shareOut(levelOf(catalogue, level).blueprint!.perCompetency, items);
    return { cases, items: inOrder(competencies.flatMap((competency) => fresh(competency, counts.get(competency) ?? 0))) };
  }
  const blocks = risk.map((competency) => fresh(competency, itemsAtRisk));
  const enough = blocks.filter((block) => block.length >= fewItems);
  return { cases: enough.length < blocks.length ? casesAtRisk : 0, items: inOrder(enough.flat()) };
}

/**
 * What follows after a part of a test (measurement design 1.4, 1.5): null when nothing does or the test was extended often enough. In: the seed of the sitting, the number
 * of extensions before, what the result leaves open, and what the person has seen, this test included. The same arguments give the same extension.
 */
export function extensionAfter(catalogue: Catalogue, level: number, test: { seed: string; before: number; need: ExtensionNeed | null; seen: Seen }): Extension | null {
  const { need, before, seen } = test;
  if (!need || before >= extensionRules(catalogue, level).rounds) return null;
  const round = before + 1;
  const seed = `${test.seed}/extension-${round}`;
  const { cases: count, items } = blocksFor(catalogue, level, need, seed, seen.seenItems);
  if (count === 0 && items.length === 0) return null;
  const cases = count === 0 ? [] : drawCases(catalogue, levelOf(catalogue, level), count, seed, new Set(seen.seenSeeds)).map(({ recipe }) => recipe);
  return { round, seed, need, cases, items, minutes: minutesFor(catalogue, level, cases, items.length) };
}

/** Minutes of a test of a level whose knowledge part is kept: those of its cases. */
export const minutesOfCases = (catalogue: Catalogue, level: number): number => {
  const { minutes, items } = levelOf(catalogue, level).blueprint!;
  return minutes - perItem * items;
};

/** Minutes for a part: the level's minutes for a case and for an item, in proportion to what its test gives. */
function minutesFor(catalogue: Catalogue, level: number, cases: readonly Recipe[], items: number): number {
  const { blueprint } = levelOf(catalogue, level);
  const perCase = (blueprint!.minutes - perItem * blueprint!.items) / blueprint!.cases;
  return Math.ceil(perCase * cases.length + perItem * items);
}

/** An extension that was prepared for a test that was closed. Moments are ISO-8601 UTC. */
export interface Offer {
  /** The closing of the part before. */
  after: string;
  beginBy: string;
}

/** Whether the extension waits to be begun: the test was not opened since, and there is still time. At the very moment it is too late. */
export const isWaiting = (offer: Offer | null, submittedAt: string | null, at: string): boolean => offer !== null && submittedAt === offer.after && at < offer.beginBy;

/** Until when an extension may be begun that is prepared now: a test of a session waits for less, because its invigilator waits too. ISO-8601 UTC. */
export function beginBy(rules: { hours: number; sessionMinutes: number }, inSession: boolean, at: string): string {
  return new Date(Date.parse(at) + 60_000 * (inSession ? rules.sessionMinutes : 60 * rules.hours)).toISOString();
}

/** The whole form of a test with its extensions, by which its cut is computed. */
export const wholeForm = (base: Form, extensions: readonly Form[]): Form => ({
  cases: [base, ...extensions].flatMap(({ cases }) => cases),
  talks: base.talks ?? [],
  items: [base, ...extensions].flatMap(({ items }) => items),
});
