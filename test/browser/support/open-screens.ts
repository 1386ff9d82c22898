import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type Page } from 'playwright-core';
import { findChromium } from '../../../build/chromium.mjs';
import { startScreens, type Homes, type ScreensServer } from './screens/server';

export const VIEWPORTS = {
  wide: { width: 1440, height: 900 },
  medium: { width: 1024, height: 768 },
  tablet: { width: 800, height: 1280 },
} as const;

export interface PageOptions {
  readonly viewport?: keyof typeof VIEWPORTS;
  readonly language?: 'zh' | 'en';
  readonly theme?: 'light' | 'dark';
  /** Staff code of who signs in. */
  readonly who?: string;
  /** Failures that the test brings about itself. */
  readonly expects?: RegExp;
  /** Households of the grids: `few` unless a test wants many. */
  readonly homes?: Homes;
  /** Lets the test move the page's clock (`page.clock`). */
  readonly ownClock?: boolean;
  /** `large` for the elder mode. */
  readonly size?: 'usual' | 'large';
  /** Whether the page may use the microphone, which always says the same tone. */
  readonly microphone?: boolean;
  /** Where the device says it stands; null refuses to say. */
  readonly place?: { readonly latitude: number; readonly longitude: number; readonly accuracy: number } | null;
}

export interface Screens {
  /**
   * A page of its own profile; failures in its console fail `close`, but those that match `expects`. Unless the address says how the
   * device begins, somebody is signed in: `who`, or the grid worker. An address that names no page opens the visits.
   */
  open(address: string, options?: PageOptions): Promise<Page>;
  close(): Promise<void>;
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A Chromium over the staff screens with practice data. */
export async function openScreens(): Promise<Screens> {
  const executablePath = await findChromium();
  if (executablePath === null) throw new Error('browser tests need a Chromium');
  const server: ScreensServer = await startScreens();
  const browser: Browser = await chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--use-fake-device-for-media-stream',
    ],
  });
  const failures: string[] = [];
  return {
    async open(
      address,
      {
        viewport = 'wide',
        language = 'zh',
        theme = 'light',
        who = 'lijg',
        size = 'usual',
        expects,
        ownClock = false,
        homes = 'few',
        microphone = false,
        place = { latitude: 31.23, longitude: 121.47, accuracy: 3.4 },
      } = {},
    ) {
      const context = await browser.newContext({
        viewport: VIEWPORTS[viewport],
        colorScheme: theme,
        acceptDownloads: true,
        reducedMotion: 'reduce',
        ...(place && { geolocation: place }),
        permissions: [...(place ? ['geolocation'] : []), ...(microphone ? ['microphone'] : [])],
      });
      const preferences = JSON.stringify({ language, theme: 'system', size });
      await context.addInitScript((value) => {
        // What somebody chooses on the page outlives a reload.
        if (localStorage.getItem('linli-preferences') === null) localStorage.setItem('linli-preferences', value);
      }, preferences);
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      page.on('pageerror', (error) => {
        if (!expects?.test(error.message)) failures.push(`${address}: ${error.message}`);
      });
      page.on('console', (message) => {
        const text = message.text();
        if (message.type() === 'error' && !text.includes('404') && !expects?.test(text))
          failures.push(`${address}: ${text}`);
      });
      if (ownClock) await page.clock.install();
      const url = new URL(address, server.origin);
      url.searchParams.set('homes', homes);
      url.hash ||= '#/visits';
      await page.goto(url.href);
      if (!/begin=(?!empty)/.test(address)) await signIn(page, who);
      return page;
    },
    async close() {
      await browser.close();
      await server.stop();
      if (failures.length > 0) throw new Error(`the pages complained:\n${failures.join('\n')}`);
    },
  };
}

/** Types code and passphrase as that person does, and waits until the door has gone. */
export async function signIn(page: Page, who?: string): Promise<void> {
  await typeSignIn(page, who);
  await page.locator('.sign-in-form').waitFor({ state: 'detached' });
}

/** Types code and passphrase as that person does, whatever comes of it. */
export async function typeSignIn(page: Page, who = 'lijg'): Promise<void> {
  const inputs = page.locator('.sign-in-form input');
  await inputs.nth(0).fill(who);
  await inputs.nth(1).fill(`open ${who}`);
  await page.keyboard.press('Enter');
}

/** What axe finds wrong, serious or worse, with the element it means; by all of its rules, or by those named. */
export async function seriousViolations(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  // Half faded in, everything is too pale.
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter((each) => each.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map((each) => each.finished));
  });
  await page.evaluate(AXE);
  return page.evaluate(async (only) => {
    const { axe } = window as unknown as {
      axe: {
        run(options: object): Promise<{
          violations: { id: string; impact: string | null; nodes: { html: string; failureSummary?: string }[] }[];
        }>;
      };
    };
    const { violations } = await axe.run(only ? { runOnly: [...only] } : {});
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary?.slice(0, 200) ?? ''}`),
      );
  }, rules);
}
