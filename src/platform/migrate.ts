import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Knex } from 'knex';
import { codeExtension, codeRoot } from './paths.ts';

/** Names without extension: a database migrated from sources must open from dist, where the same files end in `.js`. */
class MigrationFiles implements Knex.MigrationSource<string> {
  readonly folder = join(codeRoot, 'migrations');

  async getMigrations(): Promise<string[]> {
    return readdirSync(this.folder)
      .filter((file) => file.endsWith(codeExtension) && !file.endsWith('.d.ts'))
      .map((file) => file.slice(0, -codeExtension.length))
      .sort();
  }

  getMigrationName(name: string): string {
    return name;
  }

  getMigration(name: string): Promise<Knex.Migration> {
    return import(pathToFileURL(join(this.folder, name + codeExtension)).href);
  }
}

const settings = { migrationSource: new MigrationFiles() };

/** Runs every pending migration in one transaction and gives their names. */
export async function migrateLatest(db: Knex): Promise<string[]> {
  const [, names] = await db.migrate.latest(settings);
  return names;
}

/** Takes back every migration, newest first; all data are lost. */
export async function migrateDown(db: Knex): Promise<void> {
  await db.migrate.rollback(settings, true);
}

/** Names of the migrations that this code has and the database has not. */
export async function pendingMigrations(db: Knex): Promise<string[]> {
  const [, pending] = (await db.migrate.list(settings)) as [unknown, string[]];
  return pending;
}
