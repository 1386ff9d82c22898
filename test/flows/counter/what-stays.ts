import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Chromium } from '#test/support/chromium';
import { dumpStorage, plant } from '../secrecy/browser-storage';

interface WhatStays {
  /** The browser of the kiosk; it is ended. */
  readonly chromium: Chromium;
  /** Words about somebody who stood before it. */
  readonly known: readonly string[];
  readonly reload: () => Promise<unknown>;
}

/** Planted before the search: what finds it would find the others. */
const CONTROL = '标记文字七月流火';

/** What a kiosk may keep: who it is, and what hangs on the wall as well. */
const MAY_KEEP = /^linli-kiosk/;

const OWN_FILES = /^cache workbox-precache-/;

/** Paths in the caches that are no file of the kiosk's own. */
const cachedPaths = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () => {
    const kept = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
    const paths = kept.flat().map(({ url }) => new URL(url).pathname);
    return paths.filter((path) => path !== '/index.html' && !/^\/assets\/[\w-]+\.(?:js|css|woff2)$/.test(path));
  });

/**
 * Looks at everything that a kiosk's browser keeps, through the browser's own interfaces and in the bytes of its profile, in both ways that
 * it writes text.
 */
export async function assertKeepsNothing({ chromium, known, reload }: WhatStays): Promise<void> {
  const { page, context, profile } = chromium;
  const kept = await page.evaluate(() => Object.keys({ ...localStorage }));
  expect(kept.length).toBeGreaterThan(0);
  expect(kept.filter((key) => !MAY_KEEP.test(key))).toEqual([]);
  expect(await page.evaluate(() => Object.keys({ ...sessionStorage }))).toEqual([]);
  expect(await context.cookies()).toEqual([]);
  await reload();
  await page.getByText('您要办什么？').waitFor();
  const before = await dumpStorage(page);
  // The worker keeps the kiosk's own files; nothing that the host answered to anybody is among them.
  expect(before.stores.filter((store) => !OWN_FILES.test(store))).toEqual([]);
  expect(await cachedPaths(page)).toEqual([]);
  for (const word of known) expect(before.text.includes(word), word).toBe(false);

  await plant(page, CONTROL);
  expect((await dumpStorage(page)).text).toContain(CONTROL);
  await chromium.kill();
  const bytes = await readAll(profile);
  const holds = (text: string): boolean => bytes.some((each) => includes(each, text));
  expect(holds(CONTROL), 'the control').toBe(true);
  for (const word of known) expect(holds(word), word).toBe(false);
}

async function readAll(folder: string): Promise<readonly Buffer[]> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const read = files.map((file) =>
    // Sockets and locks of the browser are no files.
    file.isFile() ? readFile(path.join(file.parentPath, file.name)).catch(() => Buffer.alloc(0)) : Buffer.alloc(0),
  );
  return Promise.all(read);
}

const includes = (bytes: Buffer, text: string): boolean =>
  bytes.includes(Buffer.from(text, 'utf8')) || bytes.includes(Buffer.from(text, 'utf16le'));
