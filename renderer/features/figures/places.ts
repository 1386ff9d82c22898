import type { Place } from '#renderer/ui/index';

/** K1, K2 and K5 of the station. */
export const FIGURES_PATH = '/figures';
/** Waits, services and load of the hall. */
export const HALL_FIGURES_PATH = '/figures/hall';

/** See `FIGURES_PATH`; what is looked at stands in the address. */
export const figuresPlace = (query: Readonly<Record<string, string>> = {}): Place => ({ path: FIGURES_PATH, query });

/** See `HALL_FIGURES_PATH`. */
export const hallFiguresPlace = (query: Readonly<Record<string, string>> = {}): Place => ({
  path: HALL_FIGURES_PATH,
  query,
});
