import { isOverdue, minutesLeft } from '../../core/sittings/clock.ts';
import { interventionKinds, intervene, type InterventionKind } from '../../core/sittings/intervention.ts';
import type { Speech } from '../../platform/i18n.ts';
import type { WaitingPart } from '../sittings/part-read-model.ts';
import type { BoardPhase, BoardRow } from './board-store.ts';
import type { InterventionRecord, SupervisedTest } from './intervention-store.ts';

export interface BoardRowView {
  name: string;
  href: string | null;
  phase: BoardPhase;
  state: string;
  mark: string;
  left: string;
  until: string;
  savedAt: string;
}

const marks: Record<BoardPhase, string> = { absent: 'state-off', connected: 'state-good', idle: 'state-open', away: 'state-bad', paused: 'state-paused', extended: 'state-open', finished: 'state-off' };

export function presentBoard(rows: readonly BoardRow[], sessionId: number, { t, format }: Speech): BoardRowView[] {
  return rows.map(({ name, test, phase, extension, minutesLeft: left, savedAt }) => ({
    name,
    href: test && `/invigilation/${sessionId}/sittings/${test.id}`,
    phase,
    state: t(`sessions.phase.${phase}`),
    mark: marks[phase],
    left: left === null ? '' : t('sessions.minutes', { minutes: left }),
    until: test ? format.time(extension?.beginBy ?? test.submittedAt ?? test.deadlineAt) : '',
    savedAt: savedAt ? format.time(savedAt) : '',
  }));
}

/** How many are in each phase, for the line above the table. */
export const countPhases = (rows: readonly BoardRow[], phases: readonly BoardPhase[], { t }: Speech) =>
  phases.map((phase) => ({ phase, mark: marks[phase], name: t(`sessions.phase.${phase}`), count: rows.filter((row) => row.phase === phase).length }));

/** What may be done to a test now. */
export const possibleActs = (test: SupervisedTest, at: string): InterventionKind[] => interventionKinds.filter((kind) => intervene(test, { kind, minutes: 1 }, at) !== null);

export function presentTest(test: SupervisedTest, name: string, extension: WaitingPart | null, at: string, { t, format }: Speech) {
  const over = test.submittedAt !== null || isOverdue(test, at);
  const left = over ? null : minutesLeft(test.deadlineAt, test.pausedAt ?? at);
  return {
    id: test.id,
    name,
    started: format.time(test.startedAt),
    deadline: format.time(test.deadlineAt),
    ended: test.submittedAt ? format.time(test.submittedAt) : '',
    state: t(over ? `sessions.ended.${test.closedBy ?? 'deadline'}` : test.pausedAt ? 'sessions.phase.paused' : 'sessions.running'),
    left: left === null ? '' : t('sessions.minutes', { minutes: left }),
    extension: extension ? t('extensions.waits', { ...extension, until: format.dateTime(extension.beginBy) }) : '',
  };
}

export const presentInterventions = (records: readonly InterventionRecord[], names: Map<number, string>, { t, format }: Speech) =>
  records.toReversed().map(({ kind, minutes, reason, deadlineAfter, by, at }) => ({
    kind: t(`sessions.act.done.${kind}`, { minutes: minutes ?? 0 }),
    reason,
    line: t('sessions.act.line', { name: names.get(by) ?? `#${by}`, at: format.dateTime(at), until: format.time(deadlineAfter) }),
  }));
