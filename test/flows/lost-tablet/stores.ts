import type { Page } from 'playwright-core';

/** Names of the databases on the device that hold records. */
export const recordDatabases = (page: Page): Promise<readonly string[]> =>
  page.evaluate(async () =>
    (await indexedDB.databases()).flatMap(({ name = '' }) => (name === 'linli-device' ? [] : [name])),
  );

/** What lies packed on the device, each told from any other by the random bytes that it begins with. */
export function packsOn(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const asked = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
      });
    const found: string[] = [];
    for (const { name = '' } of await indexedDB.databases()) {
      if (!name.endsWith('-register')) continue;
      const opened = await asked(indexedDB.open(name));
      const packs: readonly { readonly id: string; readonly closed: Uint8Array }[] = await asked(
        opened.transaction('packs').objectStore('packs').getAll(),
      );
      found.push(...packs.map(({ id, closed }) => `${name} ${id} ${closed.slice(0, 12).join('.')}`));
      opened.close();
    }
    return found;
  });
}

/** What a device holds of one grid, counted. */
export interface RowsOfGrid {
  /** Rows that name a record of the grid and are not marked as removed. */
  readonly living: number;
  readonly removed: number;
  /** Characters of the longest closed part of a removed one. */
  readonly longestRemoved: number;
  /** Places up to which the grid was read. */
  readonly cursors: number;
}

/** Looks through every store of IndexedDB for records of a grid: ids lie there readable. */
export function rowsOf(page: Page, database: string): Promise<RowsOfGrid> {
  return page.evaluate(async (db) => {
    const scope = `~${db.replace('grid-', '')}~`;
    const asked = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
      });
    const found = { living: 0, removed: 0, longestRemoved: 0, cursors: 0 };
    for (const { name = '' } of await indexedDB.databases()) {
      const opened = await asked(indexedDB.open(name));
      for (const store of opened.objectStoreNames) {
        const rows: readonly Record<string, unknown>[] = await asked(
          opened.transaction(store).objectStore(store).getAll(),
        );
        for (const row of rows) {
          if (store === 'cursors' && row['db'] === db) found.cursors += 1;
          if (!Object.values(row).some((value) => typeof value === 'string' && value.includes(scope))) continue;
          if (row['_deleted'] === '1') {
            found.removed += 1;
            found.longestRemoved = Math.max(found.longestRemoved, String(row['closed'] ?? '').length);
          } else found.living += 1;
        }
      }
      opened.close();
    }
    return found;
  }, database);
}
