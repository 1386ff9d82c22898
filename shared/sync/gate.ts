/** Lets `width` tasks run at once; the rest wait in order. */
export interface Gate {
  run<T>(task: () => Promise<T>): Promise<T>;
}

/** A gate of the given width. */
export function createGate(width: number): Gate {
  let free = width;
  const waiting: (() => void)[] = [];
  return {
    async run(task) {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return await task();
      } finally {
        const next = waiting.shift();
        if (next) next();
        else free += 1;
      }
    },
  };
}
