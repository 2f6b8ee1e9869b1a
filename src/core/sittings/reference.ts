import { type Catalogue, levelOf } from '../catalogue/catalogue.ts';
import { decisions, type Level, type Question } from '../catalogue/content.ts';
import { randomFrom } from '../shared/random.ts';
import { canBe, drawCase, type DrawnCase, keyCounts } from './draw.ts';
import { abilityOffsets, courseOf, expectedCase, expectedItems, mean } from './expected.ts';
import { itemsOfLevel } from './items.ts';
import { referenceTalk } from './talks.ts';

const referenceSize = 160;
const references = new WeakMap<Catalogue, Map<number, DrawnCase[]>>();
const courses = new WeakMap<Catalogue, Map<number, number[]>>();

/** Cases of the level with its services and its mix of right decisions: what a form is compared with. */
export function referenceCases(catalogue: Catalogue, rules: Level): DrawnCase[] {
  return remembered(references, catalogue, rules.level, () => {
    const random = randomFrom(`reference/${rules.level}`, 'cases');
    const counts = keyCounts(rules.keyMix, referenceSize);
    const able = decisions.map((decision) => ({ decision, services: rules.services.filter((service) => canBe(catalogue, service, decision)) }));
    return able.flatMap(({ decision, services }) =>
      services.length === 0 ? [] : Array.from({ length: counts[decision] }, () => drawCase(catalogue, { service: random.pick(services), level: rules.level, decision }, random, new Set())),
    );
  });
}

/** The mean course of a case around the ability of the cut: how hard every form of the level must be. In: the share of guidance cases among its cases, 0..1. */
export function referenceCourse(catalogue: Catalogue, rules: Level, guidance: number): number[] {
  const ability = cutAbility(catalogue, rules.level);
  const permits = permitCourse(catalogue, rules);
  return guidance === 0 ? permits : permits.map((score, at) => (1 - guidance) * score + guidance * referenceTalk(catalogue, rules.level, ability + abilityOffsets[at]!));
}

/** The share of guidance cases among the cases of a level's test. */
export const guidanceShare = ({ blueprint }: Level): number => blueprint!.guidance / blueprint!.cases;

function permitCourse(catalogue: Catalogue, rules: Level): number[] {
  return remembered(courses, catalogue, rules.level, () => {
    const all = referenceCases(catalogue, rules).map(({ permitCase, truth }) => courseOf(catalogue, permitCase, truth, cutAbility(catalogue, rules.level)));
    return abilityOffsets.map((_, at) => mean(all.map((course) => course[at]!)));
  });
}

function remembered<T>(memory: WeakMap<Catalogue, Map<number, T>>, catalogue: Catalogue, level: number, make: () => T): T {
  let levels = memory.get(catalogue);
  if (!levels) memory.set(catalogue, (levels = new Map()));
  if (!levels.has(level)) levels.set(level, make());
  return levels.get(level)!;
}

/** The items of a level's bank, each competency with the share that it has in a form. */
export function referenceItems(catalogue: Catalogue, { level, blueprint }: Level): { items: Question[]; count: number }[] {
  const bank = itemsOfLevel(catalogue, level);
  return Object.entries(blueprint!.perCompetency).flatMap(([competency, count]) => (count > 0 ? [{ items: bank.filter((item) => item.competency === competency), count }] : []));
}

const abilities = new WeakMap<Catalogue, Map<number, number>>();
const closeEnough = 1e-9;

/**
 * The ability in logits at which the reference form of the level reaches the level's cut (measurement design 1.5: the cut lives on theta, mapped by the
 * characteristic curve of the reference form). RangeError for a level without a test.
 */
export function cutAbility(catalogue: Catalogue, level: number): number {
  return remembered(abilities, catalogue, level, () => {
    const rules = levelOf(catalogue, level);
    if (!rules.blueprint) throw new RangeError(`level ${level} has no test yet`);
    const cases = referenceCases(catalogue, rules);
    const groups = referenceItems(catalogue, rules);
    const { caseWeight, items } = rules.blueprint;
    const guidance = guidanceShare(rules);
    const beyond = (theta: number) =>
      caseWeight * ((1 - guidance) * mean(cases.map(({ permitCase, truth }) => expectedCase(catalogue, permitCase, truth, theta))) + (guidance === 0 ? 0 : guidance * referenceTalk(catalogue, level, theta))) +
      ((1 - caseWeight) * groups.reduce((sum, group) => sum + group.count * expectedItems(group.items, theta), 0)) / items -
      rules.cut;
    return rootOf(beyond, rules.cutTheta + 1);
  });
}

/** Where a rising curve passes nought, by secants. */
function rootOf(curve: (x: number) => number, start: number): number {
  let [x, y] = [start, curve(start)];
  let slope = 16;
  for (let step = 0; step < 30 && Math.abs(y) > closeEnough; step++) {
    const next = x - Math.max(-1, Math.min(1, y / slope));
    const value = curve(next);
    slope = (value - y) / (next - x) || slope;
    [x, y] = [next, value];
  }
  return x;
}
