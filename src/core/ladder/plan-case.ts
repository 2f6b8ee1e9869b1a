import { type Catalogue, levelOf } from '../catalogue/catalogue.ts';
import { type Decision, decisions } from '../catalogue/content.ts';
import { type Check, checksOf, collide } from '../checks/check.ts';
import { type Random, randomFrom } from '../shared/random.ts';
import { type Abilities, expectedSuccess } from './opportunities.ts';

/** What decides which defects come into a practice file. */
export interface Wants {
  abilities: Abilities;
  /** How much each kind of defect needs to be met, 0..1.2: its urgency, more of it the less is remembered and where few services can show it. */
  need: ReadonlyMap<string, number>;
  /** Checks that were in files of the last seven days. */
  seenChecks: ReadonlySet<string>;
}

/** Numbers of measurement design 3.2. */
export const target = { success: 0.775, width: 0.1, low: 0.7, high: 0.85 } as const;
const worth = { due: 1.5, seen: 1 } as const;
const drafts = 24;
const best = 5;

/** A set of checks to break, with its value and the expected share of success, 0..1. */
export interface CasePlan {
  decision: Decision;
  broken: readonly Check[];
  success: number;
  value: number;
}

/**
 * Chooses which checks to break in a practice file, so that due kinds of defect come back inside a new case (measurement design 3.2). The right decision is drawn first and
 * by the level's mix, whatever is due, so that neither the proposal nor a habit of it tells whether the file is in order. Then, of 24 drafts, one of the best five by
 * -|p - .775| / .1 + 1.5 * due - 1 * seen in the last seven days. The same arguments give the same plan.
 */
export function planCase(catalogue: Catalogue, service: string, level: number, wants: Wants, seed: string): CasePlan {
  const random = randomFrom(`${seed}/${service}`, 'plan');
  return random.pick(bestPlans(catalogue, service, level, drawDecision(catalogue, service, level, random), wants, random, drafts));
}

/** The right decision by the level's mix; a service that does not know a consequence gives its share to return. */
function drawDecision(catalogue: Catalogue, service: string, level: number, random: Random): Decision {
  const { keyMix } = levelOf(catalogue, level);
  const roll = random.float();
  const { proceed, return: giveBack, reject } = keyMix;
  const drawn: Decision = roll < proceed ? 'proceed' : roll < proceed + giveBack ? 'return' : roll < proceed + giveBack + reject ? 'reject' : 'refer';
  return canHave(catalogue, service, drawn) ? drawn : 'return';
}

const canHave = (catalogue: Catalogue, service: string, decision: Decision): boolean =>
  decision === 'proceed' || checksOf(catalogue, service).some(({ consequence }) => consequence === decision);

function bestPlans(catalogue: Catalogue, service: string, level: number, decision: Decision, wants: Wants, random: Random, count: number): CasePlan[] {
  const sets = decision === 'proceed' ? [[]] : Array.from({ length: count }, (_, at) => draftOf(catalogue, service, level, decision, at % 2 === 0 ? wants : null, random));
  const plans = sets.map((broken) => planOf(catalogue, service, level, decision, broken, wants));
  return plans.sort((a, b) => b.value - a.value).slice(0, best);
}

/** A set of checks that do not hide each other, the first of which makes the decision right; with wants, urgent kinds come first. */
function draftOf(catalogue: Catalogue, service: string, level: number, decision: Decision, wants: Wants | null, random: Random): Check[] {
  const { defects } = levelOf(catalogue, level);
  const checks = checksOf(catalogue, service);
  const ordered = (list: readonly Check[]): Check[] => {
    const shuffled = random.shuffle(list);
    if (!wants) return shuffled;
    const rated = shuffled.map((check) => ({ check, need: wants.need.get(check.defect) ?? 0 }));
    return rated.sort((a, b) => b.need - a.need).map(({ check }) => check);
  };
  const chosen = ordered(leadingTo(checks, decision)).slice(0, 1);
  const number = random.int(Math.max(1, defects[0]), defects[1]);
  for (const check of ordered(leadingTo(checks, 'return'))) {
    if (chosen.length >= number) break;
    // One of a kind is enough to meet it.
    if (!chosen.some((other) => other.id === check.id || other.defect === check.defect || collide(other, check))) chosen.push(check);
  }
  return chosen;
}

const leading = new WeakMap<readonly Check[], Map<Decision, readonly Check[]>>();

/** Those of the checks of a service that lead to a decision. */
function leadingTo(checks: readonly Check[], decision: Decision): readonly Check[] {
  let known = leading.get(checks);
  if (!known) leading.set(checks, (known = new Map()));
  let list = known.get(decision);
  if (!list) known.set(decision, (list = checks.filter(({ consequence }) => consequence === decision)));
  return list;
}

function planOf(catalogue: Catalogue, service: string, level: number, decision: Decision, broken: readonly Check[], { abilities, need, seenChecks }: Wants): CasePlan {
  const success = expectedSuccess(catalogue, service, level, broken, abilities);
  const due = broken.reduce((sum, { defect }) => sum + (need.get(defect) ?? 0), 0) / usualDefects(catalogue, level);
  const seen = broken.length === 0 ? 0 : broken.filter(({ id }) => seenChecks.has(id)).length / broken.length;
  return { decision, broken, success, value: -Math.abs(success - target.success) / target.width + worth.due * due - worth.seen * seen };
}

/** How many defects a faulty file of a level has on average. */
export function usualDefects(catalogue: Catalogue, level: number): number {
  const [least, most] = levelOf(catalogue, level).defects;
  return (Math.max(1, least) + most) / 2;
}

const rehearsals = 2;

/** The share of success, 0..1, that is to be expected of files of this service, whatever the right decision turns out to be. The same seed gives the same number. */
export function expectedOfService(catalogue: Catalogue, service: string, level: number, wants: Wants, seed: string): number {
  const { keyMix } = levelOf(catalogue, level);
  const random = randomFrom(`${seed}/${service}`, 'rehearsal');
  let [sum, weight] = [0, 0];
  for (const decision of decisions) {
    if (!canHave(catalogue, service, decision)) continue;
    sum += keyMix[decision] * bestPlans(catalogue, service, level, decision, wants, random, rehearsals)[0]!.success;
    weight += keyMix[decision];
  }
  return sum / weight;
}
