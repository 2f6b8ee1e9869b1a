import { existsSync } from 'node:fs';
import type { Context } from 'mocha';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';

/** The one without a window of its own does the same for the page and needs a third less of the machine. */
const installed = ['/usr/lib/chromium/chromium-headless-shell', '/usr/bin/chromium'];
const executablePath = process.env.CHROMIUM_PATH ?? installed.find((path) => existsSync(path)) ?? installed.at(-1)!;
/** Parts of the browser around a page, which it would make anew for each window; the list replaces that of Playwright, so what that leaves out is here too. */
const without = [
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup', 'AimEnabled', 'LensOverlay', 'Translate', 'MediaRouter', 'PreconnectToSearch'],
  ...['OptimizationHints', 'NetworkTimeServiceQuerying', 'BackForwardCache', 'PaintHolding', 'HttpsUpgrades', 'HttpsFirstBalancedModeAutoEnable'],
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'ThirdPartyStoragePartitioning'],
];
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
  `--disable-features=${without.join()}`,
  // The window around the page is drawn without effects; what a page sees of this setting is said by Playwright.
  '--force-prefers-reduced-motion',
  '--animation-duration-scale=0',
  '--disable-lcd-text',
  '--process-per-site',
  '--renderer-process-limit=1',
  '--disable-dev-shm-usage',
  // Scripts run once; to optimise them costs more than it saves.
  '--js-flags=--no-opt --no-maglev',
];

/** The browser of this process. */
let shared: Promise<Browser> | undefined;

/**
 * A browser for a suite; close it after the suite. Suites that run in one process after each other share it and have contexts of their own. Where Chromium is not installed the suite is skipped, which is said loudly, and is an
 * error when REQUIRE_ALL=1.
 */
export async function startChromium(suite: Context): Promise<Browser> {
  requireChromium(suite);
  // Only a process that is ended by another can leave it open; it ends with its process.
  if (process.env['MOCHA_WORKER_ID'] === undefined) return chromium.launch({ executablePath, args });
  if (shared && !(await shared).isConnected()) shared = undefined;
  const browser = await (shared ??= chromium.launch({ executablePath, args }));
  browser.close = async () => {
    await Promise.all(browser.contexts().map((context) => context.close()));
  };
  return browser;
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
