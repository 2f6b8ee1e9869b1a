import type { Knex } from 'knex';
import { type Certificate, columns, withPerson } from './certificate-store.ts';

/** Why, by whom and when a certificate was taken back. */
export interface Revocation {
  reason: string;
  by: number;
  at: string;
}

export interface ListedCertificate extends Certificate {
  /** What a supervisor wrote who proposes to revoke it; null when nobody does. */
  proposal: string | null;
}

export async function findRevocation(db: Knex, certificateId: number): Promise<Revocation | null> {
  return (await db('certificate_revocations').where({ certificate_id: certificateId }).first({ reason: 'reason', by: 'decided_by', at: 'decided_at' })) ?? null;
}

/** False when it was revoked before. */
export async function markRevoked(trx: Knex.Transaction, id: number, at: string): Promise<boolean> {
  return (await trx('certificates').where({ id }).whereNull('revoked_at').update({ revoked_at: at })) === 1;
}

export async function insertRevocation(trx: Knex.Transaction, certificateId: number, { reason, by, at }: Revocation): Promise<void> {
  await trx('certificate_revocations').insert({ certificate_id: certificateId, reason, decided_by: by, decided_at: at });
}

const most = 200;

/** Certificates by a part of their number or of a name: those that are proposed for revocation first, then the newest. */
export async function listCertificates(db: Knex, search: string): Promise<ListedCertificate[]> {
  const rows: Certificate[] = await withPerson(db).orderBy('certificates.id', 'desc').select(columns);
  const proposals: { trainee: number; level: number; reason: string }[] = await db('regrade_rulings')
    .join('regrade_reviews', 'regrade_reviews.id', 'regrade_rulings.review_id')
    .join('results', 'results.id', 'regrade_reviews.result_id')
    .join('sittings', 'sittings.id', 'results.sitting_id')
    .where({ ruling: 'revoke' })
    .orderBy('regrade_rulings.id')
    .select({ trainee: 'regrade_reviews.trainee_id', level: 'sittings.level', reason: 'regrade_rulings.reason' });
  const reasons = new Map(proposals.map(({ trainee, level, reason }) => [`${trainee}/${level}`, reason]));
  const words = search.toLowerCase();
  return rows
    .filter(({ number, name }) => number.toLowerCase().includes(words) || name.toLowerCase().includes(words))
    .map((row) => ({ ...row, proposal: row.revokedAt === null ? (reasons.get(`${row.traineeId}/${row.level}`) ?? null) : null }))
    .sort((a, b) => Number(b.proposal !== null) - Number(a.proposal !== null))
    .slice(0, most);
}
