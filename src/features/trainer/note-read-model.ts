import type { Knex } from 'knex';

/** What a trainer wrote beside a mark. Moments are ISO-8601 UTC. */
export interface MarkNote {
  id: number;
  position: number;
  /** The id of the mark in the grade. */
  mark: string;
  text: string;
  author: string;
  writtenAt: string;
  read: boolean;
}

/** The notes on a sitting in the order in which they were written. */
export async function notesOn(db: Knex, sittingId: number): Promise<MarkNote[]> {
  const rows: (Omit<MarkNote, 'read'> & { readAt: string | null })[] = await db('mark_notes')
    .join('users', 'users.id', 'mark_notes.written_by')
    .leftJoin('mark_note_reads', 'mark_note_reads.note_id', 'mark_notes.id')
    .where({ sitting_id: sittingId })
    .orderBy('mark_notes.id')
    .select({ id: 'mark_notes.id', position: 'position', mark: 'mark', text: 'text', author: 'users.name', writtenAt: 'written_at', readAt: 'read_at' });
  return rows.map(({ readAt, ...note }) => ({ ...note, read: readAt !== null }));
}

/** A practised case with notes that its trainee has not read, who wrote the oldest of them, and how many there are. */
export interface UnreadNotes {
  sittingId: number;
  position: number;
  service: string;
  author: string;
  count: number;
}

/** Practised cases of a person with unread notes, the oldest note first. */
export async function unreadNotesOf(db: Knex, traineeId: number): Promise<UnreadNotes[]> {
  const rows: { sittingId: number; position: number; service: string; author: string }[] = await db('mark_notes')
    .join('sittings', 'sittings.id', 'mark_notes.sitting_id')
    .join('sitting_cases', (join) => {
      join.on('sitting_cases.sitting_id', 'mark_notes.sitting_id').andOn('sitting_cases.position', 'mark_notes.position');
    })
    .join('cases', 'cases.id', 'sitting_cases.case_id')
    .join('users', 'users.id', 'mark_notes.written_by')
    .where({ trainee_id: traineeId })
    .whereNotExists(db('mark_note_reads').whereRaw('mark_note_reads.note_id = mark_notes.id').select(db.raw('1')))
    .orderBy('mark_notes.id')
    .select({ sittingId: 'mark_notes.sitting_id', position: 'mark_notes.position', service: 'cases.service', author: 'users.name' });
  const found = new Map<string, UnreadNotes>();
  for (const row of rows) {
    const key = `${row.sittingId}/${row.position}`;
    const known = found.get(key);
    if (known) known.count += 1;
    else found.set(key, { ...row, count: 1 });
  }
  return [...found.values()];
}
