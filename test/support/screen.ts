import type { BrowserContext, Page } from 'playwright-core';
import { HttpClient } from './http-client.ts';

export type Cookies = Parameters<BrowserContext['addCookies']>[0];

/** The cookies of somebody who has signed in, for a browser context. */
export async function cookiesOf(base: string, username: string, password: string): Promise<Cookies> {
  const client = new HttpClient(base);
  await client.signIn(username, password);
  return client.cookieHeader.split('; ').map((pair) => {
    const at = pair.indexOf('=');
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url: base };
  });
}

/** Lets a context be this person and nobody else; null is nobody. */
export async function become(context: BrowserContext, cookies: Cookies | null): Promise<void> {
  await context.clearCookies();
  if (cookies) await context.addCookies(cookies);
}

/** How many pixels a page is wider than its window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
