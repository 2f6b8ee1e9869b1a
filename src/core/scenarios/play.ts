import { type Catalogue, levelOf } from '../catalogue/catalogue.ts';
import { truthOf } from '../checks/truth.ts';
import type { Action } from '../desk/action.ts';
import { gradeCase } from '../grading/grade.ts';
import { operate } from '../operators/operate.ts';
import { responderOf } from '../operators/responders.ts';
import { respond } from '../operators/responder.ts';
import { type Random, randomFrom } from '../shared/random.ts';
import { cutAbility } from '../sittings/reference.ts';
import { roundTo } from '../sittings/rounding.ts';
import { caseOf, seedsOf } from './cases.ts';
import { type Judged, judgeClaims } from './claims.ts';
import type { ScenarioCase } from './difficulty.ts';
import type { RobotResult } from './robot-result.ts';
import { type Robot, robots, type Scenario } from './scenario.ts';

/** Bars of the distribution of points: 0 to 5, 5 to 10 ... 95 to 100. */
export const bars = 20;
const startAt = '2015-06-01T01:00:00.000Z';
/** How differently a case suits different people, in logits (measurement design 6). */
const caseSpread = 0.5;

/** A check that failed in the cases: in how many of them, and in which share of the plays by each robot it was found. */
export interface CheckResult {
  check: string;
  cases: number;
  found: Partial<Record<Robot, number>>;
  /** By nobody of those who do not know the truth. */
  never: boolean;
}

/** What all robots showed of a scenario. `cut` is the points from which a play passes. */
export interface RobotReport {
  code: string;
  contentVersion: string;
  plays: number;
  cut: number;
  robots: RobotResult[];
  checks: CheckResult[];
  claims: Judged[];
  /** Every claim holds, and nothing is never found. */
  ok: boolean;
}

/** What a robot does with a case. Expert, hasty and corrupt know the truth and blur it; the others are known by their abilities alone. */
export function playerOf(catalogue: Catalogue, robot: Robot, level: number): (made: ScenarioCase, random: Random) => Action[] {
  if (robot === 'expert' || robot === 'hasty' || robot === 'corrupt')
    return ({ recipe, permitCase }, random) => operate(catalogue, permitCase, { archetype: robot, random, startAt, prefix: 'robot', recipe });
  const cut = cutAbility(catalogue, level);
  const kind = robot === 'borderline' ? 'borderline-above' : robot;
  const responder = responderOf(kind, robot === 'borderline' ? cut - 0.25 : cut, caseSpread);
  return ({ recipe, permitCase }, random) => respond(catalogue, recipe, permitCase, responder, { random, startAt, prefix: 'robot', before: 0 });
}

/**
 * Lets every robot play the scenario so many times through the real engine, each play on the case of another seed, the same cases for all. Yields the
 * share that is done after each case, so that the caller may draw breath, and returns the report. The same arguments give the same report. RangeError
 * when a case cannot be made.
 */
export function* playRobots(catalogue: Catalogue, scenario: Scenario, plays: number): Generator<number, RobotReport> {
  const { cut } = levelOf(catalogue, scenario.level);
  const players = robots.map((robot) => playerOf(catalogue, robot, scenario.level));
  const points = robots.map((): number[] => []);
  const passed = robots.map(() => 0);
  const critical = robots.map(() => 0);
  const found = new Map<string, { cases: number; by: number[] }>();
  const seeds = seedsOf(scenario, plays);
  const again = new Map<string, ScenarioCase>();
  for (let play = 0; play < plays; play++) {
    const seed = seeds[play % seeds.length]!;
    const made = again.get(seed) ?? frozen(caseOf(catalogue, scenario, seed));
    // A frozen variant comes back after all of them.
    if (seeds.length < plays) again.set(seed, made);
    for (const check of truthOf(catalogue, made.permitCase).failing) {
      const entry = found.get(check.id) ?? { cases: 0, by: robots.map(() => 0) };
      entry.cases += 1;
      found.set(check.id, entry);
    }
    for (const [at, robot] of robots.entries()) {
      const actions = players[at]!(made, randomFrom(`${seed}/${play}`, robot));
      const grade = gradeCase(catalogue, made.permitCase, actions);
      const total = roundTo(grade.total, 6);
      points[at]!.push(total);
      if (grade.critical.length > 0) critical[at]! += 1;
      else if (total >= cut) passed[at]! += 1;
      for (const { check, found: seen } of grade.defects) {
        const entry = found.get(check);
        if (seen && entry) entry.by[at]! += 1;
      }
    }
    yield (play + 1) / plays;
  }
  const results = robots.map((robot, at) => resultOf(robot, points[at]!, passed[at]! / plays, critical[at]! / plays));
  const checks = [...found].map(([check, { cases, by }]): CheckResult => ({
    check,
    cases,
    found: Object.fromEntries(robots.map((robot, at) => [robot, Math.min(1, by[at]! / cases)])),
    never: robots.every((robot, at) => robot === 'expert' || robot === 'corrupt' || by[at] === 0),
  }));
  const claims = judgeClaims(scenario.claims, results);
  return { code: scenario.code, contentVersion: catalogue.version, plays, cut, robots: results, checks, claims, ok: claims.every(({ holds }) => holds) && checks.every(({ never }) => !never) };
}

function resultOf(robot: Robot, points: readonly number[], passed: number, critical: number): RobotResult {
  const sorted = points.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
  const histogram = Array.from({ length: bars }, () => 0);
  for (const each of points) histogram[Math.max(0, Math.min(bars - 1, Math.floor((each / 100) * bars)))]! += 1;
  return {
    robot,
    plays: points.length,
    mean: roundTo(points.reduce((sum, each) => sum + each, 0) / points.length, 6),
    quantiles: [at(0.05), at(0.25), at(0.5), at(0.75), at(0.95)],
    passed,
    critical,
    histogram,
  };
}

/** All robots play the same case, so that its truth and what arrives after it are made once: of a frozen case both are remembered. */
const frozen = ({ recipe, permitCase }: ScenarioCase): ScenarioCase => ({ recipe, permitCase: Object.freeze(permitCase) });

/** Plays to the end without a pause. */
export function runRobots(catalogue: Catalogue, scenario: Scenario, plays: number, tick: (share: number) => void = () => {}): RobotReport {
  const play = playRobots(catalogue, scenario, plays);
  for (;;) {
    const step = play.next();
    if (step.done) return step.value;
    tick(step.value);
  }
}
