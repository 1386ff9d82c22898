import type { Page } from 'playwright-core';

const POLL_MS = 500;

/** People, dwellings and visits. */
const BRIEF_HEADS = 3;

/** Resolves when the device has packed the briefs that lists need: that happens once it is calm. */
export async function briefsPacked(page: Page): Promise<void> {
  while ((await page.evaluate(countOf, { ending: '-packs', store: 'heads' })) < BRIEF_HEADS)
    await page.waitForTimeout(POLL_MS);
}

/** Resolves when the register is on the disk in at least so many packs: it is written when the device is calm. */
export async function registerPacked(page: Page, packs: number): Promise<void> {
  const isThere = async (): Promise<boolean> =>
    (await page.evaluate(countOf, { ending: '-register', store: 'heads' })) === 1 &&
    (await page.evaluate(countOf, { ending: '-register', store: 'packs' })) >= packs;
  while (!(await isThere())) await page.waitForTimeout(POLL_MS);
}

/** In the page: rows of a store of the database whose name ends so; 0 while there is none. */
async function countOf({ ending, store }: { readonly ending: string; readonly store: string }): Promise<number> {
  const names = (await indexedDB.databases()).map(({ name }) => name ?? '');
  const name = names.find((each) => each.endsWith(ending));
  if (name === undefined) return 0;
  return new Promise<number>((resolve) => {
    const request = indexedDB.open(name);
    request.onerror = () => resolve(0);
    request.onsuccess = () => {
      const database = request.result;
      const count = database.transaction(store).objectStore(store).count();
      count.onsuccess = () => {
        database.close();
        resolve(count.result);
      };
    };
  });
}
