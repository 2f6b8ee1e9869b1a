import { randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import { type Catalogue, levelOf } from '../../core/catalogue/catalogue.ts';
import { certificateNumber, expiryOf } from '../../core/certificates/certificate.ts';
import { NotFoundError } from '../../platform/errors.ts';
import type { CurrentUser } from '../../platform/roles.ts';
import { recordEvent } from '../audit/audit-store.ts';
import { type Certificate, countOfYear, findByCode, findCertificate, insertCertificate } from './certificate-store.ts';

interface Parts {
  db: Knex;
  now: () => Date;
  catalogue: Catalogue;
  /** Decides in which year a certificate is issued. */
  timeZone: string;
}

interface Issue {
  promotionId: number;
  traineeId: number;
  level: number;
  actorId: number;
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
  async issue(trx: Knex.Transaction, { promotionId, traineeId, level, actorId, at }: Issue): Promise<number> {
    const { validMonths } = levelOf(this.parts.catalogue, level);
    const issuedAt = at.toISOString();
    const year = yearIn(this.parts.timeZone, at);
    const number = certificateNumber(level, year, (await countOfYear(trx, year)) + 1);
    const code = randomBytes(codeBytes).toString('base64url');
    const id = await insertCertificate(trx, { number, code, promotionId, issuedAt, expiresAt: expiryOf(issuedAt, validMonths) });
    await recordEvent(trx, { at, actorId, action: 'certificate.issued', subjectType: 'certificate', subjectId: id, detail: { number, traineeId, level } });
    return id;
  }

  /** The certificate, for its owner and for supervisors; NotFoundError for anybody else. */
  async forReader(id: number, reader: CurrentUser): Promise<Certificate> {
    const certificate = await findCertificate(this.parts.db, id);
    if (!certificate || (certificate.traineeId !== reader.id && !reader.roles.includes('supervisor'))) throw new NotFoundError();
    return certificate;
  }

  /** The certificate with this public code, or null. */
  async check(code: string): Promise<Certificate | null> {
    return codeShape.test(code) ? findByCode(this.parts.db, code) : null;
  }
}

const yearIn = (timeZone: string, at: Date): number => Number(new Intl.DateTimeFormat('en', { year: 'numeric', timeZone }).format(at));
