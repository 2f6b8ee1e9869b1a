import { type Catalogue, levelOf, serviceOf } from '../catalogue/catalogue.ts';
import { drawBreaks } from '../cases/generate.ts';
import { type Check, checksOf } from '../checks/check.ts';
import { decoysOf } from '../checks/decoy.ts';
import type { PracticeObservation } from '../ladder/evidence.ts';
import { type Gate, gateOf, type PractisedCase } from '../ladder/gate.ts';
import { proposals, wantsOf } from '../ladder/next-practice.ts';
import { helpWorth, isHelped } from '../ladder/help.ts';
import { drawMaterial, type Drawn, poolOf } from '../ladder/material.ts';
import { casePriors, type Setting, usualSetting } from '../ladder/opportunities.ts';
import { planCase } from '../ladder/plan-case.ts';
import type { Competency } from '../shared/competency.ts';
import type { Random } from '../shared/random.ts';
import { abilityNow, learnFrom, type Learner, memoryNow } from './learner.ts';
import { normal } from './responder.ts';

/** How the next file is chosen: as the product chooses it, or service and defects by chance as the level draws them. */
export const policies = ['adaptive', 'random'] as const;
export type Policy = (typeof policies)[number];

/** A file to practise: its service and the checks that are broken in it. */
interface File {
  service: string;
  broken: readonly Check[];
  setting: Setting;
  /** Decoys and conversations; undefined where the level draws them. */
  drawn: Drawn | undefined;
}

const began = Date.parse('2015-06-01T01:00:00.000Z');
const day = 86_400_000;
/** So many files are worked on in a day. */
const filesPerDay = 4;

/** A learner with everything that the product records of him. */
export interface Practising {
  learner: Learner;
  cases: PractisedCase[];
  observations: PracticeObservation[];
  /** The abilities, memory included, with which the latest answers of each competency were given. */
  lately: Map<Competency, number[]>;
}

/** So many of the latest answers say what the ability is now. */
const latest = 10;

/** The day of the file with this number, days since the beginning. */
export const dayOfFile = (number: number): number => Math.floor(number / filesPerDay) + (number % filesPerDay) / 24;
const momentOf = (number: number): string => new Date(began + dayOfFile(number) * day).toISOString();

/** The gate as it stands before the next file. */
export const gateNow = (catalogue: Catalogue, level: number, { cases, observations }: Practising): Gate =>
  gateOf(catalogue, { level, now: momentOf(cases.length), observations, cases, previousValid: true, waived: false });

/** The next file by a policy; the same arguments give the same file. */
export function nextFile(catalogue: Catalogue, level: number, policy: Policy, gate: Gate, { cases, observations }: Practising, random: Random, seed: string): File {
  const { services } = levelOf(catalogue, level);
  const checksBy = (service: string, ids: readonly string[]) => checksOf(catalogue, service).filter(({ id }) => ids.includes(id));
  // The first file of all is left to the level, as a beginner has nothing to repeat.
  const drawn = (service: string): File => ({ service, broken: checksBy(service, drawBreaks(catalogue, service, level, random)), setting: usualSetting, drawn: undefined });
  if (policy === 'random') {
    return drawn(random.pick(services));
  }
  const wants = wantsOf(catalogue, level, gate, observations, momentOf(cases.length));
  const fileSeed = `${seed}/${cases.length}`;
  const [first] = proposals(catalogue, { level, gate, cases, wants, seed: fileSeed });
  const { service, setting } = first!;
  if (cases.length === 0) return drawn(service);
  return { service, ...planCase(catalogue, service, level, wants, fileSeed, setting) };
}

/** How much a file suits a person more than another, standard deviation in logits (measurement design 6). */
const caseSpread = 0.5;

/**
 * Works on one file: every opportunity of it is done well with the chance that ability, memory and difficulty give (Rasch), is recorded as the product records it, and the learner
 * learns from what the result explains. Out: the scores, 0 or 1, of the defects and their clauses, and of everything else.
 */
export function workOn(catalogue: Catalogue, level: number, { service, broken, setting: { help }, drawn }: File, practising: Practising, random: Random): { chosen: number[]; others: number[] } {
  const { learner, cases, observations, lately } = practising;
  const today = dayOfFile(cases.length);
  const at = momentOf(cases.length);
  const suits = caseSpread * normal(random);
  const scores: number[] = [];
  const trials: Competency[] = [];
  const attempt = (competency: Competency, opportunity: string, difficulty: number, memory = 0): boolean => {
    const ability = abilityNow(learner, competency) + memory;
    const helped = isHelped(opportunity) ? helpWorth[help] * learner.helped : 0;
    const done = random.chance(1 / (1 + Math.exp(difficulty - helped - ability - suits)));
    lately.set(competency, [...(lately.get(competency) ?? []), ability].slice(-latest));
    observations.push({ sitting: cases.length + 1, competency, opportunity, difficulty, score: done ? 1 : 0, at, help });
    scores.push(done ? 1 : 0);
    trials.push(competency);
    return done;
  };
  const defects = broken.map((check) => {
    const memory = memoryNow(learner, check.defect, today);
    const found = attempt(check.competency, check.id, check.difficulty, memory);
    if (found) attempt('REG', `${check.id}/clause`, check.difficulty, memory);
    return { defect: check.defect, found };
  });
  const chosen = scores.length;
  const { decoys, guide, message } = drawn ?? drawMaterial(poolOf(catalogue, service, level, 'usual'), random);
  for (const { id, difficulty } of decoysOf(catalogue, service)) if (decoys.includes(id)) attempt('VER', id, difficulty);
  const decisionRight = attempt('KEP', 'decision', casePriors.decision);
  attempt('REG', 'reasons', casePriors.reasons);
  const { classification, levy } = serviceOf(catalogue, service);
  if (classification) attempt('KLS', `class/${service}`, classification.difficulty);
  attempt('KLS', `levy/${service}`, levy.kind === 'free' ? casePriors.free : levy.difficulty);
  attempt('KEP', 'letter', casePriors.letter);
  attempt('PMD', guide, catalogue.guides.get(guide)!.difficulty);
  attempt('ITG', message, catalogue.messages.get(message)!.difficulty);
  attempt('WKT', 'time', casePriors.time);
  attempt('WKT', 'sequence', casePriors.sequence);
  learnFrom(learner, trials, defects.map(({ defect }) => defect), today);
  cases.push({ at, service, decisionRight, critical: 0, opportunities: 1, defects, help });
  return { chosen: scores.slice(0, chosen), others: scores.slice(chosen) };
}
