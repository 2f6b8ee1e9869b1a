import type { Knex } from 'knex';

/** A note that is to be written beside a mark; the mark is named by its id in the grade. */
export interface NewNote {
  sittingId: number;
  position: number;
  mark: string;
  text: string;
  writtenBy: number;
  at: Date;
}

/** Adds a note and gives its id; it never changes, a correction is a further note. */
export async function insertNote(trx: Knex.Transaction, { sittingId, position, mark, text, writtenBy, at }: NewNote): Promise<number> {
  const [row] = await trx('mark_notes')
    .insert({ sitting_id: sittingId, position, mark, text, written_by: writtenBy, written_at: at.toISOString() })
    .returning('id');
  return (row as { id: number }).id;
}

/** Notes on a case of a sitting up to this one that its trainee has not read yet. */
export async function unreadUpTo(trx: Knex.Transaction, sittingId: number, position: number, last: number): Promise<number[]> {
  return trx('mark_notes')
    .where({ sitting_id: sittingId, position })
    .where('id', '<=', last)
    .whereNotIn('id', trx('mark_note_reads').select('note_id'))
    .orderBy('id')
    .pluck('id');
}

/** The trainee has read these notes; he reads each once. */
export async function insertReads(trx: Knex.Transaction, noteIds: readonly number[], at: Date): Promise<void> {
  if (noteIds.length > 0) await trx('mark_note_reads').insert(noteIds.map((id) => ({ note_id: id, read_at: at.toISOString() }))).onConflict('note_id').ignore();
}
