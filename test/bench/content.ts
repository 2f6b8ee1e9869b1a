import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileCache, loadContent } from '../../src/platform/content.ts';
import { contentFolder } from '../support/content.ts';

const linesOf = (folder: string): number =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml')).reduce((sum, name) => sum + readFileSync(join(folder, name), 'utf8').split('\n').length - 1, 0);

/** A copy of the pack, blown up with services of their own documents, checks, clauses and questions until it has so many lines. */
export function blownUp(folder: string, lines: number): void {
  cpSync(contentFolder, folder, { recursive: true });
  const read = (file: string) => readFileSync(join(contentFolder, file), 'utf8');
  const letters = (n: number) => String.fromCharCode(65 + Math.floor(n / 26), 65 + (n % 26));
  for (let copy = 0; linesOf(folder) < lines; copy++) {
    const tag = letters(copy);
    const small = tag.toLowerCase();
const named = (text: string) => text.replaceAll(/^( {2}- \{?id: | +clause: )"?([a-z0-9-]+)"?/gm, `$1"$2-${small}"`);
    writeFileSync(join(folder, `clauses/${small}.yaml`), named(read('clauses/common.yaml')));
    writeFileSync(join(folder, `checks/${small}.yaml`), named(read('checks/common.yaml')));
    writeFileSync(join(folder, `questions/${small}.yaml`), read('questions/level-1.yaml').replaceAll(/id: "L1-(\d+)"/g, `id: "${tag}-$1"`));
    for (const service of ['siup', 'kps', 'tdp'])
      writeFileSync(
        join(folder, `services/${service}${small}.yaml`),
        read(`services/${service}.yaml`)
          .replace(/^code: (\w+)/m, `code: $1${tag}`)
          .replace(/^number: .*/m, `number: ${100 + copy}`)
          .replace(/^checks: \[(.*)\]/m, (_, ids: string) => `checks: [${ids.split(', ').map((id) => `${id}-${small}`).join(', ')}]`),
      );
  }
}

/** Milliseconds of a start on a large pack: without a cache, and with one; each the median of five in one warm process. */
export function benchContent(lines = 25_000): { lines: number; services: number; parsed: number; cached: number; first: number } {
  const folder = mkdtempSync(join(tmpdir(), 'tangga-large-'));
  try {
    const pack = join(folder, 'pack');
    blownUp(pack, lines);
    const cache = join(folder, 'cache.json');
    let services = 0;
    const timed = (work: () => { services: ReadonlyMap<string, unknown> }) => {
      const start = performance.now();
      services = work().services.size;
      return performance.now() - start;
    };
    const median = (work: () => { services: ReadonlyMap<string, unknown> }) => Array.from({ length: 5 }, () => timed(work)).sort((a, b) => a - b)[2]!;
    const first = timed(() => loadContent(pack, fileCache(cache)));
    return { lines: linesOf(pack), services, first, cached: median(() => loadContent(pack, fileCache(cache))), parsed: median(() => loadContent(pack)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
