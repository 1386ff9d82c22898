/** Work that runs while it is asked for, one run at a time; asking during a run means one more run after it. */
export interface Loop {
  request(): void;
  /** Asked for and not begun, for instance because it may not run at the moment. */
  isDue(): boolean;
  isBusy(): boolean;
  /** Resolves when it does not run. */
  idle(): Promise<void>;
}

export interface LoopOptions {
  /** Whether it may run. When this turns true again, somebody calls `request`. */
  isOpen(): boolean;
  work(): Promise<void>;
  /** Called when `work` threw; the work stays due and is tried again when this resolves and the loop is open. */
  onFailure(error: unknown): Promise<void>;
  /** Called when a run has ended and nothing is due. */
  onIdle(): void;
}

/** See `Loop`. */
export function createLoop({ isOpen, work, onFailure, onIdle }: LoopOptions): Loop {
  let isRequested = false;
  let running: Promise<void> | null = null;

  async function run(): Promise<void> {
    while (isRequested && isOpen()) {
      isRequested = false;
      try {
        await work();
      } catch (thrown) {
        isRequested = true;
        await onFailure(thrown);
      }
    }
    // In the same turn as the last look at `isRequested`, so that no request falls between the two.
    running = null;
    if (!isRequested) onIdle();
  }

  return {
    request() {
      isRequested = true;
      if (!running && isOpen()) running = run();
    },
    isDue: () => isRequested,
    isBusy: () => isRequested || running !== null,
    async idle() {
      while (running) await running;
    },
  };
}
