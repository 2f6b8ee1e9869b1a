import type { Knex } from 'knex';

/** Times are ISO-8601 UTC text of fixed width, so they sort as text on both databases; JSON is text. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('users', (t) => {
    t.increments('id');
    t.string('username', 64).notNullable().unique();
    t.string('name', 120).notNullable();
    t.text('password_hash').notNullable();
    t.boolean('must_change_password').notNullable().defaultTo(false);
    t.string('language', 2).notNullable().defaultTo('id');
    t.string('created_at', 24).notNullable();
    t.string('disabled_at', 24);
  });

  await db.schema.createTable('user_roles', (t) => {
    t.increments('id');
    t.integer('user_id').notNullable().references('users.id');
    t.string('role', 20).notNullable();
    t.integer('granted_by').references('users.id');
    t.string('granted_at', 24).notNullable();
    t.integer('revoked_by').references('users.id');
    t.string('revoked_at', 24);
    t.index(['user_id']);
  });

  await db.schema.createTable('sessions', (t) => {
    t.string('id', 64).primary();
    t.integer('user_id').references('users.id');
    t.text('data').notNullable();
    t.string('expires_at', 24).notNullable();
    t.index(['expires_at']);
    t.index(['user_id']);
  });

  await db.schema.createTable('groups', (t) => {
    t.increments('id');
    t.string('name', 80).notNullable().unique();
    t.integer('trainer_id').notNullable().references('users.id');
    t.string('created_at', 24).notNullable();
  });

  await db.schema.createTable('group_members', (t) => {
    t.increments('id');
    t.integer('group_id').notNullable().references('groups.id');
    t.integer('trainee_id').notNullable().references('users.id');
    t.string('joined_at', 24).notNullable();
    t.string('left_at', 24);
    t.index(['trainee_id']);
    t.index(['group_id']);
  });

  await db.schema.createTable('cases', (t) => {
    t.increments('id');
    t.string('service', 8).notNullable();
    t.integer('level').notNullable();
    t.string('seed', 64).notNullable();
    t.text('recipe').notNullable();
    t.string('content_version', 20).notNullable();
    t.string('purpose', 10).notNullable();
    t.text('body').notNullable();
    t.integer('made_by').references('users.id');
    t.string('made_at', 24).notNullable();
    t.index(['purpose', 'service']);
  });

  await db.schema.createTable('sittings', (t) => {
    t.increments('id');
    t.integer('trainee_id').notNullable().references('users.id');
    t.string('kind', 10).notNullable();
    t.integer('level').notNullable();
    t.string('content_version', 20).notNullable();
    t.text('form').notNullable();
    t.integer('issued_by').references('users.id');
    t.string('issued_at', 24).notNullable();
    t.string('started_at', 24);
    t.string('deadline_at', 24);
    t.string('submitted_at', 24);
    t.string('closed_by', 10);
    t.index(['trainee_id', 'kind']);
    t.index(['deadline_at']);
  });

  await db.schema.createTable('sitting_cases', (t) => {
    t.increments('id');
    t.integer('sitting_id').notNullable().references('sittings.id');
    t.integer('position').notNullable();
    t.integer('case_id').notNullable().references('cases.id');
    t.unique(['sitting_id', 'position']);
    t.index(['case_id']);
  });

  await db.schema.createTable('actions', (t) => {
    t.bigIncrements('id');
    t.integer('sitting_id').notNullable().references('sittings.id');
    t.integer('position').notNullable();
    t.string('action_id', 64).notNullable();
    t.string('type', 24).notNullable();
    t.text('payload').notNullable();
    t.string('at', 24).notNullable();
    // It finds the log of a sitting too; a second index would be one more page to write for each saved action.
    t.unique(['sitting_id', 'action_id']);
  });

  await db.schema.createTable('case_grades', (t) => {
    t.increments('id');
    t.integer('sitting_id').notNullable().references('sittings.id');
    t.integer('position').notNullable();
    t.string('grader_version', 20).notNullable();
    t.double('total').notNullable();
    t.text('grade').notNullable();
    t.string('graded_at', 24).notNullable();
    t.index(['sitting_id', 'position']);
  });

  await db.schema.createTable('observations', (t) => {
    t.increments('id');
    t.integer('trainee_id').notNullable().references('users.id');
    t.integer('sitting_id').notNullable().references('sittings.id');
    t.string('competency', 3).notNullable();
    t.string('opportunity', 60).notNullable();
    t.double('difficulty').notNullable();
    t.double('score').notNullable();
    t.string('observed_at', 24).notNullable();
    t.index(['trainee_id', 'competency']);
  });

  await db.schema.createTable('results', (t) => {
    t.increments('id');
    t.integer('sitting_id').notNullable().references('sittings.id');
    t.string('policy_version', 20).notNullable();
    t.double('total').notNullable();
    t.double('cut').notNullable();
    t.boolean('passed').notNullable();
    t.text('result').notNullable();
    t.string('scored_at', 24).notNullable();
    t.index(['sitting_id']);
  });

  await db.schema.createTable('evaluations', (t) => {
    t.increments('id');
    t.integer('sitting_id').notNullable().unique().references('sittings.id');
    t.integer('trainee_id').notNullable().references('users.id');
    t.integer('level').notNullable();
    t.string('opened_at', 24).notNullable();
    t.string('closed_at', 24);
    t.index(['trainee_id']);
  });

  await db.schema.createTable('evaluation_decisions', (t) => {
    t.increments('id');
    t.integer('evaluation_id').notNullable().unique().references('evaluations.id');
    t.integer('evaluator_id').notNullable().references('users.id');
    t.text('ratings').notNullable();
    t.double('mean').notNullable();
    t.boolean('passed').notNullable();
    t.string('recommendation', 20).notNullable();
    t.text('reasons').notNullable();
    t.string('decided_at', 24).notNullable();
  });

  await db.schema.createTable('promotions', (t) => {
    t.increments('id');
    t.integer('trainee_id').notNullable().references('users.id');
    t.integer('level').notNullable();
    t.integer('evaluation_id').notNullable().unique().references('evaluations.id');
    t.string('promoted_at', 24).notNullable();
    t.unique(['trainee_id', 'level']);
  });

  await db.schema.createTable('certificates', (t) => {
    t.increments('id');
    t.string('number', 40).notNullable().unique();
    t.string('code', 40).notNullable().unique();
    t.integer('promotion_id').notNullable().unique().references('promotions.id');
    t.string('issued_at', 24).notNullable();
    t.string('expires_at', 24).notNullable();
    t.string('revoked_at', 24);
  });

  await db.schema.createTable('audit_events', (t) => {
    t.integer('id').primary();
    t.string('at', 24).notNullable();
    t.integer('actor_id');
    t.string('action', 40).notNullable();
    t.string('subject_type', 20).notNullable();
    t.integer('subject_id');
    t.text('detail').notNullable();
    t.string('previous_hash', 64).notNullable();
    t.string('hash', 64).notNullable().unique();
  });

  for (const table of appendOnly) await forbidChange(db, table);
}

export async function down(db: Knex): Promise<void> {
  if (isPostgres(db))
    for (const table of appendOnly) await db.raw(`drop function if exists refuse_change_${table}() cascade`);
  for (const table of tables.toReversed()) await db.schema.dropTableIfExists(table);
}

const tables = [
  'users',
  'user_roles',
  'sessions',
  'groups',
  'group_members',
  'cases',
  'sittings',
  'sitting_cases',
  'actions',
  'case_grades',
  'observations',
  'results',
  'evaluations',
  'evaluation_decisions',
  'promotions',
  'certificates',
  'audit_events',
];

/** Records that are only ever added: the database itself refuses to change or delete them. */
const appendOnly = [
  'actions',
  'case_grades',
  'observations',
  'results',
  'evaluation_decisions',
  'promotions',
  'audit_events',
];

const isPostgres = (db: Knex) => db.client.config.client === 'pg';

async function forbidChange(db: Knex, table: string): Promise<void> {
  if (isPostgres(db)) {
    await db.raw(
      `create function refuse_change_${table}() returns trigger language plpgsql as $$ begin raise exception '${table} is append-only'; end $$`,
    );
    await db.raw(
      `create trigger ${table}_append_only before update or delete on ${table} for each row execute function refuse_change_${table}()`,
    );
    return;
  }
  for (const verb of ['update', 'delete'])
    await db.raw(
      `create trigger ${table}_no_${verb} before ${verb} on ${table} begin select raise(abort, '${table} is append-only'); end`,
    );
}
