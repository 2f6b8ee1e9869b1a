import type { Knex } from 'knex';

/**
 * Waivers of the practice that a gate asks for, and their withdrawals: records that are only ever added. The database itself refuses what no
 * code of ours may get past: a waiver for oneself, one for a trainee of a group that one leads, and one without a written reason.
 */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('gate_waivers', (t) => {
    t.increments('id');
    t.integer('trainee_id').notNullable().references('users.id');
    t.integer('level').notNullable();
    t.string('kind', 10).notNullable();
    t.text('reason').notNullable();
    t.integer('decided_by').notNullable().references('users.id');
    t.string('decided_at', 24).notNullable();
    t.index(['trainee_id', 'level']);
  });
  for (const guard of guards) await (isPostgres(db) ? addToPostgres(db, guard) : addToSqlite(db, guard));
}

export async function down(db: Knex): Promise<void> {
  if (isPostgres(db)) for (const { name } of guards) await db.raw(`drop function if exists refuse_${name}() cascade`);
  await db.schema.dropTableIfExists('gate_waivers');
}

interface Guard {
  name: string;
  verb: 'insert' | 'update' | 'delete';
  /** A condition on `new` under which the change is refused. */
  refusedWhen: string;
  message: string;
}

const guards: readonly Guard[] = [
  {
    name: 'gate_waivers_kind',
    verb: 'insert',
    refusedWhen: "new.kind not in ('waived', 'withdrawn')",
    message: 'a waiver is given or withdrawn',
  },
  {
    name: 'gate_waivers_reason',
    verb: 'insert',
    refusedWhen: 'length(trim(new.reason)) < 20',
    message: 'a waiver has a written reason',
  },
  {
    name: 'gate_waivers_not_oneself',
    verb: 'insert',
    refusedWhen: 'new.decided_by = new.trainee_id',
    message: 'nobody waives for himself',
  },
  {
    name: 'gate_waivers_not_own_trainee',
    verb: 'insert',
    refusedWhen: `exists (
      select 1 from group_members m join "groups" g on g.id = m.group_id
      where m.trainee_id = new.trainee_id and g.trainer_id = new.decided_by)`,
    message: 'nobody waives for a trainee of his own',
  },
  { name: 'gate_waivers_no_update', verb: 'update', refusedWhen: '1 = 1', message: 'gate_waivers is append-only' },
  { name: 'gate_waivers_no_delete', verb: 'delete', refusedWhen: '1 = 1', message: 'gate_waivers is append-only' },
];

const isPostgres = (db: Knex) => db.client.config.client === 'pg';

async function addToSqlite(db: Knex, { name, verb, refusedWhen, message }: Guard): Promise<void> {
  await db.raw(
    `create trigger ${name} before ${verb} on gate_waivers when ${refusedWhen} begin select raise(abort, '${message}'); end`,
  );
}

async function addToPostgres(db: Knex, { name, verb, refusedWhen, message }: Guard): Promise<void> {
  await db.raw(
    `create function refuse_${name}() returns trigger language plpgsql as $$
     begin if ${refusedWhen} then raise exception '${message}'; end if; return ${verb === 'delete' ? 'old' : 'new'}; end $$`,
  );
  await db.raw(`create trigger ${name} before ${verb} on gate_waivers for each row execute function refuse_${name}()`);
}
