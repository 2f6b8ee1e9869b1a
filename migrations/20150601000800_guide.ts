import type { Knex } from 'knex';
import { addGuards, appendOnly, dropGuards } from '../src/platform/guards.ts';

/**
 * Guided conversations: each with a copy of what it was held by, its replies in their order, its result, and what was observed. A conversation is never
 * changed: where it stands follows from its replies, and that it is over from its result.
 */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('guide_talks', (t) => {
    t.increments('id');
    t.integer('trainee_id').notNullable().references('users.id');
    t.string('situation', 12).notNullable();
    t.string('variant', 60).notNullable();
    t.string('channel', 8).notNullable();
    t.string('mode', 8).notNullable();
    t.integer('level').notNullable();
    t.string('seed', 32).notNullable();
    t.string('content_version', 20).notNullable();
    t.text('body').notNullable();
    t.string('begun_at', 24).notNullable();
    t.index(['trainee_id']);
  });
  await db.schema.createTable('guide_turns', (t) => {
    t.increments('id');
    t.integer('talk_id').notNullable().references('guide_talks.id');
    t.integer('turn').notNullable();
    t.text('reply').notNullable();
    t.string('at', 24).notNullable();
    t.unique(['talk_id', 'turn']);
  });
  await db.schema.createTable('guide_results', (t) => {
    t.increments('id');
    t.integer('talk_id').notNullable().unique().references('guide_talks.id');
    t.double('score').notNullable();
    t.string('outcome', 8).notNullable();
    t.integer('flags').notNullable();
    t.string('ended_at', 24).notNullable();
  });
  await db.schema.createTable('guide_observations', (t) => {
    t.increments('id');
    t.integer('talk_id').notNullable().references('guide_talks.id');
    t.integer('trainee_id').notNullable().references('users.id');
    t.string('competency', 3).notNullable();
    t.string('opportunity', 60).notNullable();
    t.double('difficulty').notNullable();
    t.double('score').notNullable();
    t.string('observed_at', 24).notNullable();
    t.index(['trainee_id', 'observed_at']);
  });
  await addGuards(db, guards);
}

export async function down(db: Knex): Promise<void> {
  await dropGuards(db, guards);
  for (const table of tables.toReversed()) await db.schema.dropTableIfExists(table);
}

const tables = ['guide_talks', 'guide_turns', 'guide_results', 'guide_observations'];
const guards = appendOnly(tables);
