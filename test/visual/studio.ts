import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { build } from 'vite';
import { contentSecurityPolicy } from '#main/policy/content-security';
import { findChromium } from '../../build/chromium.mjs';
import { signIn, VIEWPORTS } from '../browser/support/open-screens';
import { SCREENS_NOW_MS, startScreens } from '../browser/support/screens/server';
import { fingerprintOf, type Fingerprint } from './fingerprint';
import { landmarksOf, layoutTroubles, type Landmark } from './layout';
import { decodePng, halved, type Pixels } from './png';
import type { Stop } from './stops';

/** Which of its looks a page is seen in. */
export interface Look {
  readonly viewport: keyof typeof VIEWPORTS;
  readonly theme: 'light' | 'dark';
  readonly language: 'zh' | 'en';
  /** The elder mode. */
  readonly isLarge?: boolean;
}

/** A page as it was seen. */
export interface Sight {
  /** At half its size. */
  readonly picture: Pixels;
  readonly landmarks: readonly Landmark[];
  /** What is wrong with it in any font. */
  readonly troubles: readonly string[];
}

/** A browser over the screens and the component page that draws the same thing every time. */
export interface Studio {
  readonly fingerprint: Fingerprint;
  /** A page of its own that begins as the stop wants it, and has not gone to it; whoever gets it closes its context. */
  open(stop: Stop, look: Look): Promise<Page>;
  /** Goes to a stop on a page of its own and looks. */
  see(stop: Stop, look: Look): Promise<Sight>;
  close(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/** What a machine tells a page about itself, the same on each: how long it has been there, which the station counts on, and its disk. */
function steady(): void {
  performance.now = () => 0;
  const gigabyte = 1024 ** 3;
  navigator.storage.estimate = () => Promise.resolve({ usage: 0.4 * gigabyte, quota: 10 * gigabyte });
  navigator.storage.persisted = () => Promise.resolve(true);
}

const launch = (executablePath: string): Promise<Browser> =>
  chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-gpu',
      '--disable-lcd-text',
      '--font-render-hinting=none',
      '--force-color-profile=srgb',
      '--hide-scrollbars',
    ],
  });

/** Opens it. The clock stands still, nothing moves, letters have the same edges on every screen. */
export async function openStudio(): Promise<Studio> {
  const executablePath = await findChromium();
  if (executablePath === null) throw new Error('visual tests need a Chromium');
  const [screens, gallery] = await Promise.all([startScreens(), startGallery()]);
  let browser = await launch(executablePath);
  let relaunching: Promise<void> | null = null;
  const ready = async (): Promise<Browser> => {
    if (!browser.isConnected()) {
      relaunching ??= launch(executablePath).then((another) => {
        browser = another;
        relaunching = null;
      });
      await relaunching;
    }
    return browser;
  };
  const failures: string[] = [];
  const open = async (stop: Stop, { viewport, theme, language, isLarge = false }: Look): Promise<Page> => {
    const context = await (
      await ready()
    ).newContext({
      viewport: VIEWPORTS[viewport],
      colorScheme: theme,
      reducedMotion: 'reduce',
      timezoneId: 'Asia/Shanghai',
      geolocation: { latitude: 31.23, longitude: 121.47, accuracy: 3.4 },
      permissions: ['geolocation'],
    });
    const preferences = JSON.stringify({ language, theme: 'system', size: isLarge ? 'large' : 'usual' });
    await context.addInitScript((value) => localStorage.setItem('linli-preferences', value), preferences);
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    page.on('pageerror', (error) => failures.push(`${stop.name}: ${error.message}`));
    await page.clock.setFixedTime(SCREENS_NOW_MS);
    await page.addInitScript(steady);
    if (stop.on === 'gallery') {
      const asked = new URLSearchParams({
        theme,
        language,
        scale: isLarge ? 'large' : viewport === 'tablet' ? 'touch' : 'desk',
      });
      await page.goto(`${gallery.origin}/?${asked.toString()}&${stop.address}`);
      await page.locator('.gallery-part').first().waitFor();
    } else {
      await page.goto(`${screens.origin}/${stop.address}`);
      if (stop.who !== null) await signIn(page, stop.who);
    }
    return page;
  };
  const see = async (stop: Stop, look: Look): Promise<Sight> => {
    const page = await open(stop, look);
    try {
      await stop.go(page);
      await settled(page);
      const file = await page.screenshot({ animations: 'disabled', caret: 'hide', fullPage: stop.on === 'gallery' });
      return {
        picture: halved(decodePng(new Uint8Array(file))),
        landmarks: await landmarksOf(page),
        troubles: await layoutTroubles(page),
      };
    } finally {
      if (browser.isConnected()) await page.context().close();
    }
  };
  return {
    fingerprint: await fingerprintOf(browser),
    open,
    async see(stop, look) {
      try {
        return await see(stop, look);
      } catch (error) {
        // A browser that was ended from outside says nothing about the page.
        if (browser.isConnected()) throw error;
        return see(stop, look);
      }
    },
    async close() {
      await browser.close();
      await Promise.all([screens.stop(), gallery.stop()]);
      if (failures.length > 0) throw new Error(`the pages complained:\n${failures.join('\n')}`);
    },
  };
}

/** Nothing under the pointer, fonts there, two frames drawn. */
async function settled(page: Page): Promise<void> {
  await page.mouse.move(0, 0);
  await page.evaluate(async () => {
    await document.fonts.ready;
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await frame();
    await frame();
    const finite = document.getAnimations().filter((each) => each.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.all(finite.map((each) => each.finished.catch(() => undefined)));
  });
}

/** Builds the component page and serves it, under the policy of the staff screens, on a loopback port. */
async function startGallery(): Promise<{ readonly origin: string; stop(): Promise<void> }> {
  const result = await build({
    configFile: path.resolve('test/pages/gallery/vite.config.ts'),
    logLevel: 'error',
    build: { write: false },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (!output || !('output' in output)) throw new Error('the component page was not built');
  const files = new Map<string, string | Uint8Array>(
    output.output.map((file) => [`/${file.fileName}`, file.type === 'asset' ? file.source : file.code] as const),
  );
  const server = createServer((request, response) => {
    const asked = new URL(request.url ?? '/', 'http://gallery').pathname;
    const name = asked === '/' ? '/index.html' : asked;
    response.writeHead(files.has(name) ? 200 : 404, {
      'content-type': TYPES[path.extname(name)] ?? 'application/octet-stream',
      'content-security-policy': contentSecurityPolicy('staff'),
    });
    response.end(files.get(name));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
