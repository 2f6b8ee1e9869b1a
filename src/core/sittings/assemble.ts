import { type Catalogue, levelOf } from '../catalogue/catalogue.ts';
import { type Decision, decisions, type Level } from '../catalogue/content.ts';
import type { Recipe } from '../cases/dossier.ts';
import { drawBreaks, generateCase } from '../cases/generate.ts';
import { checksOf } from '../checks/check.ts';
import { truthOf } from '../checks/truth.ts';
import { type Random, randomFrom } from '../shared/random.ts';
import { selectItems } from './items.ts';

/** What a form must avoid for one person. */
export interface Seen {
  /** Seeds of every case that the person ever had. */
  seenSeeds: readonly string[];
  /** Ids of the items that the person ever had, oldest first. */
  seenItems: readonly string[];
}

/** A form of a test: recipes of its cases and ids of its knowledge items, each in the order in which they are presented. */
export interface Form {
  cases: Recipe[];
  items: string[];
}

type Blueprint = NonNullable<Level['blueprint']>;

/** A case whose breaks do not give the wanted decision is drawn again; so often at most. */
const tries = 60;
const integrityOpportunities = 3;

/**
 * Assembles a test (measurement design 1.4) from the level's blueprint: right decisions in the level's mix to the nearest case, each service at
 * least once, a file without a defect, enough integrity opportunities, items by competency with the anchors. No case and no item but anchors comes
 * back to the same person; when the bank is too small the items seen longest ago do. The same arguments give the same form.
 * RangeError for a level without a blueprint, or when the content cannot fill it.
 */
export function assembleForm(catalogue: Catalogue, level: number, seed: string, seen: Seen): Form {
  const rules = levelOf(catalogue, level);
  const { blueprint } = rules;
  if (!blueprint) throw new RangeError(`level ${level} has no test yet`);
  const pairs = pairUp(catalogue, rules, blueprint, randomFrom(seed, 'mix'));
  const used = new Set(seen.seenSeeds);
  const cases = pairs.map(({ service, decision }, index) =>
    drawCase(catalogue, { service, level, decision }, randomFrom(seed, `case-${index}`), used),
  );
  assertForm(catalogue, cases);
  return { cases, items: selectItems(catalogue, level, blueprint, randomFrom(seed, 'items'), seen.seenItems) };
}

/** How many cases have each right decision: the mix times the number, rounded by largest remainder; equal remainders go to the first of the list. */
export function keyCounts(mix: Readonly<Record<Decision, number>>, cases: number): Record<Decision, number> {
  const shares = decisions.map((decision) => ({ decision, share: mix[decision] * cases }));
  const counts = Object.fromEntries(
    shares.map(({ decision, share }) => [decision, Math.floor(share + 1e-9)]),
  ) as Record<Decision, number>;
  const rest = cases - Object.values(counts).reduce((sum, count) => sum + count, 0);
  const byRemainder = shares.toSorted((a, b) => b.share - counts[b.decision] - (a.share - counts[a.decision]));
  for (const { decision } of byRemainder.slice(0, rest)) counts[decision] += 1;
  return counts;
}

/** Pairs each right decision with a service whose files can call for it; services take turns, so that each comes up. */
function pairUp(
  catalogue: Catalogue,
  { keyMix, services }: Level,
  blueprint: Blueprint,
  random: Random,
): { service: string; decision: Decision }[] {
  const counts = keyCounts(keyMix, blueprint.cases);
  const slots = Array.from({ length: Math.ceil(blueprint.cases / services.length) }, () => random.shuffle(services))
    .flat()
    .slice(0, blueprint.cases);
  const able = (service: string, decision: Decision) =>
    decision === 'proceed' || checksOf(catalogue, service).some((check) => check.consequence === decision);
  const wanted = decisions.flatMap((decision) => Array.from({ length: counts[decision] }, () => decision));
  // The decision that the fewest services know chooses first.
  const choices = (decision: Decision) => services.filter((service) => able(service, decision)).length;
  const pairs = random
    .shuffle(wanted)
    .sort((a, b) => choices(a) - choices(b))
    .map((decision) => {
      const at = slots.findIndex((service) => able(service, decision));
      if (at < 0) throw new RangeError(`no service of the level can call for "${decision}"`);
      return { service: slots.splice(at, 1)[0]!, decision };
    });
  return random.shuffle(pairs);
}

interface Wanted {
  service: string;
  level: number;
  decision: Decision;
}

function drawCase(
  catalogue: Catalogue,
  { service, level, decision }: Wanted,
  random: Random,
  used: Set<string>,
): Recipe {
  for (let at = 0; at < tries; at++) {
    const seed = hex128(random);
    const recipe: Recipe = { service, level, seed, breaks: drawBreaks(catalogue, service, level, random, decision) };
    if (used.has(seed) || truthOf(catalogue, generateCase(catalogue, recipe)).decision !== decision) continue;
    used.add(seed);
    return recipe;
  }
  throw new RangeError(`no case of ${service} with the decision "${decision}" in ${tries} tries`);
}

const hex128 = (random: Random): string =>
  Array.from({ length: 4 }, () =>
    random
      .int(0, 2 ** 32 - 1)
      .toString(16)
      .padStart(8, '0'),
  ).join('');

/** What must hold of every form, whatever the content is. */
function assertForm(catalogue: Catalogue, cases: readonly Recipe[]): void {
  const files = cases.map((recipe) => generateCase(catalogue, recipe));
  const messages = files.filter((file) => file.conversations.some(({ id }) => id === 'message')).length;
  if (messages < integrityOpportunities) throw new RangeError(`only ${messages} integrity opportunities in the form`);
  if (!files.some((file) => truthOf(catalogue, file).failing.length === 0))
    throw new RangeError('no file without a defect in the form');
}
