import { expect } from 'chai';
import type { Knex } from 'knex';
import { migrateLatest } from '../../../src/platform/migrate.ts';
import { closeDatabase, emptyDatabase } from '../../support/database.ts';
import { type Cluster, startPostgres } from '../../support/postgres.ts';

/** What the database itself refuses, whoever asks. */
function guardsOn(name: string, url: () => string | null) {
  describe(`the guards of evaluations on ${name}`, () => {
    let db: Knex | null = null;
    beforeEach(async function () {
      const address = url();
      if (!address) return this.skip();
      db = await emptyDatabase(address);
      await migrateLatest(db);
      for (const id of [1, 2, 3])
        await db('users').insert({ id, username: `u${id}`, name: `U ${id}`, password_hash: 'x', created_at: 'x' });
      await db('groups').insert({ id: 1, name: 'A', trainer_id: 3, created_at: 'x' });
      await db('sittings').insert({
        id: 1,
        trainee_id: 1,
        kind: 'test',
        level: 1,
        content_version: 'x',
        form: '{}',
        issued_at: 'x',
      });
      await db('evaluations').insert({ id: 1, sitting_id: 1, trainee_id: 1, level: 1, opened_at: 'x' });
    });
    afterEach(async () => {
      if (db) await closeDatabase(db);
      db = null;
    });

    const decision = (evaluator: number) => ({
      evaluation_id: 1,
      evaluator_id: evaluator,
      ratings: '{}',
      mean: 3,
      passed: true,
      recommendation: 'promote',
      reasons: '{}',
      decided_at: 'x',
    });
    const refused = async (work: PromiseLike<unknown>, message: string) => {
      const error = await Promise.resolve(work).then(
        () => null,
        (reason: Error) => reason,
      );
      expect(error?.message).to.contain(message);
    };

    it('nobody evaluates himself', async () => {
      await refused(db!('evaluation_decisions').insert(decision(1)), 'nobody evaluates himself');
      expect(await db!('evaluation_decisions')).to.deep.equal([]);
    });

    it('nobody evaluates a trainee of his own, also one who has left', async () => {
      await db!('group_members').insert({ group_id: 1, trainee_id: 1, joined_at: 'x', left_at: 'y' });
      await refused(db!('evaluation_decisions').insert(decision(3)), 'nobody evaluates a trainee of his own');
    });

    it('somebody without a tie does, and the decision stays as it is', async () => {
      await db!('evaluation_decisions').insert(decision(2));
      await db!('evaluation_decisions')
        .insert({ ...decision(3), evaluation_id: 1 })
        .then(
          () => expect.fail('a second decision'),
          () => {},
        );
      await refused(db!('evaluation_decisions').update({ mean: 4 }), 'append-only');
    });

    it('a closed evaluation is never written again, and none is deleted', async () => {
      await db!('evaluations').update({ closed_at: 'y' });
      await refused(db!('evaluations').update({ closed_at: null }), 'never written again');
      await refused(db!('evaluations').delete(), 'never deleted');
    });
  });
}

let cluster: Cluster | null = null;
before(async () => {
  cluster = await startPostgres();
});
after(() => cluster?.stop());

guardsOn('SQLite', () => 'sqlite::memory:');
guardsOn('PostgreSQL', () => cluster?.url ?? null);
