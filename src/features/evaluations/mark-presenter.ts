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
  const names: Record<string, (id: string) => string> = {
    check: (id) => catalogue.checks.get(id)?.name[language] ?? id,
    decoy: (id) => catalogue.decoys.get(id)?.name[language] ?? id,
    class: (id) => service.classification?.options.find((option) => option.id === id)?.name[language] ?? id,
    clauses: (id) => catalogue.clauses.get(id)?.title[language] ?? id,
    problem: (id) => t(`desk.problem.${id}`).toLowerCase(),
    decision: (id) => t(`desk.decision.${id}`),
    target: (id) => t(`desk.target.${id}`),
    amount: (id) => format.money(Number(id)),
    place(path) {
      const [document = '', field = ''] = path.split('.');
      const kind = catalogue.documents.get(document);
      const part = (kind?.fields ?? service.form).find(({ id }) => id === field)?.name[language];
      return [kind?.name[language] ?? t('desk.form.title'), part].filter(Boolean).join(', ');
    },
  };
  const nameOf = (variable: string, id: string) => names[variable]?.(id) ?? id;
  const valueOf = (variable: string, value: string | number | readonly string[]) => {
    if (typeof value === 'object') return value.map((id) => nameOf(variable, id)).join('; ');
    return variable in names ? nameOf(variable, String(value)) : value;
  };
  return ({ key, vars = {} }) => {
    const named = Object.fromEntries(Object.entries(vars).map(([variable, value]) => [variable, valueOf(variable, value)]));
    if (key === 'grading.reply') return replyText(catalogue, vars, language, t);
    if (key === 'grading.decision' && named.target) return t('grading.decisionTo', named);
    if (key === 'grading.reasons' && !named.clauses) return t('grading.noReasons');
    return t(key, named);
  };
}

/** The reply itself, as it was said. */
function replyText(catalogue: Catalogue, vars: NonNullable<Phrase['vars']>, language: Speech['language'], t: Speech['t']): string {
  const scripts = vars.conversation === 'guide' ? catalogue.guides : catalogue.messages;
  const reply = scripts.get(String(vars.script))?.replies.find(({ id }) => id === vars.reply);
  return reply ? t('grading.quote', { text: reply.text[language] }) : t('grading.noReply');
}
