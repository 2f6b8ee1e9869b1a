import { readFileSync, statSync } from 'node:fs';
import { stringify } from 'yaml';
import type { Catalogue } from '../core/catalogue/catalogue.ts';
import { fileLimits, type ImportAnswer, refusedFile, type Taken } from '../core/questions/answer.ts';
import { csvTemplate } from '../core/questions/csv-export.ts';
import { type Format, type FormatName, formatNames, formats } from '../core/questions/formats.ts';
import { fromPack, toPack } from '../core/questions/pack.ts';
import type { BankQuestion } from '../core/questions/question.ts';
import { canonical } from '../core/shared/canonical.ts';
import { type Language, languages } from '../core/shared/text.ts';
import { UsageError } from './usage-error.ts';

/** The format of this name, with the name; UsageError lists those that there are. */
export function formatOf(wanted: string): Format & { name: FormatName } {
  const name = formatNames.find((each) => each === wanted);
  if (!name) throw new UsageError(`format: "${wanted}" is not one of ${formatNames.join(', ')}`);
  return { ...formats[name], name };
}

/** The language of questions that do not say it; Indonesian when none is named. */
export function languageOf(wanted = 'id'): Language {
  const language = languages.find((each) => each === wanted);
  if (!language) throw new UsageError(`language: "${wanted}" is not one of ${languages.join(', ')}`);
  return language;
}

/** `questions export`: the questions of the pack as a file, or an empty file to fill in. */
export function exportCommand(catalogue: Catalogue, format: string, template = false): string {
  const { write } = formatOf(format);
  if (!template) return write([...catalogue.questions.values()].map(fromPack));
  if (format !== 'csv') throw new UsageError('template: only csv has one');
  return csvTemplate();
}

/** The text of a file; FILE may be `-` for standard input. A file too large is not read; what is not UTF-8 is refused as a whole. */
export function readQuestionFile(file: string): { text: string } | { refused: ImportAnswer[] } {
  let bytes: Buffer;
  try {
    if (file !== '-' && statSync(file).size > fileLimits.size) return { refused: refusedFile('file-too-large') };
    bytes = readFileSync(file === '-' ? 0 : file);
  } catch (error) {
    throw new UsageError(`file: ${file}: ${(error as Error).message}`, { cause: error });
  }
  if (bytes.length > fileLimits.size) return { refused: refusedFile('file-too-large') };
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { refused: refusedFile('not-utf8') };
  }
}

/** What becomes of a question that was read: where it stands to the pack, and the fields that keep it out. */
type Placed = ImportAnswer & { pack?: 'new' | 'same' | 'changed'; missing?: string[] };

export interface ImportReport {
  format: string;
  dryRun: boolean;
  items: number;
  questions: number;
  refused: number;
  /** Questions that were read, but that the pack cannot hold. */
  keptOut: number;
  answers: Placed[];
  /** A file for the folder `questions` of the pack; absent in a dry run. */
  yaml?: string;
}

/** `questions import`: an answer for every item of a file and, unless it is a dry run, the questions that the pack can hold as a file for it. */
export function importCommand(catalogue: Catalogue, file: string, options: { format: string; dryRun?: boolean; language?: string }): ImportReport {
  const { read } = formatOf(options.format);
  const language = languageOf(options.language);
  const opened = readQuestionFile(file);
  const answers = 'refused' in opened ? opened.refused : read(opened.text, language);
  const taken = answers.filter((answer): answer is Taken => answer.ok);
  const placed = new Map(taken.map((answer) => [answer, placeOf(catalogue, answer.question)]));
  const kept = [...placed.values()].flatMap(({ question }) => question ?? []);
  return {
    format: options.format, dryRun: options.dryRun ?? false,
    items: answers.filter(({ item }) => item > 0).length, questions: taken.length, refused: answers.length - taken.length, keptOut: taken.length - kept.length,
    answers: answers.map((answer) => {
      const { pack, missing } = placed.get(answer as Taken) ?? {};
      return { ...answer, ...(pack && { pack }), ...(missing && { missing }) };
    }),
    ...(!options.dryRun && { yaml: kept.length === 0 ? '' : stringify({ questions: kept }, { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN', lineWidth: 0 }) }),
  };
}

function placeOf(catalogue: Catalogue, question: BankQuestion) {
  const result = toPack(question);
  if ('missing' in result) return { missing: result.missing };
  if (!catalogue.clauses.has(result.question.clause)) return { missing: ['clause'] };
  const before = catalogue.questions.get(result.question.id);
  const pack = before === undefined ? ('new' as const) : canonical(before) === canonical(result.question) ? ('same' as const) : ('changed' as const);
  return { pack, question: result.question };
}

/** A line for a person about each item that is not in the result: where it stands, what it is called and why. */
export function complaints(file: string, { answers }: ImportReport): string[] {
  return answers.flatMap((answer) => {
    const place = `${file}:${answer.line}: ${answer.item === 0 ? 'the file' : `item ${answer.item}`}${answer.name === '' ? '' : ` "${answer.name}"`}`;
    if (!answer.ok) return [`${place}: refused, ${answer.reason}${answer.detail === '' ? '' : ` (${answer.detail})`}`];
    return answer.missing ? [`${place}: not for the pack, see ${answer.missing.join(', ')}`] : [];
  });
}
