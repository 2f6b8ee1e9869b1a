import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { desk } from '../../core/desk/desk.ts';
import { caseNow } from '../../core/desk/way.ts';
import { talkState } from '../../core/grading/talk.ts';
import { nearMisses } from '../../core/grading/near-miss.ts';
import type { Speech } from '../../platform/i18n.ts';
import { presentReadOnlyDesk } from '../desk/desk-read-only.ts';
import { presentLines } from '../guide/talk-presenter.ts';
import { type CaseWork, isTalk, type PermitWork, type TalkWork } from './evidence-store.ts';
import { presentCriticals, presentMarks, presentTalkMarks } from './mark-presenter.ts';
import { presentSteps } from './step-presenter.ts';

interface Where {
  path: string;
  /** 0 is the desk before the first action; beyond the end is the end. */
  step: number;
  document: string | null;
  /** Positions of the cases that may be looked at. */
  cases: readonly number[];
}

/** The candidate's desk, or his conversation, after so many of his actions, and everything around it. */
export function presentReplay(work: CaseWork, catalogue: Catalogue, { path, step: wanted, document, cases }: Where, speech: Speech) {
  const { position, actions, grade } = work;
  const step = Math.min(wanted, actions.length);
  const to = (number: number) => `${path}?case=${position}&step=${number}`;
  const steps = presentSteps(catalogue, work, speech);
  return {
    position,
    step,
    last: actions.length,
    done: step === 0 ? null : steps[step - 1]!,
    steps: steps.map((each) => ({ ...each, id: `${position}:${each.number}`, href: to(each.number), past: each.number <= step, current: each.number === step })),
    first: step > 0 ? to(0) : null,
    previous: step > 0 ? to(step - 1) : null,
    next: step < actions.length ? to(step + 1) : null,
    end: step < actions.length ? to(actions.length) : null,
    cases: cases.map((each) => ({ position: each, href: `${path}?case=${each}`, current: each === position })),
    page: isTalk(work) ? null : presentDesk(work, step, catalogue, { path, document }, speech),
    talk: isTalk(work) ? presentTalkWork(work, step, speech) : null,
    total: grade && speech.format.number(grade.total, 1),
    marks: !grade ? [] : isTalk(work) ? presentTalkMarks(grade, catalogue, work.talk, actions.map(({ id }) => id), speech) : presentMarks(grade, catalogue, work.permitCase, actions.map(({ id }) => id), speech),
    criticals: grade ? presentCriticals(grade, isTalk(work) ? [] : nearMisses(catalogue, work.permitCase, actions), speech) : [],
  };
}

function presentDesk({ position, permitCase, actions }: PermitWork, step: number, catalogue: Catalogue, { path, document }: Pick<Where, 'path' | 'document'>, speech: Speech) {
  const shown = actions.slice(0, step);
  const query: [string, string][] = [['case', String(position)], ['step', String(step)]];
  const request = { catalogue, permitCase: caseNow(permitCase, shown), desk: desk(catalogue, permitCase, shown), ...speech, position, mode: 'test' as const };
  return presentReadOnlyDesk(request, { path, query, document });
}

function presentTalkWork({ talk: { script, mode }, actions }: TalkWork, step: number, speech: Speech) {
  const { variant } = script;
  const state = talkState({ script }, actions.slice(0, step));
  const talk = { id: 0, channel: variant.channel, mode, script };
  return {
    channel: variant.channel,
    heading: speech.t(`guide.with.${variant.channel}`, { name: variant.citizen.name }),
    setting: variant.setting[speech.language],
    lines: presentLines({ talk, state }, speech),
    outcome: state.over ? speech.t(`guide.outcome.${state.over}`) : '',
  };
}
