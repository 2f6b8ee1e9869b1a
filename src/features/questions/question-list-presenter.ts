import type { z } from 'zod';
import { type Catalogue, isTrainingRule } from '../../core/catalogue/catalogue.ts';
import { kinds } from '../../core/questions/question.ts';
import { competencies } from '../../core/shared/competency.ts';
import type { Speech } from '../../platform/i18n.ts';
import type { WorkKind } from '../authoring/work-kind.ts';
import { presentWorks } from '../authoring/work-presenter.ts';
import type { Work, WorkQuery } from '../authoring/work-store.ts';
import type { questionsQuery } from './question-input.ts';
import { tagFacet } from './question-kind.ts';
import type { Uses } from './question-store.ts';

type Query = z.output<typeof questionsQuery>;

/** The kinds as choices. */
export const presentKinds = ({ t }: Pick<Speech, 't'>) => kinds.map((value) => ({ value, label: t(`questions.kind.${value}`), hint: t(`questions.rule.${value}`) }));

/** A query as the bank takes it. */
export const workQueryOf = ({ state, q, kind, competency, level, tag }: Query): WorkQuery => ({
  state,
  q,
  facets: { ...(kind && { kind }), ...(competency && { competency }), ...(level && { level: String(level) }), ...(tag !== '' && { [tagFacet(tag)]: 'yes' }) },
});

/** A query as an address has it. */
export const queryPairs = ({ state, q, kind, competency, level, tag }: Query): [string, string][] =>
  Object.entries({ q, state: state ?? '', kind: kind ?? '', competency: competency ?? '', level: level === null ? '' : String(level), tag }).filter(([, value]) => value !== '');

/** The filters of the list beside words and state. */
export function presentFilters({ kind, competency, level, tag }: Query, tags: readonly string[], catalogue: Catalogue, speech: Speech) {
  const { t } = speech;
  return [
    { name: 'kind', label: t('questions.field.kind'), value: kind ?? '', options: presentKinds(speech) },
    { name: 'competency', label: t('questions.field.competency'), value: competency ?? '', options: competencies.map((value) => ({ value, label: t(`grading.competency.${value}`) })) },
    { name: 'level', label: t('questions.field.level'), value: level === null ? '' : String(level), options: catalogue.levels.map((each) => ({ value: String(each.level), label: t('questions.level', { level: each.level }) })) },
    { name: 'tag', label: t('questions.field.tag'), value: tag, options: tags.map((value) => ({ value, label: value })) },
  ];
}

/** One page of the list, with how often each question was answered. */
export function presentList(rows: readonly Work[], kind: WorkKind, base: string, uses: ReadonlyMap<number, Uses>, speech: Speech) {
  const { t, format } = speech;
  return presentWorks(rows, kind, base, speech).map((row, at) => {
    const facets = row.facets;
    const use = uses.get(rows[at]!.id);
    return {
      ...row,
      facets: {
        kind: kindWords(facets.kind, t),
        competency: competencyWords(facets.competency, t),
        level: facets.level ?? '–',
        uses: use === undefined ? '–' : t('questions.list.answered', { count: use.answers, mean: format.number(use.mean, 2) }),
      },
    };
  });
}

/** Below this number of answers a mean is provisional (measurement design, 4). */
const leastAnswers = 30;

/** What the summary of a question says beside its texts: where it belongs, and how it was answered. */
export function presentFacts({ draft: { document } }: Work, uses: Uses | undefined, catalogue: Catalogue, { t, format, language }: Speech) {
  const clause = typeof document.clause === 'string' ? document.clause : null;
  const { practice, tried, answers, mean } = uses ?? { practice: 0, tried: 0, answers: 0, mean: 0 };
  const text = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' ? format.number(value, 2) : '–');
  const tags = Array.isArray(document.tags) ? document.tags.map(text).join(', ') : '';
  const lines: { name: string; value: string; training?: boolean }[] = [
    { name: t('questions.field.kind'), value: kindWords(document.kind, t) },
    { name: t('questions.field.competency'), value: competencyWords(document.competency, t) },
    { name: t('questions.field.level'), value: text(document.level) },
    { name: t('questions.field.clause'), value: clause === null ? '–' : (catalogue.clauses.get(clause)?.title[language] ?? clause), training: isTrainingRule(catalogue, clause) },
    { name: t('questions.part.difficulty'), value: text(document.difficulty) },
    { name: t('questions.part.tags'), value: tags || '–' },
    { name: t('questions.facts.practice'), value: String(practice) },
    { name: t('questions.facts.tried'), value: String(tried) },
    ...(answers > 0 ? [{ name: t('questions.facts.mean'), value: format.number(mean, 2) }] : []),
  ];
  return { lines, trial: t(`questions.facts.${answers < leastAnswers ? 'few' : 'enough'}`, { count: answers, least: leastAnswers }) };
}

// A draft may say anything.
const kindWords = (kind: unknown, t: Speech['t']): string => (kinds.some((each) => each === kind) ? t(`questions.kind.${String(kind)}`) : '–');
const competencyWords = (code: unknown, t: Speech['t']): string => (competencies.some((each) => each === code) ? t(`grading.competency.${String(code)}`) : '–');
