import type { Duration } from '../../schema/types/incident-category';
import { addDays, dateAtStation, type CalendarDate } from './date';
import type { Span, WorkingCalendar } from './working-calendar';

/** When a limit runs out. */
export type DueTime =
  | { readonly kind: 'due'; readonly atMs: number; readonly isCertain: boolean }
  /** It stands still since a pause that has no end yet; so much of it is left, ms of its own kind of time. */
  | { readonly kind: 'paused'; readonly leftMs: number; readonly isCertain: boolean }
  /** Nobody works for ten years on end: the calendar has no hours. */
  | { readonly kind: 'never' };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const HORIZON_DAYS = 3660;

type Amount = Pick<Duration, 'unit'> & { readonly amount: number };

/**
 * When so much time has passed since an instant. 小时 and 日 run through nights and holidays, 工作小时 and 工作日 only while the station works;
 * one 工作日 is as many hours as a day has of them, so that ten in the morning and one 工作日 is ten in the morning of the next working day.
 * Pauses do not count, whichever the unit. `isCertain` is false where a year without a notice was passed through.
 */
export function addWorkingTime(
  startMs: number,
  amount: Amount,
  calendar: WorkingCalendar,
  pauses: readonly Span[] = [],
): DueTime {
  const isWorking = isWorkingUnit(amount);
  const wantedMs = lengthMs(amount, dateAtStation(startMs), calendar);
  if (wantedMs <= 0) return { kind: 'due', atMs: startMs, isCertain: true };
  const stops = joinSpans(pauses);
  let leftMs = wantedMs;
  let isCertain = true;
  for (const run of runsFrom(startMs, isWorking ? calendar : null)) {
    if (run.date !== null && !calendar.isKnown(run.date)) isCertain = false;
    for (const part of without(run, stops)) {
      const lasts = part.untilMs - part.fromMs;
      if (lasts >= leftMs) return { kind: 'due', atMs: part.fromMs + leftMs, isCertain };
      leftMs -= lasts;
    }
    // Beyond a pause that has no end there is nothing.
    const open = stops.find(({ untilMs }) => untilMs === null);
    if (open && open.fromMs <= run.untilMs) return { kind: 'paused', leftMs, isCertain };
  }
  return { kind: 'never' };
}

/** How much time of that kind lies between two instants without the pauses, ms; negative when the second comes first. */
export function workingTimeBetween(
  fromMs: number,
  toMs: number,
  { unit }: Pick<Duration, 'unit'>,
  calendar: WorkingCalendar,
  pauses: readonly Span[] = [],
): number {
  if (toMs < fromMs) return -workingTimeBetween(toMs, fromMs, { unit }, calendar, pauses);
  const stops = joinSpans(pauses);
  let sum = 0;
  for (const run of runsFrom(fromMs, isWorkingUnit({ unit }) ? calendar : null)) {
    if (run.fromMs >= toMs) break;
    const cut = { fromMs: run.fromMs, untilMs: Math.min(run.untilMs, toMs) };
    for (const part of without(cut, stops)) sum += part.untilMs - part.fromMs;
  }
  return sum;
}

/** How long an amount is in its own kind of time, ms. */
export function lengthMs({ amount, unit }: Amount, date: CalendarDate, calendar: WorkingCalendar): number {
  switch (unit) {
    case 'hours':
    case 'working-hours':
      return Math.round(amount * HOUR_MS);
    case 'days':
      return Math.round(amount * DAY_MS);
    case 'working-days':
      return Math.round(amount * calendar.dayLengthMs(date));
  }
}

const isWorkingUnit = ({ unit }: Pick<Duration, 'unit'>): boolean =>
  unit === 'working-hours' || unit === 'working-days';

interface Run {
  readonly fromMs: number;
  readonly untilMs: number;
  /** The day it lies in; null for time that runs through. */
  readonly date: CalendarDate | null;
}

/** The stretches in which time counts from an instant on; without a calendar one that runs through. */
function* runsFrom(startMs: number, calendar: WorkingCalendar | null): Generator<Run, void, void> {
  if (!calendar) {
    yield { fromMs: startMs, untilMs: startMs + HORIZON_DAYS * DAY_MS, date: null };
    return;
  }
  let date = dateAtStation(startMs);
  for (let day = 0; day < HORIZON_DAYS; day += 1, date = addDays(date, 1)) {
    for (const { fromMs, untilMs } of calendar.hoursOf(date)) {
      if (untilMs > startMs) yield { fromMs: Math.max(fromMs, startMs), untilMs, date };
    }
  }
}

/** What of a run lies in no pause. */
function* without(run: Omit<Run, 'date'>, stops: readonly Span[]): Generator<Omit<Run, 'date'>, void, void> {
  let { fromMs } = run;
  for (const stop of stops) {
    if (stop.untilMs !== null && stop.untilMs <= fromMs) continue;
    if (stop.fromMs >= run.untilMs) break;
    if (stop.fromMs > fromMs) yield { fromMs, untilMs: stop.fromMs };
    if (stop.untilMs === null) return;
    fromMs = Math.max(fromMs, stop.untilMs);
  }
  if (fromMs < run.untilMs) yield { fromMs, untilMs: run.untilMs };
}

/** In order and apart. */
function joinSpans(spans: readonly Span[]): readonly Span[] {
  const joined: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.fromMs - b.fromMs)) {
    if (span.untilMs !== null && span.untilMs <= span.fromMs) continue;
    const last = joined.at(-1);
    if (!last || (last.untilMs !== null && last.untilMs < span.fromMs)) joined.push(span);
    else if (last.untilMs !== null && (span.untilMs === null || span.untilMs > last.untilMs)) {
      joined[joined.length - 1] = { ...last, untilMs: span.untilMs };
    }
  }
  return joined;
}
