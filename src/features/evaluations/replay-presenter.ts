import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { desk } from '../../core/desk/desk.ts';
import { caseNow } from '../../core/desk/way.ts';
import { nearMisses } from '../../core/grading/near-miss.ts';
import type { Speech } from '../../platform/i18n.ts';
import { presentReadOnlyDesk } from '../desk/desk-read-only.ts';
import type { CaseWork } from './evidence-store.ts';
import { presentCriticals, presentMarks } from './mark-presenter.ts';
import { presentSteps } from './step-presenter.ts';

interface Where {
  path: string;
  /** 0 is the desk before the first action; beyond the end is the end. */
  step: number;
  document: string | null;
  /** Positions of the cases that may be looked at. */
  cases: readonly number[];
}

/** The candidate's desk after so many of his actions, and everything around it. */
export function presentReplay(work: CaseWork, catalogue: Catalogue, { path, step: wanted, document, cases }: Where, speech: Speech) {
  const { position, permitCase, actions, grade } = work;
  const step = Math.min(wanted, actions.length);
  const to = (number: number) => `${path}?case=${position}&step=${number}`;
  const shown = actions.slice(0, step);
  const query: [string, string][] = [['case', String(position)], ['step', String(step)]];
  const request = { catalogue, permitCase: caseNow(permitCase, shown), desk: desk(catalogue, permitCase, shown), ...speech, position, mode: 'test' as const };
  const steps = presentSteps(catalogue, permitCase, actions, speech);
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
    page: presentReadOnlyDesk(request, { path, query, document }),
    total: grade && speech.format.number(grade.total, 1),
    marks: grade ? presentMarks(grade, catalogue, permitCase, actions.map(({ id }) => id), speech) : [],
    criticals: grade ? presentCriticals(grade, nearMisses(catalogue, permitCase, actions), speech) : [],
  };
}
