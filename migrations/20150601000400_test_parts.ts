import type { Knex } from 'knex';
import { addGuards, appendOnly, dropGuards, type Guard } from '../src/platform/guards.ts';

/**
 * Later parts of a test: what was prepared for whom and until when, and that it was begun. Both are records that are only ever added. Beginning a part opens the same
 * sitting again, with a deadline of its own and with places after those that it has; only beside such a record does the database let that happen.
 */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('test_parts', (t) => {
    t.increments('id');
    t.integer('sitting_id').notNullable().references('sittings.id');
    t.integer('part').notNullable();
    /** The closing of the part before, to which it belongs. */
    t.string('after_at', 24).notNullable();
    /** JSON: why the test goes on; never shown before the result. */
    t.text('need').notNullable();
    t.text('items').notNullable();
    t.double('cut').notNullable();
    t.integer('minutes').notNullable();
    t.string('content_version', 20).notNullable();
    t.string('grader_version', 20).notNullable();
    t.string('policy_version', 20).notNullable();
    t.string('offered_at', 24).notNullable();
    t.string('begin_by', 24).notNullable();
    t.unique(['sitting_id', 'part', 'after_at']);
  });
  await db.schema.createTable('test_part_cases', (t) => {
    t.increments('id');
    t.integer('test_part_id').notNullable().references('test_parts.id');
    t.integer('position').notNullable();
    t.integer('case_id').notNullable().references('cases.id');
    t.unique(['test_part_id', 'position']);
  });
  await db.schema.createTable('test_part_starts', (t) => {
    t.increments('id');
    t.integer('test_part_id').notNullable().unique().references('test_parts.id');
    t.integer('sitting_id').notNullable().references('sittings.id');
    t.string('started_at', 24).notNullable();
    t.string('deadline_at', 24).notNullable();
    t.index(['sitting_id']);
  });
  await db.schema.alterTable('sittings', (t) => {
    // The first place of the part that is open, or was last.
    t.integer('open_from').notNullable().defaultTo(1);
  });
  await dropGuards(db, before);
  await addGuards(db, [...after, ...guards]);
}

export async function down(db: Knex): Promise<void> {
  await dropGuards(db, [...after, ...guards]);
  await addGuards(db, before);
  await db.raw('alter table sittings drop column open_from');
  for (const table of ['test_part_starts', 'test_part_cases', 'test_parts']) await db.schema.dropTableIfExists(table);
}

const guards: readonly Guard[] = [
  ...appendOnly(['test_parts', 'test_part_cases', 'test_part_starts']),
  {
    name: 'test_part_starts_in_time',
    table: 'test_part_starts',
    verb: 'insert',
    refusedWhen: `not exists (select 1 from test_parts p where p.id = new.test_part_id and p.sitting_id = new.sitting_id and new.started_at < p.begin_by)`,
    message: 'a part is begun in time, in its own sitting',
  },
];

/** The rules of the clock: a deadline moves, and a sitting opens again, only beside a record. */
function clockGuards(deadlineBeside: string, openedBeside: string): readonly Guard[] {
  return [
    {
      name: 'sittings_deadline_by_record',
      table: 'sittings',
      verb: 'update',
      refusedWhen: `old.deadline_at is not null and (new.deadline_at is null or (new.deadline_at <> old.deadline_at and not ${deadlineBeside}))`,
      message: 'a deadline moves only by a recorded intervention',
    },
    {
      name: 'sittings_reopened_by_record',
      table: 'sittings',
      verb: 'update',
      refusedWhen: `old.submitted_at is not null and new.submitted_at is null and not ${openedBeside}`,
      message: 'a sitting is opened again only by a recorded intervention',
    },
  ];
}

const recorded = (kinds: string) => `exists (
  select 1 from sitting_interventions i where i.sitting_id = new.id and i.kind in (${kinds}) and i.deadline_after = new.deadline_at)`;
const begun = 'exists (select 1 from test_part_starts s where s.sitting_id = new.id and s.deadline_at = new.deadline_at)';

const before = clockGuards(recorded("'resume', 'extend', 'reopen'"), recorded("'reopen'"));
const after = clockGuards(`(${recorded("'resume', 'extend', 'reopen'")} or ${begun})`, `(${recorded("'reopen'")} or ${begun})`);
