import { expect } from 'chai';
import type { Knex } from 'knex';
import { migrateDown, migrateLatest, pendingMigrations } from '../../src/platform/migrate.ts';
import { closeDatabase, emptyDatabase } from '../support/database.ts';
import { startPostgres, type Cluster } from '../support/postgres.ts';

/** Columns of every table, in a form that two runs can be compared by. */
async function shape(db: Knex): Promise<string[]> {
  const lines: string[] = [];
  for (const table of ['users', 'user_roles', 'sessions', 'cases', 'sittings', 'actions', 'audit_events', 'gate_waivers'])
    lines.push(
      `${table}: ${Object.keys(await db(table).columnInfo())
        .sort()
        .join(' ')}`,
    );
  return lines;
}

const event = {
  id: 1,
  at: '2015-05-28T00:00:00.000Z',
  action: 'x',
  subject_type: 'user',
  detail: '{}',
  previous_hash: '0',
  hash: '1',
};

function migratesOn(name: string, url: () => string | null) {
  describe(`on ${name}`, () => {
    let db: Knex;
    beforeEach(async function () {
      const address = url();
      if (!address) return this.skip();
      db = await emptyDatabase(address);
    });
    afterEach(() => db && closeDatabase(db));

    it('go up, down and up again to the same shape', async () => {
      expect(await pendingMigrations(db)).to.not.deep.equal([]);
      await migrateLatest(db);
      const first = await shape(db);
      expect(await pendingMigrations(db)).to.deep.equal([]);
      await migrateDown(db);
      expect(await db.schema.hasTable('users')).to.equal(false);
      await migrateLatest(db);
      expect(await shape(db)).to.deep.equal(first);
    });

    it('have names without an extension, so that dist opens what the sources migrated', async () => {
      await migrateLatest(db);
      for (const name of await db('knex_migrations').pluck('name')) expect(name).to.not.match(/\.[jt]s$/);
    });

    it('leave append-only tables that refuse update and delete', async () => {
      await migrateLatest(db);
      await db('audit_events').insert(event);
      const refused = async (work: PromiseLike<unknown>) => {
        const error = await Promise.resolve(work).then(
          () => null,
          (reason: Error) => reason,
        );
        expect(error?.message).to.contain('audit_events is append-only');
      };
      await refused(db('audit_events').update({ action: 'y' }));
      await refused(db('audit_events').delete());
      expect(await db('audit_events').pluck('action')).to.deep.equal(['x']);
    });
  });
}

describe('migrations', () => {
  let cluster: Cluster | null = null;
  before(async () => {
    cluster = await startPostgres();
  });
  after(() => cluster?.stop());

  migratesOn('SQLite', () => 'sqlite::memory:');
  migratesOn('PostgreSQL', () => cluster?.url ?? null);
});
