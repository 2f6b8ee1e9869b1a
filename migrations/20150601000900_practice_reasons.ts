import type { Knex } from 'knex';
import { addGuards, appendOnly, dropGuards } from '../src/platform/guards.ts';

/** Why a practice case came: what was proposed, with its reasons, and which of it was taken. Written once, with the sitting. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('practice_reasons', (t) => {
    t.increments('id');
    t.integer('sitting_id').notNullable().unique().references('sittings.id');
    t.string('chosen_by', 16).notNullable();
    t.text('body').notNullable();
    t.string('at', 24).notNullable();
  });
  await addGuards(db, guards);
}

export async function down(db: Knex): Promise<void> {
  await dropGuards(db, guards);
  await db.schema.dropTableIfExists('practice_reasons');
}

const guards = appendOnly(['practice_reasons']);
