import type { Knex } from 'knex';
import { rowsOf } from '../../platform/database.ts';
import type { Paging } from '../../platform/request.ts';
import { containing } from '../../platform/like.ts';
import type { CurrentUser, Role } from '../../platform/roles.ts';

/** A person with the roles that count now. */
export interface Account extends CurrentUser {
  createdAt: string;
  disabledAt: string | null;
}

export interface NewUser {
  username: string;
  name: string;
  passwordHash: string;
  mustChangePassword: boolean;
  language: string;
  at: Date;
}

export interface UserFilter {
  /** Part of the name or of the username. */
  search?: string;
  role?: Role;
}

interface Row {
  id: number;
  username: string;
  name: string;
  language: string;
  must_change_password: boolean | number;
  created_at: string;
  disabled_at: string | null;
  role: string | null;
}

/** The person with this id, or null. */
export async function findUser(db: Knex, id: number): Promise<Account | null> {
  const sql = `select users.id, username, name, language, must_change_password, created_at, disabled_at, role from users
    left join user_roles on user_roles.user_id = users.id and revoked_at is null where users.id = ?`;
  return toAccounts(await rowsOf<Row>(db, sql, [id]))[0] ?? null;
}

/** The person with this username and the hash to check the password against, or null. */
export async function findByUsername(
  db: Knex,
  username: string,
): Promise<{ account: Account; passwordHash: string } | null> {
  const rows: (Row & { password_hash: string })[] = await usersWithRoles(db)
    .select('users.password_hash')
    .where('users.username', username.toLowerCase());
  const [account] = toAccounts(rows);
  return account && rows[0] ? { account, passwordHash: rows[0].password_hash } : null;
}

/** Adds a person without any role and gives the id. */
export async function createUser(trx: Knex, user: NewUser): Promise<number> {
  const [row] = await trx('users')
    .insert({
      username: user.username,
      name: user.name,
      password_hash: user.passwordHash,
      must_change_password: user.mustChangePassword,
      language: user.language,
      created_at: user.at.toISOString(),
    })
    .returning('id');
  return (row as { id: number }).id;
}

/** Replaces the password; a one-time password has to be replaced by its owner. */
export async function setPassword(trx: Knex, id: number, passwordHash: string, mustChange: boolean): Promise<void> {
  await trx('users').where({ id }).update({ password_hash: passwordHash, must_change_password: mustChange });
}

/** The language in which the person reads. */
export async function setLanguage(trx: Knex, id: number, language: string): Promise<void> {
  await trx('users').where({ id }).update({ language });
}

/** Adds the record of a role that was given. */
export async function grantRole(trx: Knex, userId: number, role: Role, by: number | null, at: Date): Promise<void> {
  await trx('user_roles').insert({ user_id: userId, role, granted_by: by, granted_at: at.toISOString() });
}

/** Ends a role; false when it was not held. The record of having held it stays. */
export async function revokeRole(trx: Knex, userId: number, role: Role, by: number | null, at: Date): Promise<boolean> {
  const held = trx('user_roles').where({ user_id: userId, role, revoked_at: null });
  return (await held.update({ revoked_by: by, revoked_at: at.toISOString() })) > 0;
}

/** False when the person was disabled already. */
export async function disableUser(trx: Knex, id: number, at: Date): Promise<boolean> {
  return (await trx('users').where({ id, disabled_at: null }).update({ disabled_at: at.toISOString() })) === 1;
}

/** False when the person was not disabled. */
export async function enableUser(trx: Knex, id: number): Promise<boolean> {
  return (await trx('users').where({ id }).whereNotNull('disabled_at').update({ disabled_at: null })) === 1;
}

/** One page of persons by name, with the number of all that fit the filter. */
export async function listUsers(db: Knex, filter: UserFilter, { page, perPage }: Paging) {
  const [count] = await filtered(db, filter).count({ total: '*' });
  const ids: number[] = await filtered(db, filter)
    .orderBy(['name', 'id'])
    .limit(perPage)
    .offset((page - 1) * perPage)
    .pluck('id');
  const accounts = toAccounts(await usersWithRoles(db).whereIn('users.id', ids).orderBy(['users.name', 'users.id']));
  return { accounts, total: Number(count?.total ?? 0) };
}

/** How many persons there are: none before the first start. */
export async function countUsers(db: Knex): Promise<number> {
  const [count] = await db('users').count({ total: '*' });
  return Number(count?.total ?? 0);
}

function filtered(db: Knex, { search, role }: UserFilter) {
  return db('users').where((where) => {
    if (search) {
      const pattern = containing(search.toLowerCase());
      where.andWhere((either) =>
        either.whereRaw("lower(name) like ? escape '!'", [pattern]).orWhereRaw("username like ? escape '!'", [pattern]),
      );
    }
    if (role) where.whereIn('id', db('user_roles').where({ role, revoked_at: null }).select('user_id'));
  });
}

function usersWithRoles(db: Knex) {
  return db('users')
    .leftJoin('user_roles', (join) => {
      join.on('user_roles.user_id', 'users.id').andOnNull('user_roles.revoked_at');
    })
    .select<Row[]>(
      'users.id',
      'username',
      'name',
      'language',
      'must_change_password',
      'created_at',
      'disabled_at',
      'role',
    );
}

/** One row for each role becomes one person. */
function toAccounts(rows: Row[]): Account[] {
  const accounts = new Map<number, Account>();
  for (const row of rows) {
    const account = accounts.get(row.id) ?? {
      id: row.id,
      username: row.username,
      name: row.name,
      language: row.language === 'en' ? 'en' : 'id',
      mustChangePassword: Boolean(row.must_change_password),
      createdAt: row.created_at,
      disabledAt: row.disabled_at,
      roles: [],
    };
    if (row.role) account.roles.push(row.role as Role);
    accounts.set(row.id, account);
  }
  return [...accounts.values()];
}
