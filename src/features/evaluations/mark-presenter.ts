import { type Catalogue, isTrainingRule } from '../../core/catalogue/catalogue.ts';
import type { PermitCase } from '../../core/cases/dossier.ts';
import { clauseOfMark } from '../../core/grading/mark-clause.ts';
import type { Grade, Mark, Phrase } from '../../core/grading/mark.ts';
import type { TestTalk } from '../../core/grading/talk.ts';
import type { NearMiss } from '../../core/grading/near-miss.ts';
import type { Speech } from '../../platform/i18n.ts';
import { nameMark } from '../guide/result-presenter.ts';
import { sayPhrase } from '../grading/phrase-presenter.ts';

/** One mark of the machine with what was expected and what was done, in words. */
export interface MarkView {
  id: string;
  /** The stage that it is about; empty where the file had one only. */
  stage: string;
  competency: string;
  points: string;
  outOf: string;
  lost: boolean;
  expected: string;
  done: string;
  clause: { id: string; title: string; training: boolean } | null;
  /** Numbers of the steps that prove it. */
  steps: number[];
}

/** The marks of one permit case, those that lost points first. */
export const presentMarks = (grade: Grade, catalogue: Catalogue, permitCase: PermitCase, actionIds: readonly string[], speech: Speech): MarkView[] =>
  viewsOf(grade, catalogue, actionIds, (phrase) => sayPhrase({ catalogue, permitCase, speech }, phrase), speech);

/** The marks of one guidance case, in the same order. */
export function presentTalkMarks(grade: Grade, catalogue: Catalogue, { script, mode }: TestTalk, actionIds: readonly string[], speech: Speech): MarkView[] {
  const { t } = speech;
  const talk = { id: 0, channel: script.variant.channel, mode, script };
  const say = ({ key, vars = {} }: Phrase): string => {
    const flags = Array.isArray(vars.flags) ? vars.flags.map((flag) => t(`guide.flag.${flag}`)).join('; ') : '';
    return t(key, { ...vars, flags, step: typeof vars.step === 'string' ? nameMark(vars.step, { talk }, speech) : '' } as Record<string, string>);
  };
  return viewsOf(grade, catalogue, actionIds, say, speech);
}

function viewsOf(grade: Grade, catalogue: Catalogue, actionIds: readonly string[], say: (phrase: Phrase) => string, { language, t, format }: Speech): MarkView[] {
  const lost = (mark: Mark) => mark.outOf - mark.points > 1e-9;
  const clauseOf = (mark: Mark) => {
    const id = clauseOfMark(mark);
    return id === null ? null : { id, title: catalogue.clauses.get(id)?.title[language] ?? id, training: isTrainingRule(catalogue, id) };
  };
  const view = (mark: Mark): MarkView => ({
    id: mark.id,
    stage: mark.stage ? (catalogue.stages.get(mark.stage)?.name[language] ?? mark.stage) : '',
    competency: t(`grading.competency.${mark.competency}`),
    points: format.number(mark.points, 1),
    outOf: format.number(mark.outOf, 1),
    lost: lost(mark),
    expected: say(mark.expected),
    done: say(mark.done),
    clause: clauseOf(mark),
    steps: mark.evidence.map((id) => actionIds.indexOf(id) + 1).filter((number) => number > 0),
  });
  return [...grade.marks.filter(lost), ...grade.marks.filter((mark) => !lost(mark))].map(view);
}

/** Critical errors of a case in words, and what would have been one and was undone before it was sent. */
export function presentCriticals(grade: Grade, misses: readonly NearMiss[], { t }: Speech): { code: string; text: string; miss: boolean }[] {
  const text = (code: string) => t(`evaluations.critical.code.${code}`);
  return [
    ...grade.critical.map(({ code }) => ({ code, text: text(code), miss: false })),
    ...misses.map(({ code, step }) => ({ code, text: t('evaluations.critical.nearMiss', { step, error: text(code) }), miss: true })),
  ];
}
