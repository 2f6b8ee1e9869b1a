import { randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import { createDatabase, isPostgres } from '../../src/platform/database.ts';
import { migrateLatest } from '../../src/platform/migrate.ts';

/** Short, so that using `db` inside a transaction fails at once and not after a minute. */
const acquireTimeout = 2_000;

/** An empty database without tables: SQLite in memory, or a schema of its own where TEST_DATABASE_URL names PostgreSQL. */
export async function emptyDatabase(url = process.env.TEST_DATABASE_URL ?? 'sqlite::memory:'): Promise<Knex> {
  if (url.startsWith('sqlite:')) return createDatabase(url, { acquireTimeout });
  const schema = `test_${randomBytes(6).toString('hex')}`;
  const db = createDatabase(url, { schema, acquireTimeout });
  await db.raw('create schema ??', [schema]);
  return db;
}

/** A database with every table and no row. */
export async function testDatabase(url?: string): Promise<Knex> {
  const db = await emptyDatabase(url);
  await migrateLatest(db);
  return db;
}

/** Closes a database of these functions; on PostgreSQL its schema goes with it. */
export async function closeDatabase(db: Knex): Promise<void> {
  if (isPostgres(db)) await db.raw('drop schema ?? cascade', [db.client.config.searchPath]);
  await db.destroy();
}
