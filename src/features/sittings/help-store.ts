import type { Knex } from 'knex';
import type { HelpDegree } from '../../core/ladder/help.ts';

/** What became of the help with a practice: it waits, its person took it, or works without it. */
export type HelpState = 'offered' | 'taken' | 'declined';

export interface PracticeHelp {
  /** 1 to 3. */
  degree: HelpDegree;
  state: HelpState;
}

/** The help with a practice, or null where none was planned. */
export async function findHelp(db: Knex, sittingId: number): Promise<PracticeHelp | null> {
  const rows: { kind: HelpState; degree: HelpDegree }[] = await db('practice_helps').where({ sitting_id: sittingId }).orderBy('id').select('kind', 'degree');
  const last = rows.at(-1);
  return last ? { degree: last.degree, state: last.kind } : null;
}

export async function insertHelp(trx: Knex.Transaction, sittingId: number, { degree, state }: PracticeHelp, at: string): Promise<void> {
  await trx('practice_helps').insert({ sitting_id: sittingId, kind: state, degree, at });
}
