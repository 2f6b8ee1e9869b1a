import type { Knex } from 'knex';
import { containing } from '../../platform/like.ts';
import type { Paging } from '../../platform/request.ts';
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

/** The rulings that propose to revoke, by person and level. */
const proposals = (db: Knex): Knex.QueryBuilder =>
  db('regrade_rulings')
    .join('regrade_reviews', 'regrade_reviews.id', 'regrade_rulings.review_id')
    .join('results', 'results.id', 'regrade_reviews.result_id')
    .join('sittings', 'sittings.id', 'results.sitting_id')
    .where({ ruling: 'revoke' });

/** One page of the certificates by a part of their number or of a name: those that are proposed for revocation first, then the newest; with the number of all that fit. */
export async function listCertificates(db: Knex, search: string, { page, perPage }: Paging): Promise<{ rows: ListedCertificate[]; total: number }> {
  const pattern = containing(search.toLowerCase());
  const fitting = () => withPerson(db).whereRaw("(lower(certificates.number) like ? escape '!' or lower(users.name) like ? escape '!')", [pattern, pattern]);
  const [count] = await fitting().count({ total: '*' });
  const proposed = proposals(db).whereRaw('regrade_reviews.trainee_id = promotions.trainee_id and sittings.level = promotions.level').select(db.raw('1'));
  const rows: Certificate[] = await fitting()
    .orderByRaw('case when certificates.revoked_at is null and exists ? then 0 else 1 end', [proposed])
    .orderBy('certificates.id', 'desc')
    .limit(perPage)
    .offset((page - 1) * perPage)
    .select(columns);
  const found: { trainee: number; level: number; reason: string }[] = await proposals(db)
    .whereIn('regrade_reviews.trainee_id', rows.map(({ traineeId }) => traineeId))
    .orderBy('regrade_rulings.id')
    .select({ trainee: 'regrade_reviews.trainee_id', level: 'sittings.level', reason: 'regrade_rulings.reason' });
  const reasons = new Map(found.map(({ trainee, level, reason }) => [`${trainee}/${level}`, reason]));
  return { rows: rows.map((row) => ({ ...row, proposal: row.revokedAt === null ? (reasons.get(`${row.traineeId}/${row.level}`) ?? null) : null })), total: Number(count?.total ?? 0) };
}
