import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import { openGate } from '../features/sittings/work.ts';
import { type TestApp, TestClock, testPassword } from '../support/app.ts';
import { openProfile } from '../support/chromium.ts';
import { testDatabase } from '../support/database.ts';
import { Hand, signIn } from '../support/hand.ts';
import { serve, type Served } from '../support/served.ts';

describe('a test without a network', function () {
  this.timeout(90_000);
  let served: Served;
  let folder: string;
  let browser: BrowserContext | undefined;
  let sari: number;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tangga-offline-'));
    served = await serve(await testDatabase(), new TestClock(new Date().toISOString()));
    const roles = ['trainee'] as const;
    sari = (
      await served.services.accounts.create(null, {
        username: 'sari',
        name: 'Sari Wulandari',
        roles: [...roles],
        password: testPassword,
      })
    ).id;
    await openGate(served as unknown as TestApp, sari);
  });
  after(async () => {
    await browser?.close();
    await served?.close();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  const bar = (page: Page) => page.locator('[data-connection]');
  const says = (page: Page, text: string) => bar(page).filter({ hasText: text }).waitFor();
  /** Whether this choice waits in the database of the browser. */
  const isKept = (page: Page, choice: string) =>
    page.evaluate<boolean>(`new Promise((resolve) => {
      const open = indexedDB.open('tangga');
      open.onsuccess = () => {
        const all = open.result.transaction('outbox').objectStore('outbox').getAll();
        all.onsuccess = () => { open.result.close(); resolve(all.result.some(({ body }) => body.choice === '${choice}')); };
      };
    })`);
  const answers = async () =>
    (
      await served
        .db('actions')
        .whereIn('type', ['answer', 'flag', 'reply'])
        .orderBy('id')
        .select('position', 'type', 'payload')
    ).map(({ position, type, payload }: { position: number; type: string; payload: string }) => ({
      position,
      type,
      ...(JSON.parse(payload) as object),
    }));
  const arrived = async (number: number) => {
    for (let tries = 0; tries < 600 && (await answers()).length < number; tries++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    return answers();
  };

  it('loses nothing in ten minutes without a line and with a closed browser, and goes on with two clicks', async function () {
    browser = await openProfile(this, folder);
    const item = await browser.newPage();
    await signIn(new Hand(item, { keys: true }), served.base, 'sari', testPassword);
    const id = await served.services.tests.start({ id: sari });
    const test = `${served.base}/sittings/${id}`;
    await item.goto(`${test}/items/1`);
    await item.clock.install();
    await item.locator('input[name="choice"][value="a"]').check();
    expect(await arrived(1)).to.have.length(1);
    const desk = await browser.newPage();
    await desk.goto(`${test}/cases/1`);

    const talking = await browser.newPage();
    await talking.goto(`${test}/talks/8`);

    await browser.setOffline(true);
    await item.locator('input[name="choice"][value="b"]').check();
    await says(item, 'Tidak tersambung ke server. 1 tindakan menunggu');
    expect(await item.locator('[data-save-state]').innerText()).to.contain('Belum terkirim: 1');
    await item.locator('.item-steps a[rel="next"]').click();
    expect(new URL(item.url()).pathname, 'a page that cannot come').to.equal(`/sittings/${id}/items/1`);
    await desk.locator('.case-actions form button').click();
    await says(desk, '2 tindakan');
    await desk.locator('[name="reply"]').first().check();
    await says(desk, '3 tindakan');
    const talk = talking.locator('input[name="card"]').first();
    await talk.check();
    await talking.locator('.talk-reply .btn-primary').click();
    await says(talking, 'Tidak tersambung ke server');
    expect([new URL(talking.url()).pathname, await talk.isChecked()], 'a reply that cannot be answered').to.deep.equal([`/sittings/${id}/talks/8`, true]);
    await item.clock.fastForward('10:00');
    await item.locator('input[name="choice"][value="c"]').check();
    for (let tries = 0; tries < 200 && !(await isKept(item, 'c')); tries++) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await isKept(item, 'c'), 'the last answer is in the browser').to.equal(true);
    expect(await answers(), 'nothing has arrived').to.have.length(1);
    await browser.close();

    served.clock.advance(600);
    browser = await openProfile(this, folder);
    const again = await browser.newPage();
    await again.clock.install({ time: Date.now() + 600_000 });
    const hand = new Hand(again, { keys: true });
    await signIn(hand, served.base, 'sari', testPassword);
    await hand.go('go on', again.locator('.next-act .btn-primary'));
    const { violations } = await new AxeBuilder({ page: again as never })
      .withTags(['wcag2a', 'wcag2aa', 'wcag22aa'])
      .analyze();
    expect(violations.map(({ id }) => id)).to.deep.equal([]);
    await hand.go('here', again.locator('main .btn-primary'));
    expect(hand.acts - 1, 'acts to resume beside signing in').to.equal(2);
    const seen = async () => (await answers()).map(({ position, type }) => `${type} ${position}`).join(', ');
    // The second answer may have been on its way when the third took its place; the last word is the third.
    const inOrder = /^answer 9(, answer 9)?, flag 1, reply 1, answer 9$/;
    for (let tries = 0; tries < 600 && !inOrder.test(await seen()); tries++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await seen()).to.match(inOrder);
    await again.goto(`${test}/items/1`);
    expect(await again.locator('input[name="choice"]:checked').getAttribute('value')).to.equal('c');
    expect(await bar(again).isHidden()).to.equal(true);
    const kinds: string[] = await served.db('signals').orderBy('id').pluck('kind');
    expect(kinds).to.include('gap');
  });

  it('tells an open screen that another one has taken over, and lets it read only', async function () {
    const page = browser!.pages().at(-1)!;
    const other = await served.browser('sari', testPassword);
    const path = new URL(page.url()).pathname.replace(/\/items.*/, '');
    await other.open(path);
    await other.post(`${path}/screen`);
    // The news may be quicker than the hand: then the choice is closed already.
    await page.locator('input[name="choice"][value="d"]').check({ timeout: 2_000 }).catch(() => {});
    await bar(page).waitFor();
    expect(await bar(page).innerText()).to.contain('dilanjutkan di layar lain');
    expect(await page.locator('input[name="choice"][value="a"]').isDisabled()).to.equal(true);
    await page.locator('[data-connection-take] button').click();
    await page.waitForURL(/\/cases\/\d$/);
    expect((await arrived(5)).at(-1)).to.include({ type: 'answer', position: 9 });
  });
});
