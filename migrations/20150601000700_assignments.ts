import type { Knex } from 'knex';
import { addGuards, appendOnly, dropGuards, type Guard } from '../src/platform/guards.ts';

/**
 * What a trainer assigns with the days on which it is due, what he writes beside marks and when that was read, and the editions of the content pack
 * that this installation has run with. All of it is only ever added; of several due days of an assignment the last one counts.
 */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('assignments', (t) => {
    t.increments('id');
    /** What is assigned: `case` today; another kind brings its own column. */
    t.string('kind', 12).notNullable();
    t.integer('case_id').references('cases.id');
    // Null: for one trainee alone.
    t.integer('group_id').references('groups.id');
    t.integer('made_by').notNullable().references('users.id');
    t.string('made_at', 24).notNullable();
    t.index(['group_id']);
    t.index(['case_id']);
  });
  await db.schema.createTable('assignment_sittings', (t) => {
    t.increments('id');
    t.integer('assignment_id').notNullable().references('assignments.id');
    t.integer('sitting_id').notNullable().unique().references('sittings.id');
    t.index(['assignment_id']);
  });
  await db.schema.createTable('assignment_dues', (t) => {
    t.increments('id');
    t.integer('assignment_id').notNullable().references('assignments.id');
    t.string('due_on', 10).notNullable();
    t.integer('set_by').notNullable().references('users.id');
    t.string('set_at', 24).notNullable();
    t.index(['assignment_id']);
  });
  await db.schema.createTable('mark_notes', (t) => {
    t.increments('id');
    t.integer('sitting_id').notNullable().references('sittings.id');
    t.integer('position').notNullable();
    /** The id of the mark in the grade. */
    t.string('mark', 160).notNullable();
    t.text('text').notNullable();
    t.integer('written_by').notNullable().references('users.id');
    t.string('written_at', 24).notNullable();
    t.index(['sitting_id']);
  });
  await db.schema.createTable('mark_note_reads', (t) => {
    t.increments('id');
    t.integer('note_id').notNullable().unique().references('mark_notes.id');
    t.string('read_at', 24).notNullable();
  });
  await db.schema.createTable('content_editions', (t) => {
    t.increments('id');
    t.string('version', 20).notNullable();
    t.string('digest', 64).notNullable();
    t.text('body').notNullable();
    t.string('first_run_at', 24).notNullable();
  });
  // What was issued before had no due day and no group that is still known.
  await db.raw("insert into assignments (kind, case_id, made_by, made_at) select 'case', case_id, issued_by, issued_at from case_issues order by id");
  await db.raw(`insert into assignment_sittings (assignment_id, sitting_id)
    select min(a.id), c.sitting_id from assignments a join sitting_cases c on c.case_id = a.case_id group by c.sitting_id`);
  await addGuards(db, guards);
}

export async function down(db: Knex): Promise<void> {
  await dropGuards(db, guards);
  for (const table of tables.toReversed()) await db.schema.dropTableIfExists(table);
}

const tables = ['assignments', 'assignment_sittings', 'assignment_dues', 'mark_notes', 'mark_note_reads', 'content_editions'];

const guards: readonly Guard[] = [
  ...appendOnly(tables),
  {
    name: 'mark_notes_whole',
    table: 'mark_notes',
    verb: 'insert',
    refusedWhen: 'length(trim(new.text)) < 3',
    message: 'a note has a text',
  },
  {
    name: 'mark_notes_on_finished_practice',
    table: 'mark_notes',
    verb: 'insert',
    refusedWhen: "not exists (select 1 from sittings s where s.id = new.sitting_id and s.kind = 'practice' and s.submitted_at is not null)",
    message: 'notes are written beside the marks of a finished practice',
  },
  {
    name: 'mark_notes_by_own_trainer',
    table: 'mark_notes',
    verb: 'insert',
    refusedWhen: `not exists (
      select 1 from sittings s join group_members m on m.trainee_id = s.trainee_id join "groups" g on g.id = m.group_id
      where s.id = new.sitting_id and g.trainer_id = new.written_by and s.trainee_id <> new.written_by)`,
    message: 'notes are written by a trainer of the trainee',
  },
];
