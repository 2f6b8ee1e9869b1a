import type { Knex } from 'knex';
import { isPostgres } from '../src/platform/database.ts';
import { addGuards, appendOnly, dropGuards, type Guard } from '../src/platform/guards.ts';

/**
 * What makes a result stand up in dispute: each result with the versions, grades and log that it was made from; corrections of keys and what follows
 * from them; appeals with votes and decision; what clears a trainee after a critical error; renewals; and revocations. Only added to, never changed.
 */
export async function up(db: Knex): Promise<void> {
  await db.schema.alterTable('results', (t) => {
    t.string('content_version', 20);
    /** `closing`, `regrade` or `appeal`; null for results from before this migration. */
    t.string('cause', 10);
    /** JSON: the numbers of the grades, and of the corrections, that it was made with. */
    t.text('grade_ids');
    t.text('corrections');
    /** SHA-256 of the log of the sitting. */
    t.string('log_digest', 64);
    /** By which the letter of the result is checked. */
    t.string('letter_code', 32);
  });
  await db.raw('create unique index results_letter_code_unique on results (letter_code)');
  await db.schema.alterTable('sittings', (t) => {
    t.boolean('renewal').notNullable().defaultTo(false);
  });
  await db.schema.createTable('key_corrections', (t) => {
    t.increments('id');
    t.string('kind', 20).notNullable();
    t.string('subject', 64).notNullable();
    t.string('answer', 40);
    t.text('reason').notNullable();
    t.integer('decided_by').notNullable().references('users.id');
    t.string('decided_at', 24).notNullable();
  });
  await db.schema.createTable('regrade_reviews', (t) => {
    t.increments('id');
    t.integer('correction_id').notNullable().references('key_corrections.id');
    t.integer('result_id').notNullable().unique().references('results.id');
    t.integer('trainee_id').notNullable().references('users.id');
    t.string('opened_at', 24).notNullable();
  });
  await db.schema.createTable('regrade_rulings', (t) => {
    t.increments('id');
    t.integer('review_id').notNullable().unique().references('regrade_reviews.id');
    t.string('ruling', 10).notNullable();
    t.text('reason').notNullable();
    t.integer('decided_by').notNullable().references('users.id');
    t.string('decided_at', 24).notNullable();
  });
  await db.schema.createTable('appeals', (t) => {
    t.increments('id');
    t.integer('sitting_id').notNullable().references('sittings.id');
    t.integer('trainee_id').notNullable().references('users.id');
    t.integer('result_id').notNullable().unique().references('results.id');
    t.string('kind', 10).notNullable();
    t.text('reason').notNullable();
    t.string('filed_at', 24).notNullable();
    t.string('due_on', 10).notNullable();
    t.index(['trainee_id']);
  });
  await db.schema.createTable('appeal_votes', (t) => {
    t.increments('id');
    t.integer('appeal_id').notNullable().references('appeals.id');
    t.integer('supervisor_id').notNullable().references('users.id');
    t.string('vote', 10).notNullable();
    t.string('remedy', 12).notNullable();
    t.text('reason').notNullable();
    t.string('voted_at', 24).notNullable();
    t.unique(['appeal_id', 'supervisor_id']);
  });
  await db.schema.createTable('appeal_decisions', (t) => {
    t.increments('id');
    t.integer('appeal_id').notNullable().unique().references('appeals.id');
    t.string('decision', 10).notNullable();
    t.string('remedy', 12).notNullable();
    t.integer('result_id').references('results.id');
    t.string('decided_at', 24).notNullable();
  });
  await db.schema.createTable('clearances', (t) => {
    t.increments('id');
    t.integer('trainee_id').notNullable().references('users.id');
    t.string('kind', 12).notNullable();
    t.text('reason').notNullable();
    t.integer('decided_by').notNullable().references('users.id');
    t.string('decided_at', 24).notNullable();
    t.index(['trainee_id']);
  });
  await db.schema.createTable('renewals', (t) => {
    t.increments('id');
    t.integer('promotion_id').notNullable().references('promotions.id');
    t.integer('sitting_id').notNullable().unique().references('sittings.id');
    t.string('renewed_at', 24).notNullable();
    t.index(['promotion_id']);
  });
  // A test may be evaluated once more after an appeal.
  await dropUniqueSitting(db);
  // A promotion stays the only one of its person and level; each renewal of it has a certificate of its own.
  await db.schema.alterTable('certificates', (t) => {
    t.dropUnique(['promotion_id']);
    t.integer('renewal_id');
  });
  await db.raw('create unique index certificates_renewal_unique on certificates (promotion_id, (coalesce(renewal_id, 0)))');
  await db.schema.createTable('certificate_revocations', (t) => {
    t.increments('id');
    t.integer('certificate_id').notNullable().unique().references('certificates.id');
    t.text('reason').notNullable();
    t.integer('decided_by').notNullable().references('users.id');
    t.string('decided_at', 24).notNullable();
  });
  await addGuards(db, guards);
}

export async function down(db: Knex): Promise<void> {
  await dropGuards(db, guards);
  for (const table of tables.toReversed()) await db.schema.dropTableIfExists(table);
  await db.raw('drop index certificates_renewal_unique');
  await db.raw('drop index results_letter_code_unique');
  await db.raw('alter table certificates drop column renewal_id');
  await db.schema.alterTable('certificates', (t) => {
    t.unique(['promotion_id']);
  });
  await db.schema.alterTable('evaluations', (t) => {
    t.unique(['sitting_id']);
  });
  await db.raw('alter table sittings drop column renewal');
  for (const column of ['content_version', 'cause', 'grade_ids', 'corrections', 'log_digest', 'letter_code']) await db.raw(`alter table results drop column ${column}`);
}

const tables = [
  'key_corrections', 'regrade_reviews', 'regrade_rulings', 'appeals', 'appeal_votes', 'appeal_decisions', 'clearances', 'renewals', 'certificate_revocations',
]; // prettier-ignore

const reasoned = ['key_corrections', 'regrade_rulings', 'appeals', 'appeal_votes', 'clearances', 'certificate_revocations'];

const ownTrainee = (trainee: string, other: string): string => `exists (
  select 1 from group_members m join "groups" g on g.id = m.group_id where m.trainee_id = ${trainee} and g.trainer_id = ${other})`;

const guards: readonly Guard[] = [
  ...appendOnly(tables),
  ...reasoned.map((table): Guard => ({ name: `${table}_reason`, table, verb: 'insert', refusedWhen: 'length(trim(new.reason)) < 20', message: 'a decision has a written reason' })),
  {
    name: 'appeals_own',
    table: 'appeals',
    verb: 'insert',
    refusedWhen: 'new.trainee_id <> (select trainee_id from sittings where id = new.sitting_id) or new.sitting_id <> (select sitting_id from results where id = new.result_id)',
    message: 'an appeal is about a result of one\'\'s own',
  },
  {
    name: 'appeal_votes_uninvolved',
    table: 'appeal_votes',
    verb: 'insert',
    refusedWhen: `exists (
      select 1 from appeals a where a.id = new.appeal_id and (
        a.trainee_id = new.supervisor_id
        or ${ownTrainee('a.trainee_id', 'new.supervisor_id')}
        or exists (select 1 from evaluations e join evaluation_markings m on m.evaluation_id = e.id where e.sitting_id = a.sitting_id and m.evaluator_id = new.supervisor_id)
        or exists (select 1 from critical_errors c join critical_votes v on v.critical_id = c.id where c.sitting_id = a.sitting_id and v.reviewer_id = new.supervisor_id)))`,
    message: 'a panel is of supervisors who were not involved',
  },
  {
    name: 'clearances_not_own',
    table: 'clearances',
    verb: 'insert',
    refusedWhen: `new.decided_by = new.trainee_id or ${ownTrainee('new.trainee_id', 'new.decided_by')}`,
    message: 'nobody clears himself or a trainee of his own',
  },
];

/** Another migration may have been here before. */
async function dropUniqueSitting(db: Knex): Promise<void> {
  if (isPostgres(db)) await db.raw('alter table evaluations drop constraint if exists evaluations_sitting_id_unique');
  else await db.raw('drop index if exists evaluations_sitting_id_unique');
}
