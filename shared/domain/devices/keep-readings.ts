import type { Measured } from './readings';

/** Readings that still decide something, ms back from the newest moment: water within a week, everything else within the hour that counts (`STALE_MS`). */
export const WATER_WINDOW_MS = 7 * 86_400_000;
const EVENT_WINDOW_MS = 2 * 3_600_000;

/**
 * What has to be kept in mind of a device's readings so that any rule says the same as over all of them: of a meter that stands still the first and
 * the last of each figure, of everything else what is not stale. Ordered by time, without what came twice.
 */
export function stillNeeded<M extends Measured>(readings: readonly M[], nowMs: number): readonly M[] {
  const sorted = [...readings].sort((a, b) => a.atMs - b.atMs);
  const water = sorted.filter(({ atMs, reading }) => reading.kind === 'water' && atMs > nowMs - WATER_WINDOW_MS);
  const litresOf = (at: number): number | null => {
    const reading = water[at]?.reading;
    return reading?.kind === 'water' ? reading.litres : null;
  };
  const turns = water.filter((_, at) => litresOf(at) !== litresOf(at - 1) || litresOf(at) !== litresOf(at + 1));
  const isState = ({ reading }: M) => reading.kind === 'smoke' || reading.kind === 'leak';
  // The newest word about smoke or a leak tells whether it is over, however old it is.
  const newestState = new Set(['smoke', 'leak'].map((kind) => sorted.findLast(({ reading }) => reading.kind === kind)));
  const events = sorted.filter(
    (each) =>
      each.reading.kind !== 'water' &&
      each.reading.kind !== 'device' &&
      (each.atMs > nowMs - EVENT_WINDOW_MS || (isState(each) && newestState.has(each))),
  );
  return distinct([...turns, ...events]).sort((a, b) => a.atMs - b.atMs);
}

function distinct<M extends Measured>(readings: readonly M[]): M[] {
  return [...new Map(readings.map((each) => [`${each.atMs} ${JSON.stringify(each.reading)}`, each])).values()];
}
