import type { BenchResult } from './bench';
import { measureFirstSync, type FirstSyncSize } from './sync/first-sync';

/** Households that make about 10,000 records with their people, homes and half a year of visits. */
const USUAL: FirstSyncSize = {
  practiceSize: { householdsPerGrid: [262, 262, 262, 262], historyDays: 180 },
  leastRecords: 9000,
  runs: 5,
};

/** First sync of a station of 10,000 records; see `measureFirstSync`. */
export const run = (size: FirstSyncSize = USUAL): Promise<BenchResult> => measureFirstSync('sync-first', size);
