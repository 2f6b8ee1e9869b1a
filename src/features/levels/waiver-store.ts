import type { Knex } from 'knex';
import type { WaiverRecord } from '../../core/ladder/waiver.ts';

/** What was decided on rule 2 of the gates of a trainee, oldest first. */
export async function waiversOf(db: Knex, traineeId: number): Promise<WaiverRecord[]> {
  return db('gate_waivers')
    .where({ trainee_id: traineeId })
    .orderBy('id')
    .select({ level: 'level', kind: 'kind', reason: 'reason', by: 'decided_by', at: 'decided_at' });
}

/** Adds a record and gives its id; none is ever changed. */
export async function addWaiver(trx: Knex.Transaction, traineeId: number, { level, kind, reason, by, at }: WaiverRecord): Promise<number> {
  const row = { trainee_id: traineeId, level, kind, reason, decided_by: by, decided_at: at };
  const [added] = await trx('gate_waivers').insert(row).returning('id');
  return (added as { id: number }).id;
}

/** Nobody else decides about this trainee, and no test of his begins, until the transaction ends (SQLite holds the whole database). */
export async function lockTrainee(trx: Knex.Transaction, id: number): Promise<void> {
  await trx('users').where({ id }).forUpdate().select('id');
}
