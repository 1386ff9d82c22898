/** How safe a draft is. `saved` is said only once the device's disk has it. */
export type SaveState =
  | { readonly kind: 'untouched' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved'; readonly savedAtMs: number }
  | { readonly kind: 'failed'; readonly error: unknown };

/** Keeps what somebody types on disk, a moment behind the fingers. */
export interface DraftKeeper<T> {
  /** Takes the newest value; it is saved after a short pause in typing. */
  change(value: T): void;
  /** Saves at once what is not saved yet; resolves when it is, or has failed. */
  flush(): Promise<void>;
  /** Saves nothing from now on, not even what waits. Resolves when no save is under way. */
  stop(): Promise<void>;
}

interface DraftKeeperOptions<T> {
  /** Resolves with the instant of saving when the value is on disk. */
  save(value: T): Promise<number>;
  /** Longest time that a value waits. */
  readonly delayMs: number;
  onState(state: SaveState): void;
}

/** One save at a time, always of the newest value; a failed save is tried again with the next change or flush. */
export function createDraftKeeper<T>({ save, delayMs, onState }: DraftKeeperOptions<T>): DraftKeeper<T> {
  let waiting: { readonly value: T } | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let running: Promise<void> | null = null;
  let isStopped = false;

  async function saveAll(): Promise<void> {
    while (waiting && !isStopped) {
      const { value } = waiting;
      waiting = null;
      onState({ kind: 'saving' });
      try {
        const savedAtMs = await save(value);
        if (!waiting) onState({ kind: 'saved', savedAtMs });
      } catch (error) {
        waiting ??= { value };
        onState({ kind: 'failed', error });
        return;
      }
    }
  }

  function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    running ??= saveAll().finally(() => {
      running = null;
    });
    return running;
  }

  return {
    change(value) {
      if (isStopped) return;
      waiting = { value };
      timer ??= setTimeout(() => void flush(), delayMs);
    },
    async flush() {
      await flush();
      // A change that came while the last save was ending.
      if (waiting && timer !== null) await flush();
    },
    async stop() {
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
      timer = null;
      waiting = null;
      await running;
    },
  };
}
