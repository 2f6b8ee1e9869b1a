import { createHash } from 'node:crypto';
import type Sharp from 'sharp';

/** What a picture may be when it comes, in bytes and pixels of a side, and the longest side that is kept. */
export const pictureLimits = { bytes: 2 * 1024 * 1024, side: 4_000, keptSide: 1_600 } as const;
/** More than this is packed with loss, also what came without. */
const mostLossless = 400 * 1024;

export type PictureFault = 'large' | 'kind' | 'sides' | 'broken';
export interface Picture {
  /** By its content and size: the same picture has the same code. */
  code: string;
  bytes: Buffer;
  width: number;
  height: number;
}

/** The kinds that are taken, by their first bytes; the name of a file and what a browser says of it are not looked at. */
function kindOf(bytes: Buffer): 'png' | 'jpeg' | 'webp' | null {
  if (bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'))) return 'png';
  if (bytes.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex'))) return 'jpeg';
  return bytes.subarray(0, 4).toString('latin1') === 'RIFF' && bytes.subarray(8, 12).toString('latin1') === 'WEBP' ? 'webp' : null;
}

/**
 * A picture as it is kept: drawn anew as WebP, without anything that came beside the pixels, its longest side at most 1,600 pixels. Its sides are read from the
 * head before anything is unpacked, so that a bomb costs nothing. Decoding runs outside the event loop.
 */
export async function readPicture(bytes: Buffer): Promise<Picture | { fault: PictureFault }> {
  if (bytes.length > pictureLimits.bytes) return { fault: 'large' };
  const kind = kindOf(bytes);
  if (kind === null) return { fault: 'kind' };
  const sharp = await loadSharp();
  const { side, keptSide } = pictureLimits;
  try {
    const { width, height, format } = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (format !== kind) return { fault: 'broken' };
    if (width > side || height > side) return { fault: 'sides' };
    const open = () => sharp(bytes, { failOn: 'error', limitInputPixels: side * side, pages: 1 });
    const draw = (lossless: boolean) =>
      open().rotate().resize({ width: keptSide, height: keptSide, fit: 'inside', withoutEnlargement: true }).timeout({ seconds: 10 }).webp({ lossless, quality: 82 }).toBuffer({ resolveWithObject: true });
    const exact = kind === 'png' ? await draw(true) : null;
    const { data, info } = exact && exact.data.length <= mostLossless ? exact : await draw(false);
    const hash = createHash('sha256').update(data).digest('hex').slice(0, 16);
    return { code: `${hash}-${info.width}x${info.height}`, bytes: data, width: info.width, height: info.height };
  } catch {
    return { fault: 'broken' };
  }
}

/** Loaded when the first picture comes: most processes never see one. One thread, because tests are saved beside it. */
let loaded: Promise<typeof Sharp> | undefined;
function loadSharp() {
  loaded ??= import('sharp').then(({ default: sharp }) => {
    sharp.cache(false);
    sharp.concurrency(1);
    return sharp;
  });
  return loaded;
}
