import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Knex } from 'knex';
import { createDatabase } from '../../src/platform/database.ts';
import { UnavailableError } from '../../src/platform/errors.ts';
import { writeTx } from '../../src/platform/transaction.ts';

describe('two processes that write to one SQLite file', () => {
  let folder: string;
  let dbs: [Knex, Knex];
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tangga-tx-'));
    const url = `sqlite:${join(folder, 'a.sqlite')}`;
    dbs = [createDatabase(url), createDatabase(url)];
    await dbs[0].schema.createTable('sessions', (t) => t.increments('id'));
    await dbs[0].schema.createTable('counters', (t) => t.integer('value'));
    await dbs[0]('counters').insert({ value: 0 });
  });
  afterEach(async () => {
    for (const db of dbs) await db.destroy();
    rmSync(folder, { recursive: true });
  });

  it('lose nothing, though each reads before it writes', async () => {
    const add = (db: Knex) =>
      writeTx(db, async (trx) => {
        const row: { value: number } = await trx('counters').first();
        await trx('counters').update({ value: row.value + 1 });
      });
    await Promise.all(Array.from({ length: 60 }, (_, index) => add(dbs[index % 2] as Knex)));
    expect((await dbs[0]('counters').first()).value).to.equal(60);
  });

  it('are told to come back when the other does not let go', async function () {
    this.timeout(10_000);
    const held = await dbs[0].transaction();
    await held('counters').update({ value: 7 });
    const started = performance.now();
    const error = await writeTx(dbs[1], (trx) => trx('counters').update({ value: 9 })).then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).to.be.instanceOf(UnavailableError);
    expect(performance.now() - started).to.be.lessThan(4_500);
    await held.commit();
    expect((await dbs[1]('counters').first()).value).to.equal(7);
  });

  it('run with write-ahead log, full synchronisation and foreign keys', async () => {
    const value = async (name: string) => Object.values(((await dbs[0].raw(`pragma ${name}`)) as object[])[0] ?? {})[0];
    expect(
      await Promise.all(['journal_mode', 'synchronous', 'foreign_keys', 'busy_timeout', 'trusted_schema'].map(value)),
    ).to.deep.equal(['wal', 2, 1, 2_000, 0]);
  });
});
