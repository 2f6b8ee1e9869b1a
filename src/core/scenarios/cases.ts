import { type Catalogue, levelOf, serviceOf } from '../catalogue/catalogue.ts';
import type { PermitCase, Recipe } from '../cases/dossier.ts';
import { eventOf } from '../cases/events.ts';
import { caseMaker, drawBreaks } from '../cases/generate.ts';
import { truthOf } from '../checks/truth.ts';
import { randomFrom } from '../shared/random.ts';
import { dueDate } from '../shared/working-days.ts';
import { expectedCase } from '../sittings/expected.ts';
import { cutAbility } from '../sittings/reference.ts';
import type { FixedWay, RecipeWay, Scenario } from './scenario.ts';

/** A case of a scenario with the recipe that makes its later stages. */
export interface ScenarioCase {
  recipe: Recipe;
  permitCase: PermitCase;
}

/** So many sets of checks are drawn for a difficulty, and the nearest is taken. */
const draws = 24;
/** A case hits a difficulty when its expected points are at most so far away. */
export const nearEnough = 4;

/**
 * The case of a scenario for a seed. The same scenario, seed and content version give the same bytes; a fixed case is the same for every seed. RangeError
 * when the content cannot make it: an unknown service, level, check or decoy, or checks that cannot be broken together.
 */
export function caseOf(catalogue: Catalogue, scenario: Scenario, seed: string): ScenarioCase {
  const { content } = scenario;
  const made = content.way === 'fixed' ? fixedCase(catalogue, scenario, content) : recipeCase(catalogue, scenario, content, seed);
  return { ...made, permitCase: { ...made.permitCase, minutes: scenario.minutes } };
}

function recipeCase(catalogue: Catalogue, { service, level }: Scenario, { defects, decoys, message, event }: RecipeWay, seed: string): ScenarioCase {
  const base: Recipe = { service, level, seed, ...(decoys && { decoys }), ...(message !== 'any' && { message }), ...(event && { event }) };
  const maker = caseMaker(catalogue, base);
  const make = (breaks: string[]): ScenarioCase => ({ recipe: { ...base, breaks }, permitCase: maker(breaks) });
  if (defects.how === 'choose') return make(defects.checks);
  const random = randomFrom(`${service}/${level}/${seed}`, 'difficulty');
  let [best, distance] = [null as ScenarioCase | null, Infinity];
  const seen = new Set<string>();
  for (let draw = 0; draw < draws && distance > nearEnough / 2; draw++) {
    const breaks = tried(() => drawBreaks(catalogue, service, level, random, defects.decision));
    // The same checks make the same case again.
    if (!breaks || seen.has(breaks.join())) continue;
    seen.add(breaks.join());
    const made = tried(() => make(breaks));
    const away = made ? Math.abs(pointsAtCut(catalogue, made.permitCase) - defects.points) : Infinity;
    if (away < distance) [best, distance] = [made, away];
  }
  if (!best) throw new RangeError(`no case of ${service} at level ${level} can be made`);
  return best;
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

/** The points of 100 that an operator exactly at the cut of the level is expected to get. */
export const pointsAtCut = (catalogue: Catalogue, permitCase: PermitCase): number =>
  expectedCase(catalogue, permitCase, truthOf(catalogue, permitCase), cutAbility(catalogue, permitCase.level));

/** A fixed case ends with the verification: what its applicant would send next nobody has written. */
function fixedCase(catalogue: Catalogue, { code, service, level }: Scenario, content: FixedWay): ScenarioCase {
  const { receivedOn, registration, dossier, registries, conversations, event, rulings } = content;
  levelOf(catalogue, level);
  const { sla } = serviceOf(catalogue, service);
  const dueOn = dueDate(receivedOn, sla.days, catalogue.holidays);
  return {
    recipe: { service, level, seed: code },
    permitCase: {
      format: 1, contentVersion: catalogue.version, service, level, registration, today: receivedOn, receivedOn, dueOn, dossier, registries, conversations,
      ...(event !== undefined && eventOf(catalogue, level, event, randomFrom(code, 'event'))), way: ['verification'], ...(rulings.length > 0 && { rulings }),
    }, // prettier-ignore
  };
}

/** The seeds of so many cases of a scenario: the frozen ones in turn, else numbered ones that were not dropped. A fixed case has one. */
export function seedsOf({ content, code }: Scenario, count: number): string[] {
  if (content.way === 'fixed') return [code];
  if (content.seeds.length > 0) return content.seeds.slice(0, count);
  const dropped = new Set(content.dropped);
  const seeds: string[] = [];
  for (let number = 1; seeds.length < count; number++) if (!dropped.has(`${code}-${number}`)) seeds.push(`${code}-${number}`);
  return seeds;
}
