import type { Knex } from 'knex';
import { typedIn } from '../../core/grading/talk.ts';
import type { SittingRecord } from '../../core/sittings/rescore.ts';
import { rowsPerInsert } from '../../platform/database.ts';

/** Puts the typed replies of a closed test into the queue of the markers, each once; gives how many of them wait. */
export async function queueReplies(trx: Knex.Transaction, sittingId: number, talks: SittingRecord['talks'], at: string): Promise<{ added: number; waiting: number }> {
  const known: { position: number; turn: number }[] = await trx('typed_replies').where({ sitting_id: sittingId }).select('position', 'turn');
  const isKnown = new Set(known.map(({ position, turn }) => `${position}/${turn}`));
  const rows = talks.flatMap(({ position, talk, actions }) =>
    typedIn(talk, actions)
      .filter(({ turn }) => !isKnown.has(`${position}/${turn}`))
      .map(({ turn, moves }) => ({ sitting_id: sittingId, position, turn, rules_read: JSON.stringify(moves), queued_at: at })),
  );
  for (let from = 0; from < rows.length; from += rowsPerInsert) await trx('typed_replies').insert(rows.slice(from, from + rowsPerInsert));
  const [open] = await trx('typed_replies').leftJoin('reply_readings', 'reply_readings.reply_id', 'typed_replies.id').where({ sitting_id: sittingId }).whereNull('reply_readings.id').count({ count: '*' });
  return { added: rows.length, waiting: Number(open!.count) };
}
