import { serviceOf } from '../../core/catalogue/catalogue.ts';
import type { DeskRequest } from './desk-frame.ts';

/** What each field of the pages of a case is called, for the summary of what is wrong. The questions of the levy calculator name themselves. */
export function fieldLabels({ catalogue, permitCase, language, t, entered }: DeskRequest): Record<string, string> {
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
