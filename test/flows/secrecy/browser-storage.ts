import type { Page } from 'playwright-core';

/** What the stores of a page's origin hold, as their own interfaces hand it out. */
export interface StorageDump {
  /** Names of the stores that were read, so that a test can tell an empty answer from none. */
  readonly stores: readonly string[];
  /** Everything in them as text: strings as they are, bytes as base64. */
  readonly text: string;
  /** CryptoKey objects found: a copied profile could use them without knowing their bytes. */
  readonly cryptoKeys: readonly string[];
  /** Strings and bytes that could be a 256-bit key, in base64. */
  readonly keyCandidates: readonly string[];
}

/** Reads all of IndexedDB, Cache Storage, the origin's private files, local and session storage of the page's origin. */
export async function dumpStorage(page: Page): Promise<StorageDump> {
  return page.evaluate(async () => {
    const stores: string[] = [];
    const parts: string[] = [];
    const cryptoKeys: string[] = [];
    const candidates = new Set<string>();

    const base64 = (bytes: Uint8Array): string => {
      let binary = '';
      for (let from = 0; from < bytes.length; from += 8192) {
        binary += String.fromCharCode(...bytes.subarray(from, from + 8192));
      }
      return btoa(binary);
    };
    const take = (value: unknown, place: string): void => {
      if (typeof value === 'string') {
        parts.push(value);
        if (/^[A-Za-z0-9+/]{43}=$/.test(value)) candidates.add(value);
      } else if (value instanceof CryptoKey) cryptoKeys.push(`${place}: ${value.algorithm.name}`);
      else if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) {
        const bytes =
          value instanceof ArrayBuffer
            ? new Uint8Array(value)
            : new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
        parts.push(base64(bytes), new TextDecoder().decode(bytes), new TextDecoder('utf-16le').decode(bytes));
        if (bytes.length === 32) candidates.add(base64(bytes));
      } else if (Array.isArray(value)) value.forEach((each) => take(each, place));
      else if (value instanceof Map) [...value].forEach((each) => take(each, place));
      else if (value !== null && typeof value === 'object') {
        for (const [key, each] of Object.entries(value)) {
          parts.push(key);
          take(each, `${place}.${key}`);
        }
      } else parts.push(String(value));
    };
    const asked = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('IndexedDB'));
      });

    for (const { name = '' } of await indexedDB.databases()) {
      const database = await asked(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        stores.push(`${name}/${store}`);
        const reading = database.transaction(store).objectStore(store);
        const [keys, values] = await Promise.all([asked(reading.getAllKeys()), asked(reading.getAll())]);
        take(keys, `${name}/${store}`);
        take(values, `${name}/${store}`);
      }
      database.close();
    }
    for (const name of await caches.keys()) {
      stores.push(`cache ${name}`);
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        parts.push(request.url);
        parts.push((await (await cache.match(request))?.text()) ?? '');
      }
    }
    const readFolder = async (folder: FileSystemDirectoryHandle, place: string): Promise<void> => {
      const entries = folder as unknown as AsyncIterable<[string, FileSystemHandle]>;
      for await (const [name, entry] of entries) {
        stores.push(`file ${place}/${name}`);
        if (entry.kind === 'directory') await readFolder(entry as FileSystemDirectoryHandle, `${place}/${name}`);
        else take(await (await (entry as FileSystemFileHandle).getFile()).arrayBuffer(), place);
      }
    };
    await readFolder(await navigator.storage.getDirectory(), '');
    for (const area of [localStorage, sessionStorage]) take({ ...area }, 'web storage');
    return { stores, text: parts.join('\n'), cryptoKeys, keyCandidates: [...candidates] };
  });
}

/** Puts a text into every kind of store that `dumpStorage` reads: controls that a search must find. */
export async function plant(page: Page, text: string): Promise<void> {
  await page.evaluate(async (planted) => {
    await new Promise<void>((resolve, reject) => {
      const opening = indexedDB.open('control', 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore('planted');
      opening.onerror = () => reject(opening.error ?? new Error('IndexedDB'));
      opening.onsuccess = () => {
        const writing = opening.result.transaction('planted', 'readwrite', { durability: 'strict' });
        writing.objectStore('planted').put({ name: `${planted}甲` }, 1);
        writing.oncomplete = () => {
          opening.result.close();
          resolve();
        };
      };
    });
    const cache = await caches.open('control');
    await cache.put('/control', new Response(`${planted}乙`));
    const folder = await navigator.storage.getDirectory();
    const file = await folder.getFileHandle('control.txt', { create: true });
    const writer = await file.createWritable();
    await writer.write(`${planted}丙`);
    await writer.close();
  }, text);
}
