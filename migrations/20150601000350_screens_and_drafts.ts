import type { Knex } from 'knex';
import { addGuards, appendOnly, dropGuards } from '../src/platform/guards.ts';

/**
 * Which screen writes in a test, what is typed and not yet saved, and what a person should look at: signals are no accusations, and like the
 * changes of screen they are only ever added. Drafts are no records and may change.
 */
export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable('sittings', (t) => {
    t.string('screen', 32);
  });
  await db.schema.createTable('drafts', (t) => {
    t.increments('id');
    t.integer('sitting_id').notNullable().references('sittings.id');
    t.integer('position').notNullable();
    t.string('form', 20).notNullable();
    t.text('body').notNullable();
    t.string('saved_at', 24).notNullable();
    t.unique(['sitting_id', 'position', 'form']);
  });
  await db.schema.createTable('signals', (t) => {
    t.increments('id');
    t.integer('user_id').notNullable().references('users.id');
    t.integer('sitting_id').references('sittings.id');
    t.string('kind', 24).notNullable();
    t.text('detail').notNullable();
    t.string('at', 24).notNullable();
    t.index(['sitting_id']);
  });
  await addGuards(db, guards);
}

export async function down(db: Knex): Promise<void> {
  await dropGuards(db, guards);
  await db.schema.dropTableIfExists('signals');
  await db.schema.dropTableIfExists('drafts');
  // Written out: the library would copy the whole table on SQLite.
  await db.raw('alter table sittings drop column screen');
}

const guards = appendOnly(['signals']);
