import type { Knex } from 'knex';
import { isOverdue, isPaused, minutesLeft } from '../../core/sittings/clock.ts';
import { type WaitingPart, waitingParts } from '../sittings/part-read-model.ts';
import { type SupervisedTest, testsOfSession } from './intervention-store.ts';
import type { SaveTimes } from './save-times.ts';
import { membersOf } from './test-session-store.ts';

export const boardPhases = ['absent', 'connected', 'idle', 'away', 'paused', 'extended', 'finished'] as const;
export type BoardPhase = (typeof boardPhases)[number];

/** What is known in memory of who looks at a test. */
export interface Presence {
  saves: SaveTimes;
  isConnected(sittingId: number): boolean;
  lastOpened(sittingId: number): string | null;
}

/** One person of a session: absent until the test is begun, idle when connected without anything saved or opened for a while. */
export interface BoardRow {
  traineeId: number;
  name: string;
  test: SupervisedTest | null;
  phase: BoardPhase;
  /** The next part of the test, which waits to be begun. */
  extension: WaitingPart | null;
  /** Whole minutes; null before the start and after the end. */
  minutesLeft: number | null;
  savedAt: string | null;
}

/** Connected and nothing done for so long is idle. */
const idleAfter = 5 * 60_000;

export async function boardOf(db: Knex, sessionId: number, presence: Presence, at: string): Promise<BoardRow[]> {
  const tests = await testsOfSession(db, sessionId);
  const waiting = await waitingParts(db, tests.map(({ id }) => id), at);
  const saves = await presence.saves.of(tests.map(({ id }) => id));
  return (await membersOf(db, sessionId)).map(({ traineeId, name }) => {
    const test = tests.findLast((each) => each.traineeId === traineeId) ?? null;
    const savedAt = test ? (saves.get(test.id) ?? null) : null;
    const running = test !== null && test.submittedAt === null && !isOverdue(test, at);
    return {
      traineeId,
      name,
      test,
      extension: (test && waiting.get(test.id)) ?? null,
      phase: test && waiting.has(test.id) ? 'extended' : phaseOf(test, savedAt, presence, at),
      minutesLeft: running ? minutesLeft(test.deadlineAt, test.pausedAt ?? at) : null,
      savedAt,
    };
  });
}

function phaseOf(test: SupervisedTest | null, savedAt: string | null, presence: Presence, at: string): BoardPhase {
  if (!test) return 'absent';
  if (test.submittedAt !== null || isOverdue(test, at)) return 'finished';
  if (isPaused(test)) return 'paused';
  if (!presence.isConnected(test.id)) return 'away';
  const active = [test.startedAt, savedAt, presence.lastOpened(test.id)].filter((each) => each !== null).sort().at(-1)!;
  return Date.parse(at) - Date.parse(active) > idleAfter ? 'idle' : 'connected';
}

/** What a board shows, so short that a change is seen; the page is read anew then. */
export async function boardStates(db: Knex, sessionIds: readonly number[], presence: Presence, at: string): Promise<Map<number, string>> {
  const states = new Map<number, string>();
  for (const id of sessionIds) {
    const rows = await boardOf(db, id, presence, at);
    states.set(id, JSON.stringify(rows.map((row) => [row.traineeId, row.phase, row.minutesLeft, row.savedAt, row.test?.deadlineAt])));
  }
  return states;
}
