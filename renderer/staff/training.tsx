import { createContext, useContext } from 'react';

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
