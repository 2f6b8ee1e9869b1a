import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Knex } from 'knex';
import type { Browser } from 'playwright-core';
import { createDatabase } from '../../src/platform/database.ts';
import { migrateLatest } from '../../src/platform/migrate.ts';
import { createServices } from '../../src/services.ts';
import { openGate } from '../features/sittings/work.ts';
import { TestClock, type TestApp, testConfig, testPassword } from '../support/app.ts';
import { built } from '../support/built.ts';
import { startChromium } from '../support/chromium.ts';
import { content } from '../support/content.ts';
import { Hand, signIn } from '../support/hand.ts';
import { serve } from '../support/served.ts';
import { freePort, kill, startServer } from '../support/server-process.ts';

const answers = ['b', 'a', 'd', 'c', 'b'];

describe('a test survives the crash of browser and server', function () {
  this.timeout(120_000);
  let chromium: Browser;
  let folder: string;
  let server: ChildProcess | undefined;
  before(async function () {
    chromium = await startChromium(this);
    folder = mkdtempSync(join(tmpdir(), 'tangga-survives-'));
  });
  after(async () => {
    await chromium?.close();
    if (server) await kill(server);
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  it('with every answer, the same deadline and two clicks to go on; when the time is over the server closes it', async () => {
    const databaseUrl = `sqlite:${join(folder, 'survives.sqlite')}`;
    const traineeId = await ready(databaseUrl);
    const port = await freePort();
    const env = {
      PORT: String(port),
      HOST: '127.0.0.1',
      DATABASE_URL: databaseUrl,
      NODE_ENV: 'test',
      DEMO: 'false',
      SESSION_SECRET: 'y'.repeat(40),
      LOG_LEVEL: 'silent',
    };
    const base = `http://127.0.0.1:${port}`;
    const entry = built('src/server.js');
    server = await startServer(entry, env);

    const before = await chromium.newContext();
    const page = await before.newPage();
    const hand = new Hand(page, { keys: true });
    await signIn(hand, base, 'sari', testPassword);
    await hand.go('go to the test', page.locator('.next-act .btn-primary'));
    await hand.go('begin', page.locator('form[action="/tests"] .btn-primary'));
    expect(hand.acts - 1, 'acts from home to the running test').to.be.at.most(3);
    const test = new URL(page.url()).pathname;
    expect(test).to.match(/^\/sittings\/\d+$/);
    const tab = await before.newPage();
    await tab.goto(`${base}${test}/items/${answers.length}`);
    for (const [at, choice] of answers.entries()) {
      await page.goto(`${base}${test}/items/${at + 1}`);
      const saved = page.waitForResponse((response) => response.request().method() === 'POST');
      await hand.choose('answer', page.locator(`input[name="choice"][value="${choice}"]`));
      expect((await saved).status()).to.equal(200);
      expect(await page.locator('[data-save-state]').getAttribute('data-failing')).to.equal(null);
    }
    // The other tab does not know of the answer: its own is not taken, and it shows the one that is.
    // A click, for `check` would look at the page that comes after, and choose there again.
    await tab.locator('input[name="choice"][value="c"]').click();
    await tab.waitForURL(/\?newer$/);
    expect(await tab.locator('#choice-problem').innerText()).to.contain('dari tab lain');
    expect(await tab.locator('input[name="choice"]:checked').getAttribute('value')).to.equal(answers.at(-1));
    const deadline = await page.locator('[data-deadline]').getAttribute('data-deadline');
    await before.close();
    await kill(server);

    server = await startServer(entry, env);
    const after = await chromium.newContext();
    const again = await after.newPage();
    const resuming = new Hand(again, { keys: true });
    await signIn(resuming, base, 'sari', testPassword);
    await resuming.go('go on', again.locator('.next-act .btn-primary'));
    if (new URL(again.url()).pathname === test) await resuming.go('resume', again.locator('main .btn-primary'));
    expect(resuming.acts - 1, 'acts to resume after signing in').to.be.at.most(2);
    expect(await again.locator('[data-deadline]').getAttribute('data-deadline')).to.equal(deadline);
    for (const [at, choice] of answers.entries()) {
      await again.goto(`${base}${test}/items/${at + 1}`);
      expect(await again.locator('input[name="choice"]:checked').getAttribute('value'), `item ${at + 1}`).to.equal(
        choice,
      );
    }
    await kill(server);
    await closesAtTheDeadline(databaseUrl, traineeId, test, deadline!);
    await after.close();
  });

  /** The same database under a clock that has passed the deadline. */
  async function closesAtTheDeadline(
    databaseUrl: string,
    traineeId: number,
    test: string,
    deadline: string,
  ): Promise<void> {
    const clock = new TestClock(new Date(Date.parse(deadline) + 60_000).toISOString());
    const late = await serve(createDatabase(databaseUrl), clock);
    const context = await chromium.newContext();
    try {
      const page = await context.newPage();
      await signIn(new Hand(page, { keys: true }), late.base, 'sari', testPassword);
      const answer = await page.goto(`${late.base}${test}/items/1`);
      expect([answer!.status(), new URL(page.url()).pathname]).to.deep.equal([200, `${test}/result`]);
      expect(await page.locator('.verdict-word').innerText()).to.not.equal('');
      expect(
        await late.db('sittings').where({ trainee_id: traineeId, kind: 'test' }).select('deadline_at', 'closed_by'),
      ).to.deep.equal([{ deadline_at: deadline, closed_by: 'deadline' }]);
      expect(await late.db('actions').where({ type: 'answer' })).to.have.length(answers.length);
      expect(await late.db('results')).to.have.length(1);
    } finally {
      await context.close();
      await late.close();
    }
  }
});

/** A database with one trainee whose gate is open now; gives her id. */
async function ready(databaseUrl: string): Promise<number> {
  const db: Knex = createDatabase(databaseUrl);
  try {
    await db.raw('pragma synchronous = off');
    await migrateLatest(db);
    const clock = new TestClock(new Date().toISOString());
    const services = createServices({ db, now: clock.now, config: testConfig(), content: content() });
    const { id } = await services.accounts.create(null, {
      username: 'sari',
      name: 'Sari Wulandari',
      roles: ['trainee'],
      password: testPassword,
    });
    await openGate({ db, services, clock } as TestApp, id);
    return id;
  } finally {
    await db.destroy();
  }
}
