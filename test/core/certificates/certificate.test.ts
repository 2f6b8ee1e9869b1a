import { expect } from 'chai';
import { certificateNumber, expiryOf, statusAt } from '../../../src/core/certificates/certificate.ts';

describe('certificateNumber', () => {
  it('has issuer, level, year and six digits', () => expect(certificateNumber(1, 2026, 123)).to.equal('TANGGA/1/2026/000123'));
  it('grows beyond a million', () => expect(certificateNumber(5, 2026, 1_234_567)).to.equal('TANGGA/5/2026/1234567'));
  for (const [level, year, sequence] of [[0, 2026, 1], [1, 0, 1], [1, 2026, 0], [1.5, 2026, 1], [1, 2026, Number.NaN]] as const)
    it(`refuses ${level}/${year}/${sequence}`, () => expect(() => certificateNumber(level, year, sequence)).to.throw(RangeError, 'whole number'));
});

describe('expiryOf', () => {
  const table: [string, string, number, string][] = [
    ['two years later to the moment', '2026-11-24T08:30:00.000Z', 24, '2028-11-24T08:30:00.000Z'],
    ['on the last day of a shorter month', '2027-08-31T08:30:00.000Z', 6, '2028-02-29T08:30:00.000Z'],
    ['over the turn of a year', '2026-12-01T23:59:59.999Z', 1, '2027-01-01T23:59:59.999Z'],
  ];
  for (const [name, issued, months, expected] of table) it(name, () => expect(expiryOf(issued, months)).to.equal(expected));
  it('refuses what is no moment', () => expect(() => expiryOf('soon', 24)).to.throw(RangeError));
  for (const months of [0, -1, 1.5]) it(`refuses ${months} months`, () => expect(() => expiryOf('2026-11-24T08:30:00.000Z', months)).to.throw(RangeError, 'validMonths'));
});

describe('statusAt', () => {
  const expiresAt = '2028-11-24T08:30:00.000Z';
  const table: [string, string | null, string, string][] = [
    ['is active to the last millisecond', null, '2028-11-24T08:29:59.999Z', 'active'],
    ['is expired from its end', null, expiresAt, 'expired'],
    ['is revoked from that moment', '2027-01-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z', 'revoked'],
    ['was active before it was revoked', '2027-01-01T00:00:00.000Z', '2026-12-31T23:59:59.999Z', 'active'],
    ['stays revoked after its end', '2027-01-01T00:00:00.000Z', '2029-01-01T00:00:00.000Z', 'revoked'],
  ];
  for (const [name, revokedAt, at, expected] of table) it(name, () => expect(statusAt({ expiresAt, revokedAt }, null, at)).to.equal(expected));

  const until = '2027-06-15T02:00:00.000Z';
  it('stays active until changed rules had to be shown, and is suspended from then', () => {
    expect(['2027-06-15T01:59:59.999Z', until].map((at) => statusAt({ expiresAt, revokedAt: null }, until, at))).to.deep.equal(['active', 'suspended']);
  });
  it('is expired or revoked rather than suspended', () => {
    expect(statusAt({ expiresAt, revokedAt: null }, until, expiresAt)).to.equal('expired');
    expect(statusAt({ expiresAt, revokedAt: until }, until, until)).to.equal('revoked');
  });
});
