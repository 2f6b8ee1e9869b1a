import type { Knex } from 'knex';

/** Who a person's line superior is, and since when. */
export interface Superior {
  /** Null when nobody is any more. */
  superiorId: number | null;
  name: string | null;
  setAt: string;
}

/** The line superior of a person now: the last record; null when there never was one. */
export async function superiorOf(db: Knex, userId: number): Promise<Superior | null> {
  const row: Superior | undefined = await db('line_superiors')
    .leftJoin('users', 'users.id', 'line_superiors.superior_id')
    .where('line_superiors.user_id', userId)
    .orderBy('line_superiors.id', 'desc')
    .first({ superiorId: 'superior_id', name: 'users.name', setAt: 'set_at' });
  return row ?? null;
}

/** Adds a record; the ones before it stay. */
export async function addSuperior(trx: Knex.Transaction, userId: number, superiorId: number | null, by: number, at: Date): Promise<void> {
  await trx('line_superiors').insert({ user_id: userId, superior_id: superiorId, set_by: by, set_at: at.toISOString() });
}
