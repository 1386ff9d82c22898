import { useState } from 'react';

/** Something was done on a page: what, and the way back where there is one. */
export interface Done {
  readonly text: string;
  readonly undo: (() => Promise<void>) | null;
}

/** One action at a time: what runs, what failed, what was done last. */
export interface Action {
  readonly isBusy: boolean;
  readonly failure: { readonly error: unknown } | null;
  readonly done: Done | null;
  /** Runs it and keeps what came of it; answers whether it worked. A second press while one runs does nothing. */
  run(task: () => Promise<Done | null>): Promise<boolean>;
  clear(): void;
}

/** See `Action`. */
export function useAction(): Action {
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<Action['failure']>(null);
  const [done, setDone] = useState<Done | null>(null);
  return {
    isBusy,
    failure,
    done,
    async run(task) {
      if (isBusy) return false;
      setIsBusy(true);
      setFailure(null);
      try {
        setDone(await task());
        return true;
      } catch (error) {
        setFailure({ error });
        return false;
      } finally {
        setIsBusy(false);
      }
    },
    clear() {
      setFailure(null);
      setDone(null);
    },
  };
}
