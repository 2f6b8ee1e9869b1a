import { type Catalogue, serviceOf } from '../catalogue/catalogue.ts';
import type { StageId } from '../catalogue/content.ts';
import type { PermitCase } from '../cases/dossier.ts';
import type { Action, Command } from './action.ts';
import { type Desk, desk } from './desk.ts';
import { caseNow, isExamined, nextStage, registriesAt, writesLetter } from './way.ts';

/** Why an action is refused: a key of the translation files with its variables; null when it is allowed. */
export interface Refusal {
  key: string;
  field?: string;
}

const refuse = (key: string, field?: string): Refusal => (field ? { key, field } : { key });

/** Whether a document or the form of this case has such a field; the empty field means the document as a whole. */
function hasField(permitCase: PermitCase, catalogue: Catalogue, document: string, field: string): boolean {
  if (document === 'form') return field in permitCase.dossier.form;
  if (!permitCase.dossier.documents.some((upload) => upload.kind === document)) return false;
  return field === '' || catalogue.documents.get(document)!.fields.some((definition) => definition.id === field);
}

/**
 * Whether the case's stage allows this command now. It looks at the work done, never at the truth, so that a refusal tells
 * nothing. Returns the reason, or null.
 */
export function refusal(catalogue: Catalogue, permitCase: PermitCase, actions: readonly Action[], command: Command): Refusal | null {
  if (actions.some(({ type }) => type === 'submit')) return refuse('desk.refused.submitted');
  const now = caseNow(permitCase, actions);
  // Folding the log is most of the cost of a save, and half of the commands do not depend on what was done before.
  let folded: Desk | undefined;
  const next = () => nextStage(catalogue, permitCase, actions);
  return refusalOf(catalogue, now, { state: () => (folded ??= desk(catalogue, permitCase, actions)), next }, command);
}

/** What a command may be judged by; both are computed when asked for. */
interface Standing {
  state(): Desk;
  next(): StageId | null;
}

function refusalOf(catalogue: Catalogue, permitCase: PermitCase, { state, next }: Standing, command: Command): Refusal | null {
  const service = serviceOf(catalogue, permitCase.service);
  switch (command.type) {
    case 'open-document':
      return command.document === 'form' || permitCase.dossier.documents.some((upload) => upload.kind === command.document)
        ? null
        : refuse('desk.refused.document', 'document');
    case 'look-up':
      return registriesAt(catalogue, permitCase).includes(command.registry) ? null : refuse('desk.refused.registry', 'registry');
    case 'pin-finding':
      if (!hasField(permitCase, catalogue, command.document, command.field)) return refuse('desk.refused.field', 'field');
      if (command.other && (command.other === `${command.document}.${command.field}` || !hasField(permitCase, catalogue, ...(command.other.split('.') as [string, string]))))
        return refuse('desk.refused.field', 'field');
      if (command.clause !== '' && !catalogue.clauses.has(command.clause)) return refuse('desk.refused.clause', 'clause');
      return state().findings.some(
        (finding) => finding.document === command.document && finding.field === command.field && finding.problem === command.problem,
      )
        ? refuse('desk.refused.duplicate', 'problem')
        : null;
    case 'withdraw-finding':
      return state().findings.some((finding) => finding.id === command.finding) ? null : refuse('desk.refused.finding', 'finding');
    case 'classify':
      if (!isExamined(permitCase)) return refuse('desk.refused.notNow');
      return service.classification?.options.some((option) => option.id === command.class) ? null : refuse('desk.refused.class', 'class');
    case 'decide':
      if ((command.decision === 'refer') !== (command.target !== undefined)) return refuse('desk.refused.target', 'target');
      return command.reasons.every((reason) => catalogue.clauses.has(reason)) ? null : refuse('desk.refused.clause', 'reasons');
    case 'write-letter': {
      if (!state().decision) return refuse('desk.refused.letterBeforeDecision');
      if (!writesLetter(catalogue, permitCase, state().decision!.decision)) return refuse('desk.refused.noLetter');
      const pinned = new Set(state().findings.map((finding) => finding.id));
      if (!command.findings.every((id) => pinned.has(id))) return refuse('desk.refused.finding', 'findings');
      const fits = Object.entries(command.slots).every(([slot, option]) =>
        catalogue.letters.slots.some((candidate) => candidate.id === slot && candidate.options.some((o) => o.id === option)),
      );
      return fits ? null : refuse('desk.refused.slot', 'slots');
    }
    case 'reply': {
      const conversation = permitCase.conversations.find((candidate) => candidate.id === command.conversation);
      return conversation?.replies.includes(command.reply) ? null : refuse('desk.refused.reply', 'reply');
    }
    case 'send':
      if (!state().decision) return refuse('desk.refused.submitWithoutDecision', 'decision');
      return next() ? null : refuse('desk.refused.noNextStage');
    case 'submit':
      if (!state().decision) return refuse('desk.refused.submitWithoutDecision', 'decision');
      return next() ? refuse('desk.refused.stageOpen') : null;
    case 'answer':
    case 'respond':
    case 'say':
      return refuse('desk.refused.item', 'item');
    case 'assess-levy':
      return isExamined(permitCase) ? null : refuse('desk.refused.notNow');
    case 'integrity':
      return state().integrity.some(({ act }) => act === command.act) ? refuse('desk.refused.actAgain', 'act') : null;
    case 'withdraw-integrity': {
      const recorded = state().integrity.find(({ id }) => id === command.act);
      if (!recorded) return refuse('desk.refused.actUnknown', 'act');
      return recorded.act === 'delete' ? refuse('desk.refused.actGone', 'act') : null;
    }
    case 'report-gratification':
    case 'declare-conflict':
    case 'flag':
      return null;
  }
}
