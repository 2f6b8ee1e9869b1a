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
export async function testDatabase(url = process.env.TEST_DATABASE_URL ?? 'sqlite::memory:'): Promise<Knex> {
  if (!url.startsWith('sqlite:')) return copyOfTemplate(url);
  const db = await emptyDatabase(url);
  await migrateLatest(db);
  return db;
}

const named = (url: string, name: string): string => Object.assign(new URL(url), { pathname: `/${name}` }).toString();
const template = `template_${randomBytes(6).toString('hex')}`;
let migrated: Promise<void> | undefined;

/** PostgreSQL copies a migrated database in a tenth of the time that migrating takes. */
async function copyOfTemplate(url: string): Promise<Knex> {
  const server = createDatabase(url, { acquireTimeout: 10_000 });
  try {
    await (migrated ??= migrateTemplate(server, url));
    const name = `test_${randomBytes(6).toString('hex')}`;
    await server.raw('create database ?? template ??', [name, template]);
    return createDatabase(named(url, name), { acquireTimeout });
  } finally {
    await server.destroy();
  }
}

async function migrateTemplate(server: Knex, url: string): Promise<void> {
  await server.raw('create database ??', [template]);
  const db = createDatabase(named(url, template));
  await migrateLatest(db);
  await db.destroy();
}

/** Closes a database of these functions; on PostgreSQL its schema goes with it, a copy of the template with the cluster. */
export async function closeDatabase(db: Knex): Promise<void> {
  const schema = db.client.config.searchPath as string | undefined;
  if (isPostgres(db) && schema) await db.raw('drop schema ?? cascade', [schema]);
  await db.destroy();
}
