import type { Knex } from 'knex';

/** A certificate with the person and the level that it names. */
export interface Certificate {
  id: number;
  number: string;
  code: string;
  traineeId: number;
  name: string;
  level: number;
  issuedAt: string;
  expiresAt: string;
  revokedAt: string | null;
}

export interface NewCertificate {
  number: string;
  code: string;
  promotionId: number;
  renewalId: number | null;
  issuedAt: string;
  expiresAt: string;
}

export const columns = {
  id: 'certificates.id', number: 'certificates.number', code: 'certificates.code', traineeId: 'promotions.trainee_id', name: 'users.name',
  level: 'promotions.level', issuedAt: 'certificates.issued_at', expiresAt: 'certificates.expires_at', revokedAt: 'certificates.revoked_at',
}; // prettier-ignore

export const withPerson = (db: Knex) =>
  db('certificates').join('promotions', 'promotions.id', 'certificates.promotion_id').join('users', 'users.id', 'promotions.trainee_id');

/** The certificate with this id, or null. */
export async function findCertificate(db: Knex, id: number): Promise<Certificate | null> {
  return (await withPerson(db).where('certificates.id', id).first(columns)) ?? null;
}

/** The certificate with this public code, or null. */
export async function findByCode(db: Knex, code: string): Promise<Certificate | null> {
  return (await withPerson(db).where('certificates.code', code).first(columns)) ?? null;
}

/** How many certificates carry this year in their number. */
export async function countOfYear(db: Knex, year: number): Promise<number> {
  const [row] = await db('certificates').where('number', 'like', `%/${year}/%`).count({ total: '*' });
  return Number(row?.total ?? 0);
}

/** Adds a certificate and gives its id. */
export async function insertCertificate(trx: Knex.Transaction, certificate: NewCertificate): Promise<number> {
  const [row] = await trx('certificates')
    .insert({
      number: certificate.number,
      code: certificate.code,
      promotion_id: certificate.promotionId,
      renewal_id: certificate.renewalId,
      issued_at: certificate.issuedAt,
      expires_at: certificate.expiresAt,
    })
    .returning('id');
  return (row as { id: number }).id;
}

/** The promotion of a person to a level, or null. */
export async function findPromotion(db: Knex, traineeId: number, level: number): Promise<number | null> {
  return (await db('promotions').where({ trainee_id: traineeId, level }).first('id'))?.id ?? null;
}

/** Adds the renewal of a promotion and gives its id; none is ever changed. */
export async function insertRenewal(trx: Knex.Transaction, { promotionId, sittingId, at }: { promotionId: number; sittingId: number; at: string }): Promise<number> {
  const [row] = await trx('renewals').insert({ promotion_id: promotionId, sitting_id: sittingId, renewed_at: at }).returning('id');
  return (row as { id: number }).id;
}
