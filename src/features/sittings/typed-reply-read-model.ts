import type { Knex } from 'knex';
import type { MarkedMoves } from '../../core/conversations/marked.ts';
import type { Move } from '../../core/conversations/vocabulary.ts';

/** A condition on a row of `sittings` in the outer query: typed replies of it wait to be marked. */
export const repliesToMark = (db: Knex) =>
  db('typed_replies')
    .leftJoin('reply_readings', 'reply_readings.reply_id', 'typed_replies.id')
    .whereRaw('typed_replies.sitting_id = sittings.id')
    .whereNull('reply_readings.id')
    .select(db.raw('1'));

/** Of these sittings those with typed replies that wait to be marked. */
export async function sittingsToMark(db: Knex, sittingIds: readonly number[]): Promise<Set<number>> {
  if (sittingIds.length === 0) return new Set();
  const ids: number[] = await db('sittings').whereIn('id', [...sittingIds]).whereNotNull('submitted_at').whereExists(repliesToMark(db)).pluck('id');
  return new Set(ids);
}

/** What people have read in the typed replies of a sitting, by place; only of replies that are settled. */
export async function markedMoves(db: Knex, sittingId: number): Promise<Map<number, MarkedMoves>> {
  const rows: { position: number; turn: number; moves: string }[] = await db('typed_replies')
    .join('reply_readings', 'reply_readings.reply_id', 'typed_replies.id')
    .where({ sitting_id: sittingId })
    .orderBy(['position', 'turn'])
    .select('position', 'turn', 'moves');
  const found = new Map<number, Map<number, readonly Move[]>>();
  for (const { position, turn, moves } of rows) {
    const here = found.get(position) ?? new Map<number, readonly Move[]>();
    found.set(position, here.set(turn, JSON.parse(moves) as Move[]));
  }
  return found;
}

/** When typed replies of a sitting were last handed to the markers, up to a moment (ISO-8601 UTC); null when none were. */
export async function handedOver(db: Knex, sittingId: number, until: string): Promise<string | null> {
  const [row] = await db('typed_replies').where({ sitting_id: sittingId }).where('queued_at', '<=', until).max({ at: 'queued_at' });
  return (row?.at as string | null | undefined) ?? null;
}
