import { recordedClauses } from '../catalogue/mark-clauses.ts';
import { evidenceOf, type PartGrade, type Work } from './part.ts';

const difficulty = 0.2;

/**
 * "Return once, list all": whether a second return asks only for what is new. In: the work on the second upload, and the faults of the first one that
 * the first letter did not name. Null where this is not a second upload. A fault that was visible the first time and
 * still has to be asked for costs the part, whether the operator sees it now or not.
 */
export function gradeOnce({ permitCase, truth, actions }: Work, earlier: readonly string[]): PartGrade | null {
  if (permitCase.stage !== 'resubmission') return null;
  const again = truth.failing.filter(({ id }) => earlier.includes(id));
  const right = again.length === 0;
  return {
    shares: [
      {
        id: 'ONCE/return',
        competency: 'KEP',
        points: right ? 1 : 0,
        outOf: 1,
        expected: { key: 'grading.expected.once' },
        done: right ? { key: 'grading.once' } : { key: 'grading.twice', vars: { count: again.length } },
        clause: recordedClauses['ONCE/return'],
        where: null,
        evidence: evidenceOf(actions, 'decide'),
      },
    ],
    observations: [{ competency: 'KEP', opportunity: 'return-once', difficulty, score: right ? 1 : 0 }],
    critical: [],
  };
}
