import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Cluster {
  url: string;
  stop(): void;
}

// A cluster that is thrown away: what a crash of the machine would do to it does not matter; a kill of our own server does.
const careless = ['fsync=off', 'full_page_writes=off', 'wal_level=minimal', 'max_wal_senders=0', 'max_wal_size=4GB', 'checkpoint_timeout=1h', 'autovacuum=off']
  .map((setting) => `-c ${setting}`)
  .join(' ');

/** Files that are never written to a disk, where the system has such a place. */
const memory = '/dev/shm';

const folders = ['17', '16', '15', '14'].map((version) => `/usr/lib/postgresql/${version}/bin`);

/**
 * A throw-away PostgreSQL cluster on a port of its own, or null where PostgreSQL is not installed: that is said loudly,
 * and is an error when REQUIRE_ALL=1. The server refuses to run as root, so for root it runs as the user `postgres`.
 */
export async function startPostgres(): Promise<Cluster | null> {
  const bin = folders.find((folder) => existsSync(join(folder, 'initdb')));
  if (!bin) {
    if (process.env.REQUIRE_ALL === '1') throw new Error('PostgreSQL is not installed and REQUIRE_ALL=1');
    process.stderr.write('\n*** SKIPPED: PostgreSQL is not installed, nothing was tried on it ***\n');
    return null;
  }
  const folder = mkdtempSync(join(existsSync(memory) ? memory : tmpdir(), 'tangga-pg-'));
  const user = process.getuid?.() === 0 ? ids('postgres') : undefined;
  if (user) chownSync(folder, user.uid, user.gid);
  chmodSync(folder, 0o700);
  const run = (program: string, ...args: string[]) =>
    execFileSync(join(bin, program), args, {
      ...user,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, TZ: 'UTC' },
    });
  const port = await freePort();
  const data = join(folder, 'data');
  run('initdb', '-D', data, '-U', 'tangga', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync');
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 ${careless}`;
  run('pg_ctl', '-D', data, '-l', join(folder, 'log'), '-w', '-o', options, 'start');
  return {
    url: `postgres://tangga@127.0.0.1:${port}/postgres`,
    stop() {
      run('pg_ctl', '-D', data, '-m', 'immediate', '-w', 'stop');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function ids(name: string): { uid: number; gid: number } {
  const number = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
  return { uid: number('-u'), gid: number('-g') };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
