/**
 * What differs between an Electron window, a tablet's browser and a test: everything the data layer takes from its
 * surroundings, so that nothing below reaches for a global.
 */
export interface Platform {
  readonly kind: 'workstation' | 'tablet';
  /** Origin of the edge hub: the one that served this page. */
  readonly hubOrigin: string;
  readonly fetch: typeof globalThis.fetch;
  readonly locks: LockManager;
  nowMs(): number;
  /** Milliseconds since some moment, by a clock that nobody sets; it may stand still while the device sleeps. */
  steadyMs(): number;
  /** 0 ≤ x < 1. */
  random(): number;
  randomBytes(length: number): Uint8Array<ArrayBuffer>;
  /** Resolves after `ms`, or at once when `signal` aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** Calls back when the network is there again or the page is looked at again; answers how to stop. */
  onAwake(callback: () => void): () => void;
  /** Calls back when the device finds itself without any network; answers how to stop. */
  onOffline(callback: () => void): () => void;
  /** Asks the browser not to evict what this origin stores; false when it says no. */
  persistStorage(): Promise<boolean>;
}

/** The platform of an ordinary browser page and of an Electron window alike. */
export function createBrowserPlatform(): Platform {
  return {
    kind: matchMedia('(pointer: coarse)').matches ? 'tablet' : 'workstation',
    hubOrigin: location.origin,
    fetch: (input, init) => fetch(input, init),
    locks: navigator.locks,
    nowMs: () => Date.now(),
    steadyMs: () => performance.now(),
    random: () => Math.random(),
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    sleep,
    onAwake: (callback) => {
      const whenVisible = () => {
        if (document.visibilityState === 'visible') callback();
      };
      addEventListener('online', callback);
      document.addEventListener('visibilitychange', whenVisible);
      return () => {
        removeEventListener('online', callback);
        document.removeEventListener('visibilitychange', whenVisible);
      };
    },
    onOffline: (callback) => {
      addEventListener('offline', callback);
      return () => removeEventListener('offline', callback);
    },
    persistStorage: () => navigator.storage.persist().catch(() => false),
  };
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
