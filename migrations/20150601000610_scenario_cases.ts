import type { Knex } from 'knex';
import { addGuards, appendOnly, dropGuards } from '../src/platform/guards.ts';

/** From which version of a scenario, and which variant of it, a case was made; a case never changes its version. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('scenario_cases', (t) => {
    t.increments('id');
    t.integer('case_id').notNullable().unique().references('cases.id');
    t.integer('version_id').notNullable().references('work_versions.id');
    t.string('seed', 64).notNullable();
    t.string('made_at', 24).notNullable();
    t.index(['version_id']);
  });
  await addGuards(db, guards);
}

export async function down(db: Knex): Promise<void> {
  await dropGuards(db, guards);
  await db.schema.dropTableIfExists('scenario_cases');
}

const guards = appendOnly(['scenario_cases']);
