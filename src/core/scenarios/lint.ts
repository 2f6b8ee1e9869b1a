import type { Fault } from '../authoring/fault.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { type Check, checksOf, collide } from '../checks/check.ts';
import { decoysOf } from '../checks/decoy.ts';
import { truthOf } from '../checks/truth.ts';
import { gradeCase } from '../grading/grade.ts';
import { randomFrom } from '../shared/random.ts';
import { caseOf, seedsOf } from './cases.ts';
import { nearEnough, pointsAtCut, reachable, type ScenarioCase } from './difficulty.ts';
import { playerOf } from './play.ts';
import { claimFaults } from './claims.ts';
import { eventFaults } from './lint-event.ts';
import { fixedFaults } from './lint-fixed.ts';
import type { RecipeWay, Scenario } from './scenario.ts';

/** So many cases are made to see whether the recipe can be cooked. */
const triedCases = 12;

/**
 * What a scenario that fits the schema has wrong with it, each with the path to the place: names that the content has not, contradictions, and cases that
 * do not come out as the recipe says. Empty when it can be played. It never throws for a scenario of any content.
 */
export function lintScenario(catalogue: Catalogue, scenario: Scenario): Fault[] {
  const { service, level, content } = scenario;
  if (!catalogue.services.has(service)) return [{ path: 'service', key: 'scenarios.fault.unknownService', vars: { service } }];
  const rules = catalogue.levels.find((each) => each.level === level);
  if (!rules?.services.includes(service)) return [{ path: 'service', key: 'scenarios.fault.serviceOfLevel', vars: { service, level } }];
  const claims = claimFaults(scenario);
  if (content.way === 'fixed') {
    const faults = fixedFaults(catalogue, scenario, content);
    return [...claims, ...(faults.length > 0 ? faults : playable(catalogue, scenario, () => []))];
  }
  const faults = recipeFaults(catalogue, scenario, content);
  return [...claims, ...(faults.length > 0 ? faults : playable(catalogue, scenario, (made) => recipeTruthFaults(catalogue, scenario, content, made)))];
}

/** Whether the cases can be made at all, and come out as the author expects. */
function playable(catalogue: Catalogue, scenario: Scenario, more: (made: ScenarioCase[]) => Fault[]): Fault[] {
  const made: ScenarioCase[] = [];
  for (const seed of seedsOf(scenario, triedCases))
    try {
      made.push(caseOf(catalogue, scenario, seed));
    } catch (error) {
      if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
      return [{ path: 'content', key: 'scenarios.fault.notMade', vars: { seed, reason: error.message.slice(0, 200) } }];
    }
  const unplayed = unplayable(catalogue, scenario, made[0]!);
  if (unplayed) return [unplayed];
  const { decision } = scenario.content;
  const other = decision && made.map(({ permitCase }) => truthOf(catalogue, permitCase).decision).find((right) => right !== decision);
  return [...(other ? [{ path: 'content.decision', key: `scenarios.fault.decision.${other}` }] : []), ...more(made)];
}

/** Whether a robot of each sort comes to the end of the first case; content that was written by hand can hold what no rule expects. */
function unplayable(catalogue: Catalogue, scenario: Scenario, made: ScenarioCase): Fault | null {
  try {
    for (const robot of ['expert', 'borderline'] as const) gradeCase(catalogue, made.permitCase, playerOf(catalogue, robot, scenario.level)(made, randomFrom('lint', robot)));
    return null;
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
    return { path: 'content', key: 'scenarios.fault.notPlayed', vars: { reason: error.message.slice(0, 200) } };
  }
}

function recipeFaults(catalogue: Catalogue, { service, level }: Scenario, content: RecipeWay): Fault[] {
  const faults: Fault[] = content.event === 'level' ? [] : eventFaults(catalogue, level, content.event);
  const { defects, decoys = [], seeds, dropped } = content;
  if (defects.how === 'choose') faults.push(...chosenFaults(checksOf(catalogue, service), defects.checks, service));
  else if (content.decision && defects.decision && content.decision !== defects.decision) faults.push({ path: 'content.decision', key: 'scenarios.fault.twoDecisions' });
  if (defects.how === 'difficulty' && defects.decision && defects.decision !== 'proceed' && !checksOf(catalogue, service).some(({ consequence }) => consequence === defects.decision))
    faults.push({ path: 'content.defects.decision', key: 'scenarios.fault.noSuchDecision' });
  const known = new Set(decoysOf(catalogue, service).map(({ id }) => id));
  decoys.forEach((decoy, at) => {
    if (!known.has(decoy)) faults.push({ path: `content.decoys.${at}`, key: 'scenarios.fault.unknownDecoy', vars: { decoy } });
    else if (decoys.indexOf(decoy) < at) faults.push({ path: `content.decoys.${at}`, key: 'scenarios.fault.twice', vars: { name: decoy } });
  });
  seeds.forEach((seed, at) => {
    if (seeds.indexOf(seed) < at) faults.push({ path: `content.seeds.${at}`, key: 'scenarios.fault.twice', vars: { name: seed } });
    if (dropped.includes(seed)) faults.push({ path: `content.seeds.${at}`, key: 'scenarios.fault.droppedSeed', vars: { seed } });
  });
  return faults;
}

function chosenFaults(checks: readonly Check[], ids: readonly string[], service: string): Fault[] {
  return ids.flatMap((id, at): Fault[] => {
    const path = `content.defects.checks.${at}`;
    const check = checks.find((each) => each.id === id);
    if (!check) return [{ path, key: 'scenarios.fault.unknownCheck', vars: { check: id, service } }];
    const before = ids.slice(0, at);
    if (before.includes(id)) return [{ path, key: 'scenarios.fault.twice', vars: { name: id } }];
    const other = before.find((each) => checks.some((known) => known.id === each && collide(known, check)));
    return other === undefined ? [] : [{ path, key: 'scenarios.fault.collide', vars: { check: id, other } }];
  });
}

/** Whether what was asked for is there: every chosen check fails, every chosen decoy can be seen, the difficulty is hit. */
function recipeTruthFaults(catalogue: Catalogue, scenario: Scenario, content: RecipeWay, made: readonly ScenarioCase[]): Fault[] {
  const { service } = scenario;
  const { defects, decoys = [], event } = content;
  const truths = made.map(({ permitCase }) => truthOf(catalogue, permitCase));
  const faults: Fault[] = [];
  // What comes with a later stage never comes to a file that ends before.
  if (event && catalogue.events.get(event)?.stage && truths.every(({ decision }) => decision === 'reject' || decision === 'refer')) faults.push({ path: 'content.event', key: 'scenarios.fault.eventNever', vars: { event } });
  if (defects.how === 'choose')
    defects.checks.forEach((check, at) => {
      if (!truths.every(({ failing }) => failing.some(({ id }) => id === check))) faults.push({ path: `content.defects.checks.${at}`, key: 'scenarios.fault.notBroken', vars: { check, service } });
    });
  else {
    const missed = made.some(({ permitCase }) => Math.abs(pointsAtCut(catalogue, permitCase) - defects.points) > nearEnough);
    const near = missed && reachable(catalogue, scenario, content, defects, seedsOf(scenario, triedCases));
    if (near !== false) faults.push({ path: 'content.defects.points', key: `scenarios.fault.${near === null ? 'noDifficulty' : 'difficulty'}`, vars: { points: defects.points, ...(near !== null && { near }) } });
  }
  decoys.forEach((decoy, at) => {
    if (!truths.some((truth) => truth.decoys.some(({ id }) => id === decoy))) faults.push({ path: `content.decoys.${at}`, key: 'scenarios.fault.decoyHidden', vars: { decoy } });
  });
  return faults;
}
