import { type Catalogue } from '../catalogue/catalogue.ts';
import type { PermitCase } from '../cases/dossier.ts';
import type { GuideScore } from '../conversations/score.ts';
import type { Action } from '../desk/action.ts';
import { minutesOf } from '../desk/way.ts';
import type { Grade } from '../grading/mark.ts';
import { activeMinutes } from '../grading/order-time.ts';
import { permitWeights } from '../grading/scores.ts';
import type { Work } from './act.ts';
import type { Inspected } from './inspection.ts';

/** What a graded file is in a shift; quality leaves out order and time, which the shift measures itself. Minutes are the active ones of measurement design 2.8. */
export function workOfFile(catalogue: Catalogue, permitCase: PermitCase, actions: readonly Action[], grade: Pick<Grade, 'marks' | 'critical'>): Work {
  const share = (part: (name: string) => boolean): number => {
    const marks = grade.marks.filter((mark) => part(mark.part));
    const outOf = marks.reduce((sum, mark) => sum + mark.outOf, 0);
    return outOf === 0 ? 1 : Math.min(1, Math.max(0, marks.reduce((sum, mark) => sum + mark.points, 0) / outOf));
  };
  return {
    quality: share((part) => part !== 'WKT'),
    decision: share((part) => part === 'DEC'),
    minutes: activeMinutes(actions),
    sla: minutesOf(catalogue, permitCase),
    critical: grade.critical.length > 0,
  };
}

/**
 * What an inspection is in a shift. What was wrong counts as findings do in a file, and whether the decision stands as the decision does, by their weights there (measurement design
 * 2.9); a wrong word on whether it stands is a wrong decision. Minutes of work are given.
 */
export function workOfInspection(catalogue: Pick<Catalogue, 'shifts'>, { said, stands, score }: Pick<Inspected, 'said' | 'stands' | 'score'>, minutes: number): Work {
  const { DF, DEC } = permitWeights;
  const decision = said === stands ? 1 : 0;
  return { quality: (DF * score + DEC * decision) / (DF + DEC), decision, minutes, sla: catalogue.shifts.inspectionMinutes, critical: false };
}

/** What a finished conversation is in a shift: its score; a citizen who was not helped is no work done. Minutes from the first reply to the last. */
export function workOfTalk(catalogue: Pick<Catalogue, 'shifts'>, channel: 'chat' | 'call', score: Pick<GuideScore, 'score' | 'outcome' | 'flags'>, minutes: number): Work {
  return { quality: score.score, decision: score.outcome === 'helped' ? 1 : 0, minutes, sla: catalogue.shifts.people[channel].minutes, critical: score.flags.some(({ critical }) => critical !== null) };
}
