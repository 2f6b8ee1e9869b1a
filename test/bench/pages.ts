import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import autocannon from 'autocannon';
import { paths } from '../../src/platform/paths.ts';
import { testsInProgress } from '../durability/programme.ts';
import { HttpClient } from '../support/http-client.ts';
import { freePort, kill, startServer } from '../support/server-process.ts';

const rounds = 7;
const seconds = 2;
const connections = 20;

export interface PageRatio {
  page: string;
  bytes: number;
  bare: number;
  ours: number;
}

async function requestsPerSecond(url: string, cookie: string): Promise<number> {
  const result = await autocannon({ url, connections, duration: seconds, headers: { accept: 'text/html', ...(cookie && { cookie }) } });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${url}: ${result.non2xx} refused, ${result.errors} errors`);
  return result.requests.average;
}

/** Takes turns, so that a slow moment of the machine meets both; after one round to warm up, the round whose ratio is the median. */
async function inTurns(bareUrl: string, ourUrl: string, cookie: string): Promise<Pick<PageRatio, 'bare' | 'ours'>> {
  const measured: Pick<PageRatio, 'bare' | 'ours'>[] = [];
  for (let round = 0; round <= rounds; round++) measured.push({ bare: await requestsPerSecond(bareUrl, ''), ours: await requestsPerSecond(ourUrl, cookie) });
  const sorted = measured.slice(1).sort((a, b) => a.ours / a.bare - b.ours / b.bare);
  return sorted[rounds >> 1]!;
}

function startBare(bytes: number): Promise<{ child: ChildProcess; port: number }> {
  const child = spawn(process.execPath, [path.join(paths.root, 'test/bench/bare-server.mjs'), String(bytes)], {
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((resolve) => child.stdout.once('data', (chunk: Buffer) => resolve({ child, port: Number(chunk.toString().split(' ')[1]) })));
}

/** Requests per second of our desk page and test page beside a bare Express + EJS page of the same size, in turns. */
export async function benchPages(): Promise<PageRatio[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tangga-bench-'));
  const databaseUrl = `sqlite://${path.join(folder, 'bench.sqlite')}`;
  const [sitter] = await testsInProgress(databaseUrl, 1);
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const server = await startServer(path.join(paths.root, 'dist/src/server.js'), {
    PORT: String(port),
    HOST: '127.0.0.1',
    DATABASE_URL: databaseUrl,
    NODE_ENV: 'production',
    DEMO: 'false',
    SESSION_SECRET: 'x'.repeat(40),
    LOG_LEVEL: 'error',
    BASE_URL: base,
  });
  const ratios: PageRatio[] = [];
  try {
    const client = new HttpClient(base);
    await client.signIn(sitter!.username, sitter!.password);
    for (const [page, url] of [
      ['desk page', `/sittings/${sitter!.sittingId}/cases/1`],
      ['test page', `/sittings/${sitter!.sittingId}/items/1`],
    ] as const) {
      const bytes = (await client.open(url)).length;
      const bare = await startBare(bytes);
      ratios.push({ page, bytes, ...(await inTurns(`http://127.0.0.1:${bare.port}/`, base + url, client.cookieHeader)) });
      await kill(bare.child);
    }
  } finally {
    await kill(server);
    rmSync(folder, { recursive: true, force: true });
  }
  return ratios;
}
