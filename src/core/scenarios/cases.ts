import { type Catalogue, levelOf, serviceOf } from '../catalogue/catalogue.ts';
import { eventOf } from '../cases/events.ts';
import { randomFrom } from '../shared/random.ts';
import { dueDate } from '../shared/working-days.ts';
import { makerOf, nearestCase, type ScenarioCase } from './difficulty.ts';
import type { FixedWay, RecipeWay, Scenario } from './scenario.ts';

/**
 * The case of a scenario for a seed. The same scenario, seed and content version give the same bytes; a fixed case is the same for every seed. RangeError
 * when the content cannot make it: an unknown service, level, check or decoy, or checks that cannot be broken together.
 */
export function caseOf(catalogue: Catalogue, scenario: Scenario, seed: string): ScenarioCase {
  const { content } = scenario;
  const made = content.way === 'fixed' ? fixedCase(catalogue, scenario, content) : recipeCase(catalogue, scenario, content, seed);
  return { ...made, permitCase: { ...made.permitCase, minutes: scenario.minutes } };
}

function recipeCase(catalogue: Catalogue, scenario: Scenario, content: RecipeWay, seed: string): ScenarioCase {
  const { defects } = content;
  const maker = makerOf(catalogue, scenario, content, seed);
  return defects.how === 'choose' ? maker.make(defects.checks) : nearestCase(catalogue, scenario, defects, maker);
}

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
