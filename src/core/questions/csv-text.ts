/** A row of a CSV file: its line, its cells and, where its quotes do not close, what is wrong. */
export interface CsvRow {
  line: number;
  cells: string[];
  fault?: 'quote';
}

/** A cell that a spreadsheet would take for a formula, apart from a plain number; the quote before it, if any, is one that `guarded` set. */
const formula = /^'*[=+\-@\t\r＝＋－＠]/;
const plainNumber = /^-?\d+(?:\.\d+)?$/;

/** A cell as it is written: a quote before what a spreadsheet would compute. */
export const guarded = (cell: string): string => (formula.test(cell) && !plainNumber.test(cell) ? `'${cell}` : cell);
/** A cell as it was before it was written: the inverse of `guarded`. */
export const unguarded = (cell: string): string => (cell.startsWith("'") && formula.test(cell) ? cell.slice(1) : cell);

/** CSV as RFC 4180 has it, with the byte order mark by which spreadsheets know UTF-8. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => (/[",;\t\r\n]/.test(text) || text.trim() !== text ? `"${text.replaceAll('"', '""')}"` : text);
  return `\uFEFF${rows.map((row) => `${row.map((text) => cell(guarded(text))).join(',')}\r\n`).join('')}`;
}

/** The sign between cells: the one of comma, semicolon and tab that the first line has most of. Spreadsheets of this country write semicolons. */
export function delimiterOf(text: string): string {
  const header = text.slice(0, (text.indexOf('\n') + 1 || text.length + 1) - 1);
  const count = (sign: string) => header.split(sign).length;
  return [',', ';', '\t'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}

/**
 * The rows of a CSV file; lines without any sign in their cells are none. In: text with line feeds only. A row whose quotes are wrong has a fault and the next
 * begins on the next line, so that one bad row does not swallow others; only a quote that never closes takes the rest of the file with it.
 */
export function readCsv(text: string, delimiter: string): CsvRow[] {
  const rows: CsvRow[] = [];
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const row: CsvRow = { line, cells: [] };
    for (;;) {
      if (text[at] === '"') {
        let end = at + 1;
        let closed = false;
        while (!closed) {
          end = text.indexOf('"', end);
          if (end < 0) break;
          if (text[end + 1] === '"') end += 2;
          else closed = true;
        }
        const cell = text.slice(at + 1, closed ? end : text.length);
        row.cells.push(cell.replaceAll('""', '"'));
        for (const sign of cell) if (sign === '\n') line++;
        at = closed ? end + 1 : text.length;
        if (!closed || (at < text.length && text[at] !== delimiter && text[at] !== '\n')) {
          row.fault = 'quote';
          at = endOfLine(text, at);
        }
      } else {
        const stop = nearest(text, delimiter, at);
        row.cells.push(text.slice(at, stop));
        at = stop;
      }
      if (at >= text.length || text[at] === '\n') break;
      at++;
    }
    at++;
    line++;
    if (row.fault || row.cells.some((cell) => cell.trim() !== '')) rows.push(row);
  }
  return rows;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

function nearest(text: string, delimiter: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n') at++;
  return at;
}
