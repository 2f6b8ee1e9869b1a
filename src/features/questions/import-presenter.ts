import type { Planned } from '../../core/questions/plan.ts';
import type { Speech } from '../../platform/i18n.ts';
import { plainOf } from '../../platform/markdown.ts';
import { said } from '../grading/asked-presenter.ts';
import { shortened } from './question-practice-presenter.ts';

/** How many items come to what. */
export function presentCounts(planned: readonly Planned[]) {
  const count = (outcome: string) => planned.filter((answer) => answer.ok && answer.outcome === outcome).length;
  return { all: planned.filter(({ item }) => item > 0).length, fresh: count('new'), changed: count('changed'), same: count('same'), refused: planned.filter(({ ok }) => !ok).length };
}

/** The answers of a page: each item with what becomes of it, or why it is refused and the way out. */
export function presentAnswers(planned: readonly Planned[], { t, language }: Speech) {
  return planned.map((answer) => ({
    item: answer.item === 0 ? '' : String(answer.item),
    line: answer.line,
    name: shortened(answer.ok ? answer.question.title ?? plainOf(said(answer.question.stem, language)) : answer.name, 100) || t('questions.import.noName'),
    ...(answer.ok
      ? { mark: answer.outcome === 'same' ? 'state-off' : 'state-good', word: t(`questions.import.outcome.${answer.outcome}`), code: answer.code, why: '', detail: '', notes: answer.notes.map((note) => t(`questions.import.note.${note}`)) }
      : { mark: 'state-bad', word: t('questions.import.outcome.refused'), code: '', why: t(`questions.import.reason.${answer.reason}`), detail: answer.detail, notes: [] }),
  }));
}
