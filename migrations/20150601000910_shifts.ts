import type { Knex } from 'knex';
import { addGuards, appendOnly, dropGuards } from '../src/platform/guards.ts';

/**
 * Shifts of practice: each with its plan and a copy of what it is scored by, the acts in their order, the sitting or conversation in which a thing of it is worked on, and its
 * result. Nothing is ever changed: where a shift stands follows from its acts, and that it is over from its result.
 */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('shifts', (t) => {
    t.increments('id');
    t.integer('trainee_id').notNullable().references('users.id');
    t.integer('level').notNullable();
    t.string('seed', 32).notNullable();
    t.string('content_version', 20).notNullable();
    t.text('body').notNullable();
    t.string('begun_at', 24).notNullable();
    t.index(['trainee_id']);
  });
  await db.schema.createTable('shift_acts', (t) => {
    t.increments('id');
    t.integer('shift_id').notNullable().references('shifts.id');
    t.integer('number').notNullable();
    t.double('minute').notNullable();
    t.text('act').notNullable();
    t.string('at', 24).notNullable();
    t.unique(['shift_id', 'number']);
  });
  await db.schema.createTable('shift_works', (t) => {
    t.increments('id');
    t.integer('shift_id').notNullable().references('shifts.id');
    t.string('job', 8).notNullable();
    t.integer('sitting_id').references('sittings.id');
    t.integer('talk_id').references('guide_talks.id');
    t.string('at', 24).notNullable();
    t.unique(['shift_id', 'job']);
  });
  await db.schema.createTable('shift_results', (t) => {
    t.increments('id');
    t.integer('shift_id').notNullable().unique().references('shifts.id');
    t.double('total').notNullable();
    t.double('accuracy');
    t.double('wkt');
    t.boolean('passed').notNullable();
    t.string('ended_at', 24).notNullable();
  });
  await addGuards(db, guards);
}

export async function down(db: Knex): Promise<void> {
  await dropGuards(db, guards);
  for (const table of tables.toReversed()) await db.schema.dropTableIfExists(table);
}

const tables = ['shifts', 'shift_acts', 'shift_works', 'shift_results'];
const guards = appendOnly(tables);
