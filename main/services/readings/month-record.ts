import { ulid } from 'ulid';
import { addDays, dateAtStation, startOfDayMs } from '#shared/domain/calendar/date';
import {
  dayOfLife,
  METER_BEFORE_MS,
  readingName,
  withDays,
  withPressures,
  type DayOfLife,
  type MonthOfHealth,
  type MonthOfLife,
} from '#shared/domain/devices/month';
import type { Measured } from '#shared/domain/devices/readings';
import type { WireRecord } from '#shared/schema/envelope';
import { documentId } from '#shared/schema/ids';
import { sealFields } from '#shared/schema/seal-record';
import { openValue, sealingAad, sealValue } from '#shared/schema/sealing';
import { readingMonth, type ReadingMonth } from '#shared/schema/types/sensor';
import { createRecord } from '#shared/sync/author';
import { placeRow } from '#shared/sync/place-row';
import type { GridKeys } from '../grid-keys';
import { WINNER, type HostWriter, type WritableDatabase } from '../host-writer';
import type { PairedSensor } from '../sensor-directory';
import type { Readings } from '../sensor-ports';

/** How a device is, as its month says openly. */
export type DeviceState = Pick<ReadingMonth, 'heardAtMs' | 'batteryPercent' | 'isSilent'>;

export interface MonthRecordDeps {
  readonly database: WritableDatabase;
  readonly keys: GridKeys;
  readonly readings: Pick<Readings, 'between'>;
  readonly writer: HostWriter;
  readonly author: () => string;
  readonly birthDate: string | null;
  readonly now: () => number;
}

export interface MonthUpdate {
  readonly sensor: PairedSensor;
  /** `YYYY-MM` */
  readonly month: string;
  /** Days of the month that have changed. */
  readonly days: ReadonlySet<string>;
  readonly state: DeviceState;
  /** Whether it is written even where nothing but the time of the last word is new. */
  readonly isDue: boolean;
}

type Stored = ReadingMonth & WireRecord;

/** The record of a sensor's month as it is stored; null for none. */
export async function readMonth(
  database: WritableDatabase,
  sensor: Pick<PairedSensor, 'scope' | 'record'>,
  month: string,
): Promise<(Stored & { readonly _rev: string }) | null> {
  const id = documentId(readingMonth.type, sensor.scope, `${sensor.record.uid}.${month}`);
  const answer = await database.get(id, WINNER);
  if (!answer.found) return null;
  const { _rev: rev, ...fields } = answer.document as Readonly<Record<string, unknown>>;
  const placed = placeRow({ id, rev: String(rev), deleted: false, record: fields as unknown as WireRecord });
  return placed.kind === 'record' ? { ...(placed.record as unknown as Stored), _rev: String(rev) } : null;
}

/** Brings a month up to date with what the log says of the days that have changed; whether anything was written. */
export async function updateMonth(update: MonthUpdate, deps: MonthRecordDeps): Promise<boolean> {
  const { sensor, month, days, state, isDue } = update;
  const { database, keys, readings, writer, author, birthDate, now } = deps;
  const stored = await readMonth(database, sensor, month);
  const before = stored
    ? { life: await opened<MonthOfLife>(stored, 'life'), health: await opened<MonthOfHealth>(stored, 'health') }
    : { life: null, health: null };

  async function opened<T>(record: Stored, field: 'life' | 'health'): Promise<T | null> {
    const value = record[field];
    if (value === null) return null;
    const key = await keys.named(value.kid);
    const said = key && (await openValue(key, value, sealingAad({ uid: record.uid, field })));
    // Made anew from the log as far as it reaches, should it ever not open.
    return said?.ok ? (said.value as T) : null;
  }

  const anew = new Map<number, DayOfLife | null>();
  const newest: Measured[] = [];
  const pressures: Measured[] = [];
  for (const day of days) {
    const { pairedAtMs, endedAtMs, deviceName } = sensor.record;
    const beginsMs = startOfDayMs(day);
    const endsMs = Math.min(startOfDayMs(addDays(day, 1)), endedAtMs ?? Number.POSITIVE_INFINITY) - 1;
    const said = await readings.between(deviceName, Math.max(pairedAtMs, beginsMs - METER_BEFORE_MS), endsMs);
    anew.set(Number(day.slice(8)), dayOfLife(day, said));
    const onDay = said.filter(({ atMs }) => atMs >= beginsMs).map(({ atMs, reading }) => ({ atMs, reading }));
    newest.push(...onDay);
    pressures.push(...onDay);
  }
  const life = withDays(before.life ?? { days: [], last: null }, anew, newest);
  const health = withPressures(before.health ?? { readings: [] }, pressures);
  const isSame =
    stored !== null &&
    stored.isSilent === state.isSilent &&
    stored.batteryPercent === state.batteryPercent &&
    told(before.life, before.health) === told(life, health);
  if (isSame && !isDue) return false;

  const uid = stored?.uid ?? ulid(now());
  const plain = {
    ...state,
    life: life.days.length === 0 ? null : life,
    health: health.readings.length === 0 ? null : health,
  };
  const about = { type: readingMonth.type, uid, birthDate, today: dateAtStation(now()) };
  const fields = await sealFields(about, plain, async (value, place, keyClass) => {
    const { kid, key } = await keys.newest({ scope: sensor.scope, class: keyClass });
    return sealValue(key, kid, value, sealingAad(place));
  });
  const { personUid, dwellingUid } = sensor.record;
  const all = { sensorUid: sensor.record.uid, personUid, dwellingUid, month, ...fields };
  await write(stored, all, uid);
  return true;

  async function write(over: (Stored & { readonly _rev: string }) | null, content: object, recordUid: string) {
    const { type, version: schema } = readingMonth;
    const key = `${sensor.record.uid}.${month}`;
    const { _rev: rev, ...record } = over ?? { _rev: undefined };
    const row = over
      ? { ...writer.edit(record as unknown as WireRecord, { ...content }, author()), _rev: rev }
      : createRecord(
          { type, schema, scope: sensor.scope, uid: recordUid, key, fields: { ...content } },
          writer.write(author()),
        );
    const [answer] = await database.bulkDocs({ rows: [row], newEdits: true });
    if (!answer || 'error' in answer) throw new Error('the hub did not take a month of readings');
  }
}

/** What a month says, without when it was said last: a meter that stands still says nothing new. */
const told = (life: MonthOfLife | null, health: MonthOfHealth | null): string =>
  JSON.stringify([life?.days ?? [], life?.last ? readingName(life.last.reading) : '', health?.readings ?? []]);
