import type { Knex } from 'knex';
import type { Correction, CorrectionKind } from '../../core/sittings/correction.ts';

/** A correction as it was decided. */
export interface CorrectionRecord extends Correction {
  id: number;
  reason: string;
  by: number;
  at: string;
}

/** Every correction, oldest first. */
export async function correctionsOf(db: Knex): Promise<CorrectionRecord[]> {
  const rows: (Omit<CorrectionRecord, 'kind'> & { kind: string })[] = await db('key_corrections')
    .orderBy('id')
    .select({ id: 'id', kind: 'kind', subject: 'subject', answer: 'answer', reason: 'reason', by: 'decided_by', at: 'decided_at' });
  return rows.map((row) => ({ ...row, kind: row.kind as CorrectionKind }));
}

/** Adds a correction and gives its number; none is ever changed. */
export async function addCorrection(trx: Knex.Transaction, correction: Correction & { reason: string; by: number; at: string }): Promise<number> {
  const { kind, subject, answer, reason, by, at } = correction;
  const [row] = await trx('key_corrections').insert({ kind, subject, answer, reason, decided_by: by, decided_at: at }).returning('id');
  return (row as { id: number }).id;
}
