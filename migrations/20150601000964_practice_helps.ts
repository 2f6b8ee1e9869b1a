import type { Knex } from 'knex';
import { addGuards, appendOnly, dropGuards } from '../src/platform/guards.ts';

/** Help with a practice file: that it was offered, and that its person took it or wished to work without it. Each is written once. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('practice_helps', (t) => {
    t.increments('id');
    t.integer('sitting_id').notNullable().references('sittings.id');
    t.string('kind', 16).notNullable();
    t.integer('degree').notNullable();
    t.string('at', 24).notNullable();
    t.unique(['sitting_id', 'kind']);
  });
  await addGuards(db, guards);
}

export async function down(db: Knex): Promise<void> {
  await dropGuards(db, guards);
  await db.schema.dropTableIfExists('practice_helps');
}

const guards = appendOnly(['practice_helps']);
