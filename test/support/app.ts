import type { Server } from 'node:http';
import type { Express } from 'express';
import type { Knex } from 'knex';
import supertest from 'supertest';
import { createApp } from '../../src/app.ts';
import { loadConfig, type Config } from '../../src/config.ts';
import { createHttpServer } from '../../src/platform/http-server.ts';
import type { Role } from '../../src/platform/roles.ts';
import { createServices, type Services } from '../../src/services.ts';
import { content } from './content.ts';
import { closeDatabase, testDatabase } from './database.ts';

export const testPassword = 'cukup-panjang-untuk-tes';

/** A clock that stands still until it is told to go on. */
export class TestClock {
  private time: number;

  constructor(start = '2015-05-28T01:00:00.000Z') {
    this.time = Date.parse(start);
  }

  now = (): Date => new Date(this.time);

  /** Goes on by so many seconds. */
  advance(seconds: number): void {
    this.time += seconds * 1_000;
  }
}

type Fields = Record<string, string | string[]>;

/** A browser of one person: keeps cookies and sends the token of its session with every form. */
export class TestBrowser {
  readonly agent: ReturnType<typeof supertest.agent>;
  private token = '';

  /** Of an application, of a server that listens, or of an address. */
  constructor(app: Express | Server | string) {
    this.agent = supertest.agent(app);
    // Packing and unpacking would take a tenth of the time.
    this.agent.set('Accept-Encoding', 'identity');
  }

  get(path: string): supertest.Test {
    return this.agent.get(path).set('Accept', 'text/html');
  }

  /** Sends a form. */
  post(path: string, fields: Fields = {}): supertest.Test {
    return this.agent
      .post(path)
      .set('Accept', 'text/html')
      .type('form')
      .send({ _csrf: this.token, ...fields });
  }

  /** Sends JSON, as the scripts of our pages do. */
  postJson(path: string, body: object): supertest.Test {
    return this.agent.post(path).set('Accept', 'application/json').set('x-csrf-token', this.token).send(body);
  }

  /** Opens a page and takes the token from its first form. */
  async open(path: string): Promise<supertest.Response> {
    const answer = await this.get(path);
    this.token = /name="_csrf" value="([0-9a-f]+)"/.exec(answer.text)?.[1] ?? this.token;
    return answer;
  }

  async signIn(username: string, password = testPassword): Promise<supertest.Response> {
    await this.open('/login');
    const answer = await this.post('/login', { username, password });
    await this.open('/account/password');
    return answer;
  }
}

export interface TestApp {
  app: Express;
  services: Services;
  db: Knex;
  config: Config;
  clock: TestClock;
  /** A browser in which nobody is signed in. */
  browser(): TestBrowser;
  /** Adds a person with `testPassword` and gives the id. */
  addUser(username: string, ...roles: Role[]): Promise<number>;
  /** A browser in which this person, added before, is signed in. */
  signIn(username: string): Promise<TestBrowser>;
  close(): Promise<void>;
}

const environment = { NODE_ENV: 'test', LOG_LEVEL: 'silent', SESSION_SECRET: 'a secret that only the tests know, 32+' };

/** The configuration of tests: hashing costs next to nothing, nothing is logged. `change` sets other variables. */
export function testConfig(change: Record<string, string> = {}): Config {
  return { ...loadConfig({ ...environment, ...change }), passwordCost: { memoryCost: 8, timeCost: 1, parallelism: 1 }, robotPlays: 20 };
}

/** The whole application, by this content, on a fresh database with a clock of its own. Close it after the test. */
export async function testApp(change: Record<string, string> = {}, pack = content()): Promise<TestApp> {
  const config = testConfig(change);
  const clock = new TestClock();
  const db = await testDatabase();
  const services = createServices({ db, now: clock.now, config, content: pack });
  const app = createApp(services, config);
  // One for all requests, or each would open a port of its own.
  const server = createHttpServer(app).listen(0);
  return {
    app,
    services,
    db,
    config,
    clock,
    browser: () => new TestBrowser(server),
    async addUser(username, ...roles) {
      const account = { username, name: `Orang ${username}`, roles, password: testPassword, language: 'id' };
      return (await services.accounts.create(null, account)).id;
    },
    async signIn(username) {
      const browser = new TestBrowser(server);
      await browser.signIn(username);
      return browser;
    },
    async close() {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
      await closeDatabase(db);
    },
  };
}
