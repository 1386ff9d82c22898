import { dateAtStation, startOfDayMs } from '../calendar/date';
import { timeOfDayMs } from './active-time';
import type { Measured, Reading, ReadingKind } from './readings';

/** What a device said on one day of a month; a day on which it gave no reading is not there, and a kind that it does not tell is absent. */
export interface DayOfLife {
  /** 1 to 31. */
  readonly day: number;
  /** Water used. */
  readonly litres?: number;
  /** How often a door was opened, and when by night (22:00 to 06:00), the first ones. */
  readonly openings?: number;
  readonly nightMs?: readonly number[];
  /** How often there was smoke (no test), or water on the floor. */
  readonly smoke?: number;
  readonly leaks?: number;
  /** How often somebody pressed the button. */
  readonly helps?: number;
  /** How often charging began. */
  readonly charges?: number;
  /** What a camera noticed, by kind of event. */
  readonly events?: Readonly<Record<string, number>>;
}

/** One month of everything but health: sealed as `life` of a `reading-month`. */
export interface MonthOfLife {
  /** In the order of the days. */
  readonly days: readonly DayOfLife[];
  /** The newest reading of the month, of those that are not about the device itself. */
  readonly last: Measured | null;
}

/** A measurement of blood pressure. */
export interface PressureReading {
  readonly atMs: number;
  readonly systolic: number;
  readonly diastolic: number;
  readonly pulse: number | null;
}

/** One month of blood pressure: sealed as `health` of a `reading-month`. */
export interface MonthOfHealth {
  /** The newest last. */
  readonly readings: readonly PressureReading[];
}

/** Hours in which an opened door is noted with its time, minutes after midnight. */
const NIGHT = { from: 22 * 60, to: 6 * 60 };
const MOST_NIGHT = 20;
const MOST_EVENTS = 10;
/** Ten a day; a device that measures more often is not read by people any more. */
const MOST_PRESSURES = 310;
/** A meter that shows less than before by more than this was exchanged or set back, litres; by less, it wavers. */
const SET_BACK_LITRES = 1;

/** How far back a reading of a meter still says what was used on a day, ms: `readings` of `dayOfLife` begin so long before it. */
export const METER_BEFORE_MS = 7 * 86_400_000;

/** The month of an instant at the station: `2026-11`. */
export const monthAtStation = (atMs: number): string => dateAtStation(atMs).slice(0, 7);

/**
 * One day of a device, of readings in any order and however often they came. They begin `METER_BEFORE_MS` before the day, since what a meter shows
 * counts from what it showed before. Null for a day without a reading.
 */
export function dayOfLife(day: string, readings: readonly Measured[]): DayOfLife | null {
  const sorted = inOrder(readings);
  const isOnDay = ({ atMs }: Measured): boolean => dateAtStation(atMs) === day;
  const here = sorted.filter((each) => isOnDay(each) && each.reading.kind !== 'blood-pressure');
  if (here.length === 0) return null;
  const kinds = new Set<ReadingKind>(here.map(({ reading }) => reading.kind));
  const begins = (isOn: (reading: Reading) => boolean | null): readonly number[] => beginnings(sorted, isOn, isOnDay);
  const openings = begins((reading) => (reading.kind === 'door' ? reading.isOpen : null));
  const smoke = begins((reading) => (reading.kind === 'smoke' ? reading.isSmoke && !reading.isTest : null));
  const leaks = begins((reading) => (reading.kind === 'leak' ? reading.isLeak : null));
  const charges = begins((reading) => (reading.kind === 'charging' ? reading.isCharging : null));
  return {
    day: Number(day.slice(8)),
    ...(kinds.has('water') && { litres: litresOn(sorted, startOfDayMs(day)) }),
    ...(kinds.has('door') && { openings: openings.length, nightMs: openings.filter(isByNight).slice(0, MOST_NIGHT) }),
    ...(kinds.has('smoke') && { smoke: smoke.length }),
    ...(kinds.has('leak') && { leaks: leaks.length }),
    ...(kinds.has('help') && { helps: here.filter(({ reading }) => reading.kind === 'help').length }),
    ...(kinds.has('charging') && { charges: charges.length }),
    ...(kinds.has('camera') && { events: eventsOf(here) }),
  };
}

/** A month with some of its days computed anew; those that are null go. `newest` are readings that may be newer than the newest so far. */
export function withDays(
  month: MonthOfLife,
  days: ReadonlyMap<number, DayOfLife | null>,
  newest: readonly Measured[],
): MonthOfLife {
  const kept = month.days.filter(({ day }) => !days.has(day));
  const anew = [...days.values()].filter((day) => day !== null);
  const told = newest.filter(({ reading: { kind } }) => kind !== 'blood-pressure' && kind !== 'device');
  return {
    days: [...kept, ...anew].sort((a, b) => a.day - b.day),
    last: inOrder(month.last ? [...told, month.last] : told).at(-1) ?? null,
  };
}

/** A month with more measurements of blood pressure, each once however often it came. */
export function withPressures(month: MonthOfHealth, readings: readonly Measured[]): MonthOfHealth {
  const came = readings.flatMap(({ atMs, reading }): readonly PressureReading[] =>
    reading.kind === 'blood-pressure'
      ? [{ atMs, systolic: reading.systolic, diastolic: reading.diastolic, pulse: reading.pulse }]
      : [],
  );
  const named = ({ atMs, systolic, diastolic, pulse }: PressureReading): string =>
    [atMs, systolic, diastolic, pulse].join(' ');
  const all = new Map([...month.readings, ...came].map((each) => [named(each), each]));
  const ordered = [...all.values()].sort((a, b) => a.atMs - b.atMs || (named(a) < named(b) ? -1 : 1));
  return { readings: ordered.slice(-MOST_PRESSURES) };
}

/** By time; those of one instant in an order of their own, so that none depends on how they came. Each once. */
export function inOrder<M extends Measured>(readings: readonly M[]): readonly M[] {
  const named = readings.map((measured) => ({ measured, name: readingName(measured.reading) }));
  named.sort((a, b) => a.measured.atMs - b.measured.atMs || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return named
    .filter(({ measured, name }, at) => named[at - 1]?.name !== name || named[at - 1]?.measured.atMs !== measured.atMs)
    .map(({ measured }) => measured);
}

/** A reading as text: two that say the same have the same. */
export const readingName = (reading: Reading): string =>
  Object.entries(reading)
    .map(([figure, value]) => `${figure}=${String(value)}`)
    .sort()
    .join(' ');

function litresOn(sorted: readonly Measured[], dayMs: number): number {
  let shown: number | null = null;
  let used = 0;
  for (const { atMs, reading } of sorted) {
    if (reading.kind !== 'water' || atMs < dayMs - METER_BEFORE_MS || atMs >= dayMs + 86_400_000) continue;
    const more = shown === null ? 0 : reading.litres - shown;
    if (atMs >= dayMs && more > 0) used += more;
    if (shown === null || more > 0 || more < -SET_BACK_LITRES) shown = reading.litres;
  }
  return Math.round(used * 10) / 10;
}

/** When something began on the day: it was not so in the reading before. `isOn` is null for readings that say nothing of it. */
function beginnings(
  sorted: readonly Measured[],
  isOn: (reading: Reading) => boolean | null,
  isOnDay: (measured: Measured) => boolean,
): readonly number[] {
  const found: number[] = [];
  let was = false;
  for (const measured of sorted) {
    const is = isOn(measured.reading);
    if (is === null) continue;
    if (is && !was && isOnDay(measured)) found.push(measured.atMs);
    was = is;
  }
  return found;
}

function isByNight(atMs: number): boolean {
  const minutes = timeOfDayMs(atMs) / 60_000;
  return minutes >= NIGHT.from || minutes < NIGHT.to;
}

/** The kinds of event that came most often, by name. */
function eventsOf(here: readonly Measured[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const { reading } of here) {
    if (reading.kind === 'camera') counts.set(reading.event, (counts.get(reading.event) ?? 0) + 1);
  }
  const most = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, MOST_EVENTS);
  return Object.fromEntries(most.sort(([a], [b]) => (a < b ? -1 : 1)));
}
