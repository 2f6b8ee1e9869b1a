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

/** How far the appeals about these tests have come, by sitting; a test without one is absent. */
export async function appealStates(db: Knex, sittingIds: readonly number[]): Promise<Map<number, 'open' | 'decided'>> {
  if (sittingIds.length === 0) return new Map();
  const rows: { sitting_id: number; decided: number | null }[] = await db('appeals')
    .leftJoin('appeal_decisions', 'appeal_decisions.appeal_id', 'appeals.id')
    .whereIn('sitting_id', [...sittingIds])
    .orderBy('appeals.id')
    .select({ sitting_id: 'sitting_id', decided: 'appeal_decisions.id' });
  return new Map(rows.map(({ sitting_id, decided }) => [sitting_id, decided === null ? 'open' : 'decided']));
}
