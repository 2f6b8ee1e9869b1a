import { type Catalogue, levelOf, serviceOf } from '../catalogue/catalogue.ts';
import { type Decision, decisions, type Level } from '../catalogue/content.ts';
import type { PermitCase, Recipe } from '../cases/dossier.ts';
import { drawBreaks, generateCase } from '../cases/generate.ts';
import { checksOf } from '../checks/check.ts';
import { type Truth, truthOf } from '../checks/truth.ts';
import { type Random, randomFrom } from '../shared/random.ts';
import { abilityOffsets, courseOf } from './expected.ts';
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
/** Services and right decisions may not fit together in one draw; then others are drawn. */
const pairings = 60;
const integrityOpportunities = 3;
/** So many cases are drawn for each place of a form, of which the one is taken that makes the form as hard as every other. */
const candidates = 8;
const passes = 3;

/**
 * Assembles a test (measurement design 1.4, 5) from the level's blueprint: right decisions in the level's mix to the nearest case, every field of the
 * level and as many of its services as there are cases, a file without a defect, enough integrity opportunities, items by competency with the anchors,
 * and the expected score of a fixed operator around the cut the same for every form. No case and no item but anchors comes back to the same person;
 * when the bank is too small the items seen longest ago do. The same arguments give the same form. RangeError for a level without a blueprint, or when
 * the content cannot fill it.
 */
export function assembleForm(catalogue: Catalogue, level: number, seed: string, seen: Seen): Form {
  const rules = levelOf(catalogue, level);
  const { blueprint } = rules;
  if (!blueprint || rules.services.length === 0) throw new RangeError(`level ${level} has no test yet`);
  const pairs = pairUp(catalogue, rules, blueprint, randomFrom(seed, 'mix'));
  const used = new Set(seen.seenSeeds);
  const drawn = pairs.map(({ service, decision }, index) => {
    const random = randomFrom(seed, `case-${index}`);
    return Array.from({ length: candidates }, () => drawCase(catalogue, { service, level, decision }, rules.cutTheta, random, used));
  });
  const chosen = balanced(drawn, referenceCourse(catalogue, rules));
  assertForm(chosen);
  return { cases: chosen.map(({ recipe }) => recipe), items: selectItems(catalogue, level, blueprint, randomFrom(seed, 'items'), seen.seenItems) };
}

interface Drawn {
  recipe: Recipe;
  permitCase: PermitCase;
  truth: Truth;
  /** The expected score at each ability around the cut. */
  course: number[];
}

/** One case for each place, so that their mean course is the reference: each place in turn takes what fits the others best. */
function balanced(drawn: readonly (readonly Drawn[])[], reference: readonly number[]): Drawn[] {
  const chosen = drawn.map((list) => list[0]!);
  const target = reference.map((score) => score * drawn.length);
  for (let pass = 0; pass < passes; pass++)
    drawn.forEach((list, place) => {
      const rest = target.map((score, at) => score - chosen.reduce((sum, each, other) => (other === place ? sum : sum + each.course[at]!), 0));
      const distance = ({ course }: Drawn) => course.reduce((sum, score, at) => sum + (score - rest[at]!) ** 2, 0);
      chosen[place] = list.reduce((best, each) => (distance(each) < distance(best) ? each : best));
    });
  return chosen;
}

const referenceCases = 160;
const references = new WeakMap<Catalogue, Map<number, number[]>>();

/** The mean course of a case of the level, with its services and its mix of right decisions: how hard every form must be. */
export function referenceCourse(catalogue: Catalogue, rules: Level): number[] {
  let levels = references.get(catalogue);
  if (!levels) references.set(catalogue, (levels = new Map()));
  const known = levels.get(rules.level);
  if (known) return known;
  const random = randomFrom(`reference/${rules.level}`, 'cases');
  const counts = keyCounts(rules.keyMix, referenceCases);
  const able = decisions.map((decision) => ({ decision, services: rules.services.filter((service) => canBe(catalogue, service, decision)) }));
  const courses = able.flatMap(({ decision, services }) =>
    services.length === 0
      ? []
      : Array.from({ length: counts[decision] }, () => drawCase(catalogue, { service: random.pick(services), level: rules.level, decision }, rules.cutTheta, random, new Set()).course),
  );
  const course = abilityOffsets.map((_, at) => courses.reduce((sum, each) => sum + each[at]!, 0) / courses.length);
  levels.set(rules.level, course);
  return course;
}

const canBe = (catalogue: Catalogue, service: string, decision: Decision): boolean =>
  decision === 'proceed' || checksOf(catalogue, service).some((check) => check.consequence === decision);

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

/** Pairs each right decision with a service whose files can call for it; every field of the level and as many services as possible come up. */
function pairUp(
  catalogue: Catalogue,
  { level, keyMix, services }: Level,
  blueprint: Blueprint,
  random: Random,
): { service: string; decision: Decision }[] {
  const counts = keyCounts(keyMix, blueprint.cases);
  const wanted = decisions.flatMap((decision) => Array.from({ length: counts[decision] }, () => decision));
  // The decision that the fewest services know chooses first.
  const choices = (decision: Decision) => services.filter((service) => canBe(catalogue, service, decision)).length;
  for (let at = 0; at < pairings; at++) {
    const slots = drawServices(catalogue, services, blueprint.cases, random);
    const pairs = random
      .shuffle(wanted)
      .sort((a, b) => choices(a) - choices(b))
      .flatMap((decision) => {
        const slot = slots.findIndex((service) => canBe(catalogue, service, decision));
        return slot < 0 ? [] : [{ service: slots.splice(slot, 1)[0]!, decision }];
      });
    if (pairs.length === wanted.length) return random.shuffle(pairs);
  }
  throw new RangeError(`the services of level ${level} cannot call for the decisions of its mix`);
}

/** Services for so many cases: first one of each field, then the others, in turns where there are more cases than services. */
function drawServices(catalogue: Catalogue, services: readonly string[], cases: number, random: Random): string[] {
  const round = () => {
    const list = random.shuffle(services);
    const firsts = list.filter((code, at) => list.findIndex((other) => fieldOf(catalogue, other) === fieldOf(catalogue, code)) === at);
    return [...firsts, ...list.filter((code) => !firsts.includes(code))];
  };
  return random.shuffle(Array.from({ length: Math.ceil(cases / services.length) }, round).flat().slice(0, cases));
}

const fieldOf = (catalogue: Catalogue, code: string): string => serviceOf(catalogue, code).field;

interface Wanted {
  service: string;
  level: number;
  decision: Decision;
}

function drawCase(catalogue: Catalogue, { service, level, decision }: Wanted, cutTheta: number, random: Random, used: Set<string>): Drawn {
  for (let at = 0; at < tries; at++) {
    const seed = hex128(random);
    const recipe: Recipe = { service, level, seed, breaks: drawBreaks(catalogue, service, level, random, decision) };
    const permitCase = generateCase(catalogue, recipe);
    const truth = truthOf(catalogue, permitCase);
    if (used.has(seed) || truth.decision !== decision) continue;
    used.add(seed);
    return { recipe, permitCase, truth, course: courseOf(catalogue, permitCase, truth, cutTheta) };
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
function assertForm(cases: readonly Drawn[]): void {
  const messages = cases.filter(({ permitCase }) => permitCase.conversations.some(({ id }) => id === 'message')).length;
  if (messages < integrityOpportunities) throw new RangeError(`only ${messages} integrity opportunities in the form`);
  if (!cases.some(({ truth }) => truth.failing.length === 0)) throw new RangeError('no file without a defect in the form');
}
