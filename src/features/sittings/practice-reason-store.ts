import type { Knex } from 'knex';
import type { Proposal } from '../../core/ladder/next-practice.ts';

/** How a practice was chosen: it was the proposal, one of the alternatives beside it, or another service of the level. */
export type ChosenBy = 'proposal' | 'alternative' | 'list';

/** Why a practice case came. `proposal` is that of the service that was begun. */
export interface PracticeReason {
  chosenBy: ChosenBy;
  proposal: Proposal;
}

export async function insertReason(trx: Knex.Transaction, sittingId: number, { chosenBy, proposal }: PracticeReason, at: string): Promise<void> {
  await trx('practice_reasons').insert({ sitting_id: sittingId, chosen_by: chosenBy, body: JSON.stringify(proposal), at });
}

/** Why this practice came, or null for one that was issued, is a chain, or is of before. */
export async function findReason(db: Knex, sittingId: number): Promise<PracticeReason | null> {
  const row: { chosen_by: ChosenBy; body: string } | undefined = await db('practice_reasons').where({ sitting_id: sittingId }).first('chosen_by', 'body');
  return row ? { chosenBy: row.chosen_by, proposal: JSON.parse(row.body) as Proposal } : null;
}
