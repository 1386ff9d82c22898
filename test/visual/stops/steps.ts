import type { Page } from 'playwright-core';
import type { Stop } from '../stops';

/** The worker of the first grid, the worker of the others, and the manager, who sees everything. */
export const WORKER = 'lijg';
export const MANAGER = 'zhoum';

/** Leads to an address within the screens and waits for what stands there. */
export function at(hash: string, sign: string): Stop['go'] {
  return async (page) => {
    // Whatever lies over the pages goes away; another page first, since the same address again would change nothing.
    await page.keyboard.press('Escape');
    await page.evaluate(() => (location.hash = '#/sync'));
    await page.locator('main h1').first().waitFor();
    await page.evaluate((address) => (location.hash = address), hash);
    await page.locator(sign).first().waitFor();
  };
}

/** A stop on the screens. */
export function screen(
  name: string,
  go: Stop['go'],
  { who = WORKER, address = '', isAlone = false }: Partial<Pick<Stop, 'who' | 'address' | 'isAlone'>> = {},
): Stop {
  return { name, on: 'screens', address, who, go, isAlone };
}

/** One step after another. */
export function steps(...all: readonly Stop['go'][]): Stop['go'] {
  return async (page) => {
    for (const each of all) await each(page);
  };
}

/** Presses something, and waits for what it brings. */
export const press =
  (what: string, sign: string): Stop['go'] =>
  async (page: Page) => {
    await page.locator(what).first().click();
    await page.locator(sign).first().waitFor();
  };

/** Presses keys, and waits for what they bring. */
export const keys =
  (combination: string, sign: string): Stop['go'] =>
  async (page: Page) => {
    await page.keyboard.press(combination);
    await page.locator(sign).first().waitFor();
  };

/** `_id` of the first person of that name, on this device. */
export function personId(page: Page, name: string): Promise<string> {
  return page.evaluate(
    (wanted) =>
      new Promise<string>((resolve, reject) => {
        window.harness.station?.records.all('people', 'person').subscribe((people) => {
          const found = people.find((each) => each['name'] === wanted);
          if (found) resolve(found._id);
          else reject(new Error(`nobody here is called ${wanted}`));
        });
      }),
    name,
  );
}
