import type { Place } from '#renderer/ui/index';

/** K1, K2 and K5 of the station. */
export const FIGURES_PATH = '/figures';
/** Waits, services and load of the hall. */
export const HALL_FIGURES_PATH = '/figures/hall';

/** Calls from the kiosks. */
export const CALL_LOG_PATH = '/figures/calls';

/** See `FIGURES_PATH`; what is looked at stands in the address. */
export const figuresPlace = (query: Readonly<Record<string, string>> = {}): Place => ({ path: FIGURES_PATH, query });

/** See `HALL_FIGURES_PATH`. */
export const hallFiguresPlace = (query: Readonly<Record<string, string>> = {}): Place => ({
  path: HALL_FIGURES_PATH,
  query,
});

/** See `CALL_LOG_PATH`; day and outcome stand in the address. */
export const callLogPlace = (query: Readonly<Record<string, string>> = {}): Place => ({ path: CALL_LOG_PATH, query });
