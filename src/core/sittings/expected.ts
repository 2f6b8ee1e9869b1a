import { type Catalogue, known } from '../catalogue/catalogue.ts';
import { type Decision, decisions, type Question, type Reply } from '../catalogue/content.ts';
import type { Conversation, PermitCase } from '../cases/dossier.ts';
import type { Outlook, Truth } from '../checks/truth.ts';
import { bareDecision, caseScore, permitWeights } from '../grading/scores.ts';

/** Abilities around the cut at which two forms of a level must be equally hard (measurement design 5). */
export const abilityOffsets = [-1, -0.5, 0, 0.5, 1] as const;

/** Chance of an operator of ability theta on something of difficulty b, both in logits (Rasch). */
export const chance = (theta: number, b: number): number => 1 / (1 + Math.exp(b - theta));

export const mean = (list: readonly number[]): number => list.reduce((sum, each) => sum + each, 0) / list.length;

// Prior difficulties of what every case has; those of defects, decoys, classes and levies stand in the pack.
export const priors = { decision: 0.2, letter: 0.1, time: -0.4, order: -0.2, free: -0.8 };
/** Of a letter: what a badly chosen module costs when all is named, what is left when it is not, and how much a bad module takes of that. */
const letter = { cost: 0.62, capped: 0.5, further: 0.12 };
/** A clause that is drawn at random is one of those that the file calls for so often. */
const lucky = 0.2;
/** A stage that lasts half as long again as allowed keeps half of its time. */
const late = 0.5;

/** How a case suits a person varies by half a logit (measurement design 6): three points of Gauss and Hermite with their weights. */
const suits = [[-0.5 * Math.sqrt(3), 1 / 6], [0, 2 / 3], [0.5 * Math.sqrt(3), 1 / 6]] as const;

/** What of a case says how hard it is, beside its truth. */
type Judged = Pick<PermitCase, 'service'> & { conversations: readonly Conversation[] };

/**
 * What an operator of ability theta is expected to score on a case as it arrives, 0..100: by the weights of the grade, with the chance of each
 * opportunity from its prior difficulty, and the letter and the time as they follow from what was found and decided. A model for making forms alike
 * and for placing their cut, not a grade.
 */
export const expectedCase = (catalogue: Catalogue, permitCase: Judged, truth: Outlook, theta: number): number => overSuits((shift) => expectedAt(catalogue, permitCase, truth, theta + shift));

/** The mean of a score over how a case suits a person; in: the score with what is added to the ability, in logits. */
export const overSuits = (score: (shift: number) => number): number => suits.reduce((sum, [shift, weight]) => sum + weight * score(shift), 0);

function expectedAt(catalogue: Catalogue, permitCase: Judged, truth: Outlook, theta: number): number {
  const service = known(catalogue.services, permitCase.service, 'service');
  const p = (b: number) => chance(theta, b);
  const findings = expectedFindings(truth, theta);
  const fees = [
    ...(truth.class === null ? [] : [p(service.classification!.difficulty)]),
    ...(truth.levy === null ? [] : [p(service.levy.kind === 'free' ? priors.free : service.levy.difficulty)]),
  ];
  const talk = (wanted: 'guide' | 'message') => permitCase.conversations.filter(({ id }) => id === wanted);
  const guides = talk('guide').map(({ script }) => expectedReply(known(catalogue.guides, script, 'guide script'), theta));
  const messages = talk('message').map(({ script }) => {
    const message = known(catalogue.messages, script, 'message script');
    return 0.5 * expectedReply(message, theta) + 0.5 * p(message.difficulty);
  });
  const time = p(priors.time);
  return caseScore({
    DF: findings.found,
    DEC: findings.decided,
    ...(fees.length > 0 && { FEE: mean(fees) }),
    COR: findings.named * (1 - letter.cost * (1 - p(priors.letter))) + (1 - findings.named) * (letter.capped - letter.further * (1 - p(priors.letter))),
    WKT: p(priors.decision) * (0.5 * (time + late * (1 - time)) + 0.5 * p(priors.order)),
    ...(messages.length > 0 && { ITG: mean(messages) }),
    ...(guides.length > 0 && { PMD: mean(guides) }),
  }, permitWeights);
}

/** The best reply with the chance of the script, else another that is no critical error. */
function expectedReply({ replies, difficulty }: { replies: readonly Reply[]; difficulty: number }, theta: number): number {
  const points = replies.filter(({ critical }) => !critical).map((reply) => reply.points).toSorted((a, b) => b - a);
  const p = chance(theta, difficulty);
  return p * points[0]! + (1 - p) * (points.length > 1 ? mean(points.slice(1)) : points[0]!);
}

/** The chances of 0, 1, 2... successes of independent trials. */
function countChances(chances: readonly number[]): number[] {
  let counts = [1];
  for (const p of chances) counts = [...counts, 0].map((none, at) => none * (1 - p) + (at > 0 ? counts[at - 1]! * p : 0));
  return counts;
}

/** Who slips takes another decision than the right one, and lets through what he has no objection to. */
const slips: Record<Decision, readonly Decision[]> = { proceed: ['return', 'refer'], return: ['reject', 'refer'], reject: ['return', 'refer'], refer: ['return', 'reject'] };
/** What a slip is worth; the rest of the right decision is its reasons. */
const slipWorth = Object.fromEntries(decisions.map((key) => [key, mean(slips[key].map((other) => bareDecision({ key, response: other })))])) as Record<Decision, number>;
const rightWorth = 0.6;
const reasonsWorth = 0.4;

/**
 * What follows from finding each defect, and falling for each decoy, with its chance: DF and DEC (0..1), and the chance that the letter can name every gap and
 * nothing else.
 */
function expectedFindings({ failing, decoys, decision, checkpoints }: Outlook, theta: number): { found: number; decided: number; named: number } {
  const p = failing.map((check) => chance(theta, check.difficulty));
  const alarms = countChances(decoys.map((decoy) => 1 - chance(theta, decoy.difficulty)));
  const weight = failing.reduce((sum, check) => sum + check.weight, 0);
  const penalty = Math.max(0.5, weight / (checkpoints - failing.length));
  const steady = chance(theta, priors.decision);
  const clean = failing.length === 0;
  const sum = { found: 0, decided: 0, named: 0 };
  for (let set = 0; set < 2 ** failing.length; set++) {
    let [chanceOf, weightOf, clauses, seen] = [1, 0, 0, 0];
    for (let at = 0; at < failing.length; at++) {
      if ((set & (1 << at)) === 0) {
        chanceOf *= 1 - p[at]!;
        continue;
      }
      chanceOf *= p[at]!;
      weightOf += failing[at]!.weight;
      seen += 1;
      // The place of a defect is found by the verifier, its clause by who knows the rules.
      clauses += p[at]! + lucky * (1 - p[at]!);
    }
    for (let count = 0; count < alarms.length; count++) {
      const share = chanceOf * alarms[count]!;
      const score = (sent: number) => (clean ? Math.max(0, 1 - (sent * count) / 4) : Math.max(0, weightOf - penalty * sent * count) / weight);
      // What was noted goes into the letter, unless the file is let through.
      const rightSends = decision === 'proceed' ? 1 : 2;
      sum.found += share * (steady * score(rightSends) + (1 - steady) * score(2));
      const union = failing.length + seen - clauses + count;
      const reasons = union === 0 || clean ? 1 : clauses / union;
      const silent = seen === 0 && count === 0;
      sum.decided += share * (steady * (rightWorth + reasonsWorth * reasons) + (1 - steady) * (silent && !clean ? bareOfProceed[decision] : slipWorth[decision]));
      if (count === 0 && seen === failing.length) sum.named += share;
      else if (clean) sum.named += share * steady;
    }
  }
  return sum;
}

const bareOfProceed = Object.fromEntries(decisions.map((key) => [key, bareDecision({ key, response: 'proceed' })])) as Record<Decision, number>;

/** The expected score of a case at each ability around this one. */
export const courseOf = (catalogue: Catalogue, permitCase: PermitCase, truth: Truth, theta: number): number[] =>
  abilityOffsets.map((offset) => expectedCase(catalogue, permitCase, truth, theta + offset));

/** The expected per cent of right answers of an operator of ability theta to these items. */
export const expectedItems = (questions: readonly Pick<Question, 'difficulty'>[], theta: number): number => 100 * mean(questions.map((question) => chance(theta, question.difficulty)));
