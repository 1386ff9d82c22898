import type { Page } from 'playwright-core';

/**
 * Tries every 256 bits that lie on the device as a key to every encrypted value that lies there: as AES-GCM with the iv before the
 * ciphertext or beside it, without additional data and with what a thief could guess. Answers what opened.
 */
export async function tryKeys(page: Page, candidates: readonly string[]) {
  return page.evaluate(async (keys) => {
    const bytesOf = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const asked = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
      });

    const values: {
      readonly place: string;
      readonly iv: Uint8Array;
      readonly ct: Uint8Array;
      readonly guesses: string[];
    }[] = [];
    const collect = (value: unknown, place: string, guesses: string[]): void => {
      if (value instanceof Uint8Array) {
        if (value.length > 28) values.push({ place, iv: value.slice(0, 12), ct: value.slice(12), guesses });
      } else if (Array.isArray(value)) value.forEach((each) => collect(each, place, guesses));
      else if (value !== null && typeof value === 'object') {
        const { iv, ct } = value as { readonly iv?: unknown; readonly ct?: unknown };
        if (iv instanceof Uint8Array && ct instanceof Uint8Array) values.push({ place, iv, ct, guesses });
        if (typeof iv === 'string' && typeof ct === 'string') {
          values.push({ place, iv: bytesOf(iv), ct: bytesOf(ct), guesses });
        }
        for (const each of Object.values(value)) collect(each, place, guesses);
      }
    };
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await asked(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const rows = await asked(database.transaction(store).objectStore(store).getAll(undefined, 3));
        for (const row of rows as Record<string, unknown>[]) {
          const id = String(row['_id'] ?? row['id'] ?? row['key'] ?? '');
          collect(row, `${name}/${store}`, ['', id, store, `${store}|${id}`, `${store}/${id}`]);
        }
      }
      database.close();
    }

    const opened: string[] = [];
    for (const candidate of keys) {
      const key = await crypto.subtle.importKey('raw', bytesOf(candidate), 'AES-GCM', false, ['decrypt']);
      for (const { place, iv, ct, guesses } of values) {
        for (const guess of guesses) {
          const params = { name: 'AES-GCM', iv: iv as BufferSource, additionalData: new TextEncoder().encode(guess) };
          const result = await crypto.subtle.decrypt(params, key, ct as BufferSource).catch(() => null);
          if (result) opened.push(place);
        }
      }
    }
    return { tried: keys.length * values.length, opened };
  }, candidates);
}
