/** Lets tasks that touch the same keys run one after another, in the order they asked; others run side by side. */
export interface KeyedLock {
  /** Runs `task` when every task that asked earlier for one of `keys` has ended. Not to be nested over a common key. */
  run<T>(keys: readonly string[], task: () => Promise<T>): Promise<T>;
}

/** See `KeyedLock`. All keys are asked for in one step, so tasks cannot wait for each other in a circle. */
export function createKeyedLock(): KeyedLock {
  const lastByKey = new Map<string, Promise<void>>();
  return {
    async run(keys, task) {
      const earlier = new Set(keys.flatMap((key) => lastByKey.get(key) ?? []));
      let release = (): void => undefined;
      const done = new Promise<void>((resolve) => {
        release = resolve;
      });
      for (const key of keys) lastByKey.set(key, done);
      try {
        await Promise.all(earlier);
        return await task();
      } finally {
        release();
        for (const key of keys) if (lastByKey.get(key) === done) lastByKey.delete(key);
      }
    },
  };
}
