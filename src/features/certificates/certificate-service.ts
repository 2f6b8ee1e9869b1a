import { randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import { type Catalogue, levelOf } from '../../core/catalogue/catalogue.ts';
import { certificateNumber, expiryOf } from '../../core/certificates/certificate.ts';
import { ConflictError, NotFoundError } from '../../platform/errors.ts';
import type { Paging } from '../../platform/request.ts';
import type { CurrentUser } from '../../platform/roles.ts';
import { writeTx } from '../../platform/transaction.ts';
import { recordEvent } from '../audit/audit-store.ts';
import { type Certificate, countOfYear, findByCode, findCertificate, findPromotion, insertCertificate, insertRenewal } from './certificate-store.ts';
import { findRevocation, insertRevocation, type ListedCertificate, listCertificates, markRevoked, type Revocation } from './revocation-store.ts';
import { dueDeltas } from '../levels/level-read-model.ts';
import { isDelta } from '../sittings/form-read-model.ts';

/** A certificate with what changed rules ask of its holder (moments are ISO-8601 UTC); null when they ask nothing. */
export type StandingCertificate<C extends Certificate = Certificate> = C & { toShow: { since: string; until: string } | null };

interface Parts {
  db: Knex;
  now: () => Date;
  catalogue: Catalogue;
  /** Decides in which year a certificate is issued. */
  timeZone: string;
}

interface Issue {
  promotionId: number;
  /** Null for the certificate of the promotion itself. */
  renewalId?: number;
  traineeId: number;
  level: number;
  actorId: number | null;
  at: Date;
}

/** 128 bits that nobody can guess, in 22 characters of an address. */
const codeBytes = 16;
const codeShape = /^[A-Za-z0-9_-]{22}$/;

/** Certificates: made by a promotion, read by their owner and by supervisors, checked by everybody who has the code. */
export class CertificateService {
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /**
   * Adds the certificate of a promotion and its audit entry, in the transaction of the promotion. The caller has recorded an
   * audit entry before: on PostgreSQL its lock lets one such transaction at a time count the numbers.
   */
  async issue(trx: Knex.Transaction, { promotionId, renewalId, traineeId, level, actorId, at }: Issue): Promise<number> {
    const { validMonths } = levelOf(this.parts.catalogue, level);
    const issuedAt = at.toISOString();
    const year = yearIn(this.parts.timeZone, at);
    const number = certificateNumber(level, year, (await countOfYear(trx, year)) + 1);
    const code = randomBytes(codeBytes).toString('base64url');
    const id = await insertCertificate(trx, { number, code, promotionId, renewalId: renewalId ?? null, issuedAt, expiresAt: expiryOf(issuedAt, validMonths) });
    await recordEvent(trx, { at, actorId, action: 'certificate.issued', subjectType: 'certificate', subjectId: id, detail: { number, traineeId, level } });
    return id;
  }

  /** Renews a level that was reached, by the test of this sitting: its record, its certificate and the audit entries, in the caller's transaction. */
  async renew(trx: Knex.Transaction, { traineeId, level, sittingId, actorId, at }: { traineeId: number; level: number; sittingId: number; actorId: number | null; at: Date }): Promise<void> {
    // What was asked after changed rules keeps a level as it is, with the end that it had.
    if (await isDelta(trx, sittingId)) return;
    const promotionId = await findPromotion(trx, traineeId, level);
    if (promotionId === null) throw new ConflictError('The level was never reached');
    const renewalId = await insertRenewal(trx, { promotionId, sittingId, at: at.toISOString() });
    await recordEvent(trx, { at, actorId, action: 'level.renewed', subjectType: 'user', subjectId: traineeId, detail: { level, sitting: sittingId } });
    await this.issue(trx, { promotionId, renewalId, traineeId, level, actorId, at });
  }

  /** A page of the certificates by a part of their number or of a name, the newest first, for administrators; those that a supervisor proposes to revoke stand first. */
  async list(search: string, paging: Paging): Promise<{ rows: StandingCertificate<ListedCertificate>[]; total: number }> {
    const { rows, total } = await listCertificates(this.parts.db, search, paging);
    return { rows: await this.withChanges(rows), total };
  }

  /** The certificate with why it was revoked, for administrators. */
  async forAdministrator(id: number): Promise<{ certificate: StandingCertificate; revocation: Revocation | null }> {
    const certificate = await this.standing(await findCertificate(this.parts.db, id));
    if (!certificate) throw new NotFoundError();
    return { certificate, revocation: await findRevocation(this.parts.db, id) };
  }

  /** Takes a certificate back, for good. The same sent again changes nothing; ConflictError when it was revoked with another reason or by somebody else. */
  async revoke(id: number, { reason, by }: { reason: string; by: number }): Promise<void> {
    await writeTx(this.parts.db, async (trx) => {
      const certificate = await findCertificate(trx, id);
      if (!certificate) throw new NotFoundError();
      const before = await findRevocation(trx, id);
      if (before?.reason === reason && before.by === by) return;
      const at = this.parts.now();
      if (before || !(await markRevoked(trx, id, at.toISOString()))) throw new ConflictError('It is revoked already');
      await insertRevocation(trx, id, { reason, by, at: at.toISOString() });
      const { number, traineeId, level } = certificate;
      await recordEvent(trx, { at, actorId: by, action: 'certificate.revoked', subjectType: 'certificate', subjectId: id, detail: { number, traineeId, level, reason } });
    });
  }

  /** The certificate, for its owner and for supervisors; NotFoundError for anybody else. */
  async forReader(id: number, reader: CurrentUser): Promise<StandingCertificate> {
    const certificate = await this.standing(await findCertificate(this.parts.db, id));
    if (!certificate || (certificate.traineeId !== reader.id && !reader.roles.includes('supervisor'))) throw new NotFoundError();
    return certificate;
  }

  /** The certificate with this public code, or null. */
  async check(code: string): Promise<StandingCertificate | null> {
    return codeShape.test(code) ? this.standing(await findByCode(this.parts.db, code)) : null;
  }

  private async standing(certificate: Certificate | null): Promise<StandingCertificate | null> {
    return certificate && (await this.withChanges([certificate]))[0]!;
  }

  private async withChanges<C extends Certificate>(certificates: readonly C[]): Promise<StandingCertificate<C>[]> {
    const { db, catalogue, now } = this.parts;
    const due = await dueDeltas(db, catalogue, certificates.map(({ traineeId }) => traineeId), now().toISOString());
    return certificates.map((each) => ({ ...each, toShow: due.get(each.traineeId)?.find(({ level }) => level === each.level) ?? null }));
  }
}

const yearIn = (timeZone: string, at: Date): number => Number(new Intl.DateTimeFormat('en', { year: 'numeric', timeZone }).format(at));
