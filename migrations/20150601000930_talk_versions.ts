import type { Knex } from 'knex';
import { addGuards, appendOnly, dropGuards } from '../src/platform/guards.ts';

/** Conversations of guide duty that trainers wrote: the version of the bank that each one is held by. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('guide_talk_versions', (t) => {
    t.increments('id');
    t.integer('talk_id').notNullable().unique().references('guide_talks.id');
    t.integer('version_id').notNullable().references('work_versions.id');
    t.index(['version_id']);
  });
  await addGuards(db, guards);
}

export async function down(db: Knex): Promise<void> {
  await dropGuards(db, guards);
  await db.schema.dropTableIfExists('guide_talk_versions');
}

const guards = appendOnly(['guide_talk_versions']);
