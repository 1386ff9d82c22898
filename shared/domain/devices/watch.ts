import { afterActive, timeOfDayMs, type QuietHours, type Silence } from './active-time';
import { lastUseMs, type MeterReading } from './meter';
import type { Measured, Reading } from './readings';

/** What is watched for. Ids stand in alarms and never change their meaning. */
export type WatchRule =
  /** Nobody has used water for so long outside quiet hours and absences. */
  | {
      readonly id: 'no-water';
      readonly afterMs: number;
      readonly thresholdLitres: number;
      readonly reportsEveryMs: number;
    }
  /** The door was opened within these hours. */
  | { readonly id: 'night-door'; readonly hours: QuietHours }
  | { readonly id: 'smoke' }
  | { readonly id: 'leak' }
  | { readonly id: 'help' }
  /** Either figure from here on: a doctor at once. */
  | { readonly id: 'blood-pressure'; readonly systolic: number; readonly diastolic: number }
  /** The device has said nothing for so long. */
  | { readonly id: 'silent'; readonly afterMs: number };

export type WatchRuleId = WatchRule['id'];

/** What is known of one device when it is looked at. */
export interface Seen {
  /** When it was last heard of at all, and when it was paired; ms. */
  readonly heardAtMs: number | null;
  readonly pairedAtMs: number;
  /** Readings that the rule is about, in any order. */
  readonly readings: readonly Measured[];
  readonly silence: Silence;
}

/** What a look comes to. */
export interface Look {
  /** Something is the matter since then (the due time, or the time of the reading), ms; null while nothing is. */
  readonly sinceMs: number | null;
  /** Nothing can be said: the device was not heard of when it should have been. The rule `silent` tells of that. */
  readonly isBlind: boolean;
  /** When to look again if nothing comes in until then, ms; null for only when something comes. */
  readonly lookAtMs: number | null;
}

const NOTHING: Look = { sinceMs: null, isBlind: false, lookAtMs: null };

/** What happened longer ago than this is not told as an alarm when it becomes known, ms: nobody can be helped by it any more. */
export const STALE_MS = 60 * 60_000;

/** Looks at one device by one rule. Pure: the same readings say the same in whatever order they came, and after a restart. */
export function look(rule: WatchRule, seen: Seen, nowMs: number): Look {
  switch (rule.id) {
    case 'no-water':
      return lookForWater(rule, seen, nowMs);
    case 'silent':
      return lookForSilence(rule.afterMs, seen, nowMs);
    case 'smoke':
      return lately(seen, nowMs, ({ reading }) => reading.kind === 'smoke' && reading.isSmoke && !reading.isTest);
    case 'leak':
      return lately(seen, nowMs, ({ reading }) => reading.kind === 'leak' && reading.isLeak);
    case 'help':
      return lately(seen, nowMs, ({ reading }) => reading.kind === 'help');
    case 'night-door':
      return lately(
        seen,
        nowMs,
        ({ reading, atMs }) =>
          reading.kind === 'door' && reading.isOpen && isWithin(atMs, rule.hours) && !isAway(atMs, seen),
      );
    case 'blood-pressure':
      return lately(
        seen,
        nowMs,
        ({ reading }) =>
          reading.kind === 'blood-pressure' &&
          (reading.systolic >= rule.systolic || reading.diastolic >= rule.diastolic),
      );
  }
}

function lookForWater(
  { afterMs, thresholdLitres, reportsEveryMs }: Extract<WatchRule, { readonly id: 'no-water' }>,
  { readings, silence }: Seen,
  nowMs: number,
): Look {
  const meter = readings.filter((each): each is MeterReading => each.reading.kind === 'water' && each.atMs <= nowMs);
  const usedAtMs = lastUseMs(meter, thresholdLitres);
  if (usedAtMs === null) return { ...NOTHING, isBlind: true };
  const dueMs = afterActive(usedAtMs, afterMs, silence);
  if (dueMs === null) return NOTHING;
  if (nowMs < dueMs) return { ...NOTHING, lookAtMs: dueMs };
  // Without a reading from about the due time on, the meter may just not have told of the water that ran.
  const newestMs = meter.reduce((newest, { atMs }) => Math.max(newest, atMs), 0);
  if (newestMs < dueMs - reportsEveryMs) return { ...NOTHING, isBlind: true };
  return { ...NOTHING, sinceMs: dueMs };
}

function lookForSilence(afterMs: number, { heardAtMs, pairedAtMs }: Seen, nowMs: number): Look {
  const dueMs = (heardAtMs ?? pairedAtMs) + afterMs;
  return nowMs < dueMs ? { ...NOTHING, lookAtMs: dueMs } : { ...NOTHING, sinceMs: dueMs };
}

/** Something that happened at a moment, and not long ago. */
function lately({ readings }: Seen, nowMs: number, matters: (measured: Measured) => boolean): Look {
  const times = readings
    .filter((each) => each.atMs <= nowMs && each.atMs > nowMs - STALE_MS && matters(each))
    .map(({ atMs }) => atMs);
  return times.length === 0 ? NOTHING : { ...NOTHING, sinceMs: Math.min(...times) };
}

const isAway = (atMs: number, { silence }: Seen): boolean =>
  silence.away.some(({ fromMs, toMs }) => atMs >= fromMs && (toMs === null || atMs < toMs));

function isWithin(atMs: number, { from, to }: QuietHours): boolean {
  const minutes = timeOfDayMs(atMs) / 60_000;
  return from < to ? minutes >= from && minutes < to : minutes >= from || minutes < to;
}

/** How a kind of reading is called that a rule looks at; null for a rule that looks at none. */
export const READING_OF: Readonly<Record<WatchRuleId, Reading['kind'] | null>> = {
  'no-water': 'water',
  'night-door': 'door',
  smoke: 'smoke',
  leak: 'leak',
  help: 'help',
  'blood-pressure': 'blood-pressure',
  silent: null,
};
