import { answersOf, idAt, type ImportAnswer, type Item, openText, Refused, refusedFile } from './answer.ts';
import { answerColumn, isColumn, suits } from './csv-columns.ts';
import { type CsvRow, delimiterOf, readCsv, unguarded } from './csv-text.ts';
import { numberPattern } from './foreign-text.ts';
import { type Kind, kinds, type Phrase } from './question.ts';
import { draftOf, type Row } from './rows.ts';

/**
 * The questions of a CSV file whose first row names its columns (in any order; those that no row needs may be missing). In: the text of the file. Out: one
 * answer for each row that has anything in it, or the one answer that refuses the file.
 */
export function importCsv(file: string): ImportAnswer[] {
  const opened = openText(file);
  if ('refused' in opened) return opened.refused;
  const [first, ...rows] = readCsv(opened.text, delimiterOf(opened.text));
  const header = first!.cells.map((cell) => unguarded(cell.trim()).trim().toLowerCase().replace(/^(option|match|feedback)0+/, '$1'));
  while (header.at(-1) === '') header.pop();
  const wrong = header.find((column, at) => !isColumn(column) || header.indexOf(column) !== at) ?? ['kind'].find((column) => !header.includes(column));
  if (wrong !== undefined || first!.fault) return refusedFile('csv-column', wrong ?? 'quote', first!.line);
  return answersOf(rows.map((row) => itemOf(row, header)));
}

function itemOf(row: CsvRow, header: readonly string[]): Item {
  const cells = new Map<string, string>();
  row.cells.forEach((cell, at) => {
    const text = unguarded(cell).trim();
    if (text !== '') cells.set(header[at] ?? '', text);
  });
  return { line: row.line, name: cells.get('title') ?? cells.get('id') ?? '', read: () => draftIn(row, cells) };
}

function draftIn(row: CsvRow, cells: ReadonlyMap<string, string>): object {
  if (row.fault) throw new Refused('quote', 'a quotation mark does not close, or text follows it');
  if (cells.has('')) throw new Refused('cells', 'the row has more cells than the header');
  const kind = kinds.find((each) => each === cells.get('kind')?.toLowerCase());
  if (!kind) throw new Refused('kind-unknown', cells.get('kind') ?? '');
  for (const column of cells.keys()) if (!suits(column, kind)) throw new Refused('column-not-for-kind', column);
  const head = {
    id: cells.get('id'), title: cells.get('title'), level: numberIn(cells, 'level'), competency: cells.get('competency'), clause: cells.get('clause'),
    difficulty: numberIn(cells, 'difficulty'), anchor: yesNoIn(cells, 'anchor'), tags: list(cells.get('tags'), /,/), stem: phraseIn(cells, 'stem') ?? {},
    explanation: phraseIn(cells, 'explanation'), source: cells.get('source'), confidence: cells.get('confidence'),
  };
  return draftOf(kind, head, rowsIn(cells, kind), {
    value: numberIn(cells, 'value'), tolerance: numberIn(cells, 'tolerance') ?? 0, caseSensitive: yesNoIn(cells, 'case_sensitive'), keys: list(cells.get('key'), /[\s,;]+/),
  });
}

function rowsIn(cells: ReadonlyMap<string, string>, kind: Kind): Row[] {
  const numbers = [...new Set([...cells.keys()].flatMap((column) => /^(?:option|match|feedback)(\d+)_/.exec(column)?.[1] ?? []))].map(Number).sort((a, b) => a - b);
  return numbers.map((number) => {
    const name = cells.get(answerColumn('optionN_name', number));
    const text = phraseIn(cells, `option${number}`);
    const match = phraseIn(cells, `match${number}`);
    const feedback = phraseIn(cells, `feedback${number}`);
    if (!text && !(kind === 'matching' && match)) throw new Refused('text-empty', `option${number}`);
    return { id: name ?? idAt(undefined, number - 1), ...(text && { text }), ...(match && { match }), ...(feedback && { feedback }) };
  });
}

function phraseIn(cells: ReadonlyMap<string, string>, name: string): Phrase | undefined {
  const id = cells.get(`${name}_id`);
  const en = cells.get(`${name}_en`);
  return id === undefined && en === undefined ? undefined : { ...(id !== undefined && { id }), ...(en !== undefined && { en }) };
}

const list = (cell: string | undefined, between: RegExp): string[] => (cell ?? '').split(between).map((part) => part.trim()).filter((part) => part !== '');

const decimal = new RegExp(`^${numberPattern}$`);

/** A decimal comma is taken where it cannot separate thousands. */
function numberIn(cells: ReadonlyMap<string, string>, column: string): number | undefined {
  const cell = cells.get(column);
  if (cell === undefined) return undefined;
  const dotted = /^-?\d+,(?:\d{1,2}|\d{4,})$/.test(cell) ? cell.replace(',', '.') : cell;
  if (!decimal.test(dotted)) throw new Refused('number', column);
  return Number(dotted);
}

function yesNoIn(cells: ReadonlyMap<string, string>, column: string): boolean | undefined {
  const cell = cells.get(column)?.toLowerCase();
  if (cell === undefined) return undefined;
  if (['yes', 'ya', 'true', '1'].includes(cell)) return true;
  if (['no', 'tidak', 'false', '0'].includes(cell)) return false;
  throw new Refused('yes-no', column);
}
