import type { BenchResult } from './bench';
import { measureFirstSync, type FirstSyncSize } from './sync/first-sync';

/** Households that make about 100,000 records in twelve grids, with a year of visits. */
const USUAL: FirstSyncSize = {
  practiceSize: { householdsPerGrid: Array.from({ length: 12 }, () => 755), historyDays: 365 },
  leastRecords: 95_000,
  runs: 3,
};

/** First sync of a large station; see `measureFirstSync`. */
export const run = (size: FirstSyncSize = USUAL): Promise<BenchResult> => measureFirstSync('sync-large', size);
