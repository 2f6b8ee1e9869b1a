import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomFrom } from '../../src/core/shared/random.ts';
import { loadContent } from '../../src/platform/content.ts';
import { createDatabase } from '../../src/platform/database.ts';
import { migrateLatest } from '../../src/platform/migrate.ts';
import { paths } from '../../src/platform/paths.ts';
import { createServices } from '../../src/services.ts';
import { testConfig, testPassword } from '../support/app.ts';
import { HttpClient } from '../support/http-client.ts';
import { freePort, kill, startServer } from '../support/server-process.ts';

/**
 * Many tests begun within ten seconds and worked on with the pauses of people, against the compiled server on SQLite; this process makes the load on the
 * same machine. Prints what each kind of request took and every answer that was none. `PEOPLE`, `SECONDS` and `THINK` change the size.
 */
const people = Number(process.env['PEOPLE'] ?? 500);
const seconds = Number(process.env['SECONDS'] ?? 120);
const think = Number(process.env['THINK'] ?? 12);
const startWithin = 10;

const folder = mkdtempSync(join(tmpdir(), 'tangga-load-'));
const content = join(folder, 'content');
const databaseUrl = `sqlite://${join(folder, 'load.sqlite')}`;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const random = randomFrom('load');

/** The pack with a gate that anybody passes: practice is not what is measured. */
function openGates(): void {
  cpSync(paths.content, content, { recursive: true });
  const file = join(content, 'levels.yaml');
  const closed = /gate: \{[^}]*\}/g;
  const open = 'gate: {probability: 0.0001, observations: 0, error: 99, days: 60, perService: 0, retrievability: 0.0001, lastDecisions: 10, lastRight: 0, integrity: 0}';
  writeFileSync(file, readFileSync(file, 'utf8').replace(closed, open));
}

async function prepare(): Promise<void> {
  openGates();
  const db = createDatabase(databaseUrl);
  await db.raw('pragma synchronous = off');
  await migrateLatest(db);
  const services = createServices({ db, now: () => new Date(), config: testConfig({ DATABASE_URL: databaseUrl }), content: loadContent(content) });
  const supervisor = await services.accounts.create(null, { username: 'penyelia', name: 'Penyelia', roles: ['supervisor'], password: testPassword });
  for (let n = 0; n < people; n++) {
    const { id } = await services.accounts.create(null, { username: `orang${n}`, name: `Orang ${n}`, roles: ['trainee'], password: testPassword });
    const waiver = { trainee_id: id, level: 1, kind: 'waived', reason: 'Gerbang bukan pokok pengukuran ini.', decided_by: supervisor.id, decided_at: new Date().toISOString() };
    await db('gate_waivers').insert(waiver);
    await services.forms.freeze(id, 1);
    if (n % 25 === 24) process.stderr.write(`\r${n + 1} of ${people} forms made ahead `);
  }
  process.stderr.write('\n');
  await db.destroy();
}

const times: Record<'start' | 'page' | 'save', number[]> = { start: [], page: [], save: [] };
const errors: string[] = [];

/** One request, timed until its whole answer is here. */
async function timed(kind: keyof typeof times, name: string, work: () => Promise<Response>): Promise<string> {
  const begun = performance.now();
  try {
    const answer = await work();
    const text = await answer.text();
    times[kind].push(performance.now() - begun);
    if (answer.status >= 400) errors.push(`${name}: ${answer.status} ${text.slice(0, 120)}`);
    return answer.headers.get('location') ?? text;
  } catch (error) {
    errors.push(`${name}: ${String(error)}`);
    return '';
  }
}

const look = (client: HttpClient, path: string) => timed('page', path, () => client.request(path, { headers: { accept: 'text/html' } }));
/** The pauses of a person: never shorter than two seconds, on average `think`. */
const pondering = () => pause(1000 * (2 - (think - 2) * Math.log(1 - random.float())));

async function sit(client: HttpClient, n: number, until: number): Promise<void> {
  await pause(random.float() * startWithin * 1000);
  const test = await timed('start', 'start', () => client.postForm('/tests', {}));
  if (!test.startsWith('/sittings/')) return;
  // The stream of events stays open, as in a browser.
  const listening = new AbortController();
  void client.request(`${test}/events`, { headers: { accept: 'text/event-stream' }, signal: listening.signal }).then((answer) => answer.text()).catch(() => '');
  for (let step = 0; performance.now() < until; step++) {
    const item = random.int(1, 40);
    await look(client, `${test}/items/${item}`);
    await pondering();
    if (performance.now() >= until) break;
    await timed('save', 'answer', () => client.postJson(`${test}/items/${item}`, { id: `load-${n}-${step}-answer`, choice: random.pick(['a', 'b', 'c']) }));
    if (step % 3 !== 2) continue;
    const position = random.int(1, 7);
    const desk = await look(client, `${test}/cases/${position}`);
    await pondering();
    if (performance.now() >= until) break;
    const document = random.pick([...desk.matchAll(/name="document" value="([A-Z]+)"/g)].map(([, kind]) => kind!).concat('KTP'));
    await timed('save', 'open document', () => client.postJson(`${test}/cases/${position}/actions`, { id: `load-${n}-${step}-open`, type: 'open-document', document }));
    await timed('save', 'levy', () => client.postJson(`${test}/cases/${position}/actions`, { id: `load-${n}-${step}-levy`, type: 'assess-levy', amount: step }));
  }
  listening.abort();
}

function say(kind: keyof typeof times): void {
  const sorted = times[kind].toSorted((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  console.log(`${kind.padEnd(6)} ${String(sorted.length).padStart(7)}   p50 ${at(0.5)} ms   p95 ${at(0.95)} ms   p99 ${at(0.99)} ms   most ${at(1)} ms`);
}

try {
  await prepare();
  const port = await freePort();
  const env = { PORT: String(port), HOST: '127.0.0.1', DATABASE_URL: databaseUrl, CONTENT_DIR: content, NODE_ENV: 'test', DEMO: 'false', SESSION_SECRET: 'l'.repeat(40), LOG_LEVEL: 'silent' };
  const server = await startServer(join(paths.root, 'dist/src/server.js'), env);
  const clients = Array.from({ length: people }, () => new HttpClient(`http://127.0.0.1:${port}`));
  for (const [n, client] of clients.entries()) await client.signIn(`orang${n}`, testPassword);
  const begun = performance.now();
  await Promise.all(clients.map((client, n) => sit(client, n, begun + seconds * 1000)));
  console.log(`${people} tests begun within ${startWithin} s and worked on for ${seconds} s, pauses of ${think} s on average`);
  for (const kind of ['start', 'page', 'save'] as const) say(kind);
  console.log(`${errors.length} errors`);
  for (const error of errors.slice(0, 10)) console.log(`  ${error}`);
  await kill(server);
  process.exitCode = errors.length > 0 ? 1 : 0;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
