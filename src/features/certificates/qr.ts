import { create } from 'qrcode';

/** A QR code as one path of an SVG: squares of unit size inside a quiet zone of four. */
export interface QrView {
  /** Width and height of the view box. */
  size: number;
  path: string;
}

const quiet = 4;

/** Draws a text; every dark run of a row is one stroke of the path, which keeps it below 4 kB. */
export function drawQr(text: string): QrView {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const { size, data } = modules;
  let path = '';
  for (let row = 0; row < size; row += 1)
    for (let from = 0; from < size; from += 1) {
      if (!data[row * size + from]) continue;
      let to = from;
      while (to < size && data[row * size + to]) to += 1;
      path += `M${from + quiet} ${row + quiet}h${to - from}v1H${from + quiet}z`;
      from = to;
    }
  return { size: size + 2 * quiet, path };
}
