import { expect } from 'chai';
import type { Knex } from 'knex';
import * as doubleMarking from '../../../migrations/20150601000100_double_marking.ts';
import { markingsOf } from '../../../src/features/evaluations/marking-store.ts';
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

    const marking = (evaluator: number, number = 1) => ({ evaluation_id: 1, number, evaluator_id: evaluator, as_superior: false, ratings: '{}', mean: 3, passed: true, recommendation: 'promote', reasons: '{}', marked_at: 'x' });

    it('nobody marks himself or a trainee of his own, or what is closed; nobody twice; and a marking stays as it is', async () => {
      await refused(db!('evaluation_markings').insert(marking(1)), 'nobody marks himself');
      await db!('group_members').insert({ group_id: 1, trainee_id: 1, joined_at: 'x', left_at: 'y' });
      await refused(db!('evaluation_markings').insert(marking(3)), 'nobody marks a trainee of his own');
      await db!('evaluation_markings').insert(marking(2));
      await refused(db!('evaluation_markings').update({ mean: 4 }), 'append-only');
      await refused(db!('evaluation_markings').delete(), 'append-only');
      await db!('users').insert({ id: 4, username: 'u4', name: 'U 4', password_hash: 'x', created_at: 'x' });
      await db!('evaluation_markings').insert(marking(2, 2)).then(() => expect.fail('a second marking'), () => {}); // prettier-ignore
      await db!('evaluations').update({ closed_at: 'y' });
      await refused(db!('evaluation_markings').insert(marking(4, 2)), 'a closed evaluation is not marked');
    });

    it('nobody reviews himself or a trainee of his own, nobody is his own superior, and what was said stays', async () => {
      await db!('critical_errors').insert({ id: 1, sitting_id: 1, position: 1, number: 1, code: 'CE1', body: '{}', set_at: 'x' });
      const vote = (reviewer: number) => ({ critical_id: 1, reviewer_id: reviewer, confirmed: true, reason: 'x', voted_at: 'x' });
      await refused(db!('critical_votes').insert(vote(1)), 'nobody reviews himself');
      await db!('group_members').insert({ group_id: 1, trainee_id: 1, joined_at: 'x', left_at: null });
      await refused(db!('critical_votes').insert(vote(3)), 'nobody reviews a trainee of his own');
      await db!('critical_votes').insert(vote(2));
      await refused(db!('critical_votes').update({ confirmed: false }), 'append-only');
      await refused(db!('critical_errors').delete(), 'append-only');
      await refused(db!('line_superiors').insert({ user_id: 1, superior_id: 1, set_at: 'x' }), 'nobody is his own superior');
      await db!('line_superiors').insert({ user_id: 1, superior_id: 2, set_at: 'x' });
      await refused(db!('line_superiors').update({ superior_id: 3 }), 'append-only');
    });

    it('what one evaluator had decided is the only marking of its evaluation after the migration, and is still decided without it', async () => {
      await db!('evaluation_decisions').insert({ ...decision(2), ratings: '{"legal":{}}', reasons: '{"reasons":"r","plan":"p"}' });
      await db!.transaction((trx) => doubleMarking.down(trx));
      expect(await db!.schema.hasTable('evaluation_markings')).to.equal(false);
      expect(await db!('evaluation_decisions').pluck('evaluator_id')).to.deep.equal([2]);
      await db!.transaction((trx) => doubleMarking.up(trx));
      const [kept] = await db!('evaluation_markings');
      expect({ ...kept, as_superior: Boolean(kept.as_superior) }).to.include({ evaluation_id: 1, number: 1, evaluator_id: 2, as_superior: false, ratings: '{"legal":{}}', recommendation: 'promote', marked_at: 'x' });
      const [read] = (await markingsOf(db!, [1])).get(1)!;
      expect(read!.plan).to.deep.equal([{ competency: null, action: 'p', until: null }]);
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
