import type { Knex } from 'knex';
import { isPostgres } from '../src/platform/database.ts';
import { addGuards, appendOnly, dropGuards, type Guard } from '../src/platform/guards.ts';

/**
 * Test sessions, forms frozen ahead, extra time of persons, and what an invigilator does to a running sitting. Forms, extra time and interventions
 * are records that are only ever added. A stored deadline moves, and a sitting that was handed in opens again, only beside such a record: the database
 * itself refuses anything else.
 */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('test_sessions', (t) => {
    t.increments('id');
    t.integer('level').notNullable();
    t.string('room', 80).notNullable();
    t.string('opens_at', 24).notNullable();
    t.string('closes_at', 24).notNullable();
    t.integer('group_id').references('groups.id');
    t.integer('made_by').notNullable().references('users.id');
    t.string('made_at', 24).notNullable();
    t.integer('cancelled_by').references('users.id');
    t.string('cancelled_at', 24);
    t.text('cancel_reason');
    t.index(['closes_at']);
  });
  await db.schema.createTable('test_session_members', (t) => {
    t.increments('id');
    t.integer('test_session_id').notNullable().references('test_sessions.id');
    t.integer('trainee_id').notNullable().references('users.id');
    t.string('added_at', 24).notNullable();
    t.string('removed_at', 24);
    t.index(['test_session_id']);
    t.index(['trainee_id']);
  });
  await db.schema.createTable('frozen_forms', (t) => {
    t.increments('id');
    t.integer('trainee_id').notNullable().references('users.id');
    t.integer('level').notNullable();
    t.string('seed', 64).notNullable();
    t.text('form').notNullable();
    t.string('content_version', 20).notNullable();
    t.string('grader_version', 20).notNullable();
    t.string('policy_version', 20).notNullable();
    t.string('made_at', 24).notNullable();
    t.index(['trainee_id', 'level']);
  });
  await db.schema.createTable('frozen_form_cases', (t) => {
    t.increments('id');
    t.integer('frozen_form_id').notNullable().references('frozen_forms.id');
    t.integer('position').notNullable();
    t.integer('case_id').notNullable().references('cases.id');
    t.unique(['frozen_form_id', 'position']);
  });
  await db.schema.createTable('extra_times', (t) => {
    t.increments('id');
    t.integer('trainee_id').notNullable().references('users.id');
    t.string('kind', 10).notNullable();
    t.integer('amount').notNullable();
    t.text('reason').notNullable();
    t.integer('decided_by').notNullable().references('users.id');
    t.string('decided_at', 24).notNullable();
    t.index(['trainee_id']);
  });
  await db.schema.createTable('sitting_interventions', (t) => {
    t.increments('id');
    t.integer('sitting_id').notNullable().references('sittings.id');
    t.string('kind', 10).notNullable();
    t.integer('minutes');
    t.text('reason').notNullable();
    t.string('deadline_before', 24).notNullable();
    t.string('deadline_after', 24).notNullable();
    t.string('token', 64).notNullable();
    t.integer('made_by').notNullable().references('users.id');
    t.string('made_at', 24).notNullable();
    t.unique(['sitting_id', 'token']);
  });
  await db.schema.alterTable('sittings', (t) => {
    t.integer('frozen_form_id');
    t.integer('test_session_id');
    t.string('paused_at', 24);
    // The newest result when the sitting was last opened again: a result counts when it is newer.
    t.integer('results_before').notNullable().defaultTo(0);
    t.unique(['frozen_form_id'], { indexName: 'sittings_frozen_form_id_unique' });
    t.index(['test_session_id'], 'sittings_test_session_id_index');
  });
  await addGuards(db, guards);
}

export async function down(db: Knex): Promise<void> {
  await dropGuards(db, guards);
  for (const index of ['sittings_frozen_form_id_unique', 'sittings_test_session_id_index'])
    if (isPostgres(db) && index.endsWith('unique')) await db.raw(`alter table sittings drop constraint if exists ${index}`);
    else await db.raw(`drop index if exists ${index}`);
  for (const column of ['frozen_form_id', 'test_session_id', 'paused_at', 'results_before']) await db.raw(`alter table sittings drop column ${column}`);
  for (const table of ['sitting_interventions', 'extra_times', 'frozen_form_cases', 'frozen_forms', 'test_session_members', 'test_sessions'])
    await db.schema.dropTableIfExists(table);
}

const recordTables = ['frozen_forms', 'frozen_form_cases', 'extra_times', 'sitting_interventions'];

const recorded = (kinds: string) => `exists (
  select 1 from sitting_interventions i where i.sitting_id = new.id and i.kind in (${kinds}) and i.deadline_after = new.deadline_at)`;

const guards: readonly Guard[] = [
  ...appendOnly(recordTables),
  {
    name: 'extra_times_whole',
    table: 'extra_times',
    verb: 'insert',
    refusedWhen: "new.kind not in ('minutes', 'percent') or new.amount < 0 or new.decided_by = new.trainee_id or length(trim(new.reason)) < 10",
    message: 'extra time has a kind, an amount, a reason, and is given by another person',
  },
  {
    name: 'sitting_interventions_whole',
    table: 'sitting_interventions',
    verb: 'insert',
    refusedWhen: `new.kind not in ('pause', 'resume', 'extend', 'reopen') or length(trim(new.reason)) < 10
      or new.made_by = (select trainee_id from sittings where id = new.sitting_id)`,
    message: 'an intervention has a kind and a reason, and is made by another person',
  },
  {
    name: 'sittings_deadline_by_record',
    table: 'sittings',
    verb: 'update',
    refusedWhen: `old.deadline_at is not null and (new.deadline_at is null or (new.deadline_at <> old.deadline_at and not ${recorded("'resume', 'extend', 'reopen'")}))`,
    message: 'a deadline moves only by a recorded intervention',
  },
  {
    name: 'sittings_reopened_by_record',
    table: 'sittings',
    verb: 'update',
    refusedWhen: `old.submitted_at is not null and new.submitted_at is null and not ${recorded("'reopen'")}`,
    message: 'a sitting is opened again only by a recorded intervention',
  },
];
