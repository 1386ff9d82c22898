import { randomBytes } from 'node:crypto';
import type { Platform } from '#renderer/platform/platform';

/** What the data layer takes from its surroundings, in Node: `fetch` leads to the station of a test. */
export function nodePlatform(fetch: typeof globalThis.fetch, locks: LockManager = tabLocks()): Platform {
  return {
    kind: 'workstation',
    hubOrigin: 'http://station.test',
    fetch,
    locks,
    nowMs: () => Date.now(),
    steadyMs: () => performance.now(),
    random: () => 0.5,
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer);
          resolve();
        };
        const timer = setTimeout(done, ms);
        if (signal.aborted) done();
        else signal.addEventListener('abort', done, { once: true });
      }),
    onAwake: () => () => undefined,
    onOffline: () => () => undefined,
    persistStorage: async () => true,
  };
}

/** Locks as a browser gives them to tabs; share one manager between the "tabs" of a test. */
export function tabLocks(): LockManager {
  const held = new Set<string>();
  const request = async (
    name: string,
    _options: LockOptions,
    callback: (lock: Lock | null) => Promise<unknown> | undefined,
  ): Promise<unknown> => {
    if (held.has(name)) return callback(null);
    held.add(name);
    try {
      return await callback({ name, mode: 'exclusive' });
    } finally {
      held.delete(name);
    }
  };
  return { request } as unknown as LockManager;
}
