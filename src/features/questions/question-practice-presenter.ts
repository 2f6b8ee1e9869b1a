import { type Catalogue, isTrainingRule } from '../../core/catalogue/catalogue.ts';
import type { Wish } from '../../core/questions/pick.ts';
import { competencies } from '../../core/shared/competency.ts';
import type { Speech } from '../../platform/i18n.ts';
import { plainOf } from '../../platform/markdown.ts';
import type { OpenAttempt } from './attempt-service.ts';
import { said } from '../grading/asked-presenter.ts';
import type { BankEntry } from './question-bank.ts';

/** What can be wished for: only what has questions, with their number. */
export function presentWishes(entries: readonly BankEntry[], { t }: Pick<Speech, 't'>) {
  const counted = <T extends string | number>(values: readonly T[], label: (value: T) => string) =>
    [...new Set(values)].map((value) => ({ value: String(value), label: t('questions.practice.counted', { name: label(value), count: values.filter((each) => each === value).length }) }));
  const of = entries.flatMap(({ question }) => question.competency ?? []).sort((a, b) => competencies.indexOf(a) - competencies.indexOf(b));
  return {
    competencies: counted(of, (code) => t(`grading.competency.${code}`)),
    levels: counted(entries.flatMap(({ question }) => question.level ?? []).sort((a, b) => a - b), (level) => t('questions.level', { level })),
    tags: counted(entries.flatMap(({ question }) => question.tags).sort((a, b) => a.localeCompare(b)), (tag) => tag),
  };
}

/** A wish as the fields of a form. */
export const presentWish = ({ competency, level, tag }: Wish) => ({ competency: competency ?? '', level: level === null ? '' : String(level), tag: tag ?? '' });

/** The last answers: which question, how, when. */
export function presentPast(list: readonly OpenAttempt[], { t, format, language }: Speech) {
  return list.map(({ attempt, question }) => ({
    href: `/practice/questions/${attempt.id}`,
    stem: shortened(plainOf(said(question.stem, language))),
    kind: t(`questions.kind.${question.kind}`),
    score: format.number(attempt.score!, 2),
    at: format.dateTime(attempt.answeredAt!),
  }));
}

/** A text that fits a line of a list, in signs. */
export const shortened = (text: string, most = 120): string => (text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`);

/** The clause that a question rests on. */
export function presentClause(catalogue: Catalogue, id: string | undefined, { language }: Pick<Speech, 'language'>) {
  const clause = id === undefined ? undefined : catalogue.clauses.get(id);
  return clause ? { title: clause.title[language], text: clause.text[language], training: isTrainingRule(catalogue, id!) } : null;
}
