import type { Knex } from 'knex';
import { isPostgres } from '../src/platform/database.ts';
import { addGuards, appendOnly, dropGuards, type Guard } from '../src/platform/guards.ts';

/**
 * Several markings of one evaluation: who is whose line superior, how many markers a file needs, who works on it now, every marking that was
 * given, and the reviews of critical errors. What was decided before by one evaluator becomes the first and only marking of its evaluation;
 * `evaluation_decisions` goes on to hold the one published outcome.
 */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('line_superiors', (t) => {
    t.increments('id');
    t.integer('user_id').notNullable().references('users.id');
    // Null: nobody any more.
    t.integer('superior_id').references('users.id');
    t.integer('set_by').references('users.id');
    t.string('set_at', 24).notNullable();
    t.index(['user_id']);
    t.index(['superior_id']);
  });
  await db.schema.createTable('evaluation_plans', (t) => {
    t.increments('id');
    t.integer('evaluation_id').notNullable().unique().references('evaluations.id');
    t.string('seed', 64).notNullable();
    t.double('rate').notNullable();
    t.text('reasons').notNullable();
    t.string('planned_at', 24).notNullable();
  });
  // A claim is no record of a decision: it tells who works on a file now, and ends.
  await db.schema.createTable('evaluation_claims', (t) => {
    t.increments('id');
    t.integer('evaluation_id').notNullable().references('evaluations.id');
    t.integer('evaluator_id').notNullable().references('users.id');
    t.string('claimed_at', 24).notNullable();
    t.string('worked_at', 24).notNullable();
    t.string('released_at', 24);
    t.index(['evaluation_id']);
    t.index(['evaluator_id']);
  });
  await db.schema.createTable('evaluation_markings', (t) => {
    t.increments('id');
    t.integer('evaluation_id').notNullable().references('evaluations.id');
    t.integer('number').notNullable();
    t.integer('evaluator_id').notNullable().references('users.id');
    t.boolean('as_superior').notNullable();
    t.text('ratings').notNullable();
    t.double('mean').notNullable();
    t.boolean('passed').notNullable();
    t.string('recommendation', 20).notNullable();
    t.text('reasons').notNullable();
    t.string('marked_at', 24).notNullable();
    t.unique(['evaluation_id', 'evaluator_id']);
    t.unique(['evaluation_id', 'number']);
    t.index(['evaluator_id']);
  });
  await db.schema.createTable('critical_errors', (t) => {
    t.increments('id');
    t.integer('sitting_id').notNullable().references('sittings.id');
    t.integer('position').notNullable();
    t.integer('number').notNullable();
    t.string('code', 4).notNullable();
    t.text('body').notNullable();
    t.string('set_at', 24).notNullable();
    t.unique(['sitting_id', 'position', 'number']);
  });
  await db.schema.createTable('critical_votes', (t) => {
    t.increments('id');
    t.integer('critical_id').notNullable().references('critical_errors.id');
    t.integer('reviewer_id').notNullable().references('users.id');
    t.boolean('confirmed').notNullable();
    t.text('reason').notNullable();
    t.string('voted_at', 24).notNullable();
    t.unique(['critical_id', 'reviewer_id']);
    t.index(['reviewer_id']);
  });
  await db.raw(`insert into evaluation_markings
    (evaluation_id, number, evaluator_id, as_superior, ratings, mean, passed, recommendation, reasons, marked_at)
    select evaluation_id, 1, evaluator_id, ${isPostgres(db) ? 'false' : '0'}, ratings, mean, passed, recommendation, reasons, decided_at
    from evaluation_decisions order by id`);
  await addGuards(db, guards);
}

export async function down(db: Knex): Promise<void> {
  await dropGuards(db, guards);
  for (const table of tables.toReversed()) await db.schema.dropTableIfExists(table);
}

const tables = ['line_superiors', 'evaluation_plans', 'evaluation_claims', 'evaluation_markings', 'critical_errors', 'critical_votes'];
const recordTables = ['line_superiors', 'evaluation_plans', 'evaluation_markings', 'critical_errors', 'critical_votes'];

const ledBy = (trainee: string, trainer: string) => `exists (
  select 1 from group_members m join "groups" g on g.id = m.group_id where m.trainee_id = ${trainee} and g.trainer_id = ${trainer})`;
const ofEvaluation = '(select trainee_id from evaluations where id = new.evaluation_id)';
const ofCritical = '(select s.trainee_id from critical_errors c join sittings s on s.id = c.sitting_id where c.id = new.critical_id)';

const guards: readonly Guard[] = [
  ...appendOnly(recordTables),
  { name: 'line_superiors_not_oneself', table: 'line_superiors', verb: 'insert', refusedWhen: 'new.superior_id = new.user_id', message: 'nobody is his own superior' },
  { name: 'evaluation_markings_not_oneself', table: 'evaluation_markings', verb: 'insert', refusedWhen: `new.evaluator_id = ${ofEvaluation}`, message: 'nobody marks himself' },
  {
    name: 'evaluation_markings_not_own_trainee',
    table: 'evaluation_markings',
    verb: 'insert',
    refusedWhen: ledBy(ofEvaluation, 'new.evaluator_id'),
    message: 'nobody marks a trainee of his own',
  },
  {
    name: 'evaluation_markings_while_open',
    table: 'evaluation_markings',
    verb: 'insert',
    refusedWhen: 'exists (select 1 from evaluations where id = new.evaluation_id and closed_at is not null)',
    message: 'a closed evaluation is not marked',
  },
  { name: 'critical_votes_not_oneself', table: 'critical_votes', verb: 'insert', refusedWhen: `new.reviewer_id = ${ofCritical}`, message: 'nobody reviews himself' },
  {
    name: 'critical_votes_not_own_trainee',
    table: 'critical_votes',
    verb: 'insert',
    refusedWhen: ledBy(ofCritical, 'new.reviewer_id'),
    message: 'nobody reviews a trainee of his own',
  },
];
