import { deviceOf, type Adapter } from '#shared/domain/devices/adapter';
import { USUAL_ADAPTERS } from '#shared/domain/devices/usual-adapters';
import { deviceNameSchema, type SensorKind } from '#shared/schema/types/sensor';
import type { Point } from '#shared/schema/types/place';
import type { SensorRecord } from '../view';

/** A device as it is being typed in. */
export interface PairingEntry {
  readonly deviceName: string;
  readonly adapterId: string;
  readonly kind: SensorKind;
  readonly model: string;
  readonly spot: string;
  /** In somebody's home, or where everybody passes. */
  readonly where: 'home' | 'public';
  readonly dwellingUid: string | null;
  readonly personUid: string | null;
  readonly buildingUid: string | null;
  readonly place: Point | null;
  /** Null while nothing says which. */
  readonly grid: number | null;
  readonly interval: IntervalChoice;
}

/** How often a device speaks when all is well, as people choose it. */
export const INTERVALS = {
  minutes5: 300_000,
  minutes15: 900_000,
  minutes30: 1_800_000,
  hour1: 3_600_000,
  hours6: 21_600_000,
  hours12: 43_200_000,
  day1: 86_400_000,
} as const;
export type IntervalChoice = keyof typeof INTERVALS | 'never' | 'other';
export const INTERVAL_CHOICES = [...(Object.keys(INTERVALS) as (keyof typeof INTERVALS)[]), 'never'] as const;

/** What a device of a kind usually does; null for one that speaks when something happens. */
const USUAL_INTERVAL: Readonly<Record<SensorKind, IntervalChoice>> = {
  'water-meter': 'minutes30',
  door: 'hours12',
  smoke: 'day1',
  leak: 'day1',
  'blood-pressure': 'never',
  'help-button': 'day1',
  charging: 'minutes5',
  camera: 'hour1',
  other: 'hour1',
};

/** The choice that stands for an interval, ms; `other` for one that is none of them. */
export function intervalChoice(ms: number | null): IntervalChoice {
  if (ms === null) return 'never';
  return INTERVAL_CHOICES.find((each) => each !== 'never' && INTERVALS[each] === ms) ?? 'other';
}

/** The interval that a choice stands for, ms; `before` is what stays with `other`. */
export const intervalMs = (choice: IntervalChoice, before: number | null = null): number | null =>
  choice === 'never' ? null : choice === 'other' ? before : INTERVALS[choice];

/** Where a device of a kind usually hangs, by key of its words; the first is the likeliest. */
export const SPOTS: Readonly<Record<SensorKind, readonly string[]>> = {
  'water-meter': ['kitchen', 'bathroom', 'stairwell'],
  door: ['entrance', 'bedroom', 'balcony'],
  smoke: ['kitchen', 'living-room', 'bedroom'],
  leak: ['kitchen', 'bathroom', 'balcony'],
  'blood-pressure': ['living-room', 'bedroom'],
  'help-button': ['bedside', 'bathroom', 'living-room'],
  charging: ['bike-shed', 'stairwell'],
  camera: ['gate', 'stairwell', 'bike-shed'],
  other: ['living-room', 'kitchen', 'stairwell'],
};

/** Kinds that are worn or used by one person. */
const OF_A_PERSON: readonly SensorKind[] = ['blood-pressure', 'help-button'];
/** Kinds that say something about a home alone. */
const OF_A_HOME: readonly SensorKind[] = ['water-meter', 'blood-pressure'];

/** An entry with nothing in it but what is usual. */
export const emptyEntry = (grid: number | null): PairingEntry => ({
  deviceName: '',
  adapterId: USUAL_ADAPTERS[0]?.id ?? '',
  kind: 'water-meter',
  model: '',
  spot: '',
  where: 'home',
  dwellingUid: null,
  personUid: null,
  buildingUid: null,
  place: null,
  grid,
  interval: USUAL_INTERVAL['water-meter'],
});

/** The entry for hanging a device elsewhere: it stays what it is. */
export const entryElsewhere = (record: SensorRecord, grid: number | null): PairingEntry => ({
  ...emptyEntry(grid),
  deviceName: record.deviceName,
  adapterId: record.adapterId,
  kind: record.kind,
  model: record.model,
  interval: intervalChoice(record.reportsEveryMs),
});

/** Another kind brings what is usual for it, and forgets a spot that was suggested for the other. */
export const withKind = (entry: PairingEntry, kind: SensorKind): PairingEntry => ({
  ...entry,
  kind,
  interval: USUAL_INTERVAL[kind],
  ...(OF_A_HOME.includes(kind) && { where: 'home' as const }),
});

/** Whether a device of that kind may hang where everybody passes. */
export const mayBePublic = (kind: SensorKind): boolean => !OF_A_HOME.includes(kind);

/** What is missing or wrong. */
export type PairingProblem = 'name' | 'name-in-use' | 'home' | 'person' | 'place' | 'grid' | 'adapter';

/** See `PairingProblem`; `inUse` is another pairing of that name that goes on. */
export function pairingProblems(entry: PairingEntry, inUse: boolean): readonly PairingProblem[] {
  const { deviceName, kind, where, dwellingUid, personUid, place, buildingUid, grid, adapterId } = entry;
  const isNamed = deviceNameSchema.safeParse(deviceName.trim()).success;
  const found: readonly (readonly [PairingProblem, boolean])[] = [
    ['name', !isNamed],
    ['name-in-use', isNamed && inUse],
    ['adapter', !USUAL_ADAPTERS.some(({ id }) => id === adapterId)],
    ['home', where === 'home' && dwellingUid === null],
    ['person', where === 'home' && OF_A_PERSON.includes(kind) && dwellingUid !== null && personUid === null],
    ['place', where === 'public' && place === null && buildingUid === null],
    ['grid', where === 'public' && grid === null],
  ];
  return found.flatMap(([problem, isThere]) => (isThere ? [problem] : []));
}

/** A device of that name that is in use somewhere, but for one that is about to be taken down. */
export const inUseBy = (
  records: readonly SensorRecord[],
  deviceName: string,
  exceptId: string | null,
): SensorRecord | null =>
  records.find(
    (record) => record.endedAtMs === null && record.deviceName === deviceName.trim() && record._id !== exceptId,
  ) ?? null;

/** The topic that a device of that name and make speaks on; a make without a device in its topic speaks on the gateway's. */
export const topicOf = ({ topic }: Pick<Adapter, 'topic'>, deviceName: string): string =>
  topic.replace('{device}', deviceName);

/** Whether a make's messages come from the device itself rather than through a gateway. */
export const speaksItself = (adapter: Adapter): boolean =>
  ['linli', 'thingsboard'].includes(adapter.id) && deviceOf(adapter, topicOf(adapter, 'x')) === 'x';

/** What a gateway of that make publishes to, for its credential. */
export const bridgeTopics = ({ topic }: Pick<Adapter, 'topic'>): readonly string[] => [topic.replace('{device}', '+')];
