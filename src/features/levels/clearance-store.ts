import type { Knex } from 'knex';
import type { Clearance, ClearanceKind } from '../../core/ladder/retake.ts';

/** What was recorded about somebody after a critical error. */
export interface ClearanceRecord extends Clearance {
  reason: string;
  by: number;
}

/** Every clearance of a trainee, oldest first. */
export async function clearancesOf(db: Knex, traineeId: number): Promise<ClearanceRecord[]> {
  const rows: (Omit<ClearanceRecord, 'kind'> & { kind: string })[] = await db('clearances')
    .where({ trainee_id: traineeId })
    .orderBy('id')
    .select({ kind: 'kind', reason: 'reason', by: 'decided_by', at: 'decided_at' });
  return rows.map((row) => ({ ...row, kind: row.kind as ClearanceKind }));
}

/** Adds one; none is ever changed. */
export async function addClearance(trx: Knex.Transaction, traineeId: number, { kind, reason, by, at }: ClearanceRecord): Promise<void> {
  await trx('clearances').insert({ trainee_id: traineeId, kind, reason, decided_by: by, decided_at: at });
}

/** Everybody with a test that failed by a critical error. */
export async function traineesWithCritical(db: Knex): Promise<number[]> {
  return db('results').join('sittings', 'sittings.id', 'results.sitting_id').where('result', 'not like', '%"critical":[]%').distinct().pluck('trainee_id');
}
