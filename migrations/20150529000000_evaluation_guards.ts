import type { Knex } from 'knex';

/**
 * What no code of ours may get past: nobody evaluates himself or a trainee of a group that he leads, and a closed evaluation
 * is never written again. Beside it the draft of a rubric, which is no decision and may change.
 */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('evaluation_drafts', (t) => {
    t.increments('id');
    t.integer('evaluation_id').notNullable().references('evaluations.id');
    t.integer('evaluator_id').notNullable().references('users.id');
    t.text('body').notNullable();
    t.string('saved_at', 24).notNullable();
    t.unique(['evaluation_id', 'evaluator_id']);
  });
  for (const guard of guards) await (isPostgres(db) ? addToPostgres(db, guard) : addToSqlite(db, guard));
}

export async function down(db: Knex): Promise<void> {
  for (const { name, table } of guards.toReversed()) {
    if (isPostgres(db)) {
      await db.raw(`drop trigger if exists ${name} on ${table}`);
      await db.raw(`drop function if exists refuse_${name}()`);
    } else await db.raw(`drop trigger if exists ${name}`);
  }
  await db.schema.dropTableIfExists('evaluation_drafts');
}

interface Guard {
  name: string;
  table: string;
  verb: 'insert' | 'update' | 'delete';
  /** A condition on `new` or `old` under which the change is refused. */
  refusedWhen: string;
  message: string;
}

const guards: readonly Guard[] = [
  {
    name: 'evaluation_decisions_not_oneself',
    table: 'evaluation_decisions',
    verb: 'insert',
    refusedWhen: 'new.evaluator_id = (select trainee_id from evaluations where id = new.evaluation_id)',
    message: 'nobody evaluates himself',
  },
  {
    name: 'evaluation_decisions_not_own_trainee',
    table: 'evaluation_decisions',
    verb: 'insert',
    refusedWhen: `exists (
      select 1 from evaluations e join group_members m on m.trainee_id = e.trainee_id join "groups" g on g.id = m.group_id
      where e.id = new.evaluation_id and g.trainer_id = new.evaluator_id)`,
    message: 'nobody evaluates a trainee of his own',
  },
  {
    name: 'evaluations_closed_once',
    table: 'evaluations',
    verb: 'update',
    refusedWhen: 'old.closed_at is not null',
    message: 'a closed evaluation is never written again',
  },
  {
    name: 'evaluations_never_deleted',
    table: 'evaluations',
    verb: 'delete',
    refusedWhen: '1 = 1',
    message: 'evaluations are never deleted',
  },
];

const isPostgres = (db: Knex) => db.client.config.client === 'pg';

async function addToSqlite(db: Knex, { name, table, verb, refusedWhen, message }: Guard): Promise<void> {
  await db.raw(
    `create trigger ${name} before ${verb} on ${table} when ${refusedWhen} begin select raise(abort, '${message}'); end`,
  );
}

async function addToPostgres(db: Knex, { name, table, verb, refusedWhen, message }: Guard): Promise<void> {
  await db.raw(
    `create function refuse_${name}() returns trigger language plpgsql as $$
     begin if ${refusedWhen} then raise exception '${message}'; end if; return ${verb === 'delete' ? 'old' : 'new'}; end $$`,
  );
  await db.raw(`create trigger ${name} before ${verb} on ${table} for each row execute function refuse_${name}()`);
}
