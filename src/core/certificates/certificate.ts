import { addMonths } from '../shared/dates.ts';

/** In force; not until changed rules were shown; past its term; or taken back. */
export type CertificateStatus = 'active' | 'suspended' | 'expired' | 'revoked';

const issuer = 'TANGGA';

/**
 * The number on the paper: issuer, level, year of issue, running number of that year in six digits (more when there are
 * more): `TANGGA/1/2026/000123`. RangeError unless level, year and sequence are whole numbers of at least 1.
 */
export function certificateNumber(level: number, year: number, sequence: number): string {
  for (const [name, value] of Object.entries({ level, year, sequence }))
    if (!Number.isInteger(value) || value < 1) throw new RangeError(`${name}: ${value} is not a whole number of at least 1`);
  return `${issuer}/${level}/${year}/${String(sequence).padStart(6, '0')}`;
}

/**
 * The moment at which a certificate ends: the same moment of the day, `validMonths` calendar months after its issue, on the
 * last day of a shorter month (measurement design 1.8). In and out: ISO-8601 UTC text. RangeError when it is not a moment or
 * the months are not a whole number of at least 1.
 */
export function expiryOf(issuedAt: string, validMonths: number): string {
  if (!Number.isInteger(validMonths) || validMonths < 1) throw new RangeError(`validMonths: ${validMonths} is not a whole number of at least 1`);
  return addMonths(issuedAt.slice(0, 10), validMonths) + issuedAt.slice(10);
}

/**
 * The status at a moment. Taken back stays taken back, also after the term; past its term nothing is left to suspend. `toShowUntil` is the moment until which its holder
 * has to show what changed rules ask (measurement design 1.8), null when they ask nothing. All moments are ISO-8601 UTC text.
 */
export function statusAt({ expiresAt, revokedAt }: { expiresAt: string; revokedAt: string | null }, toShowUntil: string | null, at: string): CertificateStatus {
  if (revokedAt !== null && revokedAt <= at) return 'revoked';
  if (at >= expiresAt) return 'expired';
  return toShowUntil !== null && at >= toShowUntil ? 'suspended' : 'active';
}
