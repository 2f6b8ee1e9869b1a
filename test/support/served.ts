import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import type { Knex } from 'knex';
import { createApp } from '../../src/app.ts';
import type { Config } from '../../src/config.ts';
import { createServices, type Services } from '../../src/services.ts';
import { TestBrowser, type TestClock, testConfig } from './app.ts';
import { content } from './content.ts';

export interface Served {
  /** Address without a slash at the end, of a free port. */
  base: string;
  app: Express;
  services: Services;
  db: Knex;
  config: Config;
  clock: TestClock;
  /** A browser without a window in which this person is signed in; nobody when not given. */
  browser(username?: string, password?: string): Promise<TestBrowser>;
  close(): Promise<void>;
}

export interface ServeOptions {
  /** Without limits of saves and of signing in, for tests that do both faster than a person. */
  unlimited?: boolean;
}

/** Serves the whole application over HTTP on a free port. The database is closed with it. */
export async function serve(db: Knex, clock: TestClock, { unlimited = false }: ServeOptions = {}): Promise<Served> {
  let app: RequestListener = (_req, res) => res.end();
  const server: Server = createServer((req, res) => app(req, res));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const config = testConfig({ BASE_URL: base });
  const services = createServices({ db, now: clock.now, config, content: content() });
  const nothing = () => Promise.resolve();
  if (unlimited) Object.assign(services, { saveLimiter: nothing, loginLimiter: { take: nothing, forgive: nothing } });
  const express = createApp(services, config);
  app = express;
  return {
    base,
    app: express,
    services,
    db,
    config,
    clock,
    async browser(username, password) {
      // Over the address, or every request would open a port of its own.
      const browser = new TestBrowser(base);
      if (username) await browser.signIn(username, password);
      else await browser.open('/login');
      return browser;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await services.sittings.idle();
      await db.destroy();
    },
  };
}
