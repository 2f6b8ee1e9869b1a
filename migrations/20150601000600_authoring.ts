import type { Knex } from 'knex';
import { addGuards, appendOnly, dropGuards, type Guard } from '../src/platform/guards.ts';

/**
 * The bank: works that trainers write, of any kind, each with one draft that changes, versions that do not, what was decided on them, and comments.
 * `works` holds where a work stands now; how it came there is in the other tables, which are only added to, draft and presence apart.
 */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('works', (t) => {
    t.increments('id');
    t.string('kind', 16).notNullable();
    t.string('code', 60).notNullable();
    t.integer('live');
    t.integer('pending');
    t.integer('last').notNullable().defaultTo(0);
    t.boolean('retired').notNullable().defaultTo(false);
    t.string('state', 12).notNullable();
    t.integer('created_by').notNullable().references('users.id');
    t.string('created_at', 24).notNullable();
    t.unique(['kind', 'code']);
    t.index(['kind', 'state']);
  });
  await db.schema.createTable('work_drafts', (t) => {
    t.increments('id');
    t.integer('work_id').notNullable().unique().references('works.id');
    t.integer('revision').notNullable();
    t.text('document').notNullable();
    /** JSON: who has saved it since the version before. */
    t.text('authors').notNullable();
    /** Lower case, for searching, and ` name=value ` for each property by which lists are filtered. */
    t.text('words').notNullable();
    t.text('facets').notNullable();
    t.integer('saved_by').notNullable().references('users.id');
    t.string('saved_at', 24).notNullable();
  });
  await db.schema.createTable('work_versions', (t) => {
    t.increments('id');
    t.integer('work_id').notNullable().references('works.id');
    t.integer('number').notNullable();
    t.integer('revision').notNullable();
    t.text('document').notNullable();
    t.text('authors').notNullable();
    /** JSON: what was found when it was tried; null where its kind asks for no trial. */
    t.text('evidence');
    t.text('reason').notNullable();
    t.integer('submitted_by').notNullable().references('users.id');
    t.string('submitted_at', 24).notNullable();
    t.unique(['work_id', 'number']);
  });
  await db.schema.createTable('work_decisions', (t) => {
    t.increments('id');
    t.integer('version_id').notNullable().references('work_versions.id');
    t.string('kind', 12).notNullable();
    t.text('reason').notNullable();
    t.integer('decided_by').notNullable().references('users.id');
    t.string('decided_at', 24).notNullable();
    t.unique(['version_id', 'kind']);
  });
  await db.schema.createTable('work_comments', (t) => {
    t.increments('id');
    t.integer('work_id').notNullable().references('works.id');
    t.integer('revision').notNullable();
    t.string('path', 200).notNullable();
    t.text('body').notNullable();
    t.integer('made_by').notNullable().references('users.id');
    t.string('made_at', 24).notNullable();
    t.index(['work_id']);
  });
  await db.schema.createTable('work_comment_closings', (t) => {
    t.increments('id');
    t.integer('comment_id').notNullable().unique().references('work_comments.id');
    t.integer('closed_by').notNullable().references('users.id');
    t.string('closed_at', 24).notNullable();
  });
  await db.schema.createTable('work_presences', (t) => {
    t.increments('id');
    t.integer('work_id').notNullable().references('works.id');
    t.integer('user_id').notNullable().references('users.id');
    t.string('seen_at', 24).notNullable();
    t.unique(['work_id', 'user_id']);
  });
  await addGuards(db, guards);
}

export async function down(db: Knex): Promise<void> {
  await dropGuards(db, guards);
  for (const table of ['work_presences', 'work_comment_closings', 'work_comments', 'work_decisions', 'work_versions', 'work_drafts', 'works'])
    await db.schema.dropTableIfExists(table);
}

const guards: readonly Guard[] = [
  ...appendOnly(['work_versions', 'work_decisions', 'work_comments', 'work_comment_closings']),
  {
    name: 'work_decisions_second_person',
    table: 'work_decisions',
    verb: 'insert',
    refusedWhen: "new.kind in ('published', 'returned') and new.decided_by = (select submitted_by from work_versions where id = new.version_id)",
    message: 'nobody publishes his own work',
  },
  {
    name: 'work_decisions_after_publishing',
    table: 'work_decisions',
    verb: 'insert',
    refusedWhen: "new.kind = 'retired' and not exists (select 1 from work_decisions where version_id = new.version_id and kind = 'published')",
    message: 'only what was published is retired',
  },
];
