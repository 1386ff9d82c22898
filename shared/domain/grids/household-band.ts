/** Households that a grid should have, both ends included: 300–500户/网格 of the scheme. */
export const HOUSEHOLD_BAND = { from: 300, to: 500 } as const;

/** Where a number of households lies. */
export type BandPlace = 'below' | 'within' | 'above';

/** Where a grid's households lie against the band. */
export function bandPlaceOf(households: number): BandPlace {
  if (households < HOUSEHOLD_BAND.from) return 'below';
  return households > HOUSEHOLD_BAND.to ? 'above' : 'within';
}

/** What somebody should look at in a grid. */
export type GridTrouble = 'too-few' | 'too-many' | 'no-worker';

/** What is counted of one grid. */
export interface GridFacts {
  /** Null where this device does not hold the grid: then nothing is said about them. */
  readonly households: number | null;
  /** Grid workers with an open account who look after it: one is what the scheme asks for. */
  readonly workers: number;
}

/** What is wrong with a grid, the number of households first; empty for one that is as it should be. */
export function gridTroubles({ households, workers }: GridFacts): readonly GridTrouble[] {
  const place = households === null ? 'within' : bandPlaceOf(households);
  return [
    ...(place === 'below' ? (['too-few'] as const) : []),
    ...(place === 'above' ? (['too-many'] as const) : []),
    ...(workers === 0 ? (['no-worker'] as const) : []),
  ];
}
