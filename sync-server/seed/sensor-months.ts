import type { DayOfLife, MonthOfHealth, MonthOfLife, PressureReading } from '#shared/domain/devices/month';
import type { Reading } from '#shared/domain/devices/readings';
import { DAY_MS, isoDateInShanghai } from './calendar';
import type { Random } from './random';
import type { PlannedSensor } from './sensor-plan';

/** What devices said in the last two months, such that it looks like somebody's life. */

/** One month of a device before it is sealed. */
export interface PlannedMonth {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly heardAtMs: number;
  readonly life: MonthOfLife | null;
  readonly health: MonthOfHealth | null;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Readings of one's own blood pressure: every other day. */
const MEASURED_SHARE = 0.5;

/** The month before this one and this one, up to when the device was last heard of; the earlier first. */
export function plannedMonths(random: Random, plan: PlannedSensor, nowMs: number): readonly PlannedMonth[] {
  const heardAtMs = heardAt(random, plan, nowMs);
  const today = isoDateInShanghai(nowMs);
  const firstDay = firstOfMonthBefore(today);
  const fromMs = Math.max(midnight(firstDay), nowMs - plan.pairedDaysAgo * DAY_MS);
  const tell = plan.kind === 'blood-pressure' ? pressuresOf : daysOf;
  const months = new Map<string, PlannedMonth>();
  for (const month of new Set([firstDay.slice(0, 7), today.slice(0, 7)])) {
    const span = { fromMs: Math.max(fromMs, midnight(`${month}-01`)), toMs: Math.min(heardAtMs, endOfMonth(month)) };
    if (span.toMs <= span.fromMs) continue;
    const told = tell(random.fork(month), plan, span, nowMs);
    if (told) months.set(month, { month, heardAtMs: span.toMs, ...told });
  }
  return [...months.values()];
}

/** When a device was last heard of: a while ago by how often it speaks. */
function heardAt(random: Random, { silentDays, reportsEveryMs }: PlannedSensor, nowMs: number): number {
  if (silentDays > 0) return nowMs - silentDays * DAY_MS - random.int(0, 300) * MINUTE_MS;
  const everyMs = Math.min(reportsEveryMs ?? 2 * DAY_MS, 2 * DAY_MS);
  return nowMs - Math.round(everyMs * random.next() * 0.9) - MINUTE_MS;
}

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

type Told = Pick<PlannedMonth, 'life' | 'health'>;

function daysOf(random: Random, plan: PlannedSensor, span: Span, nowMs: number): Told | null {
  const usual = random.int(70, 140);
  const days: DayOfLife[] = [];
  for (let atMs = span.fromMs; atMs <= span.toMs; atMs += DAY_MS) {
    const date = isoDateInShanghai(atMs);
    const startMs = midnight(date);
    const share = Math.min(1, Math.max(0, (span.toMs - startMs) / DAY_MS));
    days.push(dayOf(random, plan, { day: Number(date.slice(8)), startMs, share, usual, nowMs }));
  }
  const last = lastOf(random, plan);
  return days.length === 0 ? null : { life: { days, last: last && { atMs: span.toMs, reading: last } }, health: null };
}

interface Day {
  readonly day: number;
  readonly startMs: number;
  /** How much of it the device has told of, 0 to 1. */
  readonly share: number;
  /** Litres on a usual day. */
  readonly usual: number;
  readonly nowMs: number;
}

function dayOf(random: Random, plan: PlannedSensor, { day, startMs, share, usual, nowMs }: Day): DayOfLife {
  switch (plan.kind) {
    case 'water-meter':
      return { day, litres: Math.round(usual * (0.6 + random.next() * 0.8) * awake(share) * 10) / 10 };
    case 'door': {
      const nightMs = plan.nights
        .map(([daysAgo, minute]) => nightOf(nowMs, daysAgo) + minute * MINUTE_MS)
        .filter((atMs) => isSameDay(atMs, startMs) && atMs < nowMs)
        .sort((a, b) => a - b);
      return { day, openings: Math.round(random.int(2, 8) * awake(share)) + nightMs.length, nightMs };
    }
    case 'smoke':
      return { day, smoke: plan.rang.filter((minutes) => isSameDay(nowMs - minutes * MINUTE_MS, startMs)).length };
    case 'leak':
      return { day, leaks: 0 };
    case 'help-button':
      return { day, helps: 0 };
    case 'charging':
      return { day, charges: Math.round(random.int(4, 14) * share) };
    case 'camera':
      return { day, events: { 电动车进楼: random.chance(0.4) ? random.int(1, 3) : 0, 通道堆物: random.int(0, 1) } };
    case 'blood-pressure':
    case 'other':
      return { day };
  }
}

/** Of a day that has gone so far, how much of its water and doors: little before seven. */
const awake = (share: number): number => Math.min(1, Math.max(0.04, (share - 0.25) / 0.65));

const isSameDay = (a: number, b: number): boolean => isoDateInShanghai(a) === isoDateInShanghai(b);

/** 23:00 of the evening that many days ago. */
export const nightOf = (nowMs: number, daysAgo: number): number =>
  midnight(isoDateInShanghai(nowMs - daysAgo * DAY_MS)) + 23 * HOUR_MS;

function lastOf(random: Random, { kind }: PlannedSensor): Reading | null {
  switch (kind) {
    case 'water-meter':
      return { kind: 'water', litres: random.int(120_000, 420_000) };
    case 'door':
      return { kind: 'door', isOpen: false };
    case 'smoke':
      return { kind: 'smoke', isSmoke: false, isTest: false };
    case 'leak':
      return { kind: 'leak', isLeak: false };
    case 'charging':
      return { kind: 'charging', isCharging: random.chance(0.5), watts: null };
    case 'camera':
      return { kind: 'camera', event: '通道堆物' };
    case 'help-button':
    case 'blood-pressure':
    case 'other':
      return null;
  }
}

/** Days before now in which high readings lie. */
const HIGH_DAYS = 7;

/** A reading that somebody was taken to a doctor for, mmHg. */
export const URGENT_READING = { systolic: 184, diastolic: 102 } as const;

function pressuresOf(
  random: Random,
  { isHigh, rang }: PlannedSensor,
  { fromMs, toMs }: Span,
  nowMs: number,
): Told | null {
  const usual = random.int(116, 130);
  const readings: PressureReading[] = [];
  for (let startMs = midnight(isoDateInShanghai(fromMs)); startMs <= toMs; startMs += DAY_MS) {
    const isLate = isHigh && nowMs - startMs < HIGH_DAYS * DAY_MS;
    if (!random.chance(isLate ? 0.7 : MEASURED_SHARE)) continue;
    const atMs = startMs + 7 * HOUR_MS + random.int(0, 90) * MINUTE_MS;
    if (atMs < fromMs || atMs > toMs) continue;
    const systolic = isLate ? random.int(140, 168) : usual + random.int(-8, 12);
    const diastolic = Math.round(systolic * 0.57) + random.int(0, 5);
    readings.push({ atMs, systolic, diastolic, pulse: random.int(62, 84) });
  }
  for (const minutes of rang) {
    const atMs = nowMs - minutes * MINUTE_MS;
    if (atMs >= fromMs && atMs <= toMs) readings.push({ atMs, ...URGENT_READING, pulse: 96 });
  }
  readings.sort((a, b) => a.atMs - b.atMs);
  return readings.length === 0 ? null : { life: null, health: { readings } };
}

const midnight = (date: string): number => Date.parse(`${date}T00:00:00+08:00`);

function firstOfMonthBefore(date: string): string {
  const [year = 0, month = 0] = date.split('-').map(Number);
  return new Date(Date.UTC(year, month - 2, 1)).toISOString().slice(0, 10);
}

function endOfMonth(month: string): number {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return midnight(new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 10)) - 1;
}
