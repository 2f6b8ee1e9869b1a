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
const savesEach = 60;

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
    position: 1,
    action_id: `naive-${n}-${Math.random()}`,
    type: 'assess-levy',
    payload: JSON.stringify({ amount: n }),
    at: new Date().toISOString(),
  });

/** Durable saves of fifty people at once: one commit for each insert through knex, beside our group commit that also judges each action. */
export async function benchSaves(): Promise<{ naive: number; ours: number }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tangga-saves-'));
  const databaseUrl = `sqlite://${path.join(folder, 'saves.sqlite')}`;
  const sitters = await testsInProgress(databaseUrl, people);
  const db = createDatabase(databaseUrl);
  try {
    const services = createServices({ db, now: () => new Date(), config: testConfig({ DATABASE_URL: databaseUrl }), content: content() });
    const owners: { id: number; trainee_id: number }[] = await db('sittings').select('id', 'trainee_id');
    const ids = sitters.map(({ sittingId }) => sittingId);
    const ownerOf = new Map(owners.map((row) => [row.id, { id: row.trainee_id }]));
    // Eight cases in turn, so that the log of a case stays as long as a person's.
    const ours = (person: number, n: number) =>
      services.sittings.save(ownerOf.get(ids[person]!)!, ids[person]!, (n % 8) + 1, [{ id: `ours-${person}-${n}-${Date.now()}`, type: 'assess-levy', amount: n }]);
    await together(naive(db, ids));
    await together(ours);
    const rates = { naive: 0, ours: 0 };
    for (let round = 0; round < 3; round++) {
      rates.naive += (await together(naive(db, ids))) / 3;
      rates.ours += (await together(ours)) / 3;
    }
    return rates;
  } finally {
    await db.destroy();
    rmSync(folder, { recursive: true, force: true });
  }
}
