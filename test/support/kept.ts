import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { paths } from '../../src/platform/paths.ts';

const folder = join(paths.modules, '.cache', 'tangga-tests');
/** What a file that is kept depends on, under the root. */
const sources = ['src', 'seeds', 'migrations', 'test/support', 'test/features/sittings/work.ts', 'package-lock.json'];

export interface Kept<T> {
  file: string;
  /** What `make` told of the file. */
  about: T;
}

/**
 * A file that takes long to make, made once for all processes of a run and kept until a source changes. `make` writes the file and tells
 * about it; what it tells must be plain data.
 */
export async function kept<T>(name: string, make: (file: string) => Promise<T>): Promise<Kept<T>> {
  const begin = `${name}-`;
  const stem = join(folder, begin + digestOfSources());
  const [file, told] = [`${stem}.data`, `${stem}.json`];
  for (;;) {
    if (existsSync(told)) return { file, about: JSON.parse(readFileSync(told, 'utf8')) as T };
    if (take(`${stem}.lock`)) break;
    await wait(100);
  }
  try {
    for (const old of readdirSync(folder)) if (old.startsWith(begin) && !join(folder, old).startsWith(stem)) rmSync(join(folder, old), { force: true });
    rmSync(file, { force: true });
    const about = await make(file);
    writeFileSync(`${told}.part`, JSON.stringify(about));
    renameSync(`${told}.part`, told);
    return { file, about };
  } finally {
    rmSync(`${stem}.lock`, { force: true });
  }
}

/** Whether this process is now the one that makes the file. The lock of a process that is gone does not count. */
function take(lock: string): boolean {
  mkdirSync(folder, { recursive: true });
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0);
  } catch {
    rmSync(lock, { force: true });
  }
  return false;
}

function digestOfSources(): string {
  const hash = createHash('sha256').update(process.version);
  const add = (path: string): void => {
    if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name));
    else hash.update(path.slice(paths.root.length)).update(readFileSync(path));
  };
  for (const source of sources) add(join(paths.root, source));
  return hash.digest('hex').slice(0, 16);
}
