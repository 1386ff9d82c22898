/** Reports that may be missed before a device counts as silent: radio in stairwells loses one now and then. */
const MISSED_REPORTS = 3;
/** A device that reports every few seconds is not silent while its router restarts. */
const LEAST_MS = 10 * 60_000;
/** A device that speaks only when something happens still tells of its battery about once a day; an hour on top, as such reports drift. */
const EVENT_ONLY_MS = 25 * 60 * 60_000;
/** From here on down a battery is to be changed. */
const LOW_BATTERY_PERCENT = 20;

/** How long after it was last heard of a device counts as silent, ms; `reportsEveryMs` as in `Sensor`. */
export const silentAfterMs = (reportsEveryMs: number | null): number =>
  reportsEveryMs === null ? EVENT_ONLY_MS : Math.max(LEAST_MS, MISSED_REPORTS * reportsEveryMs);

/** Whether a battery is to be changed; null is one that nothing is known of. */
export const isBatteryLow = (percent: number | null): boolean => percent !== null && percent <= LOW_BATTERY_PERCENT;
