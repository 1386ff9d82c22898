/** How large a practice station is. */

/** How much of everything there is. */
export interface PracticeSize {
  /** One entry per grid, grid 1 first: how many households live there. */
  readonly householdsPerGrid: readonly number[];
  /** How far back visits go. */
  readonly historyDays: number;
}

/** The station of the first run: what two grid workers look after, and half a year of visits. */
export const PRACTICE_SIZE: PracticeSize = { householdsPerGrid: [386, 421, 352], historyDays: 180 };

/** A community as there are thousands: 12 grids and a year of visits. */
const STATION_GRIDS = [...PRACTICE_SIZE.householdsPerGrid, 437, 318, 465, 402, 374, 488, 343, 416, 395] as const;

/** For benchmarks: so many grids that 100,000 people live there. */
const LARGE_GRIDS = 100;

/** Sizes by the name that `npm run practice -- --size` takes. */
export const PRACTICE_SIZES = {
  small: PRACTICE_SIZE,
  station: { householdsPerGrid: STATION_GRIDS, historyDays: 365 },
  large: {
    householdsPerGrid: Array.from(
      { length: LARGE_GRIDS },
      (_, index) => STATION_GRIDS[index] ?? 300 + ((index * 89) % 201),
    ),
    // One round of the elderly: with a year of visits there would be half a million records.
    historyDays: 88,
  },
} as const satisfies Readonly<Record<string, PracticeSize>>;

/** Names of the sizes. */
export type PracticeSizeName = keyof typeof PRACTICE_SIZES;
export const PRACTICE_SIZE_NAMES = Object.keys(PRACTICE_SIZES) as readonly PracticeSizeName[];

/** Which practice station somebody asks for: how large, and with which people. */
export interface PracticePlan {
  readonly size: PracticeSizeName;
  readonly seed: string;
}

/** What a seed may be: it becomes part of a folder's name. */
export const PRACTICE_SEED = /^[0-9a-z]{1,24}$/;
