import type { WireRecord } from '#shared/schema/envelope';
import { parseDatabaseName, parseDocumentId } from '#shared/schema/ids';
import { sensor as sensorType, type Sensor } from '#shared/schema/types/sensor';
import { placeRow } from '#shared/sync/place-row';
import { endOf, followHub, type FollowedDatabase, type FollowedHub } from './follow-hub';
import type { Log } from './ports';
import { recordsOf, type ListedDatabase } from './records-of';

/** A device that hangs somewhere, with the grid that its record lies in. */
export interface PairedSensor {
  readonly record: Sensor & WireRecord;
  readonly gridNumber: number;
  /** The scope of the grid's records. */
  readonly scope: string;
  readonly database: string;
}

/** The station's `sensor` records as they are at the moment, those that ended included. */
export interface SensorDirectory {
  /** The device of that name that is in use, the one paired last; null where none is. */
  byName(deviceName: string): PairedSensor | null;
  byUid(uid: string): PairedSensor | null;
  /** What a device of that name was at an instant: devices are hung up elsewhere. Null where it was nothing. */
  at(deviceName: string, atMs: number): PairedSensor | null;
  /** Those in use. */
  active(): readonly PairedSensor[];
  /** Hears of sensors that were made, changed or ended, by uid; the returned function ends that. */
  onChange(listener: (uids: readonly string[]) => void): () => void;
  /** Resolves when everything is taken in that the hub had when it was called. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

export interface SensorDirectoryDeps {
  readonly station: string;
  readonly hub: Omit<FollowedHub, 'database'> & {
    database(name: string): (FollowedDatabase & ListedDatabase) | null;
  };
  readonly log: Log;
}

/** Reads the sensors of every grid and follows them from there. */
export async function openSensorDirectory({ station, hub, log }: SensorDirectoryDeps): Promise<SensorDirectory> {
  const sensors = new Map<string, PairedSensor>();
  /** Uids by device name: every reading is asked about. */
  const named = new Map<string, Set<string>>();
  const listeners = new Set<(uids: readonly string[]) => void>();
  const gridIn = (database: string): { readonly scope: string; readonly gridNumber: number } | null => {
    const place = parseDatabaseName(database);
    if (place?.kind !== 'grid' || place.station !== station) return null;
    return { scope: place.scope, gridNumber: Number(place.scope.slice(station.length + 1)) };
  };
  const note = (database: string, record: Sensor & WireRecord): void => {
    const grid = gridIn(database);
    if (!grid) return;
    const before = sensors.get(record.uid)?.record.deviceName;
    if (before !== undefined) named.get(before)?.delete(record.uid);
    sensors.set(record.uid, { record, database, ...grid });
    named.set(record.deviceName, (named.get(record.deviceName) ?? new Set<string>()).add(record.uid));
  };

  const since: Record<string, string> = {};
  for (const name of hub.names()) {
    const [grid, database] = [gridIn(name), hub.database(name)];
    if (!grid || !database) continue;
    // Where the following begins is asked first: what comes meanwhile comes twice.
    since[name] = await endOf(database);
    for await (const page of recordsOf<Sensor>(database, sensorType.type, grid.scope)) {
      for (const record of page) note(name, record);
    }
  }
  const follower = followHub({
    hub,
    log,
    since,
    wants: (database) => gridIn(database) !== null,
    take: async (database, rows) => {
      const changed: string[] = [];
      for (const { id, deleted, doc } of rows) {
        if (parseDocumentId(id)?.type !== sensorType.type || deleted || !doc) continue;
        const { _rev: rev, ...fields } = doc;
        const record = { ...fields, _id: id } as unknown as WireRecord;
        const placed = placeRow({ id, rev: String(rev), deleted: false, record });
        if (placed.kind !== 'record') continue;
        note(database, placed.record as unknown as Sensor & WireRecord);
        changed.push(placed.record.uid);
      }
      if (changed.length > 0) for (const listener of listeners) listener(changed);
    },
  });

  const of = (deviceName: string): readonly PairedSensor[] =>
    [...(named.get(deviceName) ?? [])].flatMap((uid) => sensors.get(uid) ?? []);
  return {
    active: () => [...sensors.values()].filter(({ record }) => record.endedAtMs === null),
    byUid: (uid) => sensors.get(uid) ?? null,
    byName: (deviceName) => newest(of(deviceName).filter(({ record }) => record.endedAtMs === null)),
    at: (deviceName, atMs) =>
      newest(
        of(deviceName).filter(
          ({ record: { pairedAtMs, endedAtMs } }) => pairedAtMs <= atMs && (endedAtMs === null || endedAtMs > atMs),
        ),
      ),
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    settled: () => follower.settled(),
    stop: () => follower.stop(),
  };
}

const newest = (found: readonly PairedSensor[]): PairedSensor | null =>
  [...found].sort((a, b) => b.record.pairedAtMs - a.record.pairedAtMs)[0] ?? null;
