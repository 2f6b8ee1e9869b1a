import { type Catalogue, serviceOf } from '../../core/catalogue/catalogue.ts';
import type { PermitCase } from '../../core/cases/dossier.ts';
import type { Grade, Mark, Phrase } from '../../core/grading/mark.ts';
import type { Speech } from '../../platform/i18n.ts';

/** One mark of the machine with what was expected and what was done, in words. */
export interface MarkView {
  id: string;
  competency: string;
  points: string;
  outOf: string;
  lost: boolean;
  expected: string;
  done: string;
  clause: string;
  /** Numbers of the steps that prove it. */
  steps: number[];
}

/** The marks of one case, those that lost points first. */
export function presentMarks(grade: Grade, catalogue: Catalogue, permitCase: PermitCase, actionIds: readonly string[], speech: Speech): MarkView[] {
  const { language, t, format } = speech;
  const say = phraser(catalogue, permitCase, speech);
  const lost = (mark: Mark) => mark.outOf - mark.points > 1e-9;
  const view = (mark: Mark): MarkView => ({
    id: mark.id,
    competency: t(`evaluations.competency.${mark.competency}`),
    points: format.number(mark.points, 1),
    outOf: format.number(mark.outOf, 1),
    lost: lost(mark),
    expected: say(mark.expected),
    done: say(mark.done),
    clause: mark.clause === null ? '' : (catalogue.clauses.get(mark.clause)?.title[language] ?? mark.clause),
    steps: mark.evidence.map((id) => actionIds.indexOf(id) + 1).filter((number) => number > 0),
  });
  return [...grade.marks.filter(lost), ...grade.marks.filter((mark) => !lost(mark))].map(view);
}

/** Critical errors of a case in words. */
export function presentCriticals(grade: Grade, catalogue: Catalogue, permitCase: PermitCase, speech: Speech): { code: string; text: string }[] {
  const say = phraser(catalogue, permitCase, speech);
  return grade.critical.map(({ code, phrase }) => ({ code, text: say(phrase) }));
}

/** Says a phrase of the grader: variables that are ids of the catalogue get their names in the reader's language. */
function phraser(catalogue: Catalogue, permitCase: PermitCase, { language, t, format }: Speech): (phrase: Phrase) => string {
  const service = serviceOf(catalogue, permitCase.service);
  const replyText = (vars: Record<string, unknown>, id: string) => {
    const script = vars.conversation === 'guide' ? catalogue.guides.get(String(vars.script)) : catalogue.messages.get(String(vars.script));
    return script?.replies.find((reply) => reply.id === id)?.text[language] ?? id;
  };
  const place = (path: string) => {
    const [document = '', field = ''] = path.split('.');
    const kind = catalogue.documents.get(document);
    const fields = document === 'form' ? service.form : kind?.fields;
    return `${kind?.name[language] ?? t('desk.form.title')} · ${fields?.find(({ id }) => id === field)?.name[language] ?? t('desk.wholeDocument')}`;
  };
  const names: Record<string, (id: string, vars: Record<string, unknown>) => string> = {
    check: (id) => catalogue.checks.get(id)?.name[language] ?? id,
    decoy: (id) => catalogue.decoys.get(id)?.name[language] ?? id,
    class: (id) => service.classification?.options.find((option) => option.id === id)?.name[language] ?? id,
    clauses: (id) => catalogue.clauses.get(id)?.title[language] ?? id,
    problem: (id) => t(`desk.problem.${id}`),
    decision: (id) => t(`desk.decision.${id}`),
    target: (id) => t(`desk.target.${id}`),
    conversation: (id) => t(`desk.conversation.${id}.title`),
    amount: (id) => format.money(Number(id)),
    reply: (id, vars) => replyText(vars, id),
    place,
  };
  return ({ key, vars = {} }) => {
    const named = Object.entries(vars).map(([name, value]) => {
      const say = names[name];
      if (typeof value !== 'object') return [name, say ? say(String(value), vars) : value];
      return [name, value.length === 0 ? '–' : value.map((each) => (say ? say(each, vars) : each)).join('; ')];
    });
    return t(key, Object.fromEntries(named) as Record<string, unknown>);
  };
}
