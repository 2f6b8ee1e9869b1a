import { existsSync, linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** Who holds the lock: a process id means something only within one boot, and ids are used again. */
interface Holder {
  pid: number;
  bootId: string;
  startedAt: string;
}

/** Another server process is running on the same file. */
export class LockedError extends Error {
  override name = 'LockedError';
}

/**
 * Claims a SQLite file for this process and gives the function that releases it. A lock whose holder is gone (killed,
 * or from before the last boot) is taken over.
 */
export function lockFile(databaseFile: string): () => void {
  const path = `${databaseFile}.lock`;
  const own = `${path}.${process.pid}`;
  writeFileSync(own, JSON.stringify(identify(process.pid)));
  try {
    claim(path, own);
  } finally {
    rmSync(own, { force: true });
  }
  return () => {
    if (readHolder(path)?.pid === process.pid) rmSync(path, { force: true });
  };
}

/** A hard link either appears whole or not at all, so two processes cannot both succeed. */
function claim(path: string, own: string): void {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      linkSync(own, path);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== 'EEXIST') throw error;
    }
    const holder = readHolder(path);
    if (holder && isAlive(holder))
      throw new LockedError(`Another server process (pid ${holder.pid}) already uses this database: ${path}`);
    if (existsSync(path)) {
      renameSync(path, `${own}.stale`);
      rmSync(`${own}.stale`, { force: true });
    }
  }
  throw new LockedError(`The lock could not be taken: ${path}`);
}

function readHolder(path: string): Holder | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder;
  } catch {
    return null;
  }
}

function isAlive(holder: Holder): boolean {
  const now = identify(holder.pid);
  if (now.bootId !== holder.bootId || now.startedAt !== holder.startedAt) return false;
  try {
    process.kill(holder.pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}

/** On systems without /proc the boot and the start time are unknown, and the process id alone has to do. */
function identify(pid: number): Holder {
  return { pid, bootId: readText('/proc/sys/kernel/random/boot_id').trim(), startedAt: startTicks(pid) };
}

function startTicks(pid: number): string {
  const afterName = readText(`/proc/${pid}/stat`).split(') ').at(-1) ?? '';
  return afterName.split(' ')[19] ?? '';
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
