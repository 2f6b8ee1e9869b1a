import type { Knex } from 'knex';
import type { Role } from '../../platform/roles.ts';

/** Names of persons by id, for lists of other features. */
export async function namesOf(db: Knex, ids: readonly number[]): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows: { id: number; name: string }[] = await db('users')
    .whereIn('id', [...new Set(ids)])
    .select('id', 'name');
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** Everybody who holds a role now and is not disabled, by name. */
export async function peopleWithRole(db: Knex, role: Role): Promise<{ id: number; name: string; username: string }[]> {
  return db('users')
    .whereNull('disabled_at')
    .whereIn('id', db('user_roles').where({ role, revoked_at: null }).select('user_id'))
    .orderBy(['name', 'id'])
    .select('id', 'name', 'username');
}
