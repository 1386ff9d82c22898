import type { QuietHours } from '#shared/domain/devices/active-time';
import { checkWatchTable, type WatchProblem } from '#shared/domain/devices/watch-check';
import type { Watched, WatchLine } from '#shared/domain/devices/watch-table';
import type { WatchRule } from '#shared/domain/devices/watch';

const HOUR_MS = 3_600_000;

/** A line of the table as somebody types it: figures are text until they are saved. */
export interface LineEntry {
  readonly whom: Watched;
  /** Hours. */
  readonly afterMs: string;
  readonly thresholdLitres: string;
  readonly systolic: string;
  readonly diastolic: string;
  readonly hours: HoursEntry;
  readonly quiet: readonly HoursEntry[];
}

/** `22:00` to `06:00`. */
export interface HoursEntry {
  readonly from: string;
  readonly to: string;
}

/** The line as the form begins with it. */
export function entryOf({ whom, quiet, rule }: WatchLine): LineEntry {
  const figure = (value: number | undefined) => (value === undefined ? '' : String(value));
  return {
    whom,
    afterMs: 'afterMs' in rule ? String(rule.afterMs / HOUR_MS) : '',
    thresholdLitres: figure('thresholdLitres' in rule ? rule.thresholdLitres : undefined),
    systolic: figure('systolic' in rule ? rule.systolic : undefined),
    diastolic: figure('diastolic' in rule ? rule.diastolic : undefined),
    hours: 'hours' in rule ? hoursEntry(rule.hours) : { from: '', to: '' },
    quiet: quiet.map(hoursEntry),
  };
}

/** The line that was typed, or what of it cannot be used. */
export function readEntry(
  line: WatchLine,
  entry: LineEntry,
): { readonly ok: true; readonly line: WatchLine } | { readonly ok: false; readonly wrong: readonly Wrong[] } {
  const typed = { ...line, whom: entry.whom, quiet: entry.quiet.map(readHours), rule: ruleOf(line.rule, entry) };
  const checked = checkWatchTable({ lines: [typed] });
  if (checked.ok) return { ok: true, line: typed };
  return { ok: false, wrong: checked.problems.map(({ field }) => field) };
}

export type Wrong = WatchProblem['field'];

function ruleOf(rule: WatchRule, entry: LineEntry): WatchRule {
  switch (rule.id) {
    case 'no-water':
      return { ...rule, afterMs: hoursMs(entry.afterMs), thresholdLitres: number(entry.thresholdLitres) };
    case 'silent':
      return { ...rule, afterMs: hoursMs(entry.afterMs) };
    case 'night-door':
      return { ...rule, hours: readHours(entry.hours) };
    case 'blood-pressure':
      return { ...rule, systolic: number(entry.systolic), diastolic: number(entry.diastolic) };
    default:
      return rule;
  }
}

/** What is no number is one that nothing takes. */
const number = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text.trim()));
const hoursMs = (text: string): number => Math.round(number(text) * HOUR_MS);

const hoursEntry = ({ from, to }: QuietHours): HoursEntry => ({ from: clockOf(from), to: clockOf(to) });

const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

function readHours({ from, to }: HoursEntry): QuietHours {
  return { from: minuteOf(from), to: minuteOf(to) };
}

function minuteOf(text: string): number {
  const [, hours, minutes] = /^(\d{2}):(\d{2})$/.exec(text) ?? [];
  return hours === undefined ? Number.NaN : Number(hours) * 60 + Number(minutes);
}
