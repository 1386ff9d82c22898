import type { Sensor, SensorKind } from '../../schema/types/sensor';
import type { QuietHours } from './active-time';
import { silentAfterMs } from './online';
import type { WatchRule, WatchRuleId } from './watch';

/** For whom a line is: for everybody, or for people who live alone. */
export const WATCHED = ['everybody', 'living-alone'] as const;
export type Watched = (typeof WATCHED)[number];

/** Lines of the table by name, in the order in which people read them. They never change their meaning. */
export const WATCH_LINES = [
  'no-water-alone',
  'no-water',
  'smoke',
  'help',
  'leak',
  'blood-pressure',
  'night-door',
  'silent',
] as const;
export type WatchLineId = (typeof WATCH_LINES)[number];

/** One thing that is watched for, as the station has it. */
export interface WatchLine {
  readonly id: WatchLineId;
  readonly on: boolean;
  readonly whom: Watched;
  /** Devices that are looked at by it. */
  readonly kinds: readonly SensorKind[];
  /** Times of day in which silence means nothing; only "no water" asks. */
  readonly quiet: readonly QuietHours[];
  readonly rule: WatchRule;
}

/** What a station watches for: content of the rule table `watch`. */
export interface WatchTable {
  readonly lines: readonly WatchLine[];
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** 22:00 to 06:00. */
const NIGHT: QuietHours = { from: 1320, to: 360 };
/** Door at night: 23:00 to 05:00. */
const SMALL_HOURS: QuietHours = { from: 1380, to: 300 };

/** Less than this is a drip, and the smallest flush is more; litres. */
const DRIP_LITRES = 2;
/** A meter that names no interval of its own tells something within the hour. */
const METER_TELLS_MS = HOUR_MS;

/** Every kind of device. */
export const ALL_KINDS: readonly SensorKind[] = [
  'water-meter',
  'door',
  'smoke',
  'leak',
  'blood-pressure',
  'help-button',
  'charging',
  'camera',
  'other',
];

const line = (id: WatchLineId, kinds: readonly SensorKind[], rule: WatchRule): WatchLine => ({
  id,
  on: true,
  whom: 'everybody',
  kinds,
  quiet: [],
  rule,
});

/**
 * The table that a station begins with. The figures of water are those of the scheme (6 hours for anybody, 2 for whoever lives alone); literally
 * they would ring every night, hence the quiet hours. 180/110 mmHg is where guidelines send people to a doctor at once; readings that are merely
 * abnormal are evidence for the risk report and no alarm.
 */
export const USUAL_WATCH: WatchTable = {
  lines: [
    {
      ...line('no-water-alone', ['water-meter'], {
        id: 'no-water',
        afterMs: 2 * HOUR_MS,
        thresholdLitres: DRIP_LITRES,
        reportsEveryMs: METER_TELLS_MS,
      }),
      whom: 'living-alone',
      quiet: [NIGHT],
    },
    {
      ...line('no-water', ['water-meter'], {
        id: 'no-water',
        afterMs: 6 * HOUR_MS,
        thresholdLitres: DRIP_LITRES,
        reportsEveryMs: METER_TELLS_MS,
      }),
      quiet: [NIGHT],
    },
    line('smoke', ['smoke', 'other'], { id: 'smoke' }),
    line('help', ['help-button', 'other'], { id: 'help' }),
    line('leak', ['leak', 'other'], { id: 'leak' }),
    line('blood-pressure', ['blood-pressure', 'other'], { id: 'blood-pressure', systolic: 180, diastolic: 110 }),
    { ...line('night-door', ['door'], { id: 'night-door', hours: SMALL_HOURS }), whom: 'living-alone' },
    line('silent', ALL_KINDS, { id: 'silent', afterMs: 2 * HOUR_MS }),
  ],
};

/** Whom a device watches over, as far as rules ask. */
export interface WatchSubject {
  readonly livesAlone: boolean;
}

/**
 * The lines by which a device is looked at: of each rule the first in the table that is on and fits, with the device's own interval in the
 * place of the usual one. A device that speaks only when something happens is never silent.
 */
export function rulesFor(
  { lines }: WatchTable,
  sensor: Pick<Sensor, 'kind' | 'reportsEveryMs'>,
  subject: WatchSubject,
): readonly WatchLine[] {
  const taken = new Set<WatchRuleId>();
  return lines.flatMap((each) => {
    const fits = each.on && each.kinds.includes(sensor.kind) && (each.whom === 'everybody' || subject.livesAlone);
    if (!fits || taken.has(each.rule.id)) return [];
    const rule = ruleAt(each.rule, sensor.reportsEveryMs);
    if (!rule) return [];
    taken.add(rule.id);
    return [{ ...each, rule }];
  });
}

function ruleAt(rule: WatchRule, reportsEveryMs: number | null): WatchRule | null {
  switch (rule.id) {
    case 'no-water':
      return reportsEveryMs === null ? rule : { ...rule, reportsEveryMs };
    case 'silent':
      return reportsEveryMs === null
        ? null
        : { ...rule, afterMs: Math.max(rule.afterMs, silentAfterMs(reportsEveryMs)) };
    default:
      return rule;
  }
}

/** What a rule goes by, by name, as an alarm keeps it: durations in ms, times of day in minutes after midnight. */
export function figuresOf(rule: WatchRule): Readonly<Record<string, number>> {
  switch (rule.id) {
    case 'no-water':
      return { afterMs: rule.afterMs, thresholdLitres: rule.thresholdLitres };
    case 'night-door':
      return { fromMinute: rule.hours.from, toMinute: rule.hours.to };
    case 'blood-pressure':
      return { systolic: rule.systolic, diastolic: rule.diastolic };
    case 'silent':
      return { afterMs: rule.afterMs };
    case 'smoke':
    case 'leak':
    case 'help':
      return {};
  }
}

/** Whether somebody may be in danger; a device that is silent is a matter for a technician, who has no clock of 15 minutes. */
export const isAboutPeople = (rule: string): boolean => rule !== 'silent';
