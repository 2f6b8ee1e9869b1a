import { type Catalogue } from '../catalogue/catalogue.ts';
import type { PermitCase } from '../cases/dossier.ts';
import type { GuideScore } from '../conversations/score.ts';
import type { Action } from '../desk/action.ts';
import { minutesOf } from '../desk/way.ts';
import type { Grade } from '../grading/mark.ts';
import { activeMinutes } from '../grading/order-time.ts';
import type { Work } from './act.ts';

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

/** What a finished conversation is in a shift: its score; a citizen who was not helped is no work done. Minutes from the first reply to the last. */
export function workOfTalk(catalogue: Pick<Catalogue, 'shifts'>, channel: 'chat' | 'call', score: Pick<GuideScore, 'score' | 'outcome' | 'flags'>, minutes: number): Work {
  return { quality: score.score, decision: score.outcome === 'helped' ? 1 : 0, minutes, sla: catalogue.shifts.people[channel].minutes, critical: score.flags.some(({ critical }) => critical !== null) };
}
