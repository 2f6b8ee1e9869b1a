import type { Knex } from 'knex';

/** One act of issuing a case: the token of the page from which it was sent makes a second sending change nothing. */
export async function up(db: Knex): Promise<void> {
  await db.schema.createTable('case_issues', (t) => {
    t.increments('id');
    t.string('token', 40).notNullable().unique();
    t.integer('case_id').notNullable().references('cases.id');
    t.integer('issued_by').notNullable().references('users.id');
    t.string('issued_at', 24).notNullable();
  });
}

export async function down(db: Knex): Promise<void> {
  await db.schema.dropTableIfExists('case_issues');
}
