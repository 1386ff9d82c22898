import { afterOwnTime } from './own-time';

/** Waits of an engine, shortened: a history is over before a real back-off would be. */
export interface Sleeper {
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** Waits under way. */
  sleeping(): number;
}

/** One second of the engine, or of another wait of the product, lasts this much shorter in a history. */
export const FASTER = 40;

export function createSleeper(): Sleeper {
  let sleeping = 0;
  return {
    sleeping: () => sleeping,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve();
        sleeping += 1;
        const stop = afterOwnTime(ms / FASTER, done);
        function done(): void {
          sleeping -= 1;
          stop();
          signal.removeEventListener('abort', done);
          resolve();
        }
        signal.addEventListener('abort', done, { once: true });
      }),
  };
}
