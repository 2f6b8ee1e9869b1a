import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
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
  await (await runnerOf(db))(await (whole ??= dumpOf(url)));
  return db;
}

/** The statements that make a migrated SQLite database; to say them takes a tenth of the time of migrating. */
let whole: Promise<string> | undefined;

async function dumpOf(url: string): Promise<string> {
  const db = await emptyDatabase(url);
  await migrateLatest(db);
  const objects: { type: string; name: string; sql: string }[] = await db('sqlite_master').whereNotNull('sql').whereNot('name', 'sqlite_sequence').orderBy('rowid').select('type', 'name', 'sql');
  const statements = objects.filter(({ type }) => type === 'table').map(({ sql }) => sql);
  for (const name of ['sqlite_sequence', ...objects.filter(({ type }) => type === 'table').map((table) => table.name)]) {
    const columns: string[] = (await db.raw('select name from pragma_table_info(?)', [name])).map((column: { name: string }) => column.name);
    const values: { row: string }[] = await db.raw(`select ${columns.map((column) => `quote("${column}")`).join(" || ',' || ")} as row from "${name}"`);
    statements.push(...values.map(({ row }) => `insert into "${name}" values (${row})`));
  }
  statements.push(...objects.filter(({ type }) => type !== 'table').map(({ sql }) => sql));
  await db.destroy();
  return ['pragma foreign_keys = off', 'begin', ...statements, 'commit', 'pragma foreign_keys = on'].join(';\n');
}

/** Runs many statements at once on the only connection of a database in memory. */
async function runnerOf(db: Knex): Promise<(statements: string) => Promise<void>> {
  const client = db.client as { acquireConnection(): Promise<{ exec(sql: string, done: (error: Error | null) => void): void }>; releaseConnection(connection: unknown): Promise<void> };
  const connection = await client.acquireConnection();
  return async (statements) => {
    await new Promise<void>((resolve, reject) => connection.exec(statements, (error) => (error ? reject(error) : resolve())));
    await client.releaseConnection(connection);
  };
}

const named = (url: string, name: string): string => Object.assign(new URL(url), { pathname: `/${name}` }).toString();
const template = `template_${randomBytes(6).toString('hex')}`;
/** The shape of the template. */
let migrated: Promise<string> | undefined;

/** PostgreSQL copies a migrated database in a tenth of the time that migrating takes. */
async function copyOfTemplate(url: string): Promise<Knex> {
  for (let used = free.pop(); used; used = free.pop()) {
    const db = reusable(url, used.name, used.pool);
    // A test may have taken a table away or added a trigger.
    if ((await shapeOf(db)) === (await migrated)) {
      await db.raw(emptyAll);
      return db;
    }
    await used.pool.destroy();
  }
  const server = createDatabase(url, { acquireTimeout: 10_000 });
  try {
    await (migrated ??= migrateTemplate(server, url));
    const name = `test_${randomBytes(6).toString('hex')}`;
    await server.raw('create database ?? template ??', [name, template]);
    return reusable(url, name);
  } finally {
    await server.destroy();
  }
}

interface Pool {
  numUsed(): number;
  numPendingAcquires(): number;
  destroy(): Promise<unknown>;
}

/** Copies that nobody uses any more, with their connections: emptying one takes a tenth of the time of making one, and a new connection reads the catalogue anew. */
const free: { name: string; pool: Pool }[] = [];

/** A database whose connections are kept for the next test when it is closed; to its own test it is closed then. */
function reusable(url: string, name: string, pool?: Pool): Knex {
  const db = createDatabase(named(url, name), { acquireTimeout });
  const client = db.client as { destroy: () => Promise<void>; pool?: Pool | undefined };
  if (pool) client.pool = pool;
  client.destroy = async () => {
    const used = client.pool;
    if (!used) return;
    while (used.numUsed() + used.numPendingAcquires() > 0) await pause(2);
    client.pool = undefined;
    free.push({ name, pool: used });
  };
  return db;
}

/** Names of tables, indices, triggers and functions, and which triggers are on. */
const shape = `select md5(string_agg(name, ',' order by name)) as shape from (
  select relname::text as name from pg_class where relnamespace = 'public'::regnamespace
  union all select concat(tgname, tgrelid::regclass, tgenabled) from pg_trigger where not tgisinternal
  union all select proname from pg_proc where pronamespace = 'public'::regnamespace) as named`;

const shapeOf = async (db: Knex): Promise<string> => ((await db.raw(shape)) as { rows: [{ shape: string }] }).rows[0].shape;

/** Takes every row out, also of tables that are append-only, and lets every number begin at 1 again. */
const emptyAll = `do $$
declare each record; filled boolean;
begin
  set local session_replication_role = replica;
  for each in select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'knex_%' loop
    execute format('select exists (select 1 from %I)', each.name) into filled;
    if filled then execute format('delete from %I', each.name); end if;
  end loop;
  for each in select sequencename as name from pg_sequences where schemaname = 'public' and sequencename not like 'knex_%' and last_value is not null loop
    execute format('alter sequence %I restart', each.name);
  end loop;
end $$`;

async function migrateTemplate(server: Knex, url: string): Promise<string> {
  await server.raw('create database ??', [template]);
  const db = createDatabase(named(url, template));
  await migrateLatest(db);
  const made = await shapeOf(db);
  await db.destroy();
  return made;
}

/** Closes a database of these functions; on PostgreSQL its schema goes with it, a copy of the template with the cluster. */
export async function closeDatabase(db: Knex): Promise<void> {
  const schema = db.client.config.searchPath as string | undefined;
  if (isPostgres(db) && schema) await db.raw('drop schema ?? cascade', [schema]);
  await db.destroy();
}
