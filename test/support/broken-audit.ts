import type { Knex } from 'knex';
import { isPostgres } from '../../src/platform/database.ts';

/** From now on the audit refuses entries of this action; gives the function that mends it. */
export async function breakAudit(db: Knex, action: string): Promise<() => Promise<void>> {
  if (isPostgres(db)) {
    await db.raw(`create function no_entry() returns trigger language plpgsql as $$ begin if new.action = '${action}' then raise exception 'full'; end if; return new; end $$`);
    await db.raw('create trigger no_entry before insert on audit_events for each row execute function no_entry()');
    return () => db.raw('drop function no_entry() cascade');
  }
  await db.raw(`create trigger no_entry before insert on audit_events when new.action = '${action}' begin select raise(abort, 'full'); end`);
  return () => db.raw('drop trigger no_entry');
}
