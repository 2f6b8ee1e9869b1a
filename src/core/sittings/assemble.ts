import { type Catalogue, levelOf, serviceOf } from '../catalogue/catalogue.ts';
import { decisions, type Decision, type Level } from '../catalogue/content.ts';
import type { Recipe } from '../cases/dossier.ts';
import { type Random, randomFrom } from '../shared/random.ts';
import { canBe, drawCase, type DrawnCase, keyCounts, type Wanted } from './draw.ts';
import { courseOf, mean } from './expected.ts';
import { selectItems } from './items.ts';
import { cutAbility, referenceCourse } from './reference.ts';
import { drawTalks, talkCourse, talkOf, type TalkRecipe } from './talks.ts';

/** What a form must avoid for one person. */
export interface Seen {
  /** Seeds of every case that the person ever had. */
  seenSeeds: readonly string[];
  /** Ids of the items that the person ever had, oldest first. */
  seenItems: readonly string[];
  /** Names of the conversations that the person ever had, oldest first. */
  seenTalks?: readonly string[];
}

/** A form of a test: recipes of its permit cases, its guidance cases, and ids of its knowledge items, each in the order in which they are presented. */
export interface Form {
  cases: Recipe[];
  /** Only the first part of a whole test has guidance cases. */
  talks?: TalkRecipe[];
  items: string[];
}

/** Services and right decisions may not fit together in one draw; then others are drawn. */
const pairings = 60;
const integrityOpportunities = 3;
/** So many cases are drawn for each place of a form, of which the one is taken that makes the form as hard as every other. */
const candidates = 8;
const passes = 3;
/** Points by which the curve of a form may differ from the reference at any ability around the cut, and how many draws are made to get there. */
export const tolerance = 0.5;
const formDraws = 4;

/**
 * Assembles a test (measurement design 1.4, 5) from the level's blueprint: right decisions in the level's mix to the nearest case, every field of the
 * level and as many of its services as there are permit cases, its guidance cases, a file without a defect, enough integrity opportunities, items by competency with the anchors,
 * and the expected score of a fixed operator around the cut the same for every form. No case and no item but anchors comes back to the same person;
 * when the bank is too small the items seen longest ago do. The same arguments give the same form. RangeError for a level without a blueprint, or when
 * the content cannot fill it.
 */
export function assembleForm(catalogue: Catalogue, level: number, seed: string, seen: Seen): Form {
  const rules = levelOf(catalogue, level);
  const { blueprint } = rules;
  if (!blueprint || rules.services.length === 0) throw new RangeError(`level ${level} has no test yet`);
  const used = new Set(seen.seenSeeds);
  const talks = drawTalks(catalogue, level, blueprint.guidance, randomFrom(seed, 'talks'), seen.seenTalks ?? []);
  const cases = drawCases(catalogue, rules, blueprint.cases - talks.length, seed, used, talks);
  return { cases: cases.map(({ recipe }) => recipe), talks, items: selectItems(catalogue, level, blueprint, randomFrom(seed, 'items'), seen.seenItems) };
}

/**
 * So many permit cases that are, with these guidance cases, as hard as the reference of the level. Where a draw of services and decisions cannot be balanced, or tells less at the cut than it should, another is
 * made; after some the best of them is taken. RangeError when the content cannot fill it.
 */
export function drawCases(catalogue: Catalogue, rules: Level, count: number, seed: string, used: Set<string>, talks: readonly TalkRecipe[] = []): Candidate[] {
  const ability = cutAbility(catalogue, rules.level);
  const reference = referenceCourse(catalogue, rules, talks.length / (count + talks.length));
  const courses = talks.map((talk) => talkCourse(talkOf(catalogue, talk).script.variant, ability));
  let best: { cases: Candidate[]; distance: number } | null = null;
  for (let at = 0; at < formDraws; at++) {
    const stream = (name: string) => randomFrom(seed, at === 0 ? name : `${name}/${at}`);
    const drawn = pairUp(catalogue, rules, count, stream('mix')).map(({ service, decision }, index) => {
      const random = stream(`case-${index}`);
      return Array.from({ length: candidates }, () => candidate(catalogue, { service, level: rules.level, decision }, ability, random, used));
    });
    const cases = balanced(drawn, reference, courses);
    const whole = [...cases.map(({ course }) => course), ...courses];
    const distance = Math.max(...reference.map((score, offset) => Math.abs(score - mean(whole.map((course) => course[offset]!)))));
    if (!best || distance < best.distance) best = { cases, distance };
    if (distance <= tolerance) break;
  }
  assertForm(best!.cases);
  return best!.cases;
}

/** A drawn case with its expected score at each ability around the cut. */
interface Candidate extends DrawnCase {
  course: number[];
}

/** One case for each place, so that the mean course of them and of what stands beside them is the reference: each place in turn takes what fits the others best. */
function balanced(drawn: readonly (readonly Candidate[])[], reference: readonly number[], beside: readonly (readonly number[])[]): Candidate[] {
  const chosen = drawn.map((list) => list[0]!);
  const target = reference.map((score, at) => score * (drawn.length + beside.length) - beside.reduce((sum, course) => sum + course[at]!, 0));
  for (let pass = 0; pass < passes; pass++)
    drawn.forEach((list, place) => {
      const rest = target.map((score, at) => score - chosen.reduce((sum, each, other) => (other === place ? sum : sum + each.course[at]!), 0));
      const distance = ({ course }: Candidate) => course.reduce((sum, score, at) => sum + (score - rest[at]!) ** 2, 0);
      chosen[place] = list.reduce((best, each) => (distance(each) < distance(best) ? each : best));
    });
  return chosen;
}

/** Pairs each right decision with a service whose files can call for it; every field of the level and as many services as possible come up. */
function pairUp(
  catalogue: Catalogue,
  { level, keyMix, services }: Level,
  cases: number,
  random: Random,
): { service: string; decision: Decision }[] {
  const counts = keyCounts(keyMix, cases);
  const wanted = decisions.flatMap((decision) => Array.from({ length: counts[decision] }, () => decision));
  // The decision that the fewest services know chooses first.
  const choices = (decision: Decision) => services.filter((service) => canBe(catalogue, service, decision)).length;
  for (let at = 0; at < pairings; at++) {
    const slots = drawServices(catalogue, services, cases, random);
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

function candidate(catalogue: Catalogue, wanted: Wanted, ability: number, random: Random, used: Set<string>): Candidate {
  const drawn = drawCase(catalogue, wanted, random, used);
  return { ...drawn, course: courseOf(catalogue, drawn.permitCase, drawn.truth, ability) };
}

/** What must hold of every form, whatever the content is. */
function assertForm(cases: readonly Candidate[]): void {
  const messages = cases.filter(({ permitCase }) => permitCase.conversations.some(({ id }) => id === 'message')).length;
  if (messages < integrityOpportunities) throw new RangeError(`only ${messages} integrity opportunities in the form`);
  if (!cases.some(({ truth }) => truth.failing.length === 0)) throw new RangeError('no file without a defect in the form');
}
