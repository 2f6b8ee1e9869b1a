import type { Knex } from 'knex';
import { addGuards, appendOnly, dropGuards } from '../src/platform/guards.ts';

/** Files of a shift that a colleague has decided: each as it lies there, and in their order the acts of who looks it over; the last one says what it came to. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('shift_inspections', (t) => {
    t.increments('id');
    t.integer('shift_id').notNullable().references('shifts.id');
    t.string('job', 8).notNullable();
    t.text('body').notNullable();
    t.string('at', 24).notNullable();
    t.unique(['shift_id', 'job']);
  });
  await db.schema.createTable('shift_inspection_acts', (t) => {
    t.increments('id');
    t.integer('inspection_id').notNullable().references('shift_inspections.id');
    t.integer('number').notNullable();
    t.text('act').notNullable();
    t.string('at', 24).notNullable();
    t.unique(['inspection_id', 'number']);
  });
  await addGuards(db, guards);
}

export async function down(db: Knex): Promise<void> {
  await dropGuards(db, guards);
  for (const table of tables.toReversed()) await db.schema.dropTableIfExists(table);
}

const tables = ['shift_inspections', 'shift_inspection_acts'];
const guards = appendOnly(tables);
