import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { talkState, type TestTalk } from '../../core/grading/talk.ts';
import type { Action } from '../../core/desk/action.ts';
import type { Speech } from '../../platform/i18n.ts';
import { permitSteps, type StepView } from '../grading/step-presenter.ts';
import { type CaseWork, isTalk } from './evidence-store.ts';

/** What somebody did in a case, in the order in which he did it. */
export const presentSteps = (catalogue: Catalogue, work: CaseWork, speech: Speech): StepView[] => (isTalk(work) ? talkSteps(work.talk, work.actions, speech) : permitSteps(catalogue, work.permitCase, work.actions, speech));

function talkSteps(talk: TestTalk, actions: readonly Action[], { t, format, language }: Speech): StepView[] {
  const said = new Map(talkState(talk, actions).lines.flatMap(({ turn, by, text }) => (by === 'operator' ? [[turn, text[language]] as const] : [])));
  const text = (action: Action): string => {
    if (action.type === 'flag') return t(action.on ? 'evaluations.step.flag' : 'evaluations.step.unflag');
    if (action.type !== 'say' || action.reply.kind === 'end') return t('evaluations.step.end');
    return t('evaluations.step.say', { text: said.get(action.turn) ?? '' });
  };
  return actions.map((action, index) => ({ number: index + 1, at: format.time(action.at), text: text(action) }));
}

/** The words of any step of a test, by case and step; null for one that was not made. */
export function eventTexts(catalogue: Catalogue, cases: readonly CaseWork[], speech: Speech): (event: { case: number; step: number }) => string | null {
  const steps = new Map(cases.map((work) => [work.position, presentSteps(catalogue, work, speech)]));
  return ({ case: position, step }) => {
    const found = steps.get(position)?.[step - 1];
    return found ? `${found.at} ${found.text}` : null;
  };
}
