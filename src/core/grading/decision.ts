import { evidenceOf, type PartGrade, type Share, type Work } from './part.ts';
import { bareDecision, scoreDecision } from './scores.ts';

/** Prior difficulty in logits of the decision and of its reasons at level 1, until data show better. */
const difficulty = { decision: 0.2, reasons: 0.1 };

/**
 * The decision (measurement design 2.4): M * (.6 + .4 * J), the first addend marked under KEP, the second under REG. To proceed is a critical
 * error (CE2) where the file must be rejected, is for another authority or under suspicion of forgery, or lacks something of critical weight.
 */
export function gradeDecision({ truth, desk, actions }: Work): PartGrade & { right: boolean } {
  const given = desk.decision;
  const evidence = evidenceOf(actions, 'decide');
  const target = given?.target ?? undefined;
  const keyTarget = target && truth.targets.includes(target) ? target : truth.targets[0];
  const input = given && {
    key: truth.decision,
    response: given.decision,
    keyReasons: truth.reasons,
    reasons: given.reasons,
    ...(keyTarget && { keyTarget }),
    ...(target && { target }),
    mandatory: truth.failing.some((check) => check.weight === 3),
    outsideAuthority: truth.targets.some((entry) => entry === 'other-authority' || entry === 'supervisor'),
  };
  const whole = input ? scoreDecision(input) : { score: 0, critical: null };
  const bare = input ? bareDecision(input) : 0;
  const right = bare === 0.6;
  const shares: Share[] = [
    {
      id: 'DEC/decision',
      competency: 'KEP',
      points: bare,
      outOf: 0.6,
      expected: { key: 'grading.decision', vars: { decision: truth.decision, target: truth.targets } },
      done: given
        ? { key: 'grading.decision', vars: { decision: given.decision, target: given.target ? [given.target] : [] } }
        : { key: 'grading.noDecision' },
      clause: truth.failing[0]?.clause ?? null,
      where: null,
      evidence,
    },
    {
      id: 'DEC/reasons',
      competency: 'REG',
      points: whole.score - bare,
      outOf: 0.4,
      expected: { key: 'grading.reasons', vars: { clauses: truth.reasons } },
      // Right reasons of a wrong decision look like what was expected; the phrase must say why they do not count in full.
      done: given
        ? { key: right ? 'grading.reasons' : 'grading.reasonsOfWrongDecision', vars: { clauses: given.reasons } }
        : { key: 'grading.noDecision' },
      clause: truth.reasons[0] ?? null,
      where: null,
      evidence,
    },
  ];
  return {
    right,
    shares,
    observations: [
      { competency: 'KEP', opportunity: 'decision', difficulty: difficulty.decision, score: bare / 0.6 },
      { competency: 'REG', opportunity: 'reasons', difficulty: difficulty.reasons, score: Math.min(1, (whole.score - bare) / 0.4) },
    ],
    critical: whole.critical
      ? [{ code: whole.critical, phrase: { key: `grading.critical.${whole.critical}` }, evidence }]
      : [],
  };
}
