/** A bar on a terminal that says how far a long piece of work is; nothing where nobody looks. */
export function progressBar(label: string, total: number, stream: NodeJS.WriteStream = process.stderr): { tick(): void; end(): void } {
  if (!stream.isTTY || total === 0) return { tick: () => undefined, end: () => undefined };
  const width = 30;
  let done = 0;
  let shown = -1;
  return {
    tick() {
      done += 1;
      const percent = Math.floor((100 * done) / total);
      if (percent === shown) return;
      shown = percent;
      const filled = Math.min(width, Math.round((width * done) / total));
      stream.write(`\r${label.padEnd(24)} [${'#'.repeat(filled)}${'.'.repeat(width - filled)}] ${String(percent).padStart(3)} %`);
    },
    end: () => void stream.write('\r\u001b[K'),
  };
}
