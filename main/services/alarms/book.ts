import { emptyTimes } from '#shared/domain/devices/watched-home';
import { readWatchTable } from '#shared/domain/devices/watch-check';
import { isAboutPeople, USUAL_WATCH, type WatchTable } from '#shared/domain/devices/watch-table';
import type { Away } from '#shared/domain/devices/active-time';
import type { WireRecord } from '#shared/schema/envelope';
import { readStub } from '#shared/schema/moved';
import { alarmSchema, alarmStanding, type Alarm } from '#shared/schema/types/alarm';
import { ruleTableSchema } from '#shared/schema/types/rule-table';
import { absenceSchema, sensorSchema, type Absence, type Sensor } from '#shared/schema/types/sensor';
import type { GridKeys } from '../grid-keys';
import { createResidents, type KnownPerson } from './residents';

export type AlarmRecord = Alarm & WireRecord;
export type SensorRecord = Sensor & WireRecord;

/** Whom a device watches over at this moment. */
export interface Subject {
  readonly person: KnownPerson | null;
  readonly livesAlone: boolean;
  /** When nobody is at home. */
  readonly away: readonly Away[];
}

/** What a change in the hub is about. */
export interface Noted {
  /** Uids of devices to be looked at again; `all` for every one. */
  readonly sensors: readonly string[] | 'all';
  /** Ids of alarms that came or changed. */
  readonly alarms: readonly string[];
}

/** What the hub says that alarms go by, in memory. */
export interface Book {
  /** Takes note of a record, or of none under that id any more. */
  note(id: string, document: unknown): Promise<Noted>;
  table(): WatchTable;
  /** Whether the station's table cannot be used: the usual one counts. */
  isTableDamaged(): boolean;
  /** Those in use. */
  sensors(): readonly SensorRecord[];
  sensor(uid: string): SensorRecord | null;
  named(deviceName: string): readonly SensorRecord[];
  subjectOf(sensor: Sensor): Subject;
  person(uid: string): KnownPerson | null;
  open(): readonly AlarmRecord[];
  alarm(id: string): AlarmRecord | null;
  openOf(rule: string, whom: string): AlarmRecord | null;
  /** When the last alarm of that rule about them was over, ms; null for none. */
  closedAtMs(rule: string, whom: string): number | null;
}

/** Types that the book goes by, by the kind of database they lie in. */
export const BOOK_TYPES = {
  grid: ['person', 'absence', 'sensor', 'alarm'],
  commons: ['rule-table'],
} as const;

const NOTHING: Noted = { sensors: [], alarms: [] };

/** Whom an alarm of that rule is about: the person, else the home, else the device; a silent device is about itself. */
export function whomOf(
  rule: string,
  { uid, dwellingUid }: Pick<Sensor, 'uid' | 'dwellingUid'>,
  personUid: string | null,
): string {
  return isAboutPeople(rule) ? (personUid ?? dwellingUid ?? uid) : uid;
}

const aboutKey = ({ rule, sensorUid, dwellingUid, personUid }: Alarm): string =>
  `${rule} ${whomOf(rule, { uid: sensorUid, dwellingUid }, personUid)}`;

/** An empty book. */
export function createBook(keys: Pick<GridKeys, 'named'>): Book {
  const residents = createResidents(keys);
  const sensors = new Map<string, SensorRecord>();
  const absences = new Map<string, Absence>();
  const open = new Map<string, AlarmRecord>();
  const closed = new Map<string, number>();
  let table = USUAL_WATCH;
  let isDamaged = false;
  /** Made anew when one of theirs has changed: every reading asks. */
  let used: readonly SensorRecord[] | null = null;
  let named: ReadonlyMap<string, readonly SensorRecord[]> | null = null;
  let about: ReadonlyMap<string, AlarmRecord> | null = null;

  const inUse = () => (used ??= [...sensors.values()].filter(({ endedAtMs }) => endedAtMs === null));
  const byName = () => (named ??= groupedByName(inUse()));
  const byAbout = () => (about ??= new Map([...open.values()].reverse().map((each) => [aboutKey(each), each])));
  const sensorsOf = (homes: readonly string[], people: readonly string[]): readonly string[] =>
    inUse()
      .filter(
        ({ dwellingUid, personUid }) =>
          (dwellingUid !== null && homes.includes(dwellingUid)) || (personUid !== null && people.includes(personUid)),
      )
      .map(({ uid }) => uid);

  async function notePerson(id: string, document: unknown): Promise<Noted> {
    const homes = await residents.note(id, document);
    const { uid } = (document ?? {}) as { readonly uid?: string };
    return { sensors: sensorsOf(homes, uid === undefined ? [] : [uid]), alarms: [] };
  }

  function noteAbsence(id: string, document: unknown): Noted {
    const before = absences.get(id);
    const absence = absenceSchema.safeParse(document).data;
    if (absence) absences.set(id, absence);
    else absences.delete(id);
    const people = [before, absence].flatMap((each) => (each ? [each.personUid] : []));
    const homes = people.flatMap((uid) => residents.find(uid)?.dwellingUid ?? []);
    return { sensors: sensorsOf(homes, people), alarms: [] };
  }

  function noteSensor(id: string, document: unknown): Noted {
    const sensor = sensorSchema.safeParse(document).data;
    [used, named] = [null, null];
    for (const [uid, each] of sensors) if (each._id === id) sensors.delete(uid);
    if (!sensor) return NOTHING;
    sensors.set(sensor.uid, sensor as unknown as SensorRecord);
    return { sensors: [sensor.uid], alarms: [] };
  }

  function noteAlarm(id: string, document: unknown): Noted {
    const alarm = alarmSchema.safeParse(document).data;
    open.delete(id);
    about = null;
    if (!alarm) return NOTHING;
    const { state, closedAtMs } = alarmStanding(alarm);
    const key = aboutKey(alarm);
    if (state !== 'closed') open.set(id, alarm as unknown as AlarmRecord);
    else if (closedAtMs !== null) closed.set(key, Math.max(closedAtMs, closed.get(key) ?? 0));
    return { sensors: [alarm.sensorUid], alarms: [id] };
  }

  function noteTable(document: unknown): Noted {
    const record = ruleTableSchema.safeParse(document).data;
    if (record && record.name !== 'watch') return NOTHING;
    ({ table, isDamaged } = readWatchTable(record?.content));
    return { sensors: 'all', alarms: [] };
  }

  return {
    note: async (id, document) => {
      // What went on to another grid is there under its own id.
      const held = isStub(document) ? undefined : document;
      switch (id.split('~')[0]) {
        case 'person':
          return notePerson(id, held);
        case 'absence':
          return noteAbsence(id, held);
        case 'sensor':
          return noteSensor(id, held);
        case 'alarm':
          return noteAlarm(id, held);
        case 'rule-table':
          return id.endsWith('~watch') ? noteTable(held) : NOTHING;
        default:
          return NOTHING;
      }
    },
    table: () => table,
    isTableDamaged: () => isDamaged,
    sensors: inUse,
    sensor: (uid) => sensors.get(uid) ?? null,
    named: (deviceName) => byName().get(deviceName) ?? [],
    person: residents.find,
    subjectOf: ({ personUid, dwellingUid }) => {
      const home = dwellingUid === null ? [] : residents.at(dwellingUid);
      const onlyOne = personUid === null && home.length === 1 ? (home[0] ?? null) : personUid;
      const person = onlyOne === null ? null : residents.find(onlyOne);
      const livesThere = home.length > 0 ? home : person ? [person.uid] : [];
      return {
        person,
        livesAlone: person !== null && residents.livesAlone(person.uid),
        away: emptyTimes(livesThere, [...absences.values()]),
      };
    },
    open: () => [...open.values()],
    alarm: (id) => open.get(id) ?? null,
    openOf: (rule, whom) => byAbout().get(`${rule} ${whom}`) ?? null,
    closedAtMs: (rule, whom) => closed.get(`${rule} ${whom}`) ?? null,
  };
}

const isStub = (document: unknown): boolean =>
  typeof document === 'object' && document !== null && readStub(document as never) !== null;

function groupedByName(sensors: readonly SensorRecord[]): ReadonlyMap<string, readonly SensorRecord[]> {
  const groups = new Map<string, SensorRecord[]>();
  for (const sensor of sensors) {
    const group = groups.get(sensor.deviceName);
    if (group) group.push(sensor);
    else groups.set(sensor.deviceName, [sensor]);
  }
  return groups;
}
