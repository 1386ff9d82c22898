import { createContext, useContext, useState } from 'react';
import { leavingSettled } from '#renderer/ui/index';

/** How the pages get from a real station to the practice beside it and back. */
export interface Training {
  /** Starts the practice and answers with its origin; null where there is none beside this station. */
  readonly open: (() => Promise<string>) | null;
  /** Origin of the real station, at the practice beside it; null anywhere else. */
  readonly homeOrigin: string | null;
}

export const TrainingContext = createContext<Training>({ open: null, homeOrigin: null });

/** See `Training`. */
export const useTraining = (): Training => useContext(TrainingContext);

/** Leaves for the practice once everything half written is on disk; `go` is null where there is none, `error` why it failed. */
export function useGoTraining(): { readonly go: (() => void) | null; readonly error: unknown } {
  const { open } = useTraining();
  const [error, setError] = useState<unknown>(null);
  if (!open) return { go: null, error: null };
  const go = () => {
    setError(null);
    open().then(async (origin) => {
      // What could not be saved is only on this page: then nobody leaves it.
      if (await leavingSettled()) location.assign(origin);
    }, setError);
  };
  return { go, error };
}
