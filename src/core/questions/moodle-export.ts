import { type Plain, type PlainRow, split } from './extras.ts';
import type { BankQuestion, Kind } from './question.ts';

/** The bank as Moodle XML, UTF-8. What Moodle has no place for is in a comment inside each question. */
export const exportMoodle = (questions: readonly BankQuestion[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n${questions.map(questionXml).join('')}</quiz>\n`;

const types: Record<Kind, string> = { single: 'multichoice', multiple: 'multichoice', ordering: 'ordering', matching: 'matching', numeric: 'numerical', short: 'shortanswer' };

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const words = (text: string): string => `<text>${escape(text)}</text>`;
const phrase = (name: string, text: string, attributes = ''): string => `<${name}${attributes} format="plain_text">${words(text)}</${name}>`;
const setting = (name: string, value: string | number | boolean): string => `<${name}>${value}</${name}>`;

/** Two hyphens would end a comment; in JSON they stand only in texts, where an escape says the same. */
const commentOf = (json: string): string => `<!-- ${json.replaceAll('--', '\\u002d\\u002d')} -->`;

function questionXml(question: BankQuestion): string {
  const { plain, comment } = split(question);
  const lines = [
    `<question type="${types[plain.kind]}">`, commentOf(comment), `<name>${words(plain.name)}</name>`, phrase('questiontext', plain.stem), phrase('generalfeedback', plain.explanation),
    setting('defaultgrade', 1), setting('penalty', 0), setting('hidden', 0), setting('idnumber', plain.id ?? ''),
    ...answers(plain),
    ...(plain.tags.length === 0 ? [] : [`<tags>${plain.tags.map((tag) => `<tag>${words(tag)}</tag>`).join('')}</tags>`]),
    '</question>',
  ];
  return `${lines.join('\n')}\n`;
}

const answer = (fraction: number, { text, feedback }: PlainRow): string =>
  `<answer fraction="${Number(fraction.toFixed(5))}" format="plain_text">${words(text)}${phrase('feedback', feedback)}</answer>`;

function answers({ kind, rows, value, tolerance, caseSensitive }: Plain): string[] {
  const each = 100 / rows.filter(({ right }) => right).length;
  switch (kind) {
    case 'single':
    case 'multiple':
      return [
        setting('single', kind === 'single'), setting('shuffleanswers', true), setting('answernumbering', 'abc'),
        ...rows.map((row) => answer(row.right ? each : kind === 'single' ? 0 : -each, row)),
      ];
    case 'ordering':
      return [
        setting('layouttype', 'VERTICAL'), setting('selecttype', 'ALL'), setting('selectcount', rows.length), setting('gradingtype', 'RELATIVE_TO_CORRECT'),
        ...rows.map((row, at) => answer(at + 1, row)),
      ];
    case 'matching':
      return [setting('shuffleanswers', true), ...rows.map(({ text, match }) => `<subquestion format="plain_text">${words(text)}<answer>${words(match)}</answer></subquestion>`)];
    case 'numeric':
      return [`<answer fraction="100" format="plain_text">${words(String(value))}<tolerance>${tolerance}</tolerance></answer>`];
    case 'short':
      return [setting('usecase', caseSensitive ? 1 : 0), ...rows.map((row) => answer(100, { ...row, text: row.text.replaceAll('*', '\\*') }))];
  }
}
