import { type Catalogue, levelOf, serviceOf } from '../catalogue/catalogue.ts';
import type { Competency } from '../shared/competency.ts';
import { randomFrom } from '../shared/random.ts';
import type { Gate } from './gate.ts';

/** Why a service is proposed: it lacks practice, it shows kinds of defect not found yet or due to be seen again, or it trains the weakest competency. */
export interface NextPractice {
  service: string;
  reason: { id: 'service' | 'defects' | 'retained' | 'competency'; subject: string; have: number; need: number };
  /** A check to break, so that a kind of defect that was never found, or is being forgotten, can be met; null leaves the level to draw. */
  focus: string | null;
}

const worth = { wish: 10, service: 2, defects: 1, competency: 0.5 };
/** Services this close to the best are equally good; one of them is drawn, so that practice does not become predictable. */
const nearBest = 0.15;

/**
 * The next practice of a level: the service that adds most to what the gate lacks, then to the competency of lowest mastery (measurement design
 * 3.2, without exposure); a competency that the person wishes to train comes before both. The same gate and seed give the same
 * proposal. Null for a level without services.
 */
export function nextPractice(
  catalogue: Catalogue,
  level: number,
  gate: Gate,
  seed: string,
  wish?: Competency,
): NextPractice | null {
  const { services } = levelOf(catalogue, level);
  if (services.length === 0) return null;
  const random = randomFrom(seed, 'next-practice');
  const begun = gate.conditions.some(({ id, have }) => id === 'service' && have > 0);
  if (!begun && !wish) return firstPractice(catalogue, services, gate);
  const rated = services.map((service) => ({ service, ...rate(catalogue, service, gate, wish) }));
  const best = Math.max(...rated.map(({ value }) => value));
  const chosen = random.pick(rated.filter(({ value }) => value >= best - nearBest));
  // Only now and then, or the proposal itself would say that the file has a defect.
  const focus = random.chance(0.5) ? focusOf(catalogue, chosen.service, gate, (list) => random.pick(list)) : null;
  return { service: chosen.service, reason: chosen.reason, focus };
}

/** Somebody who has not practised yet begins with the shortest case; whether it has a defect is left to the level. */
function firstPractice(catalogue: Catalogue, services: readonly string[], gate: Gate): NextPractice {
  const minutes = (service: string) => serviceOf(catalogue, service).expertMinutes;
  const service = services.reduce((shortest, each) => (minutes(each) < minutes(shortest) ? each : shortest));
  const { have, need } = gate.conditions.find(({ id, subject }) => id === 'service' && subject === service)!;
  return { service, reason: { id: 'service', subject: service, have, need }, focus: null };
}

/** The competency with the lowest probability of mastery; the first of the list among equals. */
export function weakestCompetency(gate: Gate): Competency {
  return gate.evidence.reduce((weakest, each) => (each.probability < weakest.probability ? each : weakest)).competency;
}

function rate(
  catalogue: Catalogue,
  service: string,
  gate: Gate,
  wish: Competency | undefined,
): { value: number; reason: NextPractice['reason'] } {
  const { have, need } = gate.conditions.find(({ id, subject }) => id === 'service' && subject === service)!;
  const sought = soughtDefects(gate);
  const here = soughtIn(catalogue, service, gate);
  const weakest = wish ?? weakestCompetency(gate);
  const parts = {
    service: worth.service * Math.max(0, (need - have) / need),
    defects: sought.length === 0 ? 0 : (worth.defects * here.length) / sought.length,
    competency: (wish ? worth.wish : worth.competency) * trains(catalogue, service, weakest),
  };
  const value = parts.service + parts.defects + parts.competency;
  if (parts.service > 0) return { value, reason: { id: 'service', subject: service, have, need } };
  if (parts.defects > 0) {
    const id = here.some((kind) => gate.missingDefects.includes(kind)) ? 'defects' : 'retained';
    const defects = gate.conditions.find((condition) => condition.id === id)!;
    return { value, reason: { id, subject: service, have: defects.have, need: defects.need } };
  }
  const { observations } = gate.evidence.find(({ competency }) => competency === weakest)!;
  return { value, reason: { id: 'competency', subject: weakest, have: observations, need: observations } };
}

/** Every case trains every competency; classification and levy only where there is something to compute. */
function trains(catalogue: Catalogue, service: string, competency: Competency): number {
  const { classification, levy } = serviceOf(catalogue, service);
  if (competency !== 'KLS') return 1;
  return (classification ? 0.5 : 0) + (levy.kind === 'free' ? 0 : 0.5);
}

/** Kinds of defect that practice should show: those never found, and those that are due. */
const soughtDefects = (gate: Gate): string[] => [...gate.missingDefects, ...gate.dueDefects];

function soughtIn(catalogue: Catalogue, service: string, gate: Gate): string[] {
  const kinds = new Set(serviceOf(catalogue, service).checks.map((id) => catalogue.checks.get(id)!.defect));
  return soughtDefects(gate).filter((kind) => kinds.has(kind));
}

/** A check of the service whose kind of defect is still to be found or due to be seen again, or null when there is none. */
export function focusOf(
  catalogue: Catalogue,
  service: string,
  gate: Gate,
  pick: (list: readonly string[]) => string,
): string | null {
  const sought = new Set(soughtDefects(gate));
  const checks = serviceOf(catalogue, service).checks.filter((id) => sought.has(catalogue.checks.get(id)!.defect));
  return checks.length === 0 ? null : pick(checks);
}
