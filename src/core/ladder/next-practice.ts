import { type Catalogue, levelOf, serviceOf } from '../catalogue/catalogue.ts';
import { type Competency, competencies } from '../shared/competency.ts';
import { randomFrom } from '../shared/random.ts';
import type { Card } from './cards.ts';
import { evidenceOf, type PracticeObservation, recent, worthOfHelp } from './evidence.ts';
import type { Gate, PractisedCase } from './gate.ts';
import type { Abilities, Setting } from './opportunities.ts';
import { chancesOf, expectedOfService, target, usualDefects, type Wants } from './plan-case.ts';

/** One thing that speaks for a service. It depends on the service and on what is known of the person, never on what will be in the file. */
export type Reason =
  /** It was practised less often than the gate asks. */
  | { id: 'service'; have: number; need: number }
  /** Its files can show kinds of defect that were never found. */
  | { id: 'defects'; kinds: readonly string[] }
  /** Its files can show kinds of defect that are due. */
  | { id: 'due'; kinds: readonly string[] }
  /** It trains the competency with the lowest chance of mastery, or the one that the person wishes to train. */
  | { id: 'competency'; competency: Competency }
  /** The expected share of success lies in the band from which most is learnt, or nearest to it. */
  | { id: 'success' };

/** A service that is proposed, and why: reasons with the weightiest first, at least one. */
export interface Proposal {
  service: string;
  reasons: readonly Reason[];
  /** The share of success that is to be expected, 0..1. */
  success: number;
  /** How hard the file is made and how much help comes with it; left out in what was recorded before there was a choice. */
  setting?: Setting;
}

export interface ProposalInput {
  level: number;
  gate: Gate;
  /** Practised cases of the time that counts. */
  cases: readonly PractisedCase[];
  wants: Wants;
  seed: string;
  /** A competency that the person wishes to train; it comes before everything else. */
  wish?: Competency | undefined;
}

/** Weights of measurement design 3.2. */
const worth = { wish: 20, due: 1.5, competency: 1, uncovered: 0.5 } as const;
const usualRate = 0.2;
const fewestForRate = 5;
/** Services this close to the best are equally good; one of at most five is drawn, so that practice does not become predictable. */
const [nearBest, mostEqual] = [0.15, 5];
/** So many are offered: the proposed one and others to choose from. */
export const offered = 4;

/**
 * What to practise next at a level: services with the reasons for them, the proposed one first and then the best others. Value of a service (measurement design 3.2):
 * -|p - .775| / .1 + 1.5 * (how much of what is due a file of it can bring back, over the level's mix of decisions) + 1 * (how far it trains the weakest competency) + .5 * (practice that the gate still asks) -
 * ln(share of the cases / .2) where above 0. Which defects come into the file is decided apart from it (`planCase`). The same arguments give the same list; empty for a level
 * without services.
 */
export function proposals(catalogue: Catalogue, input: ProposalInput): Proposal[] {
  const { level, gate, cases, seed, wish } = input;
  const { services } = levelOf(catalogue, level);
  const random = randomFrom(seed, 'next-practice');
  if (services.length === 0) return [];
  const rated = services.map((service) => rate(catalogue, service, input)).sort((a, b) => b.value - a.value);
  const equal = rated.filter(({ value }) => value >= rated[0]!.value - nearBest).slice(0, mostEqual);
  const begun = cases.length > 0 || gate.conditions.some(({ id, have }) => id === 'service' && have > 0);
  const first = begun || wish ? random.pick(equal) : shortest(catalogue, rated);
  return [first, ...rated.filter(({ proposal }) => proposal !== first.proposal)].slice(0, offered).map(({ proposal }) => proposal);
}

/** What speaks for one service that the person chose himself. In: as for `proposals`; the service is one of the level. */
export const proposalOf = (catalogue: Catalogue, service: string, input: ProposalInput): Proposal => rate(catalogue, service, input).proposal;

/** What planning needs to know of a person who practises a level, from the state of the gate and the observations. In: `now`, ISO-8601 UTC. */
export function wantsOf(catalogue: Catalogue, level: number, gate: Pick<Gate, 'evidence' | 'cards'>, observations: readonly PracticeObservation[], now: string): Wants {
  const { cutTheta, gate: rules, services } = levelOf(catalogue, level);
  const counted = recent(observations, now, rules.days);
  const abilities = Object.fromEntries(evidenceOf(counted, cutTheta, worthOfHelp(counted, cutTheta)).map(({ competency, theta }) => [competency, theta])) as Abilities;
  const seenChecks = new Set(recent(observations, now, daysSeen).map(({ opportunity }) => opportunity));
  const chanceOf = (kind: string) => services.reduce((sum, service) => sum + (chancesOf(catalogue, service, level).get(kind) ?? 0), 0) / services.length;
  // A kind that few files can show would else always come last, and be forgotten before it comes again; of those that are due the one comes first of which least is remembered.
  const need = new Map(gate.cards.map(({ kind, urgency, retrievability }) => [kind, urgency === 0 ? 0 : (urgency * (allForgotten - (retrievability ?? 0))) / Math.sqrt(chanceOf(kind))]));
  return { abilities, need, seenChecks, aim: aimAfter(counted), ...helpSoFar(counted) };
}
const daysSeen = 7;
/** What is wholly forgotten weighs so much; of what is due and still remembered somewhat remains. */
const allForgotten = 1.2;

/**
 * What the next file is to come to, within the band: so much above or below .775 as the last answers were below or above it. An estimate of ability follows one who learns from behind, and what
 * help is worth differs from person to person; both show in what succeeds.
 */
export function aimAfter(observations: readonly Pick<PracticeObservation, 'score'>[]): number {
  const latest = observations.slice(-answersForAim);
  const missed = latest.reduce((sum, { score }) => sum + target.success - score, 0) / answersForAim;
  return Math.min(target.high, Math.max(target.low, target.success + missed));
}
/** Some six files of answers; fewer count as if the rest had gone as wanted. */
const answersForAim = 100;

/** How many files with help came since the last one without, and whether there were enough without. */
function helpSoFar(observations: readonly PracticeObservation[]): Pick<Wants, 'helpedInRow' | 'known'> {
  const degrees = [...new Map(observations.map(({ sitting, help = 0 }) => [sitting, help])).values()];
  return { helpedInRow: degrees.length - 1 - degrees.lastIndexOf(0), known: degrees.filter((help) => help === 0).length >= filesAlone };
}
/** So many files come without help before the first one with it. */
const filesAlone = 4;

/** The competency with the lowest probability of mastery; the first of the list among equals. */
export function weakestCompetency(gate: Pick<Gate, 'evidence'>): Competency {
  return gate.evidence.reduce((weakest, each) => (each.probability < weakest.probability ? each : weakest)).competency;
}

interface Rated {
  proposal: Proposal;
  value: number;
}

/** Somebody who has not practised yet begins with the shortest case. */
function shortest(catalogue: Catalogue, rated: readonly Rated[]): Rated {
  const minutes = ({ proposal }: Rated) => serviceOf(catalogue, proposal.service).expertMinutes;
  return rated.reduce((least, each) => (minutes(each) < minutes(least) ? each : least));
}

function rate(catalogue: Catalogue, service: string, { level, gate, cases, wants, seed, wish }: ProposalInput): Rated {
  const { success, setting, due: expectedDue } = expectedOfService(catalogue, service, level, wants, seed);
  const { have, need } = gate.conditions.find(({ id, subject }) => id === 'service' && subject === service)!;
  const kinds = chancesOf(catalogue, service, level);
  const here = gate.cards.filter(({ kind, urgency }) => urgency > 0 && kinds.has(kind)).sort((a, b) => wants.need.get(b.kind)! - wants.need.get(a.kind)!);
  // One file shows a few kinds only, however many are due.
  const few = Math.ceil(usualDefects(catalogue, level));
  const sum = (cards: readonly Card[]) => cards.slice(0, few).reduce((total, { kind }) => total + wants.need.get(kind)!, 0);
  const weakest = wish ?? weakestCompetency(gate);
  const trained = trains(catalogue, service, weakest);
  const missing = here.filter(({ found }) => !found);
  const due = here.filter(({ found }) => found);
  const parts = {
    service: (worth.uncovered * Math.max(0, need - have)) / need,
    due: worth.due * expectedDue,
    competency: (wish ? worth.wish : worth.competency) * trained,
    success: -Math.abs(success - wants.aim) / target.width,
  };
  const rateOf = cases.length < fewestForRate ? 0 : cases.filter((each) => each.service === service).length / cases.length;
  const value = Object.values(parts).reduce((total, part) => total + part, 0) - Math.max(0, Math.log(rateOf / usualRate));
  const reasons: (Reason & { weight: number })[] = [
    ...(have < need ? [{ id: 'service' as const, have, need, weight: parts.service + 1 }] : []),
    ...(missing.length > 0 ? [{ id: 'defects' as const, kinds: missing.map(({ kind }) => kind), weight: (worth.due * sum(missing)) / few }] : []),
    ...(due.length > 0 ? [{ id: 'due' as const, kinds: due.map(({ kind }) => kind), weight: (worth.due * sum(due)) / few }] : []),
    // Every file trains most competencies; only where files differ does it speak much for one.
    ...(trained > 0 ? [{ id: 'competency' as const, competency: weakest, weight: wish ? parts.competency : trainsApart.has(weakest) ? 1 : 0.2 }] : []),
    ...(success >= target.low && success <= target.high ? [{ id: 'success' as const, weight: 0.1 }] : []),
  ];
  // Nothing in particular speaks for it: then its difficulty does, as near as there is.
  if (reasons.length === 0) reasons.push({ id: 'success', weight: 0 });
  return { value, proposal: { service, success, setting, reasons: reasons.sort((a, b) => b.weight - a.weight).map(({ weight: _, ...reason }) => reason as Reason) } };
}

/** Competencies that some files train more than others. */
const trainsApart: ReadonlySet<Competency> = new Set(['KLS']);

/** How far files of a service train a competency, 0..1: classification and levy only where there is something to compute. */
function trains(catalogue: Catalogue, service: string, competency: Competency): number {
  const { classification, levy } = serviceOf(catalogue, service);
  if (!trainsApart.has(competency)) return 1;
  return (classification ? 0.5 : 0) + (levy.kind === 'free' ? 0 : 0.5);
}

/** A person of whom nothing is known has the ability at which every estimate begins. */
export const evenAbilities = (theta: number): Abilities => Object.fromEntries(competencies.map((competency) => [competency, theta])) as Abilities;
