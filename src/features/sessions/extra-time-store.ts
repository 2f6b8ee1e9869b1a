import type { Knex } from 'knex';
import type { ExtraTime } from '../../core/sittings/extra-time.ts';

/** What was decided about somebody's extra time, by whom, when and why. */
export interface ExtraTimeRecord extends ExtraTime {
  reason: string;
  by: number;
  at: string;
}

/** Every record about a person, oldest first; none is ever changed. */
export async function extraTimeHistory(db: Knex, traineeId: number): Promise<ExtraTimeRecord[]> {
  return db('extra_times').where({ trainee_id: traineeId }).orderBy('id').select({ kind: 'kind', amount: 'amount', reason: 'reason', by: 'decided_by', at: 'decided_at' });
}

export async function addExtraTime(trx: Knex.Transaction, traineeId: number, { kind, amount, reason, by, at }: ExtraTimeRecord): Promise<void> {
  await trx('extra_times').insert({ trainee_id: traineeId, kind, amount, reason, decided_by: by, decided_at: at });
}
