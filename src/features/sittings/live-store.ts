import type { Knex } from 'knex';

/** The clocks of these tests, and which screen writes, as browsers are told of them: nothing of the content. */
export async function clockStates(db: Knex, ids: readonly number[]): Promise<Map<number, string>> {
  const rows: { id: number; deadlineAt: string | null; pausedAt: string | null; submittedAt: string | null; screen: string | null }[] = await db('sittings')
    .whereIn('id', [...ids])
    .select({ id: 'id', deadlineAt: 'deadline_at', pausedAt: 'paused_at', submittedAt: 'submitted_at', screen: 'screen' });
  return new Map(rows.map(({ id, ...clock }) => [id, JSON.stringify(clock)]));
}
