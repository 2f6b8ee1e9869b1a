import { type Catalogue, serviceOf } from '../../core/catalogue/catalogue.ts';
import type { PermitCase } from '../../core/cases/dossier.ts';
import type { Action, ActionOf } from '../../core/desk/action.ts';
import type { Speech } from '../../platform/i18n.ts';
import { clauseTitle } from '../desk/desk-frame.ts';

/** One recorded action in words. */
export interface StepView {
  /** Number in its case, from 1. */
  number: number;
  at: string;
  text: string;
}

/** What was done on a file, in the order in which it was done. */
export function permitSteps(catalogue: Catalogue, permitCase: PermitCase, actions: readonly Action[], speech: Speech): StepView[] {
  return actions.map((action, index) => ({
    number: index + 1,
    at: speech.format.time(action.at),
    text: textOf(catalogue, permitCase, actions, action, speech),
  }));
}

function textOf(catalogue: Catalogue, permitCase: PermitCase, actions: readonly Action[], action: Action, { language, t, format }: Speech): string {
  const service = serviceOf(catalogue, permitCase.service);
  const step = (vars: Record<string, string | number> = {}) => t(`evaluations.step.${action.type}`, vars);
  const documentName = (id: string) => catalogue.documents.get(id)?.name[language] ?? t('desk.form.title');
  const place = (document: string, field: string) => {
    const fields = document === 'form' ? service.form : catalogue.documents.get(document)?.fields;
    return `${documentName(document)} · ${fields?.find(({ id }) => id === field)?.name[language] ?? t('desk.wholeDocument')}`;
  };
  const places = ({ document, field, other }: ActionOf<'pin-finding'>) => [place(document, field), ...(other ? [place(...(other.split('.') as [string, string]))] : [])].join(' ↔ ');
  const clause = (id: string) => clauseTitle({ catalogue, language, t }, id, t('desk.pin.unknownClause'));
  switch (action.type) {
    case 'open-document':
      return step({ document: documentName(action.document) });
    case 'look-up':
      return step({ registry: catalogue.registries.get(action.registry)?.name[language] ?? action.registry, key: action.key });
    case 'pin-finding':
      return step({ place: places(action), problem: t(`desk.problem.${action.problem}`), clause: clause(action.clause) });
    case 'withdraw-finding': {
      const pinned = actions.find((each) => each.id === action.finding);
      return step({ place: pinned?.type === 'pin-finding' ? places(pinned) : '' });
    }
    case 'classify':
      return step({ class: service.classification?.options.find(({ id }) => id === action.class)?.name[language] ?? action.class });
    case 'assess-levy':
      return step({ amount: format.money(action.amount) });
    case 'decide': {
      const target = action.target ? t('evaluations.step.target', { target: t(`desk.target.${action.target}`) }) : '';
      return step({ decision: t(`desk.decision.${action.decision}`), target });
    }
    case 'write-letter':
      return step({ count: action.findings.length });
    case 'reply':
      return step({ conversation: t(`desk.conversation.${action.conversation}.title`) });
    case 'integrity':
      return step({ act: t(`events.act.${action.act}`) });
    case 'withdraw-integrity': {
      const recorded = actions.find((each) => each.id === action.act);
      return step({ act: recorded?.type === 'integrity' ? t(`events.act.${recorded.act}`) : '' });
    }
    case 'declare-conflict':
      return step({ relation: t(`events.relation.${action.relation}`) });
    case 'flag':
      return t(action.on ? 'evaluations.step.flag' : 'evaluations.step.unflag');
    case 'arrive':
      return step({ stage: catalogue.stages.get(action.stage)?.name[language] ?? action.stage });
    case 'report-gratification':
    case 'answer':
    case 'say':
    case 'respond':
    case 'send':
    case 'submit':
      return step();
  }
}
