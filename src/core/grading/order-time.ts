import { recordedClauses } from '../catalogue/mark-clauses.ts';
import type { Action } from '../desk/action.ts';
import { minutesOf, papersOf, registriesAt } from '../desk/way.ts';
import { millisecondsOf } from '../shared/moments.ts';
import { needsLetter } from './letter.ts';
import type { PartGrade, Work } from './part.ts';
import { scoreTime } from './scores.ts';

const difficulty = { time: -0.4, sequence: -0.2 };

/** A pause longer than this is not work: only so much of it counts (measurement design 2.8). */
const idleMinutes = 2;

/** Active minutes from the first action to the last: the gaps between actions, each at most two minutes. */
export function activeMinutes(actions: readonly Action[]): number {
  let minutes = 0;
  let before = Infinity;
  for (const action of actions) {
    const now = millisecondsOf(action.at);
    minutes += Math.min(idleMinutes, Math.max(0, (now - before) / 60_000));
    before = now;
  }
  return minutes;
}

/** The pairs of order: each paper of the stage opened, and each of its registries asked, before the first decision; the decision before a letter that is due. */
export function sequencePairs(work: Work): { satisfied: number; applicable: number } {
  const { catalogue, permitCase, actions } = work;
  const decided = actions.findIndex((action) => action.type === 'decide');
  const before = decided < 0 ? [] : actions.slice(0, decided);
  const opened = new Set(before.map((action) => (action.type === 'open-document' ? action.document : '')));
  const asked = new Set<string>(before.map((action) => (action.type === 'look-up' ? action.registry : '')));
  const papers = papersOf(permitCase);
  const askable = registriesAt(catalogue, permitCase);
  const documents = papers.filter((kind) => opened.has(kind)).length;
  const registries = askable.filter((registry) => asked.has(registry)).length;
  const written = actions.findIndex((action) => action.type === 'write-letter');
  const letter = needsLetter(work) ? 1 : 0;
  const ordered = decided >= 0 && written > decided ? letter : 0;
  return {
    satisfied: documents + registries + ordered,
    applicable: papers.length + askable.length + letter,
  };
}

/** Order and time (measurement design 2.8); nothing when the decision scored below .5, because speed never pays for errors. */
export function gradeOrderAndTime(work: Work, decision: number): PartGrade {
  const minutes = activeMinutes(work.actions);
  const sla = minutesOf(work.catalogue, work.permitCase);
  const { satisfied, applicable } = sequencePairs(work);
  const { time, sequence } = scoreTime({ minutes, sla, satisfied, applicable, decision });
  const counts = decision < 0.5 ? 0 : 1;
  const evidence = work.actions.length > 0 ? [work.actions[0]!.id, work.actions[work.actions.length - 1]!.id] : [];
  const clauseOf = (mark: 'WKT/time' | 'WKT/sequence') => (counts === 0 ? recordedClauses[mark] : null);
  return {
    shares: [
      {
        id: 'WKT/time',
        competency: 'WKT',
        points: 0.5 * time * counts,
        outOf: 0.5,
        expected: { key: 'grading.expected.time', vars: { sla: Math.round(sla) } },
        done: { key: counts ? 'grading.time' : 'grading.timeNotCounted', vars: { minutes: Math.round(minutes), sla: Math.round(sla) } },
        clause: clauseOf('WKT/time'),
        where: null,
        evidence,
      },
      {
        id: 'WKT/sequence',
        competency: 'WKT',
        points: 0.5 * sequence * counts,
        outOf: 0.5,
        expected: { key: 'grading.expected.sequence' },
        done: { key: counts ? 'grading.sequence' : 'grading.timeNotCounted', vars: { done: satisfied, of: applicable, minutes: Math.round(minutes), sla: Math.round(sla) } },
        clause: clauseOf('WKT/sequence'),
        where: null,
        evidence,
      },
    ],
    observations: [
      { competency: 'WKT', opportunity: 'time', difficulty: difficulty.time, score: time * counts },
      { competency: 'WKT', opportunity: 'sequence', difficulty: difficulty.sequence, score: sequence * counts },
    ],
    critical: [],
  };
}
