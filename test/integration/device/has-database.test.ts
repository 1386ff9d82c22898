import 'fake-indexeddb/auto';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { hasDatabase } from '#renderer/data/has-database';

function open(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 5);
    request.onupgradeneeded = () => request.result.createObjectStore('rows');
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error as Error);
  });
}

describe('the look whether a database is there', () => {
  it.each([0, 1, 2, 3, 4])('does not take it from whoever opens it meanwhile (%i turns later)', async (turns) => {
    const name = `linli-${turns}-media`;
    const asked = hasDatabase(name);
    for (let turn = 0; turn < turns; turn += 1) await setImmediate();
    const database = await open(name);
    let isTaken = false;
    database.onversionchange = () => {
      isTaken = true;
      database.close();
    };
    await asked;
    expect(isTaken).toBe(false);
    database.close();
    expect(await hasDatabase(name)).toBe(true);
    expect(await hasDatabase('linli-nobody-media')).toBe(false);
  });
});
