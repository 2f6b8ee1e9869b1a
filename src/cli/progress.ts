/** A stream as far as a progress bar needs it. */
export interface ProgressStream {
  isTTY?: boolean;
  write(text: string): unknown;
}

const width = 30;
const quiet = 1_000;

/**
 * A progress bar for work that takes more than a second: on a terminal it is drawn over and wiped away at the end, elsewhere a line is written for every
 * tenth. In: where to, what is done, and a clock in milliseconds. Out: takes the share that is done, 0..1.
 */
export function progressBar(stream: ProgressStream, what: string, now: () => number = () => performance.now()): (share: number) => void {
  const start = now();
  let shown = -1;
  return (share) => {
    if (share >= 1 && shown >= 0 && stream.isTTY) stream.write('\r\u001B[K');
    if (share >= 1 || now() - start < quiet) return;
    const percent = Math.floor(share * (stream.isTTY ? 100 : 10)) * (stream.isTTY ? 1 : 10);
    if (percent <= shown) return;
    shown = percent;
    const filled = Math.round((width * percent) / 100);
    stream.write(stream.isTTY ? `\r${what} [${'#'.repeat(filled)}${'.'.repeat(width - filled)}] ${percent} %` : `${what}: ${percent} %\n`);
  };
}
