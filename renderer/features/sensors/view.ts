import { isBatteryLow } from '#shared/domain/devices/online';
import type { WireRecord } from '#shared/schema/envelope';
import { alarmStanding, type Alarm } from '#shared/schema/types/alarm';
import type { ReadingMonth, Sensor } from '#shared/schema/types/sensor';

export type SensorRecord = Sensor & WireRecord;
export type MonthRecord = ReadingMonth & WireRecord;
export type AlarmRecord = Alarm & WireRecord;

/** How a device is, the most pressing thing that can be said of it; in the order in which somebody has to see to it. */
export const SENSOR_STATES = ['alarm', 'silent', 'low-battery', 'unheard', 'online', 'ended'] as const;
export type SensorState = (typeof SENSOR_STATES)[number];

/** A device as screens have it. */
export interface ShownSensor {
  readonly id: string;
  readonly uid: string;
  readonly record: SensorRecord;
  readonly state: SensorState;
  /** The open alarm that it raised last; null without one. */
  readonly alarm: AlarmRecord | null;
  /** Its newest month, however long ago; null while it has not been heard of. */
  readonly month: MonthRecord | null;
  readonly heardAtMs: number | null;
  readonly batteryPercent: number | null;
}

/** The newest month of each device, by the device's uid. */
export function newestMonths(months: readonly MonthRecord[]): ReadonlyMap<string, MonthRecord> {
  const newest = new Map<string, MonthRecord>();
  for (const month of months) {
    const known = newest.get(month.sensorUid);
    if (!known || month.month > known.month) newest.set(month.sensorUid, month);
  }
  return newest;
}

/** The open alarm that each device raised last, by the device's uid. */
export function openAlarms(alarms: readonly AlarmRecord[]): ReadonlyMap<string, AlarmRecord> {
  const open = new Map<string, AlarmRecord>();
  for (const alarm of alarms) {
    if (alarmStanding(alarm).state === 'closed') continue;
    const known = open.get(alarm.sensorUid);
    if (!known || alarm.raisedAtMs > known.raisedAtMs) open.set(alarm.sensorUid, alarm);
  }
  return open;
}

/** A device with what its newest month and its open alarm say of it. */
export function showSensor(record: SensorRecord, month: MonthRecord | null, alarm: AlarmRecord | null): ShownSensor {
  const batteryPercent = month?.batteryPercent ?? null;
  const heardAtMs = month?.heardAtMs ?? null;
  const stateOf = (): SensorState => {
    if (record.endedAtMs !== null) return 'ended';
    if (alarm) return 'alarm';
    if (month?.isSilent) return 'silent';
    if (isBatteryLow(batteryPercent)) return 'low-battery';
    return heardAtMs === null ? 'unheard' : 'online';
  };
  return { id: record._id, uid: record.uid, record, state: stateOf(), alarm, month, heardAtMs, batteryPercent };
}

/** All devices with what is known of each. */
export function showSensors(
  records: readonly SensorRecord[],
  months: readonly MonthRecord[],
  alarms: readonly AlarmRecord[],
): readonly ShownSensor[] {
  const newest = newestMonths(months);
  const open = openAlarms(alarms);
  return records.map((record) => showSensor(record, newest.get(record.uid) ?? null, open.get(record.uid) ?? null));
}

const RANKS = new Map(SENSOR_STATES.map((state, rank) => [state, rank]));

/** The place of a state among the others: the lower, the more pressing. */
export const rankOf = (state: SensorState): number => RANKS.get(state) ?? 0;
