import { type Catalogue, levelOf } from '../catalogue/catalogue.ts';
import { type Decision, decisions } from '../catalogue/content.ts';
import { type Check, checksOf, collide } from '../checks/check.ts';
import { type Random, randomFrom } from '../shared/random.ts';
import { helpDegrees } from './help.ts';
import { drawMaterial, type Drawn, poolOf } from './material.ts';
import { type Abilities, expectedSuccess, type Setting, usualSetting } from './opportunities.ts';

/** What decides which defects come into a practice file. */
export interface Wants {
  abilities: Abilities;
  /** How much each kind of defect needs to be met, 0 or more: its urgency, more of it the less is remembered and the fewer files can show it. */
  need: ReadonlyMap<string, number>;
  /** Checks that were in files of the last seven days. */
  seenChecks: ReadonlySet<string>;
  /** The share of success that the next file is to come to, 0..1. */
  aim: number;
  /** So many files with help came since the last one without. */
  helpedInRow: number;
  /** He did enough files without help that it is known what help would be worth to him. */
  known: boolean;
}

/** Numbers of measurement design 3.2. */
export const target = { success: 0.775, width: 0.1, low: 0.7, high: 0.85, alone: 0.5, both: 0.7 } as const;
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

/** A planned file: what is broken in it, what else it is made of (undefined leaves that to the level), and the help that comes with it. */
export interface FilePlan extends CasePlan {
  setting: Setting;
  drawn: Drawn | undefined;
}

/**
 * Chooses which checks to break in a practice file, so that due kinds of defect come back inside a new case (measurement design 3.2). The right decision is drawn first and
 * by the level's mix, whatever is due, so that neither the proposal nor a habit of it tells whether the file is in order. Then, of 24 drafts, one of the best five by
 * -|p - .775| / .1 + 1.5 * due - 1 * seen in the last seven days. Material and help are those of the setting, which `settingOf` chose without knowing the decision. The same arguments give
 * the same plan.
 */
export function planCase(catalogue: Catalogue, service: string, level: number, wants: Wants, seed: string, setting: Setting = usualSetting): FilePlan {
  const random = randomFrom(`${seed}/${service}`, 'plan');
  const decision = drawDecision(catalogue, service, level, random);
  const plan = random.pick(bestPlans(catalogue, { service, level, setting }, decision, wants, random, drafts));
  const drawn = setting.material === 'usual' ? undefined : drawMaterial(poolOf(catalogue, service, level, setting.material), randomFrom(`${seed}/${service}`, 'material'));
  return { ...plan, setting, drawn };
}

/** The right decision by the level's mix; a service that does not know a consequence gives its share to return. */
function drawDecision(catalogue: Catalogue, service: string, level: number, random: Random): Decision {
  const { keyMix } = levelOf(catalogue, level);
  const roll = random.float();
  const { proceed, return: giveBack, reject } = keyMix;
  const drawn: Decision = roll < proceed ? 'proceed' : roll < proceed + giveBack ? 'return' : roll < proceed + giveBack + reject ? 'reject' : 'refer';
  return canHave(catalogue, service, drawn) ? drawn : 'return';
}

/** The shares in which the right decisions of a service are drawn, 0..1. */
function mixOf(catalogue: Catalogue, service: string, level: number): Record<Decision, number> {
  const mix = { proceed: 0, return: 0, reject: 0, refer: 0 };
  for (const decision of decisions) mix[canHave(catalogue, service, decision) ? decision : 'return'] += levelOf(catalogue, level).keyMix[decision];
  return mix;
}

const canHave = (catalogue: Catalogue, service: string, decision: Decision): boolean =>
  decision === 'proceed' || checksOf(catalogue, service).some(({ consequence }) => consequence === decision);

/** What a file is planned for. */
interface Frame {
  service: string;
  level: number;
  setting: Setting;
}

function bestPlans(catalogue: Catalogue, frame: Frame, decision: Decision, wants: Wants, random: Random, count: number): CasePlan[] {
  const plans = draftsOf(catalogue, frame, decision, wants, random, count).map((broken) => planOf(catalogue, frame, decision, broken, wants));
  return plans.sort((a, b) => b.value - a.value).slice(0, best);
}

/** Sets of checks to choose from: half of them with what is due first, a quarter of those of hard material with what is subtle. */
const draftsOf = (catalogue: Catalogue, frame: Frame, decision: Decision, wants: Wants, random: Random, count: number): Check[][] =>
  decision === 'proceed' ? [[]] : Array.from({ length: count }, (_, at) => draftOf(catalogue, frame, decision, at % 2 === 0 ? needOf(wants) : at % 4 === 1 ? aptOf(frame.setting, random) : null, random));

const needOf = ({ need }: Wants) => (check: Check): number => need.get(check.defect) ?? 0;

/** Subtle checks suit hard material, with some chance in it so that they are not always the same. For the weak nothing is left out because it is subtle. */
function aptOf({ material }: Setting, random: Random): ((check: Check) => number) | null {
  return material === 'hard' || material === 'stretch' ? ({ difficulty }) => difficulty + aptSpread * random.float() : null;
}
const aptSpread = 0.5;

/** The lesser consequence first; the gravest of a file decides it. */
const gravity = ['return', 'refer', 'reject'] as const;
const isAtMost = (consequence: (typeof gravity)[number], decision: Decision): boolean => decision !== 'proceed' && gravity.indexOf(consequence) <= gravity.indexOf(decision);

/** The share of the files of a service, 0..1, in which a kind of defect can be shown: those whose right decision, by the level's mix, is as grave as one of its checks at least. */
export function chancesOf(catalogue: Catalogue, service: string, level: number): ReadonlyMap<string, number> {
  let services = kept.get(catalogue);
  if (!services) kept.set(catalogue, (services = new Map()));
  const key = `${service}/${level}`;
  let chances = services.get(key);
  if (!chances) {
    chances = new Map<string, number>();
    const mix = mixOf(catalogue, service, level);
    for (const { defect, consequence } of checksOf(catalogue, service)) {
      const share = gravity.filter((decision) => isAtMost(consequence, decision)).reduce((sum, decision) => sum + mix[decision], 0);
      chances.set(defect, Math.max(chances.get(defect) ?? 0, share));
    }
    services.set(key, chances);
  }
  return chances;
}
const kept = new WeakMap<Catalogue, Map<string, Map<string, number>>>();

/** A set of checks that do not hide each other, the first of which makes the decision right; those that are worth most come first. */
function draftOf(catalogue: Catalogue, { service, level, setting }: Frame, decision: Decision, worthOf: ((check: Check) => number) | null, random: Random): Check[] {
  const { defects } = poolOf(catalogue, service, level, setting.material);
  const checks = checksOf(catalogue, service);
  const ordered = (list: readonly Check[]): Check[] => {
    const shuffled = random.shuffle(list);
    if (!worthOf) return shuffled;
    const rated = shuffled.map((check) => ({ check, worth: worthOf(check) }));
    return rated.sort((a, b) => b.worth - a.worth).map(({ check }) => check);
  };
  const chosen = ordered(leadingTo(checks, decision).exactly).slice(0, 1);
  const number = random.int(Math.max(1, defects[0]), defects[1]);
  for (const check of ordered(leadingTo(checks, decision).atMost)) {
    if (chosen.length >= number) break;
    // One of a kind is enough to meet it.
    if (!chosen.some((other) => other.id === check.id || other.defect === check.defect || collide(other, check))) chosen.push(check);
  }
  return chosen;
}

interface Leading {
  exactly: readonly Check[];
  atMost: readonly Check[];
}
const leading = new WeakMap<readonly Check[], Map<Decision, Leading>>();

/** Those of the checks of a service that lead to a decision, and those that lead to this one or a lesser one. */
function leadingTo(checks: readonly Check[], decision: Decision): Leading {
  let known = leading.get(checks);
  if (!known) leading.set(checks, (known = new Map()));
  let lists = known.get(decision);
  if (!lists) {
    lists = { exactly: checks.filter(({ consequence }) => consequence === decision), atMost: checks.filter(({ consequence }) => isAtMost(consequence, decision)) };
    known.set(decision, lists);
  }
  return lists;
}

function planOf(catalogue: Catalogue, { service, level, setting }: Frame, decision: Decision, broken: readonly Check[], { abilities, need, seenChecks }: Wants): CasePlan {
  const success = expectedSuccess(catalogue, service, level, broken, abilities, setting);
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

/** What files of a service are expected to come to, whatever the right decision turns out to be. */
export interface Expected {
  /** The share of success, 0..1, in this setting. */
  success: number;
  setting: Setting;
  /** How much of what is due a file can bring back: the greatest needs that it can show together, over the usual number of defects. */
  due: number;
}

/** The mean over the level's mix of decisions, in the setting that suits the person (`suiting`). The same seed gives the same numbers. */
export function expectedOfService(catalogue: Catalogue, service: string, level: number, wants: Wants, seed: string): Expected {
  const random = randomFrom(`${seed}/${service}`, 'rehearsal');
  const mix = mixOf(catalogue, service, level);
  const rehearsed = decisions.filter((decision) => mix[decision] > 0).map((decision) => ({
    share: mix[decision],
    sets: draftsOf(catalogue, { service, level, setting: usualSetting }, decision, wants, random, rehearsals),
  }));
  const successIn = (setting: Setting): number =>
    rehearsed.reduce((sum, { share, sets }) => {
      const each = sets.map((broken) => expectedSuccess(catalogue, service, level, broken, wants.abilities, setting));
      return sum + share * each.reduce((nearest, success) => (Math.abs(success - wants.aim) < Math.abs(nearest - wants.aim) ? success : nearest));
    }, 0);
  const setting = suiting(successIn, wants);
  const due = decisions.reduce((sum, decision) => sum + (mix[decision] === 0 ? 0 : mix[decision] * dueOf(catalogue, service, level, decision, wants)), 0);
  return { success: successIn(setting), setting, due };
}

/**
 * The setting whose success, a mean over all right decisions, is nearest to the aim. Material is chosen first; what the level does not have comes in only where its own is too easy, help only
 * where its easiest is below the band. Between files with help one without it comes as often as the band allows, unless most of it would fail: only that counts for the gate.
 */
function suiting(successIn: (setting: Setting) => number, { aim, helpedInRow, known }: Wants): Setting {
  const nearest = (settings: readonly Setting[]): Setting =>
    settings.map((setting) => ({ setting, off: Math.abs(successIn(setting) - aim) })).reduce((least, each) => (each.off < least.off ? each : least)).setting;
  const usual = successIn(usualSetting);
  if (usual >= target.low && usual <= target.high && Math.abs(usual - aim) <= closeEnough) return usualSetting;
  const [easy, hard] = [{ material: 'easy', help: 0 }, { material: 'hard', help: 0 }] as const;
  if (usual > aim) return nearest(successIn(hard) > aim ? [hard, { material: 'stretch', help: 0 }] : [usualSetting, hard]);
  const alone = successIn(easy);
  if (!known || alone >= target.low || (alone >= target.alone && helpedInRow * target.high + alone >= (helpedInRow + 1) * target.both)) return nearest([usualSetting, easy]);
  return nearest(helpDegrees.map((help) => ({ material: 'easy', help })));
}
const closeEnough = 0.02;

function dueOf(catalogue: Catalogue, service: string, level: number, decision: Decision, { need }: Wants): number {
  const usual = usualDefects(catalogue, level);
  const kinds = new Map(checksOf(catalogue, service).filter(({ consequence }) => isAtMost(consequence, decision)).map(({ defect }) => [defect, need.get(defect) ?? 0]));
  return [...kinds.values()].sort((a, b) => b - a).slice(0, Math.ceil(usual)).reduce((sum, each) => sum + each, 0) / usual;
}
