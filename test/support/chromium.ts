import { existsSync } from 'node:fs';
import type { Context } from 'mocha';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  // What a test does not look at takes a third of the time of a page.
  '--disable-extensions',
  '--disable-component-extensions-with-background-pages',
  '--disable-features=Translate,BackForwardCache,OptimizationHints,MediaRouter',
  '--process-per-site',
  '--renderer-process-limit=1',
  '--disable-dev-shm-usage',
];

/**
 * One browser for a suite; close it after the suite. Where Chromium is not installed the suite is skipped, which is said loudly, and is an
 * error when REQUIRE_ALL=1.
 */
export async function startChromium(suite: Context): Promise<Browser> {
  requireChromium(suite);
  return chromium.launch({ executablePath, args });
}

/** A browser of one person whose storage is in a folder, so that it can be closed and opened again. */
export async function openProfile(suite: Context, folder: string): Promise<BrowserContext> {
  requireChromium(suite);
  return chromium.launchPersistentContext(folder, { executablePath, args });
}

function requireChromium(suite: Context): void {
  if (!existsSync(executablePath)) {
    if (process.env.REQUIRE_ALL === '1') throw new Error('Chromium is not installed and REQUIRE_ALL=1');
    process.stderr.write('\n*** SKIPPED: Chromium is not installed, nothing was tried in it ***\n');
    suite.skip();
  }
}
