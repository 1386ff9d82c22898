import type { Measured, Reading } from './readings';

export type MeterReading = Measured<Extract<Reading, { readonly kind: 'water' }>>;

/** A meter that shows less than before by more than this was exchanged or set back, litres. */
const SET_BACK_LITRES = 1;

/**
 * The last instant at which water may have been used: that of the first reading from which on the meter has risen by less than
 * `thresholdLitres`. A drip below the threshold is no use. Readings may come in any order and twice; what counts is when each was true.
 * Null without readings. A reading that shows less than the one before begins anew, as if water had run.
 */
export function lastUseMs(readings: readonly MeterReading[], thresholdLitres: number): number | null {
  const sorted = [...readings].sort((a, b) => a.atMs - b.atMs || a.reading.litres - b.reading.litres);
  const newest = sorted.at(-1);
  if (!newest) return null;
  let since = newest.atMs;
  let later = newest.reading.litres;
  for (let index = sorted.length - 2; index >= 0; index -= 1) {
    const { atMs, reading } = sorted[index] as MeterReading;
    const isSetBack = reading.litres - later > SET_BACK_LITRES;
    if (isSetBack || newest.reading.litres - reading.litres >= thresholdLitres) return since;
    since = atMs;
    later = reading.litres;
  }
  return since;
}
