import { useMemo } from 'react';
import { documentId } from '#shared/schema/ids';
import { useAll, useOwned, useRegisterAnswer } from '#renderer/data/index';
import { scopeOf, useToday, useUidsOf, type PersonRecord } from '../people/index';
import { showSensors, type AlarmRecord, type MonthRecord, type SensorRecord, type ShownSensor } from './view';

/** Every device of the grids that the reader may see, those taken out of use too, in no order; undefined while loading. */
export function useSensors(): readonly ShownSensor[] | undefined {
  const records = useAll<SensorRecord>('devices', 'sensor');
  const months = useAll<MonthRecord>('devices', 'reading-month');
  const alarms = useAll<AlarmRecord>('tasks', 'alarm');
  return useMemo(
    () => (records && months && alarms ? showSensors(records, months, alarms) : undefined),
    [records, months, alarms],
  );
}

/** Months of one device, the newest first; undefined while loading. */
export function useMonths(sensorUid: string): readonly MonthRecord[] | undefined {
  const owned = useOwned<MonthRecord>('devices', [sensorUid]);
  return useMemo(() => owned?.filter(({ type }) => type === 'reading-month'), [owned]);
}

/** Devices in use at somebody's home, and those that watch over this person wherever they hang; undefined while loading. */
export function useSensorsOf({ uid, dwellingUid }: PersonRecord): readonly ShownSensor[] | undefined {
  const all = useSensors();
  const uids = useUidsOf(uid);
  return useMemo(
    () =>
      all?.filter(
        ({ record }) =>
          record.endedAtMs === null &&
          (uids.includes(record.personUid ?? '') || (dwellingUid !== null && record.dwellingUid === dwellingUid)),
      ),
    [all, uids, dwellingUid],
  );
}

/** Where devices hang and whom they watch over, as far as this device knows. */
export interface Whereabouts {
  /** Address of a dwelling by uid. */
  readonly addressOf: (dwellingUid: string | null) => string | null;
  /** Name of a person by uid: undefined for nobody known here, null for a closed file. */
  readonly nameOf: (personUid: string | null) => string | null | undefined;
  /** `_id` of a person's file by uid; null for nobody known here. */
  readonly fileOf: (personUid: string | null) => string | null;
}

/** See `Whereabouts`; knows nothing while the register is being asked. */
export function useWhereabouts(records: readonly SensorRecord[]): Whereabouts {
  const today = useToday();
  const dwellingUids = useMemo(() => unique(records.map(({ dwellingUid }) => dwellingUid)), [records]);
  const personIds = useMemo(
    () =>
      unique(
        records.map(({ _id, personUid }) =>
          personUid === null ? null : documentId('person', scopeOf(_id), personUid),
        ),
      ),
    [records],
  );
  const answer = useRegisterAnswer(
    async (register) => {
      const [addresses, people] = await Promise.all([
        register.addresses(dwellingUids),
        register.rows('person', personIds, today),
      ]);
      return {
        addresses: new Map(dwellingUids.map((uid, index) => [uid, addresses[index] ?? null])),
        people: new Map(people.map((row) => [row.uid, row])),
      };
    },
    [dwellingUids, personIds, today],
  );
  return useMemo(
    () => ({
      addressOf: (uid) => answer?.addresses.get(uid ?? '') ?? null,
      nameOf: (uid) => answer?.people.get(uid ?? '')?.name,
      fileOf: (uid) => answer?.people.get(uid ?? '')?.id ?? null,
    }),
    [answer],
  );
}

const unique = (values: readonly (string | null)[]): readonly string[] => [
  ...new Set(values.filter((value) => value !== null)),
];
