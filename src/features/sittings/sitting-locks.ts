import type { Knex } from 'knex';
import { type Sitting, sittingColumns, type SittingRow, toSitting } from './sitting-store.ts';

/** The sittings with these ids, held against change until the transaction ends (SQLite holds the whole database). */
export async function lockSittings(trx: Knex.Transaction, ids: readonly number[]): Promise<Map<number, Sitting>> {
  const rows: SittingRow[] = await trx('sittings')
    .whereIn('id', [...new Set(ids)])
    .orderBy('id')
    .forUpdate()
    .select(sittingColumns);
  return new Map(rows.map((row) => [row.id, toSitting(row)]));
}

/** What of a sitting can change while people work in it, and whose it is. */
export type SittingState = Pick<
  Sitting,
  'id' | 'traineeId' | 'kind' | 'startedAt' | 'deadlineAt' | 'submittedAt' | 'screen' | 'pausedAt' | 'openFrom'
>;

/**
 * As `lockSittings`, without the form, which is most of a sitting and never changes; beside them the number of the newest action of all sittings,
 * which costs next to nothing in the same query.
 */
export async function lockStates(
  trx: Knex.Transaction,
  ids: readonly number[],
): Promise<{ states: Map<number, SittingState>; newestAction: number }> {
  const rows: (SittingRow & { newest: number | null })[] = await trx('sittings')
    .whereIn('id', [...new Set(ids)])
    .orderBy('id')
    .forUpdate()
    .select('id', 'trainee_id', 'kind', 'started_at', 'deadline_at', 'submitted_at', 'screen', 'paused_at', 'open_from')
    .select({ newest: trx.raw('(select max(id) from actions)') });
  const states = rows.map((row): [number, SittingState] => [
    row.id,
    {
      id: row.id,
      traineeId: row.trainee_id,
      kind: row.kind,
      startedAt: row.started_at,
      deadlineAt: row.deadline_at,
      submittedAt: row.submitted_at,
      screen: row.screen,
      pausedAt: row.paused_at,
      openFrom: row.open_from,
    },
  ]);
  return { states: new Map(states), newestAction: rows[0]?.newest ?? 0 };
}

/** Nobody else begins something for this person until the transaction ends. */
export async function lockPerson(trx: Knex.Transaction, userId: number): Promise<void> {
  await trx('users').where({ id: userId }).forUpdate().select('id');
}
