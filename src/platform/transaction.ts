import { setTimeout as wait } from 'node:timers/promises';
import type { Knex } from 'knex';
import { UnavailableError } from './errors.ts';

/** A caller waits about this long for the lock of another process before it is told to try later. */
const patience = 2_000;
const busyCodes = new Set(['SQLITE_BUSY', 'SQLITE_LOCKED', '40001', '40P01', '55P03']);

/**
 * Runs a transaction that writes. On SQLite every transaction takes the write lock when it begins (see database.ts): one that reads first and
 * writes later could fail half-way when another process wrote in between. A busy database is tried again, so `work` may run more than once and
 * must touch nothing but `trx`.
 */
export async function writeTx<T>(db: Knex, work: (trx: Knex.Transaction) => Promise<T>): Promise<T> {
  const giveUpAt = performance.now() + patience;
  for (;;) {
    try {
      return await db.transaction(work);
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (performance.now() >= giveUpAt) throw new UnavailableError('The database is busy', { cause: error });
      await wait(10 + Math.random() * 40);
    }
  }
}

function isBusy(error: unknown): boolean {
  return busyCodes.has((error as { code?: string }).code ?? '');
}
