import { addDays, type CalendarDate } from '#shared/domain/calendar/date';
import type { DayOfLife, MonthOfHealth, MonthOfLife } from '#shared/domain/devices/month';
import type { SensorKind } from '#shared/schema/types/sensor';

/** The newest thing that a device said, as far as somebody wants to hear of it at a glance. */
export type Said =
  /** Water of the last whole day, or of today while there is none. */
  | { readonly kind: 'water'; readonly on: CalendarDate; readonly litres: number; readonly isSoFar: boolean }
  | { readonly kind: 'door-open' | 'door-closed' | 'smoke' | 'no-smoke' | 'leak' | 'no-leak'; readonly atMs: number }
  | { readonly kind: 'help' | 'charging' | 'not-charging'; readonly atMs: number }
  | { readonly kind: 'camera'; readonly atMs: number; readonly event: string }
  | { readonly kind: 'pressure'; readonly atMs: number; readonly systolic: number; readonly diastolic: number };

/** See `Said`; null for a month in which nothing of the kind was said. `month` is `YYYY-MM`. */
export function saidBy(
  kind: SensorKind,
  month: string,
  life: MonthOfLife | null,
  health: MonthOfHealth | null,
  today: CalendarDate,
): Said | null {
  if (kind === 'blood-pressure') {
    const newest = health?.readings.at(-1);
    return newest ? { kind: 'pressure', ...pick(newest) } : null;
  }
  if (kind === 'water-meter') return life && waterOf(month, life.days, today);
  const last = life?.last;
  if (!last) return null;
  const { atMs, reading } = last;
  switch (reading.kind) {
    case 'door':
      return { kind: reading.isOpen ? 'door-open' : 'door-closed', atMs };
    case 'smoke':
      return { kind: reading.isSmoke ? 'smoke' : 'no-smoke', atMs };
    case 'leak':
      return { kind: reading.isLeak ? 'leak' : 'no-leak', atMs };
    case 'charging':
      return { kind: reading.isCharging ? 'charging' : 'not-charging', atMs };
    case 'help':
      return { kind: 'help', atMs };
    case 'camera':
      return { kind: 'camera', atMs, event: reading.event };
    case 'water':
      return life && waterOf(month, life.days, today);
    case 'blood-pressure':
    case 'device':
      return null;
  }
}

const pick = ({ atMs, systolic, diastolic }: MonthOfHealth['readings'][number]) => ({ atMs, systolic, diastolic });

function waterOf(month: string, days: readonly DayOfLife[], today: CalendarDate): Said | null {
  const told = days.flatMap(({ day, litres }) => (litres === undefined ? [] : [{ on: dayOf(month, day), litres }]));
  const whole = told.filter(({ on }) => on < today).at(-1);
  const [newest] = whole && whole.on >= addDays(today, -1) ? [whole] : told.slice(-1);
  return newest ? { kind: 'water', ...newest, isSoFar: newest.on === today } : null;
}

/** A day of a month as a date. */
export const dayOf = (month: string, day: number): CalendarDate => `${month}-${String(day).padStart(2, '0')}`;

/** One bar of a month: a day with the figure that the kind is told by; null for a day that nothing is known of. */
export interface DayBar {
  readonly on: CalendarDate;
  readonly figure: number | null;
}

/** What a kind is told by, day by day. */
export type DayFigure = 'litres' | 'openings' | 'smoke' | 'leaks' | 'helps' | 'charges' | 'events';

/** The figure that a kind of device is told by; null for one that is told otherwise. */
export const FIGURE_OF: Readonly<Record<SensorKind, DayFigure | null>> = {
  'water-meter': 'litres',
  door: 'openings',
  smoke: 'smoke',
  leak: 'leaks',
  'blood-pressure': null,
  'help-button': 'helps',
  charging: 'charges',
  camera: 'events',
  other: null,
};

/** Every day of a month up to today, with its figure. */
export function barsOf(
  month: string,
  { days }: Pick<MonthOfLife, 'days'>,
  figure: DayFigure,
  today: CalendarDate,
): readonly DayBar[] {
  const byDay = new Map(days.map((each) => [each.day, figureOf(each, figure)]));
  const [year = 0, number = 0] = month.split('-').map(Number);
  const last = new Date(Date.UTC(year, number, 0)).getUTCDate();
  return Array.from({ length: last }, (_, index) => index + 1)
    .map((day) => ({ on: dayOf(month, day), figure: byDay.get(day) ?? null }))
    .filter(({ on }) => on <= today);
}

function figureOf(day: DayOfLife, figure: DayFigure): number | null {
  if (figure !== 'events') return day[figure] ?? null;
  return day.events ? Object.values(day.events).reduce((sum, count) => sum + count, 0) : null;
}

/** Openings of a door by night, the latest first. */
export const nightOpenings = ({ days }: Pick<MonthOfLife, 'days'>): readonly number[] =>
  days.flatMap(({ nightMs = [] }) => nightMs).sort((a, b) => b - a);

/** Months that can be looked at, the newest first, among them that of today. */
export function monthsToChoose(months: readonly string[], today: CalendarDate): readonly string[] {
  return [...new Set([today.slice(0, 7), ...months])].sort().reverse();
}
