import { type Catalogue, serviceOf } from '../../core/catalogue/catalogue.ts';
import type { PermitCase } from '../../core/cases/dossier.ts';
import type { Language } from '../../core/shared/text.ts';
import type { Translate } from '../../platform/i18n.ts';

interface Labelled {
  catalogue: Catalogue;
  permitCase: PermitCase;
  language: Language;
  t: Translate;
  entered?: Record<string, string | string[]>;
}

/** What each field of the pages of a case is called, for the summary of what is wrong. The questions of the levy calculator name themselves. */
export function fieldLabels({ catalogue, permitCase, language, t, entered }: Labelled): Record<string, string> {
  return {
    problem: t('desk.pin.problem'),
    clause: t('desk.pin.clause'),
    key: t('desk.lookups.title'),
    reply: t('desk.messages.title'),
    act: t('events.record.title'),
    relation: t('events.conflict.title'),
    decision: t('desk.decision.title'),
    target: t('desk.decision.target'),
    reasons: t('desk.reasons.title'),
    class: serviceOf(catalogue, permitCase.service).classification?.name[language] ?? '',
    amount: t('desk.levy.title'),
    findings: t('desk.letter.findings'),
    note: t(entered?.type === 'report-gratification' ? 'desk.report.title' : 'desk.letter.note'),
  };
}
