import type { Knex } from 'knex';
import { addGuards, appendOnly, dropGuards, type Guard } from '../src/platform/guards.ts';

/**
 * What is done with the questions of the bank, beside the works that hold them: pictures of their texts, answers in practice, and answers to questions that are
 * tried out in tests. An answer that was given never changes; until then its draft may. Files that were brought in
 * stay as they came. `version_id` is that of `work_versions`, whose table a later migration makes.
 */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('pictures', (t) => {
    t.increments('id');
    t.string('code', 40).notNullable().unique();
    t.binary('bytes').notNullable();
    t.integer('made_by').notNullable().references('users.id');
    t.string('made_at', 24).notNullable();
  });
  await db.schema.createTable('question_attempts', (t) => {
    t.increments('id');
    t.integer('trainee_id').notNullable().references('users.id');
    t.integer('work_id').notNullable();
    t.integer('version_id').notNullable();
    t.string('seed', 32).notNullable();
    /** JSON: by what the person chose. */
    t.text('wish').notNullable();
    t.string('begun_at', 24).notNullable();
    /** JSON of the fields as they are typed. */
    t.text('draft');
    t.string('draft_at', 24);
    t.text('response');
    t.float('score', 53);
    t.string('answered_at', 24);
    t.index(['trainee_id', 'work_id']);
    t.index(['version_id']);
  });
  await db.schema.createTable('tried_answers', (t) => {
    t.increments('id');
    t.integer('sitting_id').notNullable().references('sittings.id');
    t.integer('position').notNullable();
    t.integer('version_id').notNullable();
    t.text('response');
    t.float('score', 53).notNullable();
    t.string('answered_at', 24).notNullable();
    t.unique(['sitting_id', 'position']);
    t.index(['version_id']);
  });
  await db.schema.createTable('question_imports', (t) => {
    t.increments('id');
    t.string('name', 200).notNullable();
    t.string('format', 12).notNullable();
    t.string('language', 2).notNullable();
    t.text('body').notNullable();
    t.integer('made_by').notNullable().references('users.id');
    t.string('made_at', 24).notNullable();
    t.string('applied_at', 24);
  });
  await addGuards(db, guards);
}

export async function down(db: Knex): Promise<void> {
  await dropGuards(db, guards);
  for (const table of ['question_imports', 'tried_answers', 'question_attempts', 'pictures']) await db.schema.dropTableIfExists(table);
}

const guards: readonly Guard[] = [
  ...appendOnly(['pictures', 'tried_answers']),
  { name: 'question_attempts_no_delete', table: 'question_attempts', verb: 'delete', refusedWhen: '1 = 1', message: 'attempts stay' },
  { name: 'question_attempts_answered', table: 'question_attempts', verb: 'update', refusedWhen: 'old.answered_at is not null', message: 'an answer never changes' },
  { name: 'question_imports_no_delete', table: 'question_imports', verb: 'delete', refusedWhen: '1 = 1', message: 'imports stay' },
  { name: 'question_imports_applied', table: 'question_imports', verb: 'update', refusedWhen: 'old.applied_at is not null or new.body <> old.body', message: 'an import never changes' },
];
