import { type Catalogue, serviceOf } from '../catalogue/catalogue.ts';
import type { PermitCase } from '../cases/dossier.ts';
import { truthOf } from '../checks/truth.ts';
import type { Action } from '../desk/action.ts';
import { desk } from '../desk/desk.ts';
import { gradeGuidance, gradeIntegrity } from './conversations.ts';
import { gradeDecision } from './decision.ts';
import { gradeDefects } from './defects.ts';
import { gradeFee } from './fee.ts';
import { gradeLetter } from './letter.ts';
import type { Critical, Grade, Mark, Observation } from './mark.ts';
import { matchFindings } from './match-findings.ts';
import { gradeOrderAndTime } from './order-time.ts';
import { type PartGrade, partScore, type Share, type Work } from './part.ts';
import { type CasePart, permitWeights } from './scores.ts';

/** Changes with every change of the rules below, so that a grade says by which rules it was made. */
export const graderVersion = '2015.1';

/** Field by field: spreading the share would take a third of the time of grading. */
const markOf = (share: Share, part: CasePart, worth: number): Mark => ({
  id: share.id,
  part,
  competency: share.competency,
  points: share.points * worth,
  outOf: share.outOf * worth,
  expected: share.expected,
  done: share.done,
  clause: share.clause,
  where: share.where,
  evidence: share.evidence,
});

/**
 * Grades one case: a pure function of the case and the actions, so that a result can be made again from the log at any time. The truth is
 * computed here and nowhere kept. Out: marks whose points (of 100) sum to the total, critical errors, and observations for the ability estimate.
 * The weights are those of the measurement design 2.9; the weights of parts that cannot be judged fall to the others in proportion.
 * Throws RangeError when the catalogue does not know the case's service or scripts.
 */
export function gradeCase(catalogue: Catalogue, permitCase: PermitCase, actions: readonly Action[]): Grade {
  const service = serviceOf(catalogue, permitCase.service);
  const truth = truthOf(catalogue, permitCase);
  const state = desk(catalogue, permitCase, actions);
  const work: Work = {
    catalogue,
    service,
    permitCase,
    truth,
    actions,
    desk: state,
    matched: matchFindings(truth.failing, truth.decoys, state.findings),
  };
  const decision = gradeDecision(work);
  const parts: [CasePart, PartGrade | null][] = [
    ['DF', gradeDefects(work)],
    ['DEC', decision],
    ['FEE', gradeFee(work)],
    ['COR', gradeLetter(work)],
    ['WKT', gradeOrderAndTime(work, partScore(decision))],
    ['ITG', gradeIntegrity(work)],
    ['PMD', gradeGuidance(work)],
  ];
  let weighed = 0;
  for (const [part, graded] of parts) if (graded) weighed += permitWeights[part];
  const marks: Mark[] = [];
  const critical: Critical[] = [];
  const observations: Observation[] = [];
  let total = 0;
  for (const [part, graded] of parts) {
    if (!graded) continue;
    const worth = (100 * permitWeights[part]) / weighed;
    for (const share of graded.shares) {
      const mark = markOf(share, part, worth);
      total += mark.points;
      marks.push(mark);
    }
    critical.push(...graded.critical);
    observations.push(...graded.observations);
  }
  return {
    version: graderVersion,
    total,
    marks,
    critical,
    observations,
    decisionRight: decision.right,
    defects: work.matched.found.map(({ check, finding }) => ({ check: check.id, defect: check.defect, found: finding !== null })),
  };
}
