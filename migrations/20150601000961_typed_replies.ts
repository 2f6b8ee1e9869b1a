import type { Knex } from 'knex';
import { addGuards, appendOnly, dropGuards, type Guard } from '../src/platform/guards.ts';

/** Typed replies of tests, which people mark: what the rules read in each when the test was closed, what each marker read, and what stands. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('typed_replies', (t) => {
    t.increments('id');
    t.integer('sitting_id').notNullable().references('sittings.id');
    t.integer('position').notNullable();
    t.integer('turn').notNullable();
    t.text('rules_read').notNullable();
    t.string('queued_at', 24).notNullable();
    t.unique(['sitting_id', 'position', 'turn']);
  });
  await db.schema.createTable('reply_marks', (t) => {
    t.increments('id');
    t.integer('reply_id').notNullable().references('typed_replies.id');
    t.integer('marker_id').notNullable().references('users.id');
    t.boolean('as_superior').notNullable();
    t.text('moves').notNullable();
    t.text('note').notNullable();
    t.string('marked_at', 24).notNullable();
    t.unique(['reply_id', 'marker_id']);
  });
  await db.schema.createTable('reply_readings', (t) => {
    t.increments('id');
    t.integer('reply_id').notNullable().unique().references('typed_replies.id');
    t.text('moves').notNullable();
    t.string('settled_at', 24).notNullable();
  });
  await addGuards(db, guards);
}

export async function down(db: Knex): Promise<void> {
  await dropGuards(db, guards);
  for (const table of tables.toReversed()) await db.schema.dropTableIfExists(table);
}

const tables = ['typed_replies', 'reply_marks', 'reply_readings'];
const guards: Guard[] = [
  ...appendOnly(tables),
  {
    name: 'reply_marks_not_oneself',
    table: 'reply_marks',
    verb: 'insert',
    refusedWhen: 'new.marker_id = (select s.trainee_id from typed_replies r join sittings s on s.id = r.sitting_id where r.id = new.reply_id)',
    message: 'nobody marks his own reply',
  },
  {
    name: 'reply_marks_not_own_trainee',
    table: 'reply_marks',
    verb: 'insert',
    refusedWhen: `exists (
      select 1 from typed_replies r join sittings s on s.id = r.sitting_id join group_members m on m.trainee_id = s.trainee_id join "groups" g on g.id = m.group_id
      where r.id = new.reply_id and g.trainer_id = new.marker_id)`,
    message: 'nobody marks a reply of a trainee of his own',
  },
  {
    name: 'reply_marks_not_settled',
    table: 'reply_marks',
    verb: 'insert',
    refusedWhen: 'exists (select 1 from reply_readings where reply_id = new.reply_id)',
    message: 'a settled reply is not marked again',
  },
];
