import type { Action } from '../../core/desk/action.ts';
import type { Entered } from './desk-frame.ts';

/** Forms of a test in which somebody types, those of the desk and the reply to a citizen; what is chosen by one click is saved at once and needs no draft. */
export const draftForms = ['decision', 'report', 'say'] as const;
export type DraftForm = (typeof draftForms)[number];

export interface Draft {
  fields: Entered;
  /** ISO-8601 UTC. */
  savedAt: string;
}
export type Drafts = Partial<Record<DraftForm, Draft>>;

/** The draft of a form when it is not saved yet: sent forms are known by their id, and what is older than the newest save of its kind is over. */
export function openDraft(drafts: Drafts, form: DraftForm, actions: readonly Action[]): Draft | null {
  const draft = drafts[form];
  if (!draft) return null;
  const id = String(draft.fields.id ?? '');
  const types = form === 'decision' ? ['decide', 'send'] : ['report-gratification'];
  const saves = actions.filter(({ type }) => types.includes(type));
  const over = saves.some((action) => action.id === id || action.id === `${id}-d` || action.at > draft.savedAt);
  return over ? null : draft;
}
