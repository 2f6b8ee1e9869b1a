import type { Knex } from 'knex';
import { addGuards, appendOnly, dropGuards } from '../src/platform/guards.ts';

/** Guidance cases of tests: the conversations themselves, each kept once, and where a form or a sitting has one of them with its seed. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('talk_scripts', (t) => {
    t.increments('id');
    t.string('digest', 64).notNullable().unique();
    t.text('body').notNullable();
  });
  await db.schema.createTable('test_talks', (t) => {
    t.increments('id');
    t.integer('script_id').notNullable().references('talk_scripts.id');
    t.string('situation', 12).notNullable();
    t.string('variant', 60).notNullable();
    t.integer('level').notNullable();
    t.string('seed', 64).notNullable();
    t.string('mode', 12).notNullable();
    t.string('content_version', 64).notNullable();
    t.string('made_at', 24).notNullable();
    t.index(['script_id']);
  });
  await addGuards(db, guards);
}

export async function down(db: Knex): Promise<void> {
  await dropGuards(db, guards);
  await db.schema.dropTableIfExists('test_talks');
  await db.schema.dropTableIfExists('talk_scripts');
}

const guards = appendOnly(['talk_scripts', 'test_talks']);
