import { type Catalogue, known } from '../catalogue/catalogue.ts';
import type { Question } from '../catalogue/content.ts';
import type { PermitCase } from '../cases/dossier.ts';
import type { Truth } from '../checks/truth.ts';
import { caseScore, permitWeights } from '../grading/scores.ts';

/** Abilities around the cut at which two forms of a level must be equally hard (measurement design 5). */
export const abilityOffsets = [-1, -0.5, 0, 0.5, 1] as const;

/** Chance of an operator of ability theta on something of difficulty b, both in logits (Rasch). */
const chance = (theta: number, b: number): number => 1 / (1 + Math.exp(b - theta));

const mean = (list: readonly number[]): number => list.reduce((sum, each) => sum + each, 0) / list.length;

// Prior difficulties of what every case has; those of defects, decoys, classes and levies stand in the pack.
const difficulty = { decision: 0.2, letter: 0.1, time: -0.3, free: -0.8 };

/**
 * What an operator of ability theta is expected to score on a case as it arrives, 0..100: by the weights of the grade, with the chance of each
 * opportunity from its prior difficulty. A model for making forms alike, not a grade.
 */
export function expectedCase(catalogue: Catalogue, permitCase: PermitCase, truth: Truth, theta: number): number {
  const service = known(catalogue.services, permitCase.service, 'service');
  const p = (b: number) => chance(theta, b);
  const falseAlarms = truth.decoys.reduce((sum, decoy) => sum + 1 - p(decoy.difficulty), 0);
  const weight = truth.failing.reduce((sum, check) => sum + check.weight, 0);
  const found = truth.failing.reduce((sum, check) => sum + check.weight * p(check.difficulty), 0);
  const penalty = Math.max(0.5, weight / truth.checkpoints);
  const defects = weight === 0 ? Math.max(0, 1 - falseAlarms / 4) : Math.max(0, found - penalty * falseAlarms) / weight;
  const gravest = truth.failing[0];
  const reasons = truth.failing.length === 0 ? 1 : mean(truth.failing.map((check) => p(check.difficulty)));
  const decided = p(difficulty.decision) * (gravest ? p(gravest.difficulty) : 1);
  const fees = [
    ...(truth.class === null ? [] : [p(service.classification!.difficulty)]),
    ...(truth.levy === null ? [] : [p(service.levy.kind === 'free' ? difficulty.free : service.levy.difficulty)]),
  ];
  const scripts = permitCase.conversations.map(({ id, script }) => [id, (id === 'guide' ? known(catalogue.guides, script, 'guide script') : known(catalogue.messages, script, 'message script')).difficulty] as const);
  const talk = (wanted: 'guide' | 'message') => scripts.filter(([id]) => id === wanted).map(([, b]) => p(b));
  return caseScore({
    DF: defects,
    DEC: decided * (0.6 + 0.4 * reasons),
    ...(fees.length > 0 && { FEE: mean(fees) }),
    COR: p(difficulty.letter),
    WKT: p(difficulty.time),
    ...(talk('message').length > 0 && { ITG: mean(talk('message')) }),
    ...(talk('guide').length > 0 && { PMD: mean(talk('guide')) }),
  }, permitWeights);
}

/** The expected score of a case at each ability around the cut. */
export const courseOf = (catalogue: Catalogue, permitCase: PermitCase, truth: Truth, cutTheta: number): number[] =>
  abilityOffsets.map((offset) => expectedCase(catalogue, permitCase, truth, cutTheta + offset));

/** The expected per cent of right answers of an operator of ability theta to these items. */
export const expectedItems = (questions: readonly Pick<Question, 'difficulty'>[], theta: number): number => 100 * mean(questions.map((question) => chance(theta, question.difficulty)));
