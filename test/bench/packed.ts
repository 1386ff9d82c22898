import type { Page } from 'playwright-core';

const POLL_MS = 500;

/** Resolves when the register is on the disk in at least so many packs: it is written when the device is calm. */
export async function registerPacked(page: Page, packs: number): Promise<void> {
  while ((await page.evaluate(packsOf)) < packs) await page.waitForTimeout(POLL_MS);
}

/** In the page: packs of the register; 0 while there is no whole one. */
async function packsOf(): Promise<number> {
  const names = (await indexedDB.databases()).map(({ name }) => name ?? '');
  const name = names.find((each) => each.endsWith('-register'));
  if (name === undefined) return 0;
  return new Promise<number>((resolve) => {
    const request = indexedDB.open(name);
    request.onerror = () => resolve(0);
    request.onsuccess = () => {
      const database = request.result;
      const stores = database.transaction(['heads', 'packs']);
      const heads = stores.objectStore('heads').count();
      const packs = stores.objectStore('packs').count();
      stores.oncomplete = () => {
        database.close();
        resolve(heads.result === 1 ? packs.result : 0);
      };
    };
  });
}
