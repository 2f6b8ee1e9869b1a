import { letterOf } from './answer.ts';
import { answerColumn, headerOf } from './csv-columns.ts';
import { writeCsv } from './csv-text.ts';
import type { BankQuestion, Phrase } from './question.ts';
import { rowsOf } from './rows.ts';

/** Answers for which the template has columns; a file may have more. */
const templateAnswers = 5;

/** The bank as CSV: a header that names every column, one row for each question. */
export function exportCsv(questions: readonly BankQuestion[]): string {
  const header = headerOf(Math.max(templateAnswers, ...questions.map((question) => rowsOf(question).length)));
  const rows = questions.map((question) => {
    const cells = cellsOf(question);
    return header.map((column) => cells[column] ?? '');
  });
  return writeCsv([header, ...rows]);
}

/** An empty file to fill in: the header only. */
export const csvTemplate = (): string => exportCsv([]);

function keyOf(question: BankQuestion): string | undefined {
  if (question.kind === 'single') return question.key;
  return question.kind === 'multiple' ? question.keys.join(' ') : undefined;
}

function cellsOf(question: BankQuestion): Record<string, string | undefined> {
  const cells: Record<string, string | undefined> = {
    kind: question.kind, id: question.id, title: question.title, level: question.level?.toString(), competency: question.competency, clause: question.clause,
    difficulty: question.difficulty?.toString(), anchor: yesNo(question.anchor), tags: question.tags.join(', '), key: keyOf(question),
    source: question.source, confidence: question.confidence,
    ...(question.kind === 'numeric' && { value: String(question.value), tolerance: String(question.tolerance) }),
    ...(question.kind === 'short' && { case_sensitive: yesNo(question.caseSensitive) }),
  };
  const put = (name: string, phrase: Phrase | undefined) => Object.assign(cells, { [`${name}_id`]: phrase?.id, [`${name}_en`]: phrase?.en });
  put('stem', question.stem);
  put('explanation', question.explanation);
  rowsOf(question).forEach(({ id, text, match, feedback }, at) => {
    if (id !== '' && id !== letterOf(at)) cells[answerColumn('optionN_name', at + 1)] = id;
    put(`option${at + 1}`, text);
    put(`match${at + 1}`, match);
    put(`feedback${at + 1}`, feedback);
  });
  return cells;
}

const yesNo = (value: boolean | undefined): string | undefined => (value === undefined ? undefined : value ? 'yes' : 'no');
