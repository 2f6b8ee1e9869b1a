import { type Catalogue, levelOf } from '../../core/catalogue/catalogue.ts';
import { type CertificateStatus, statusAt } from '../../core/certificates/certificate.ts';
import type { Speech } from '../../platform/i18n.ts';
import type { StandingCertificate } from './certificate-service.ts';
import { drawQr, type QrView } from './qr.ts';

/** What is printed on a certificate, and what its public check repeats. */
export interface CertificateFacts {
  number: string;
  name: string;
  /** `Jenjang 1, Dasar`. */
  level: string;
  levelNumber: number;
  levelName: string;
  issuedOn: string;
  expiresOn: string;
  status: CertificateStatus;
  statusText: string;
  /** Class of the mark that goes with the status. */
  statusMark: 'good' | 'off' | 'bad';
}

export interface CertificatePage extends CertificateFacts {
  /** Class that keeps a long name on at most three lines. */
  nameSize: string;
  /** What changed rules ask of the holder while the certificate is still in force; only he and supervisors read it. */
  due: string | null;
  about: string;
  fields: string[];
  services: string[];
  steps: { number: number; name: string; x: number; y: number; height: number; state: 'reached' | 'here' | 'ahead' }[];
  qr: QrView;
  verifyUrl: string;
  /** The address in short pieces, so that a reader can type it. */
  verifyText: string;
}

const marks = { active: 'good', suspended: 'off', expired: 'off', revoked: 'bad' } as const;

/** The facts in the reader's language; the status is that of `now`. */
export function presentFacts(certificate: StandingCertificate, catalogue: Catalogue, now: Date, { language, t, format }: Speech): CertificateFacts {
  const levelName = levelOf(catalogue, certificate.level).name[language];
  const { toShow, revokedAt, expiresAt } = certificate;
  const status = statusAt(certificate, toShow?.until ?? null, now.toISOString());
  const day = { active: expiresAt, expired: expiresAt, revoked: revokedAt!, suspended: toShow?.until ?? '' }[status];
  return {
    number: certificate.number,
    name: certificate.name,
    level: t('certificates.level', { number: certificate.level, name: levelName }),
    levelNumber: certificate.level,
    levelName,
    issuedOn: format.date(certificate.issuedAt),
    expiresOn: format.date(certificate.expiresAt),
    status,
    statusText: t(`certificates.status.${status}`, { date: format.date(day) }),
    statusMark: marks[status],
  };
}

/** Everything on the sheet. */
export function presentCertificate(certificate: StandingCertificate, catalogue: Catalogue, { now, baseUrl }: { now: Date; baseUrl: string }, speech: Speech): CertificatePage {
  const level = levelOf(catalogue, certificate.level);
  const facts = presentFacts(certificate, catalogue, now, speech);
  const verifyUrl = `${baseUrl}/v/${certificate.code}`;
  return {
    ...facts,
    due: certificate.toShow && facts.status === 'active' ? speech.t('certificates.due', { since: speech.format.date(certificate.toShow.since), until: speech.format.dateTime(certificate.toShow.until) }) : null,
    nameSize: certificate.name.length > 60 ? 'certificate-name-longest' : certificate.name.length > 26 ? 'certificate-name-long' : '',
    about: level.about[speech.language],
    fields: [...new Set(level.services.map((code) => catalogue.services.get(code)!.field))].map((field) => speech.t(`catalogue.field.${field}`)),
    services: level.services.map((code) => catalogue.services.get(code)!.name[speech.language]),
    steps: presentSteps(catalogue, certificate.level, speech),
    qr: drawQr(verifyUrl),
    verifyUrl,
    verifyText: verifyUrl.replace(/^https?:\/\//, ''),
  };
}

const step = { width: 100, rise: 52, first: 46 };

/** The five steps, rising from left to right, in units of the drawing. */
function presentSteps(catalogue: Catalogue, reached: number, { language }: Speech): CertificatePage['steps'] {
  const top = step.first + step.rise * (catalogue.levels.length - 1);
  return catalogue.levels.map(({ level, name }, index) => {
    const height = step.first + step.rise * index;
    const state = level === reached ? 'here' : level < reached ? 'reached' : 'ahead';
    return { number: level, name: name[language], x: index * step.width, y: top - height, height, state };
  });
}
