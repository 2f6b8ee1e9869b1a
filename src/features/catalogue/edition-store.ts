import type { Knex } from 'knex';
import type { Edition } from '../../core/catalogue/editions.ts';

/** An edition of the pack that this installation has run with, without what it says. */
export interface KeptEdition {
  id: number;
  version: string;
  firstRunAt: string;
}

/** The editions in the order in which they were first run. */
export async function editions(db: Knex): Promise<KeptEdition[]> {
  return db('content_editions').orderBy('id').select({ id: 'id', version: 'version', firstRunAt: 'first_run_at' });
}

/** What an edition says, or null for an unknown number. */
export async function findEdition(db: Knex, id: number): Promise<Edition | null> {
  const row: { body: string } | undefined = await db('content_editions').where({ id }).first('body');
  return row ? (JSON.parse(row.body) as Edition) : null;
}

/** The digest of the edition that was run last, or null. */
export async function lastDigest(db: Knex): Promise<string | null> {
  const row: { digest: string } | undefined = await db('content_editions').orderBy('id', 'desc').first('digest');
  return row?.digest ?? null;
}

export async function insertEdition(trx: Knex.Transaction, edition: Edition, digest: string, at: Date): Promise<void> {
  await trx('content_editions').insert({ version: edition.version, digest, body: JSON.stringify(edition), first_run_at: at.toISOString() });
}
