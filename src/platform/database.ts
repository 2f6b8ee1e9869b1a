import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import knex, { type Knex } from 'knex';
import Sqlite from 'knex/lib/dialects/sqlite3/index.js';
import { paths } from './paths.ts';

interface Options {
  /** PostgreSQL only: the schema that holds the tables. */
  schema?: string;
  /** How long a query waits for a connection, in milliseconds. */
  acquireTimeout?: number;
}

interface SqliteConnection {
  exec(sql: string, done: (error: Error | null) => void): void;
  prepare(sql: string, done: (error: Error | null) => void): SqliteStatement;
}
interface SqliteStatement {
  all(values: readonly unknown[], done: (error: Error | null, rows: unknown[]) => void): void;
  finalize(done: () => void): void;
}
interface PostgresConnection {
  setTypeParser(oid: number, parse: (text: string) => unknown): void;
}

/** A transaction takes the write lock when it begins, not at its first write, so that nobody can write between its reads and its writes. */
class ImmediateSqlite extends Sqlite {
  override transaction(...args: Parameters<Sqlite['transaction']>): ReturnType<Sqlite['transaction']> {
    const transaction = super.transaction(...args);
    transaction.begin = (connection: unknown) => transaction.query(connection, 'BEGIN IMMEDIATE;');
    return transaction;
  }

  /** A connection with open statements cannot be closed. */
  override async destroyRawConnection(connection: object): Promise<void> {
    for (const statement of prepared.get(connection)?.values() ?? [])
      await new Promise<void>((resolve) => statement.finalize(resolve));
    prepared.delete(connection);
    await super.destroyRawConnection(connection);
  }
}

/** The statements of `rowsOf`, by connection and text; there are as many as places that call it. */
const prepared = new WeakMap<object, Map<string, SqliteStatement>>();

/** SQLite compiles each text once for a connection: to compile one again costs more than to run it. */
function runPrepared(connection: SqliteConnection, sql: string, values: readonly unknown[]): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const statements = prepared.get(connection) ?? new Map<string, SqliteStatement>();
    prepared.set(connection, statements);
    let statement = statements.get(sql);
    if (!statement) {
      statement = connection.prepare(sql, (error) => {
        if (!error) return;
        statements.delete(sql);
        reject(error);
      });
      statements.set(sql, statement);
    }
    statement.all(values, (error, rows) => (error ? reject(error) : resolve(rows)));
  });
}

/** FULL costs almost nothing under WAL here and is what makes an acknowledged save survive a power cut. */
const pragmas = `
  pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;
  pragma busy_timeout = 2000; pragma wal_autocheckpoint = 4000; pragma trusted_schema = off;`;

const int8 = 20;

/** The SQLite file that a DATABASE_URL names, or null for PostgreSQL. `:memory:` stays as it is. */
export function sqliteFile(url: string): string | null {
  if (/^postgres(ql)?:\/\//.test(url)) return null;
  const file = url.replace(/^sqlite:(\/\/)?/, '');
  return file === ':memory:' ? file : resolve(paths.root, file);
}

/** One connection for SQLite, because a second writer would lose work on read-then-write; at most ten for PostgreSQL. */
export function createDatabase(url: string, { schema, acquireTimeout = 10_000 }: Options = {}): Knex {
  const filename = sqliteFile(url);
  if (filename === null)
    return knex({
      client: 'pg',
      connection: url,
      searchPath: schema,
      acquireConnectionTimeout: acquireTimeout,
      pool: {
        min: 0,
        max: 10,
        afterCreate(connection: PostgresConnection, done: (error: Error | null, connection: unknown) => void) {
          connection.setTypeParser(int8, Number);
          done(null, connection);
        },
      },
    });
  if (filename !== ':memory:') mkdirSync(dirname(filename), { recursive: true });
  return knex({
    client: ImmediateSqlite,
    connection: { filename },
    useNullAsDefault: true,
    acquireConnectionTimeout: acquireTimeout,
    pool: {
      min: 1,
      max: 1,
      afterCreate(connection: SqliteConnection, done: (error: Error | null, connection: unknown) => void) {
        connection.exec(pragmas, (error) => done(error, connection));
      },
    },
  });
}

/** True for PostgreSQL, false for SQLite. */
export function isPostgres(db: Knex): boolean {
  return db.client.config.client === 'pg';
}

/**
 * The rows of a query that every page makes, as SQL with a `?` for each value. To build a query with knex costs more than to run it; use this only
 * where a page is asked for often, with SQL that both databases understand and that is the same text each time.
 */
export async function rowsOf<T>(db: Knex, sql: string, values: readonly (string | number)[]): Promise<T[]> {
  if (isPostgres(db)) return ((await db.raw(sql, [...values])) as { rows: T[] }).rows;
  const client = db.client as Knex.Client;
  const connection = (await client.acquireConnection()) as SqliteConnection;
  try {
    return (await runPrepared(connection, sql, values)) as T[];
  } finally {
    await client.releaseConnection(connection);
  }
}

/** SQLite takes at most 500 rows in one insert. */
export const rowsPerInsert = 200;

/** The row that was to be added breaks a unique key. */
export function isUniqueViolation(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return code === '23505' || (code === 'SQLITE_CONSTRAINT' && /UNIQUE constraint failed/.test(message ?? ''));
}

/** SQLite reads every page it has; anything but `ok` means that the file must not be served. PostgreSQL checks itself. */
export async function quickCheck(db: Knex): Promise<string> {
  if (isPostgres(db)) return 'ok';
  try {
    const rows: { quick_check: string }[] = await db.raw('pragma quick_check');
    return rows.map((row) => row.quick_check).join('; ');
  } catch (error) {
    if (/SQLITE_(CORRUPT|NOTADB)/.test((error as Error).message)) return (error as Error).message;
    throw error;
  }
}
