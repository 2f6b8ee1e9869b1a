/** A part of a document: a paragraph, a row of two columns, or a line across. Sizes and spaces are in points. */
export type PdfPart = { text: string; size?: number; bold?: boolean; space?: number } | { row: readonly [string, string] } | 'rule';

export interface PdfDocument {
  title: string;
  language: string;
  /** Stands at the foot of every page, with its number. */
  foot: string;
  parts: readonly PdfPart[];
}

const page = { width: 595, height: 842, margin: 64 };
const usual = { size: 11, space: 6 };
const innerWidth = page.width - 2 * page.margin;

/** Widths of Helvetica for the codes 32 to 126, in thousandths of the size. */
const widths = (
  '278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556 1015 ' +
  '667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 ' +
  '556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584'
).split(' ').map(Number);

/** What stands at the codes 128 to 159 of WinAnsiEncoding; five of them are free. */
const high = new Map([...'€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ'].map((letter, at) => [letter, 128 + at]));

/** The codes of a text in WinAnsiEncoding; a letter that it lacks is shown by its plain form, or else by a question mark. */
function encode(text: string): number[] {
  const codeOf = (letter: string): number | undefined => {
    const code = letter.codePointAt(0)!;
    return (code >= 32 && code <= 126) || (code >= 160 && code <= 255) ? code : high.get(letter);
  };
  return [...text.normalize('NFC').replaceAll(/\s+/g, ' ')].map((letter) => codeOf(letter) ?? codeOf(letter.normalize('NFD')[0]!) ?? 63);
}

/** How wide a text is; letters above the table count as the widest of them, and a bold text as so much wider. */
function widthOf(text: string, size: number, bold: boolean): number {
  const sum = encode(text).reduce((total, code) => total + (widths[code - 32] ?? 1000), 0);
  return (sum * size * (bold ? 1.12 : 1)) / 1000;
}

/** Lines no wider than `width`; a word that is wider is cut. */
function wrap(text: string, width: number, size: number, bold: boolean): string[] {
  const lines = [''];
  const fits = (line: string) => widthOf(line, size, bold) <= width;
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1)!;
    if (fits(line ? `${line} ${word}` : word)) lines[lines.length - 1] = line ? `${line} ${word}` : word;
    else {
      if (line) lines.push('');
      for (const letter of word) {
        if (!fits(lines.at(-1)! + letter)) lines.push('');
        lines[lines.length - 1] += letter;
      }
    }
  }
  return lines;
}

const hex = (codes: readonly number[]): string => `<${Buffer.from(codes).toString('hex')}>`;
const show = (text: string, x: number, y: number, size: number, bold = false): string => `BT /${bold ? 'B' : 'R'} ${size} Tf ${x} ${y.toFixed(1)} Td ${hex(encode(text))} Tj ET`;
const across = (y: number, weight: number): string => `${weight} w ${page.margin} ${y.toFixed(1)} m ${page.width - page.margin} ${y.toFixed(1)} l S`;

/** The drawing commands of every page. */
function layOut(parts: readonly PdfPart[]): string[][] {
  const pages: string[][] = [[]];
  let y = page.height - page.margin;
  const down = (step: number) => {
    if (y - step < page.margin) {
      pages.push([]);
      y = page.height - page.margin;
    }
    y -= step;
  };
  for (const part of parts) {
    if (part === 'rule') {
      down(8);
      pages.at(-1)!.push(across(y, 1));
    } else if ('row' in part) {
      const half = innerWidth / 2;
      const [left, right] = part.row.map((text) => wrap(text, half - 8, usual.size, false)) as [string[], string[]];
      for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
        down(usual.size * 1.45);
        for (const [text, x] of [[left[at], page.margin], [right[at], page.margin + half]] as const) if (text) pages.at(-1)!.push(show(text, x, y, usual.size));
      }
      down(5);
      pages.at(-1)!.push(across(y, 0.3));
    } else {
      const { text, size = usual.size, bold = false, space = usual.space } = part;
      y -= space;
      for (const line of wrap(text, innerWidth, size, bold)) {
        down(size * 1.35);
        pages.at(-1)!.push(show(line, page.margin, y, size, bold));
      }
    }
  }
  return pages;
}

/** A PDF 1.4 document of text and lines on A4, in the standard fonts Helvetica and Helvetica-Bold; the same document gives the same bytes. */
export function writePdf({ title, language, foot, parts }: PdfDocument): Buffer {
  const pages = layOut(parts);
  const first = 6;
  const font = (name: string) => `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;
  const utf16 = Buffer.from(`\uFEFF${title}`, 'utf16le').swap16().toString('hex');
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R /Lang (${language}) /ViewerPreferences << /DisplayDocTitle true >> >>`,
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, at) => `${first + 2 * at} 0 R`).join(' ')}] >>`,
    font('Helvetica'),
    font('Helvetica-Bold'),
    `<< /Title <${utf16}> >>`,
    ...pages.flatMap((commands, at) => {
      const stream = [...commands, show(`${foot} - ${at + 1}/${pages.length}`, page.margin, page.margin / 2, 9)].join('\n');
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${page.width} ${page.height}] /Resources << /Font << /R 3 0 R /B 4 0 R >> >> /Contents ${first + 2 * at + 1} 0 R >>`,
        `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
      ];
    }),
  ];
  let text = '%PDF-1.4\n';
  const places = objects.map((body, at) => {
    const place = text.length;
    text += `${at + 1} 0 obj\n${body}\nendobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  return Buffer.from(`${text}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 5 0 R >>\nstartxref\n${text.length}\n%%EOF\n`, 'latin1');
}
