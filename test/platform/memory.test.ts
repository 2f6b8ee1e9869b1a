import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import type { Knex } from 'knex';
import { createDatabase } from '../../src/platform/database.ts';
import { Memory } from '../../src/platform/memory.ts';

describe('the memory of rows', () => {
  let folder: string;
  let db: Knex;
  let other: Knex;
  let stop: () => void;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tangga-memory-'));
    const url = `sqlite://${join(folder, 'memory.sqlite')}`;
    [db, other] = [createDatabase(url), createDatabase(url)];
    await db.raw('create table things (name text)');
    stop = () => {};
  });
  afterEach(async () => {
    stop();
    await Promise.all([db.destroy(), other.destroy()]);
    rmSync(folder, { recursive: true, force: true });
  });

  /** A shelf whose values count how often they were read. */
  const counting = (memory: Memory) => {
    let reads = 0;
    const shelf = memory.shelf<string, number>(2);
    return { shelf, get: (key = 'a') => shelf.get(key, async () => Promise.resolve((reads += 1))) };
  };

  it('remembers nothing when nobody watches', async () => {
    const { get, shelf } = counting(new Memory(db));
    expect([await get(), await get()]).to.deep.equal([1, 2]);
    expect(shelf.on).to.equal(false);
  });

  it('remembers while it is watched, a bounded number, and nothing afterwards', async () => {
    const memory = new Memory(db);
    const { get } = counting(memory);
    stop = await memory.watch();
    expect([await get(), await get(), await get('b'), await get('c'), await get('a')]).to.deep.equal([1, 1, 2, 3, 4]);
    stop();
    expect(await get('c')).to.equal(5);
  });

  it('does not remember that there is nothing', async () => {
    const memory = new Memory(db);
    const shelf = memory.shelf<string, number>();
    stop = await memory.watch();
    expect(await shelf.get('a', () => Promise.resolve(null))).to.equal(null);
    expect(await shelf.get('a', () => Promise.resolve(7))).to.equal(7);
  });

  it('forgets what is told, and does not keep what was being read meanwhile', async () => {
    const memory = new Memory(db);
    const { get, shelf } = counting(memory);
    stop = await memory.watch();
    await get();
    shelf.forget('a');
    expect(await get()).to.equal(2);
    const slow = shelf.get('b', async () => {
      await wait(5);
      return 50;
    });
    shelf.forget('b');
    expect(await slow).to.equal(50);
    expect(await get('b')).to.equal(3);
  });

  it('gives a value out once and takes it back changed', async () => {
    const memory = new Memory(db);
    const { get, shelf } = counting(memory);
    stop = await memory.watch();
    await get();
    expect([shelf.take('a'), shelf.take('a')]).to.deep.equal([1, undefined]);
    shelf.putBack('a', 10);
    expect(await get()).to.equal(10);
  });

  it('sees within a second what another process writes, and keeps through its own writes', async () => {
    const memory = new Memory(db);
    const { get } = counting(memory);
    stop = await memory.watch();
    await get();
    await db('things').insert({ name: 'ours' });
    await wait(1_000);
    expect(await get()).to.equal(1);
    await other('things').insert({ name: 'theirs' });
    await wait(1_000);
    expect(await get()).to.equal(2);
  });

  it('trusts nothing when the database has not answered for a second', async () => {
    const memory = new Memory(db);
    const { get } = counting(memory);
    stop = await memory.watch();
    await get();
    // The only connection is taken, so nobody can look.
    const held = await db.transaction();
    await wait(1_000);
    expect(await get()).to.equal(2);
    await held.rollback();
  });
});
