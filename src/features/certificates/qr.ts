import { create } from 'qrcode';

/** A QR code as one path of an SVG: strokes of unit width inside a quiet zone of four. */
export interface QrView {
  /** Width and height of the view box. */
  size: number;
  path: string;
}

const quiet = 4;

/** Draws a text; every dark run of a row is one stroke, told by its distance from the one before, which keeps the path small. */
export function drawQr(text: string): QrView {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
  const rows = Array.from({ length: size }, (_, row) => drawRow(data.slice(row * size, (row + 1) * size), row + quiet));
  return { size: size + 2 * quiet, path: rows.join('') };
}

function drawRow(row: ArrayLike<number>, y: number): string {
  let path = '';
  let drawnTo = 0;
  for (let from = 0; from < row.length; from += 1) {
    if (!row[from]) continue;
    let to = from;
    while (row[to]) to += 1;
    path += `${path === '' ? `M${from + quiet} ${y}.5` : `m${from - drawnTo} 0`}h${to - from}`;
    drawnTo = to;
    from = to;
  }
  return path;
}
