import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from './app.ts';
import { loadConfig, type Config } from './config.ts';
import { addFirstAdministrator, demoAccounts } from './features/accounts/first-accounts.ts';
import { fileCache, loadContent } from './platform/content.ts';
import { startSweeping } from './features/sittings/sweeping.ts';
import { createDatabase, quickCheck, sqliteFile } from './platform/database.ts';
import { createHttpServer } from './platform/http-server.ts';
import { lockFile } from './platform/lock-file.ts';
import { migrateLatest } from './platform/migrate.ts';
import { paths } from './platform/paths.ts';
import { createServices, type Services } from './services.ts';

const drainTime = 10_000;
const sweepEvery = 15 * 60_000;
const prepareEvery = 60_000;
const requestTime = 30_000;

/** FIRST RUN: what an empty database is given. Production gets one administrator, a demonstration its people and cases. */
async function firstRun(services: Services): Promise<void> {
  const { accounts, config } = services;
  if (!(await accounts.isEmpty())) return;
  if (!config.demo) {
    const password = await addFirstAdministrator(accounts, config);
    if (password) print(`First administrator: ${config.adminUsername}, one-time password: ${password}`);
    return;
  }
  print('Making the demonstration programme; this takes some seconds, once ...');
  // Loaded only when it is needed: production never sees it.
  const { seedDemo } = await import('../seeds/demo/demo.ts');
  await seedDemo(services);
}

/** Opens, checks and brings up to date the database, then listens. Gives the server and the function that stops it all. */
async function start(config: Config): Promise<{ server: Server; stop: () => Promise<void> }> {
  const file = sqliteFile(config.databaseUrl);
  const db = createDatabase(config.databaseUrl);
  const unlock = file && file !== ':memory:' ? lockFile(file) : () => {};
  try {
    const health = await quickCheck(db);
    if (health !== 'ok') throw new Error(`The database is damaged and is not served; restore a backup. ${health}`);
    await migrateLatest(db);
    const services = createServices({
      db,
      now: () => new Date(),
      config,
      content: loadContent(config.contentFolder, fileCache(paths.contentCache)),
    });
    await firstRun(services);
    await services.rules.keepEdition();
    const forget = await services.memory.watch();
    const server = createHttpServer(createApp(services, config), { requestTimeout: requestTime });
    await listen(server, config);
    const sweeping = setInterval(
      () => void services.sessions.sweep().catch((error: unknown) => services.logger.error(error)),
      sweepEvery,
    );
    // What was planned before the last stop may lack its forms; a session of which somebody sat the form elsewhere lacks one too.
    services.preparation.start();
    const preparing = setInterval(() => services.preparation.start(), prepareEvery);
    const stopSweeping = startSweeping(services.sittings, services.logger);
    const stop = async () => {
      clearInterval(sweeping);
      clearInterval(preparing);
      await Promise.all([services.live.close(), services.board.close()]);
      await drain(server);
      await stopSweeping();
      await services.preparation.idle();
      forget();
      await db.destroy();
      unlock();
    };
    return { server, stop };
  } catch (error) {
    await db.destroy();
    unlock();
    throw error;
  }
}

function listen(server: Server, { port, host }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}

function announce(server: Server, config: Config): void {
  const { port } = server.address() as AddressInfo;
  print(`Tangga is ready: ${config.port === port ? config.baseUrl : `http://localhost:${port}`}`);
  if (!config.demo) return;
  print('Demonstration accounts (username, password, role):');
  for (const { username, password, role } of demoAccounts)
    print(`  ${username.padEnd(10)} ${password.padEnd(20)} ${role}`);
}

/** Requests in progress are answered, new connections refused; after ten seconds nobody is waited for. */
function drain(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => server.closeAllConnections(), drainTime);
    server.close(() => {
      clearTimeout(late);
      resolve();
    });
    server.closeIdleConnections();
  });
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** What stops a start is a sentence for the operator, not a stack. */
function giveUp(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

try {
  const config = loadConfig();
  const { server, stop } = await start(config);
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void stop().then(() => process.exit(0), giveUp));
  // Last, because whoever reads it may stop the process at once.
  announce(server, config);
} catch (error) {
  giveUp(error);
}
