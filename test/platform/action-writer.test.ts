import { expect } from 'chai';
import type { Knex } from 'knex';
import { createActionWriter } from '../../src/platform/action-writer.ts';
import { ConflictError, UnavailableError } from '../../src/platform/errors.ts';
import { closeDatabase, emptyDatabase } from '../support/database.ts';

describe('the action writer', () => {
  let db: Knex;
  beforeEach(async () => {
    db = await emptyDatabase();
    await db.schema.createTable('sessions', (t) => t.increments('id'));
    await db.schema.createTable('saves', (t) => t.integer('number').primary());
  });
  afterEach(() => closeDatabase(db));

  const insert = async (trx: Knex.Transaction, jobs: number[]) => {
    await trx('saves').insert(jobs.map((number) => ({ number })));
    return jobs.map((number) => number * 10);
  };
  const stored = () => db('saves').orderBy('number').pluck('number');

  it('takes what arrives together, and during a transaction, into one', async () => {
    const sizes: number[] = [];
    const commit = (trx: Knex.Transaction, jobs: number[]) => {
      sizes.push(jobs.length);
      return insert(trx, jobs);
    };
    const writer = createActionWriter({ db, commit, maxBatch: 4 });
    const answers = await Promise.all([1, 2, 3, 4, 5, 6, 7].map((job) => writer.save(job)));
    expect(answers).to.deep.equal([10, 20, 30, 40, 50, 60, 70]);
    expect(sizes).to.deep.equal([4, 3]);
    expect(await stored()).to.have.length(7);
  });

  it('answers nobody before the commit', async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const commit = async (trx: Knex.Transaction, jobs: number[]) => {
      const answers = await insert(trx, jobs);
      await held;
      return answers;
    };
    const writer = createActionWriter({ db, commit });
    let answered = false;
    const saving = writer.save(1).then(() => (answered = true));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(answered).to.equal(false);
    release();
    await saving;
    expect(await stored()).to.deep.equal([1]);
  });

  it('keeps the good jobs of a batch in which one fails', async () => {
    await db('saves').insert({ number: 3 });
    const writer = createActionWriter({ db, commit: insert });
    const settled = await Promise.allSettled([1, 2, 3, 4].map((job) => writer.save(job)));
    expect(settled.map((each) => each.status)).to.deep.equal(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect((settled[2] as PromiseRejectedResult).reason).to.be.instanceOf(UnavailableError);
    expect(await stored()).to.deep.equal([1, 2, 3, 4]);
  });

  it('hands on a refusal of our own as it is', async () => {
    const commit = () => Promise.reject(new ConflictError('too late'));
    const [settled] = await Promise.allSettled([createActionWriter({ db, commit }).save(1)]);
    expect((settled as PromiseRejectedResult).reason).to.be.instanceOf(ConflictError);
  });

  it('tries a failed commit once more', async () => {
    let calls = 0;
    const commit = (trx: Knex.Transaction, jobs: number[]) => {
      calls += 1;
      if (calls === 1) throw new Error('disk');
      return insert(trx, jobs);
    };
    expect(await createActionWriter({ db, commit }).save(1)).to.equal(10);
    expect(await stored()).to.deep.equal([1]);
  });

  it('refuses what it cannot keep, and is idle in the end', async () => {
    const writer = createActionWriter({ db, commit: insert, maxWaiting: 2 });
    const settled = await Promise.allSettled([1, 2, 3, 4].map((job) => writer.save(job)));
    expect(settled.map((each) => each.status)).to.deep.equal(['fulfilled', 'fulfilled', 'rejected', 'rejected']);
    await writer.idle();
    expect(await stored()).to.deep.equal([1, 2]);
  });
});
