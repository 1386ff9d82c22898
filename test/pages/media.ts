import { filter, firstValueFrom } from 'rxjs';
import type { PhotoRef, PreparedPhoto } from '#shared/media/photo';
import { sha256Of } from '#shared/media/sealed-bytes';
import type { AddPhoto, CheckedClaim, PhotoAbsence, PhotoStatus } from '#renderer/data/media/types';
import type { OpenStation } from '#renderer/data/types';

/** What a test has the page do with pictures. */
export interface MediaApi {
  /** Adds a picture of that many bytes that begins with these words; answers what a record would keep, and the digest of the bytes. */
  addPhoto(bytes: number, words: string, place?: Partial<AddPhoto>): Promise<readonly [PhotoRef, string]>;
  photoStatus(ref: PhotoRef): Promise<PhotoStatus>;
  /** Resolves when the picture is there. */
  photoReaches(ref: PhotoRef, kind: PhotoStatus['kind']): Promise<PhotoStatus>;
  /** Digest of the picture as it is shown, or why it is not. */
  showPhoto(ref: PhotoRef, part: 'full' | 'thumbnail'): Promise<string | PhotoAbsence>;
  checkPhoto(ref: PhotoRef): Promise<CheckedClaim | PhotoAbsence>;
  /** Waits until nothing waits any more; the time since the first request that brought a picture began, ms. */
  timePhotos(): Promise<number>;
  /** What bare parts reach with the same bytes, ms (`media-ceilings.ts`). */
  pouchReplication(url: string, count: number, bytes: number): Promise<number>;
  rawPuts(url: string, count: number, bytes: number): Promise<number>;
  /** Which of these words stand anywhere in the databases of pictures on this device. */
  mediaAtRest(words: readonly string[]): Promise<readonly string[]>;
  /** How strictly a write to the pictures' database is told to reach the disk. */
  mediaDurability(): Promise<string>;
}

/** See `MediaApi`. */
export function mediaApi(current: () => OpenStation): MediaApi {
  return {
    async addPhoto(bytes, words, place) {
      const prepared = aPhoto(bytes, words);
      const ref = await current().media.add(prepared, {
        ...{ scope: 'qinghe-1', class: 'general', priority: 'ordinary' },
        ...place,
      });
      return [ref, await sha256Of(prepared.full)];
    },
    photoStatus: (ref) => firstValueFrom(current().media.status(ref)),
    photoReaches: (ref, wanted) =>
      firstValueFrom(
        current()
          .media.status(ref)
          .pipe(filter(({ kind }) => kind === wanted)),
      ),
    async showPhoto(ref, part) {
      const shown = await current().media[part](ref);
      return shown.ok ? sha256Of(new Uint8Array(await shown.value.arrayBuffer())) : shown.error;
    },
    async checkPhoto(ref) {
      const checked = await current().media.check(ref);
      return checked.ok ? checked.value : checked.error;
    },
    async timePhotos() {
      const until = (isThere: (photos: number) => boolean) =>
        firstValueFrom(current().media.queue$.pipe(filter(({ photos }) => isThere(photos))));
      performance.clearResourceTimings();
      performance.setResourceTimingBufferSize(10_000);
      await until((photos) => photos > 0);
      await until((photos) => photos === 0);
      const endedAt = performance.now();
      const entries = performance.getEntriesByType('resource') as unknown as readonly PerformanceResourceTiming[];
      const arrived = entries.filter(
        ({ name, responseStatus }) => name.includes('/hub/media-') && responseStatus === 201,
      );
      return endedAt - Math.min(...arrived.map(({ startTime }) => startTime));
    },
    pouchReplication: async (...given) => (await import('./media-ceilings')).pouchReplication(...given),
    rawPuts: async (...given) => (await import('./media-ceilings')).rawPuts(...given),
    async mediaAtRest(words) {
      const texts: string[] = [];
      for (const name of await mediaNames()) texts.push(...(await textsIn(await opened(name))));
      return words.filter((word) => texts.some((text) => text.includes(word)));
    },
    async mediaDurability() {
      const [name = ''] = await mediaNames();
      const database = await opened(name);
      const { durability } = database.transaction(database.objectStoreNames[0] ?? '', 'readwrite');
      database.close();
      return durability;
    },
  };
}

/** Bytes that no compression makes smaller, after the words. */
export function aPhoto(bytes: number, words: string): PreparedPhoto {
  const full = new Uint8Array(bytes);
  for (let at = 0; at < bytes; at += 65_536) crypto.getRandomValues(full.subarray(at, Math.min(bytes, at + 65_536)));
  const start = new TextEncoder().encode(words);
  full.set(start.subarray(0, bytes));
  const thumb = full.slice(0, Math.min(bytes, 6000));
  const claim = {
    takenAtMs: 1_795_392_000_000,
    takenAtSource: 'exif',
    place: { latitude: 39.9087, longitude: 116.3975, accuracyM: 8 },
    placeSource: 'device',
    originalSha256: 'cd'.repeat(32),
  } as const;
  return { kind: 'photo', mime: 'image/jpeg', width: 1600, height: 1200, full, thumb, claim };
}

const mediaNames = async (): Promise<readonly string[]> =>
  (await indexedDB.databases()).flatMap(({ name }) => (name?.startsWith('_pouch_') ? [name] : []));

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error as Error);
  });

const opened = (name: string): Promise<IDBDatabase> => done(indexedDB.open(name));

async function textsIn(database: IDBDatabase): Promise<readonly string[]> {
  const texts: string[] = [];
  for (const store of database.objectStoreNames) {
    const rows = (await done(database.transaction(store).objectStore(store).getAll())) as readonly unknown[];
    for (const row of rows) {
      texts.push(JSON.stringify(row));
      const { body } = row as { readonly body?: unknown };
      if (body instanceof Blob) texts.push(new TextDecoder('latin1').decode(await body.arrayBuffer()));
    }
  }
  database.close();
  return texts;
}
