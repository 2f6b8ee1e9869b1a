import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';

/** Somebody's hand in a browser: it works with keys, a finger or a mouse, and counts every act but typing. */
export class Hand {
  readonly page: Page;
  private readonly keys: boolean;
  private readonly mouse: boolean;
  private readonly counted = new Map<string, number>();

  constructor(page: Page, { keys, mouse = false }: { keys: boolean; mouse?: boolean }) {
    this.page = page;
    this.keys = keys;
    this.mouse = mouse;
  }

  /** How many of the acts chose an answer in a form; the others open, go on and save. */
  answers = 0;

  get acts(): number {
    return [...this.counted.values()].reduce((sum, number) => sum + number, 0);
  }

  /** Every kind of act with how often it was done. */
  get account(): string {
    return [...this.counted].map(([what, number]) => `${what} ${number}`).join(', ');
  }

  /** Presses a button or follows a link and waits for the page that it leads to. */
  async go(what: string, target: Locator): Promise<void> {
    this.count(what);
    await this.reach(target);
    const arrived = this.page.waitForEvent('load');
    if (this.keys) await this.page.keyboard.press('Enter');
    else await this.point(target);
    await arrived;
  }

  /** Presses one of the keys of the page and waits for the next page. */
  async key(what: string, key: string): Promise<void> {
    this.count(what);
    const arrived = this.page.waitForEvent('load');
    await this.page.keyboard.press(key);
    await arrived;
  }

  /** Chooses a radio button or ticks a box. */
  async choose(what: string, target: Locator): Promise<void> {
    this.count(what);
    this.answers += 1;
    await this.reach(target);
    if (this.keys) await this.page.keyboard.press('Space');
    else await target.check();
    expect(await target.isChecked(), what).to.equal(true);
  }

  /** Chooses from a list, which counts as one act. */
  async pick(what: string, target: Locator, value: string): Promise<void> {
    this.count(what);
    this.answers += 1;
    await this.reach(target);
    await target.selectOption(value);
  }

  async type(target: Locator, text: string): Promise<void> {
    if (this.keys) await this.reach(target);
    else await this.point(target);
    await this.page.keyboard.type(text);
  }

  /** Moves the focus there; what cannot hold it cannot be used without a mouse. */
  private async reach(target: Locator): Promise<void> {
    if (!this.keys) return;
    await target.focus();
    const held = await target.evaluate(
      (element: { tabIndex: number; matches(selector: string): boolean }) =>
        element.matches(':focus') && element.tabIndex >= 0,
    );
    expect(held, String(target)).to.equal(true);
  }

  private point(target: Locator): Promise<void> {
    return this.mouse ? target.click() : target.tap();
  }

  private count(what: string): void {
    this.counted.set(what, (this.counted.get(what) ?? 0) + 1);
  }
}

/** Signs in on the page for it. */
export async function signIn(hand: Hand, base: string, username: string, password: string): Promise<void> {
  await hand.page.goto(`${base}/login`);
  await hand.type(hand.page.locator('#username'), username);
  await hand.type(hand.page.locator('#password'), password);
  await hand.go('sign in', hand.page.locator('.login-form .btn-primary'));
}
