import type { Knex } from 'knex';
import { isPostgres } from './database.ts';

/** A rule that the database itself keeps, whatever code of ours or others writes: the change is refused under a condition on `new` or `old`. */
export interface Guard {
  name: string;
  table: string;
  verb: 'insert' | 'update' | 'delete';
  refusedWhen: string;
  message: string;
}

/** Guards of tables whose rows are only ever added. */
export const appendOnly = (tables: readonly string[]): Guard[] =>
  tables.flatMap((table) =>
    (['update', 'delete'] as const).map(
      (verb): Guard => ({ name: `${table}_no_${verb}`, table, verb, refusedWhen: '1 = 1', message: `${table} is append-only` }),
    ),
  );

/** Adds the guards, for migrations; the conditions are SQL that both databases understand. */
export async function addGuards(db: Knex, guards: readonly Guard[]): Promise<void> {
  for (const { name, table, verb, refusedWhen, message } of guards) {
    if (!isPostgres(db)) {
      await db.raw(`create trigger ${name} before ${verb} on ${table} when ${refusedWhen} begin select raise(abort, '${message}'); end`);
      continue;
    }
    await db.raw(
      `create function refuse_${name}() returns trigger language plpgsql as $$
       begin if ${refusedWhen} then raise exception '${message}'; end if; return ${verb === 'delete' ? 'old' : 'new'}; end $$`,
    );
    await db.raw(`create trigger ${name} before ${verb} on ${table} for each row execute function refuse_${name}()`);
  }
}

/** Takes the guards away again. */
export async function dropGuards(db: Knex, guards: readonly Guard[]): Promise<void> {
  for (const { name } of guards.toReversed())
    await db.raw(isPostgres(db) ? `drop function if exists refuse_${name}() cascade` : `drop trigger if exists ${name}`);
}
