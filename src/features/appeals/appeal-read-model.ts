import type { Knex } from 'knex';

/** The tests of a trainee that count no more as failed, because an appeal was upheld with a fresh test or another evaluation. */
export async function forgivenSittings(db: Knex, traineeId: number): Promise<Set<number>> {
  const ids: number[] = await db('appeals')
    .join('appeal_decisions', 'appeal_decisions.appeal_id', 'appeals.id')
    .where({ trainee_id: traineeId })
    .whereIn('remedy', ['fresh-test', 're-evaluate'])
    .pluck('sitting_id');
  return new Set(ids);
}
