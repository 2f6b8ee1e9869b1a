import { readFileSync } from 'node:fs';
import type { Responses } from '../core/analysis/analyse.ts';
import { UsageError } from './usage-error.ts';

export interface ResponseOptions {
  /** Names of columns that are no items, separated by commas. */
  ignore?: string | undefined;
  /** Name of a column that tells groups apart, and the value in it that is the focal group. */
  group?: string | undefined;
  focal?: string | undefined;
}

const mostCells = 10_000_000;

/** The text of a file, or of standard input for '-'. */
export function readResponses(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file === '-' ? 0 : file);
  } catch (error) {
    throw new UsageError(`responses: ${(error as Error).message}`, { cause: error });
  }
  if (bytes.includes(0)) throw new UsageError(`responses: ${file} is no CSV text; save the sheet as "CSV UTF-8"`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new UsageError(`responses: ${file} is not in UTF-8; save the sheet as "CSV UTF-8"`, { cause: error });
  }
}

/**
 * A table of points: the first row names the items, every other row is a person; 0, 1 or points, an empty cell or NA for a missing answer. Commas,
 * semicolons (then with decimal commas, as spreadsheets write in Indonesian) or tabs. UsageError with line and column, and what to do.
 */
export function parseResponses(text: string, { ignore, group, focal }: ResponseOptions = {}): Responses {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/).map((line, at) => ({ line, number: at + 1 })).filter(({ line }) => line.trim() !== ''); // prettier-ignore
  const [first, ...persons] = lines;
  if (!first) throw new UsageError('responses: the file is empty; its first row names the items');
  const separator = ['\t', ';', ','].find((each) => first.line.includes(each)) ?? ',';
  const names = cellsOf(first.line, separator, first.number);
  checkNames(names, first.number);
  const column = (name: string, option: string) => {
    const at = names.indexOf(name);
    if (at < 0) throw new UsageError(`${option}: there is no column '${name}' in the first row`);
    return at;
  };
  if ((group === undefined) !== (focal === undefined)) throw new UsageError('group: give both --group and --focal');
  const groupAt = group === undefined ? -1 : column(group, 'group');
  const ignored = new Set([groupAt, ...(ignore ?? '').split(',').map((name) => name.trim()).filter((name) => name !== '').map((name) => column(name, 'ignore'))]); // prettier-ignore
  const items = names.flatMap((_, at) => (ignored.has(at) ? [] : [at]));
  if (items.length < 2) throw new UsageError('responses: there is one item at most; an analysis needs two, each in a column of its own');
  if (persons.length < 2) throw new UsageError('responses: there is one person at most; below the first row every row is a person, and two are needed');
  if (persons.length * names.length > mostCells) throw new UsageError(`responses: more than ${mostCells.toLocaleString('en')} cells; analyse a part of the persons or of the items`);
  const isFocal: (boolean | null)[] = [];
  const rows = persons.map(({ line, number }) => {
    const cells = cellsOf(line, separator, number);
    if (cells.length !== names.length)
      throw new UsageError(`responses: line ${number}: ${cells.length} columns where the first row names ${names.length}; leave a cell empty where an answer is missing`);
    if (groupAt >= 0) isFocal.push(cells[groupAt] === '' ? null : cells[groupAt] === focal);
    return items.map((at) => pointsOf(cells[at]!, separator, `responses: line ${number}, column ${at + 1} (${names[at]})`));
  });
  if (groupAt >= 0 && (!isFocal.includes(true) || !isFocal.includes(false))) throw new UsageError(`focal: '${focal}' and one other value have to be in column '${group}'`);
  const max = items.map((_, item) => rows.reduce((most, row) => Math.max(most, row[item] ?? 0), 1));
  return { items: items.map((at) => names[at]!), rows, max, ...(groupAt >= 0 && { focal: isFocal }) };
}

function checkNames(names: readonly string[], line: number): void {
  if (names.every((name) => /^(\d+([.,]\d+)?)?$/.test(name))) throw new UsageError(`responses: line ${line}: only numbers; put a first row with the names of the items above the answers`);
  const seen = new Map<string, number>();
  for (const [at, name] of names.entries()) {
    if (name === '') throw new UsageError(`responses: line ${line}, column ${at + 1}: no name; name every column, and delete empty columns`);
    const before = seen.get(name);
    if (before !== undefined) throw new UsageError(`responses: line ${line}, column ${at + 1}: '${name}' is also the name of column ${before}; every name is used once`);
    seen.set(name, at + 1);
  }
}

function cellsOf(line: string, separator: string, number: number): string[] {
  if (!line.includes('"')) return line.split(separator).map((cell) => cell.trim());
  const cells: string[] = [];
  // A cell in quotes, with quotes in it doubled, or one without any.
  const cell = new RegExp(`\\s*(?:"((?:[^"]|"")*)"\\s*|([^"${separator}]*))(${separator}|$)`, 'y');
  for (;;) {
    const found = cell.exec(line);
    if (!found) throw new UsageError(`responses: line ${number}, column ${cells.length + 1}: a quotation mark that is not closed, or inside a cell; write "" for one inside a quoted cell`);
    cells.push(found[1] === undefined ? found[2]!.trim() : found[1].replaceAll('""', '"').trim());
    if (found[3] === '') return cells;
  }
}

function pointsOf(cell: string, separator: string, place: string): number | null {
  if (cell === '' || cell === 'NA') return null;
  const decimal = separator === ',' ? cell : cell.replace(',', '.');
  if (/^\d{1,6}(\.\d+)?$/.test(decimal)) return Number(decimal);
  const shown = cell.length > 30 ? `${cell.slice(0, 30)}...` : cell;
  if (/^-\d/.test(cell)) throw new UsageError(`${place}: '${shown}' is below 0; points are 0 or more`);
  throw new UsageError(`${place}: '${shown}' is no number of points; write 0, 1 or points such as 2.5, leave the cell empty where an answer is missing, and name columns that are no items with --ignore`);
}
