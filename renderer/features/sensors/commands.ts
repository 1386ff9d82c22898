import { dateAtStation } from '#shared/domain/calendar/date';
import type { WireRecord } from '#shared/schema/envelope';
import { sealFields } from '#shared/schema/seal-record';
import type { Point } from '#shared/schema/types/place';
import type { Absence, Sensor } from '#shared/schema/types/sensor';
import type { Write } from '#shared/sync/local-writer';
import type { OpenStation } from '#renderer/data/index';
import { scopeOf, type PersonRecord } from '../people/index';
import type { SensorRecord } from './view';

/** What writing devices needs of the station; tests hand in their own. */
export type SensorWriting = Pick<OpenStation, 'writer' | 'sealer' | 'session' | 'nowMs' | 'newUid'>;

/** A device as it is paired. */
export type Pairing = Pick<
  Sensor,
  | 'deviceName'
  | 'adapterId'
  | 'kind'
  | 'model'
  | 'spot'
  | 'reportsEveryMs'
  | 'personUid'
  | 'dwellingUid'
  | 'buildingUid'
> & { readonly grid: number; readonly place: Point | null };

/**
 * Pairs a device: from now on what it says is about that home or place. `ends` are the pairings that this one takes the place of, by `_id`:
 * all of it is written or none. Answers the new `_id`. Throws `access.denied`, `device.*`.
 */
export async function pairSensor(station: SensorWriting, pairing: Pairing, ends: readonly string[]): Promise<string> {
  const { grid, ...fields } = pairing;
  const pairedAtMs = station.nowMs();
  const uid = station.newUid();
  const scope = `${station.session.station.id}-${grid}`;
  const writes: readonly Write[] = [
    ...ends.map((id): Write => ({ kind: 'edit', id, change: () => ({ endedAtMs: pairedAtMs }) })),
    { kind: 'create', creation: { type: 'sensor', scope, uid, fields: { ...fields, pairedAtMs, endedAtMs: null } } },
  ];
  const written = await station.writer.writeTogether(writes);
  return written.at(-1)?._id ?? '';
}

/** What of a pairing may be put right without hanging the device elsewhere. */
export type SensorDetails = Pick<Sensor, 'model' | 'spot' | 'reportsEveryMs'>;

/** Writes down what a device is called and how often it speaks. Throws as `pairSensor`. */
export async function saveSensorDetails(
  station: SensorWriting,
  { _id }: Pick<SensorRecord, '_id'>,
  details: SensorDetails,
): Promise<void> {
  await station.writer.edit(_id, () => ({ ...details }));
}

/** Takes a device out of use: what it says from now on is about nobody. Throws as `pairSensor`. */
export async function endSensor(station: SensorWriting, { _id }: Pick<SensorRecord, '_id'>): Promise<void> {
  const endedAtMs = station.nowMs();
  await station.writer.edit(_id, () => ({ endedAtMs }));
}

export type AbsenceRecord = Absence & WireRecord;

/** An absence as it is reported. */
export interface AbsenceEntry {
  readonly fromMs: number;
  /** Null until they say otherwise. */
  readonly toMs: number | null;
  readonly note: string;
}

/** Writes down that somebody is away, sealed. Throws as `pairSensor`. */
export async function saveAbsence(station: SensorWriting, person: PersonRecord, entry: AbsenceEntry): Promise<void> {
  const uid = station.newUid();
  const scope = scopeOf(person._id);
  const about = { type: 'absence', uid, birthDate: person.birthDate, today: dateAtStation(station.nowMs()) };
  const note = entry.note.trim();
  const sealed = await sealFields(about, { note: note === '' ? null : note }, (value, place, keyClass) =>
    station.sealer.seal(value, { ...place, scope, class: keyClass }),
  );
  const fields = { personUid: person.uid, fromMs: entry.fromMs, toMs: entry.toMs, ...sealed };
  await station.writer.create({ type: 'absence', scope, uid, fields });
}

/** Somebody is back: from now on silence at home means something again. Throws as `pairSensor`. */
export async function endAbsence(station: SensorWriting, { _id }: Pick<AbsenceRecord, '_id'>): Promise<void> {
  const toMs = station.nowMs();
  await station.writer.edit(_id, ({ fromMs }) => ({ toMs: Math.max(toMs, Number(fromMs)) }));
}
