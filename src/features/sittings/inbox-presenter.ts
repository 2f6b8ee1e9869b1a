import { type Catalogue, levelOf, serviceOf } from '../../core/catalogue/catalogue.ts';
import { serviceFields } from '../../core/catalogue/content.ts';
import type { PermitCase } from '../../core/cases/dossier.ts';
import { reader } from '../../core/checks/kind.ts';
import type { Proposal } from '../../core/ladder/next-practice.ts';
import type { Speech } from '../../platform/i18n.ts';
import { sayProposal } from '../levels/reason-read-model.ts';
import { inboxStates, type InboxFilter, type InboxRow } from './inbox-store.ts';

export interface InboxEntry {
  href: string;
  registration: string;
  service: string;
  applicant: string;
  due: string;
  stage: string;
  task: string;
  /** Nobody has looked at it yet. */
  fresh: boolean;
  done: boolean;
  issuer: string | null;
  /** When a trainer wants it; null where no day is set or it is done. */
  wantedOn: string | null;
  total: string | null;
}

/** One line of the inbox for each practice. */
export function presentInbox(
  catalogue: Catalogue,
  rows: readonly InboxRow[],
  bodies: ReadonlyMap<number, PermitCase>,
  names: ReadonlyMap<number, string>,
  dueDays: ReadonlyMap<number, string>,
  speech: Speech,
): InboxEntry[] {
  const { t, language, format } = speech;
  return rows.map((row) => {
    const permitCase = bodies.get(row.caseId)!;
    const service = serviceOf(catalogue, row.service);
    const done = row.submittedAt !== null;
    return {
      href: done
        ? `/sittings/${row.id}/result`
        : row.cases === 1
          ? `/sittings/${row.id}/cases/1`
          : `/sittings/${row.id}`,
      registration: permitCase.registration,
      service: row.cases === 1 ? service.name[language] : t('practice.several', { count: row.cases }),
      applicant: String(reader(service.applicant)(permitCase) ?? ''),
      due: format.date(permitCase.dueOn),
      stage: t(
        done
          ? 'practice.stage.done'
          : row.decided
            ? 'practice.stage.decision'
            : row.startedAt
              ? 'practice.stage.verification'
              : 'practice.stage.received',
      ),
      task: t(done ? 'practice.task.result' : row.startedAt ? 'practice.task.continue' : 'practice.task.begin'),
      fresh: row.startedAt === null && !done,
      done,
      issuer: row.issuedBy === null ? null : (names.get(row.issuedBy) ?? ''),
      wantedOn: !done && dueDays.has(row.id) ? format.date(dueDays.get(row.id)!) : null,
      total: done ? (row.total === null ? t('sittings.ungraded') : format.number(row.total, 1)) : null,
    };
  });
}

/** The choices of the filter. */
export function presentInboxFilter(
  catalogue: Catalogue,
  level: number,
  { state, service, search }: InboxFilter,
  { t, language }: Speech,
) {
  return {
    state,
    service: service ?? '',
    q: search,
    states: inboxStates.map((value) => ({ value, label: t(`practice.state.${value}`) })),
    services: levelOf(catalogue, level).services.map((value) => ({
      value,
      label: serviceOf(catalogue, value).name[language],
    })),
  };
}

/** What is proposed, the first before the others, each with its reasons. */
export function presentProposals(catalogue: Catalogue, level: number, offered: readonly Proposal[], speech: Speech) {
  const { t, language, format } = speech;
  return offered.map((proposal, at) => {
    const service = serviceOf(catalogue, proposal.service);
    return {
      code: proposal.service,
      name: service.name[language],
      first: at === 0,
      minutes: t('practice.minutes', { minutes: format.number(Math.round(service.expertMinutes * levelOf(catalogue, level).timeFactor)) }),
      ...sayProposal(proposal, speech),
    };
  });
}

/** The services of a level as cards, by field, each with how often it was practised. */
export function presentServices(
  catalogue: Catalogue,
  level: number,
  timesOf: (service: string) => { have: number; need: number },
  { t, language, format }: Speech,
) {
  const { timeFactor, services } = levelOf(catalogue, level);
  const cards = services.map((code) => {
    const service = serviceOf(catalogue, code);
    const { have, need } = timesOf(code);
    return {
      code,
      field: service.field,
      name: service.name[language],
      about: service.about[language],
      minutes: t('practice.minutes', { minutes: format.number(Math.round(service.expertMinutes * timeFactor)) }),
      times: t('practice.times', { have, need }),
      enough: have >= need,
    };
  });
  return serviceFields
    .map((field) => ({ id: field, name: t(`catalogue.field.${field}`), services: cards.filter((card) => card.field === field) }))
    .filter(({ services: own }) => own.length > 0);
}

/** The chains of permits that a level practises. */
export function presentChains(catalogue: Catalogue, level: number, { language }: Speech) {
  return [...catalogue.chains.values()]
    .filter((chain) => chain.level <= level)
    .map(({ id, name, about, services }) => ({
      id,
      name: name[language],
      about: about[language],
      services: services.map((code) => serviceOf(catalogue, code).name[language]),
    }));
}
