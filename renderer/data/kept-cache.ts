/**
 * The browser's own store of responses under a name, for what is nobody's in particular and can be fetched anew; it lies open on the disk.
 * Null where the browser keeps nothing: then each page fetches for itself.
 */
export const keptCache = (name: string): Promise<Cache | null> =>
  (globalThis as { caches?: CacheStorage }).caches ? caches.open(name).catch(() => null) : Promise.resolve(null);
