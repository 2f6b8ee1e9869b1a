import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Knex } from 'knex';
import { createDatabase } from '../../src/platform/database.ts';
import { createServices } from '../../src/services.ts';
import { testsInProgress } from '../durability/programme.ts';
import { testConfig } from '../support/app.ts';
import { content } from '../support/content.ts';

const people = 50;
const savesEach = 80;
const rounds = 3;

/** Everybody saves one after the other; gives saves per second. */
async function together(save: (person: number, n: number) => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await Promise.all(
    Array.from({ length: people }, async (_, person) => {
      for (let n = 0; n < savesEach; n++) await save(person, n);
    }),
  );
  return (people * savesEach * 1000) / (performance.now() - start);
}

const naive = (db: Knex, sittingIds: number[]) => (person: number, n: number) =>
  db('actions').insert({
    sitting_id: sittingIds[person],
    position: (n % 8) + 1,
    action_id: `naive-${n}-${Math.random()}`,
    type: 'assess-levy',
    payload: JSON.stringify({ amount: n }),
    at: new Date().toISOString(),
  });

/**
 * Durable saves of fifty people at once: one commit for each insert through knex, beside our group commit, which also judges each action. Each
 * has a database of its own with the same settings, so that neither lengthens the tables of the other; they run in turns.
 */
export async function benchSaves(): Promise<{ naive: number; ours: number }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tangga-saves-'));
  const open = async (name: string) => {
    const url = `sqlite://${path.join(folder, name)}`;
    const sitters = await testsInProgress(url, people);
    return { url, db: createDatabase(url), ids: sitters.map(({ sittingId }) => sittingId) };
  };
  const baseline = await open('naive.sqlite');
  const { url, db, ids } = await open('ours.sqlite');
  try {
    const services = createServices({ db, now: () => new Date(), config: testConfig({ DATABASE_URL: url }), content: content() });
    const owners: { id: number; trainee_id: number }[] = await db('sittings').select('id', 'trainee_id');
    const ownerOf = new Map(owners.map((row) => [row.id, { id: row.trainee_id }]));
    // Eight cases in turn, so that the log of a case stays as long as a person's.
    const ours = (person: number, n: number) =>
      services.sittings.save(ownerOf.get(ids[person]!)!, ids[person]!, (n % 8) + 1, [{ id: `ours-${person}-${n}-${Date.now()}`, type: 'assess-levy', amount: n }]);
    const theirs = naive(baseline.db, baseline.ids);
    await together(theirs);
    await together(ours);
    const rates = { naive: 0, ours: 0 };
    for (let round = 0; round < rounds; round++) {
      rates.naive += (await together(theirs)) / rounds;
      rates.ours += (await together(ours)) / rounds;
    }
    return rates;
  } finally {
    await Promise.all([db.destroy(), baseline.db.destroy()]);
    rmSync(folder, { recursive: true, force: true });
  }
}
