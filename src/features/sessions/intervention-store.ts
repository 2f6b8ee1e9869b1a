import type { Knex } from 'knex';
import type { InterventionKind, RunningTest } from '../../core/sittings/intervention.ts';
import { confirmedCriticals, reviewsOf } from '../evaluations/state-read-model.ts';

/** What an invigilator did to a sitting. */
export interface InterventionRecord {
  kind: InterventionKind;
  minutes: number | null;
  reason: string;
  deadlineBefore: string;
  deadlineAfter: string;
  by: number;
  at: string;
}

/** A test of a session as an invigilator sees it. */
export interface SupervisedTest extends RunningTest {
  id: number;
  traineeId: number;
  startedAt: string;
  closedBy: string | null;
}

const columns = {
  id: 'id', traineeId: 'trainee_id', startedAt: 'started_at', deadlineAt: 'deadline_at', submittedAt: 'submitted_at', pausedAt: 'paused_at', closedBy: 'closed_by',
}; // prettier-ignore

/** The tests that were begun in a session, oldest first. */
export async function testsOfSession(db: Knex, sessionId: number): Promise<SupervisedTest[]> {
  return db('sittings').where({ test_session_id: sessionId, kind: 'test' }).orderBy('id').select(columns);
}

/** The test held against change until the transaction ends. */
export async function lockTest(trx: Knex.Transaction, id: number): Promise<SupervisedTest> {
  const row: SupervisedTest = await trx('sittings').where({ id }).forUpdate().first(columns);
  return row;
}

export async function interventionsOf(db: Knex, sittingId: number): Promise<InterventionRecord[]> {
  return db('sitting_interventions')
    .where({ sitting_id: sittingId })
    .orderBy('id')
    .select({ kind: 'kind', minutes: 'minutes', reason: 'reason', deadlineBefore: 'deadline_before', deadlineAfter: 'deadline_after', by: 'made_by', at: 'made_at' });
}

/** Whether this form has been sent before. */
export async function isRecorded(db: Knex, sittingId: number, token: string): Promise<boolean> {
  return (await db('sitting_interventions').where({ sitting_id: sittingId, token }).first('id')) !== undefined;
}

/** Adds the record and gives its number; none is ever changed. */
export async function addIntervention(trx: Knex.Transaction, sittingId: number, record: InterventionRecord, token: string): Promise<number> {
  const { kind, minutes, reason, deadlineBefore, deadlineAfter, by, at } = record;
  const row = { sitting_id: sittingId, kind, minutes, reason, deadline_before: deadlineBefore, deadline_after: deadlineAfter, token, made_by: by, made_at: at };
  const [added] = await trx('sitting_interventions').insert(row).returning('id');
  return (added as { id: number }).id;
}

/** Moves the clock of a sitting; the record of it must be there. A reopened one counts only results that come after those it has. */
export async function moveClock(trx: Knex.Transaction, id: number, test: RunningTest, reopened: boolean): Promise<void> {
  const again = reopened
    ? { closed_by: null, results_before: trx.raw('(select coalesce(max(results.id), 0) from results where results.sitting_id = ?)', [id]) }
    : {};
  await trx('sittings').where({ id }).update({ deadline_at: test.deadlineAt, submitted_at: test.submittedAt, paused_at: test.pausedAt, ...again });
}

export type ReopeningRefusal = 'evaluated' | 'critical' | 'other';

/**
 * Why a test that is over may not be opened again: its evaluation is decided; a critical error of it is confirmed or not settled, because what its reviewers look at must
 * not change; or the person sits another test.
 */
export async function reopeningRefusal(db: Knex, test: SupervisedTest): Promise<ReopeningRefusal | null> {
  if (await db('evaluations').where({ sitting_id: test.id }).whereNotNull('closed_at').first('id')) return 'evaluated';
  const open = (await reviewsOf(db, [test.id])).get(test.id)?.critical.open ?? 0;
  if (open > 0 || (await confirmedCriticals(db, test.id)).length > 0) return 'critical';
  const other = await db('sittings').where({ trainee_id: test.traineeId, kind: 'test' }).where('id', '>', test.id).first('id');
  return other ? 'other' : null;
}
