import type { Knex } from 'knex';
import type { ReadingMark } from '../../core/evaluation/readings.ts';
import type { Move } from '../../core/conversations/vocabulary.ts';

/** A typed reply of a closed test that waits to be marked. */
export interface WaitingReply {
  id: number;
  sittingId: number;
  traineeId: number;
  level: number;
  position: number;
  turn: number;
  queuedAt: string;
}

export interface KeptMark extends ReadingMark {
  markerId: number;
  /** His name. */
  marker: string;
  note: string;
  markedAt: string;
}

/** A typed reply with what the rules and the markers read; `settled` is what stands, null before. */
export interface TypedReply extends WaitingReply {
  rules: readonly Move[];
  /** In the order in which they were given. */
  marks: KeptMark[];
  settled: readonly Move[] | null;
}

const replies = (db: Knex) =>
  db('typed_replies')
    .join('sittings', 'sittings.id', 'typed_replies.sitting_id')
    .leftJoin('reply_readings', 'reply_readings.reply_id', 'typed_replies.id');

const columns = { id: 'typed_replies.id', sittingId: 'typed_replies.sitting_id', traineeId: 'sittings.trainee_id', level: 'sittings.level', position: 'typed_replies.position', turn: 'typed_replies.turn', queuedAt: 'typed_replies.queued_at' };

/** The replies that wait and that this person has not marked, the longest waiting first, in the order of their conversations. */
export async function waitingReplies(db: Knex, markerId: number): Promise<WaitingReply[]> {
  return replies(db)
    .whereNull('reply_readings.id')
    .whereNotNull('sittings.submitted_at')
    .whereNotExists(db('reply_marks').whereRaw('reply_marks.reply_id = typed_replies.id').where({ marker_id: markerId }).select(db.raw('1')))
    .orderBy(['typed_replies.queued_at', 'typed_replies.sitting_id', 'typed_replies.position', 'typed_replies.turn'])
    .select(columns);
}

/** The reply with this id, or null. */
export async function findReply(db: Knex, id: number): Promise<TypedReply | null> {
  const row: (WaitingReply & { rules: string; settled: string | null }) | undefined = await replies(db).where('typed_replies.id', id).first({ ...columns, rules: 'rules_read', settled: 'reply_readings.moves' });
  if (!row) return null;
  const marks: { markerId: number; marker: string; moves: string; asSuperior: boolean | number; note: string; markedAt: string }[] = await db('reply_marks')
    .join('users', 'users.id', 'reply_marks.marker_id')
    .where({ reply_id: id })
    .orderBy('reply_marks.id')
    .select({ markerId: 'marker_id', marker: 'users.name', moves: 'moves', asSuperior: 'as_superior', note: 'note', markedAt: 'marked_at' });
  const moves = (text: string) => JSON.parse(text) as Move[];
  return { ...row, rules: moves(row.rules), settled: row.settled === null ? null : moves(row.settled), marks: marks.map((mark) => ({ ...mark, moves: moves(mark.moves), asSuperior: Boolean(mark.asSuperior) })) };
}

export async function addMark(trx: Knex.Transaction, replyId: number, { markerId, moves, asSuperior, note, markedAt }: Omit<KeptMark, 'marker'>): Promise<void> {
  await trx('reply_marks').insert({ reply_id: replyId, marker_id: markerId, as_superior: asSuperior, moves: JSON.stringify(moves), note, marked_at: markedAt });
}

/** Adds what stands of a reply; it never changes. */
export async function addReading(trx: Knex.Transaction, replyId: number, moves: readonly Move[], at: string): Promise<void> {
  await trx('reply_readings').insert({ reply_id: replyId, moves: JSON.stringify(moves), settled_at: at });
}

/** Whether no reply of this sitting waits any more. */
export async function isAllMarked(db: Knex, sittingId: number): Promise<boolean> {
  return (await replies(db).where('typed_replies.sitting_id', sittingId).whereNull('reply_readings.id').first('typed_replies.id')) === undefined;
}
