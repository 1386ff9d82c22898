import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import type { DeviceApi } from '#test/pages/device';
import { startChromium, type Chromium } from '#test/support/chromium';
import { startTestHost, type TestHost } from '#test/support/host';
import { PRACTICE_SIZES } from '#sync-server/seed/sizes';
import { assertRight } from './bench';
import { registerPacked } from './packed';

declare const linli: DeviceApi;

/** The manager, who may read every grid. */
export const CODE = 'zhoum';

const LONG_MS = 900_000;

/** What a register of 160,000 records is packed in, at least. */
const REGISTER_PACKS = 80;

/** A workstation that holds a station of 100,000 people, its host, and how to open it again. */
export interface LargeDevice {
  readonly host: TestHost;
  /** People, dwellings, households and enterprises on the device. */
  readonly records: number;
  /** The first building of the register, while everything was arriving, ended this long after the last record was there. */
  readonly firstReadyMs: number;
  /** A browser started anew over the same profile; whoever gets it closes it. */
  open(): Promise<Chromium>;
  dispose(): Promise<void>;
}

/** Seeds the station, has the device take in all of it, and waits until what it keeps packed is on its disk. */
export async function startLargeDevice(): Promise<LargeDevice> {
  const host = await startTestHost({ page: 'device', practiceSize: PRACTICE_SIZES.large });
  const profile = await mkdtemp(path.join(tmpdir(), 'linli-profile-'));
  const open = () => startChromium({ authoritySpki: host.authoritySpki, profile });
  const dispose = async (): Promise<void> => {
    await host.dispose();
    await rm(profile, { recursive: true, force: true });
  };
  try {
    const browser = await open();
    try {
      const { page } = browser;
      await signInAt(page, host);
      await page.evaluate(() => linli.settled());
      const { records, firstReadyMs } = await page.evaluate(async () => {
        const startedAt = performance.now();
        const taken = await linli.registerSettled();
        return { records: taken, firstReadyMs: performance.now() - startedAt };
      });
      assertRight(records >= 160_000, `${records} records in the register`);
      await registerPacked(page, REGISTER_PACKS);
      return { host, records, firstReadyMs, open, dispose };
    } finally {
      await browser.close();
    }
  } catch (thrown) {
    await dispose();
    throw thrown;
  }
}

/** Opens the page of the data layer. */
export async function openPage(page: Page, host: TestHost): Promise<void> {
  page.setDefaultTimeout(LONG_MS);
  await page.goto(host.lan);
  await page.waitForFunction(() => 'linli' in globalThis);
}

/** Opens the page of the data layer and signs in. */
export async function signInAt(page: Page, host: TestHost): Promise<void> {
  await openPage(page, host);
  await page.evaluate(([code, passphrase]) => linli.signIn(code, passphrase), [CODE, host.passphrase(CODE)] as const);
}
