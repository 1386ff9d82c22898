import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { signIn } from '#test/flows/screens';
import { startChromium } from '#test/support/chromium';
import { startTestHost, type TestHost } from '#test/support/host';
import { median } from '#test/support/stats';
import { assertRight, type BenchResult } from './bench';
import { registerPacked } from './packed';

const RUNS = 5;
const CODE = 'zhoum';

/** Households that make about 10,000 and about 100,000 records. */
const SMALL = { householdsPerGrid: [420, 420, 420, 420], historyDays: 180 };
const LARGE = { householdsPerGrid: Array.from({ length: 37 }, () => 400), historyDays: 180 };

/**
 * Unlocking a device without the hub: from the press of the button, with the passphrase typed, to the first rows of the list
 * painted. What the device holds is closed, with a key made from the passphrase at scrypt's full cost.
 */
export async function run(): Promise<BenchResult> {
  const small = await measure(await startTestHost({ practiceSize: SMALL }), 8);
  const large = await measure(await startTestHost({ practiceSize: LARGE }), 50);
  return {
    name: 'unlock',
    dataMix: [
      `${small.people} and ${large.people} key people listed, of about 10,000 and 100,000 records`,
      `${RUNS} runs each in a browser started anew, with the host ended`,
    ],
    figures: { firstScreen10kMs: small.firstScreenMs, firstScreen100kMs: large.firstScreenMs },
    ceilings: {},
    ratios: {},
  };
}

async function measure(host: TestHost, registerPacks: number) {
  const profile = await mkdtemp(path.join(tmpdir(), 'linli-profile-'));
  const open = () => startChromium({ authoritySpki: host.authoritySpki, profile });
  try {
    const first = await open();
    try {
      first.page.setDefaultTimeout(300_000);
      await signIn(first.page, host, CODE);
      await registerPacked(first.page, registerPacks);
      await first.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    } finally {
      await first.close();
    }
    await host.stop();

    const times: number[] = [];
    let people = 0;
    for (let n = 0; n < RUNS; n += 1) {
      const browser = await open();
      try {
        times.push(await unlockOnce(browser.page, host));
        people = Number(
          /共 ([\d,]+) 人/.exec(await browser.page.locator('body').innerText())?.[1]?.replaceAll(',', ''),
        );
      } finally {
        await browser.close();
      }
    }
    assertRight(people > 0, 'nobody is listed');
    return { firstScreenMs: median(times), people };
  } finally {
    await host.dispose();
    await rm(profile, { recursive: true, force: true });
  }
}

/** Measured in the page: a click and two frames after the first row is there. */
async function unlockOnce(page: Page, host: TestHost): Promise<number> {
  page.setDefaultTimeout(60_000);
  await page.goto(`${host.lan}/#/visits`);
  await page.getByLabel('口令', { exact: true }).fill(host.passphrase(CODE));
  return page.getByRole('button', { name: '登录' }).evaluate(
    (button) =>
      new Promise<number>((resolve) => {
        const startedAt = performance.now();
        const look = (): void => {
          if (!document.querySelector('[data-row]')) return void requestAnimationFrame(look);
          requestAnimationFrame(() => resolve(performance.now() - startedAt));
        };
        (button as HTMLElement).click();
        look();
      }),
  );
}
