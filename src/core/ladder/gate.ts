import type { Catalogue } from '../catalogue/catalogue.ts';
import { levelOf } from '../catalogue/catalogue.ts';
import { reviewsOf } from '../mastery/spacing.ts';
import type { Competency } from '../shared/competency.ts';
import { type Card, cardsOf } from './cards.ts';
import { type CompetencyEvidence, evidenceOf, isUnaided, type PracticeObservation, recent } from './evidence.ts';
import type { HelpDegree } from './help.ts';

/** One finished case of practice; `at` is ISO-8601 UTC. */
export interface PractisedCase {
  at: string;
  service: string;
  decisionRight: boolean;
  /** Number of critical errors. */
  critical: number;
  /** Opportunities of integrity: the message, and what came in beside the file. */
  opportunities: number;
  /** Defect kinds (D01...) that were in the file, and whether each was found. */
  defects: readonly { defect: string; found: boolean }[];
  /** The degree of help that was there; left out where there was none. */
  help?: HelpDegree;
}

export interface GateInput {
  level: number;
  now: string;
  observations: readonly PracticeObservation[];
  cases: readonly PractisedCase[];
  /** The level below is held and has not expired; true at level 1. */
  previousValid: boolean;
  /** A supervisor has waived rule 2 for this trainee and level. */
  waived: boolean;
}

export const conditionIds = [
  'probability',
  'observations',
  'error',
  'service',
  'defects',
  'retained',
  'decisions',
  'integrity',
  'previous',
] as const;
export type ConditionId = (typeof conditionIds)[number];

export type GateRule = 1 | 2 | 3 | 4 | 5;
/** The rule of the measurement design that a condition belongs to. */
export const ruleOf: Readonly<Record<ConditionId, GateRule>> = {
  probability: 1,
  observations: 1,
  error: 1,
  service: 2,
  defects: 2,
  retained: 2,
  decisions: 3,
  integrity: 4,
  previous: 5,
};
/** The one rule that a supervisor may waive: practice can be had elsewhere; ability, decisions, integrity and the level below cannot. */
export const waivableRule: GateRule = 2;

/** One condition of the gate: a number that is there and one that is needed. `error` wants at most, all others at least. */
export interface Condition {
  id: ConditionId;
  /** The competency or service that it is about. */
  subject: string | null;
  met: boolean;
  /** It is not met and need not be: a supervisor has waived its rule. */
  waived: boolean;
  have: number;
  need: number;
}

export interface Gate {
  open: boolean;
  conditions: readonly Condition[];
  evidence: readonly CompetencyEvidence[];
  /** What is remembered of each kind of defect of the level. */
  cards: readonly Card[];
  /** Defect kinds of the level that were not found yet. */
  missingDefects: readonly string[];
  /** Defect kinds of the level that were found once but may be forgotten by now; none of them is missing. */
  dueDefects: readonly string[];
}

/**
 * May this trainee sit the test of a level? Measurement design 1.3, rules 1 to 5, with the numbers of the level in the content pack; only
 * unassisted practice of the last `gate.days` days counts:
 * 1 each competency has P(theta >= cut), observations and standard error as asked; 2 each service was practised often enough, each kind of
 * defect was found once and is still remembered (FSRS retrievability; a kind never reviewed is not); 3 of the last decisions enough were right;
 * 4 the last integrity opportunities were without a critical error; 5 the level below is valid. Open when every condition is met or waived, which
 * only those of rule 2 can be; a level without services has none to practise and stays closed.
 */
export function gateOf(catalogue: Catalogue, input: GateInput): Gate {
  const { cutTheta, gate, services } = levelOf(catalogue, input.level);
  const practised = recent(input.cases, input.now, gate.days);
  const cases = practised.filter(isUnaided);
  const observations = recent(input.observations, input.now, gate.days);
  const evidence = evidenceOf(observations.filter(isUnaided), cutTheta);
  const found = new Set(
    cases.flatMap((each) => each.defects.filter((defect) => defect.found).map(({ defect }) => defect)),
  );
  const reviews = reviewsOf(observations, (check) => catalogue.checks.get(check)?.defect);
  const cards = cardsOf(catalogue, input.level, { reviews, found, now: input.now });
  const kindsOf = (which: (card: Card) => boolean) => cards.filter(which).map(({ kind }) => kind);
  const missingDefects = kindsOf((card) => !card.found);
  const isForgotten = (card: Card) => (card.retrievability ?? 0) < gate.retrievability;
  const forgotten = kindsOf(isForgotten);
  const dueDefects = kindsOf((card) => card.found && isForgotten(card));
  const lastDecisions = cases.slice(-gate.lastDecisions);
  const times = (service: string) => cases.filter((each) => each.service === service).length;

  const judged: Condition[] = [
    ...evidence.flatMap((each) => ability(each, gate)),
    ...services.map((service) => atLeast('service', service, times(service), gate.perService)),
    atLeast('defects', null, cards.length - missingDefects.length, cards.length),
    atLeast('retained', null, cards.length - forgotten.length, cards.length),
    atLeast('decisions', null, lastDecisions.filter((each) => each.decisionRight).length, gate.lastRight),
    atLeast('integrity', null, Math.min(cleanRun(practised), gate.integrity), gate.integrity),
    atLeast('previous', null, input.previousValid ? 1 : 0, 1),
  ];
  const conditions = judged.map((condition) => ({
    ...condition,
    waived: input.waived && !condition.met && ruleOf[condition.id] === waivableRule,
  }));
  const open = services.length > 0 && conditions.every(({ met, waived }) => met || waived);
  return { open, conditions, evidence, cards, missingDefects, dueDefects };
}

export type RuleState = 'met' | 'waived' | 'unmet';

/** Whether a rule of the gate holds: every condition of it is met, or what is not met is waived. */
export function ruleState({ conditions }: Pick<Gate, 'conditions'>, rule: GateRule): RuleState {
  const open = conditions.filter(({ id, met }) => ruleOf[id] === rule && !met);
  if (open.length === 0) return 'met';
  return open.every(({ waived }) => waived) ? 'waived' : 'unmet';
}

const atLeast = (id: ConditionId, subject: string | null, have: number, need: number): Condition => ({
  id,
  subject,
  met: have >= need,
  waived: false,
  have,
  need,
});

function ability(
  evidence: CompetencyEvidence,
  gate: { probability: number; observations: number; error: number },
): Condition[] {
  const subject: Competency = evidence.competency;
  return [
    atLeast('probability', subject, evidence.probability, gate.probability),
    atLeast('observations', subject, evidence.observations, gate.observations),
    { id: 'error', subject, met: evidence.se <= gate.error, waived: false, have: evidence.se, need: gate.error },
  ];
}

/** The opportunities of integrity without help since the last case with a critical error; an error counts with help as well. */
function cleanRun(cases: readonly PractisedCase[]): number {
  const last = cases.findLastIndex((each) => each.critical > 0);
  return cases.slice(last + 1).filter(isUnaided).reduce((sum, { opportunities }) => sum + opportunities, 0);
}
