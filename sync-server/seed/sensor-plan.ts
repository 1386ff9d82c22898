import type { SensorKind } from '#shared/schema/types/sensor';
import { livingIn, type PlannedHousehold } from './grid-context';
import type { KnownDevice } from './known';
import type { Random } from './random';

/** Which devices hang in whose home, before they have ids. */

/** A device before it has ids. */
export interface PlannedSensor {
  readonly kind: SensorKind;
  readonly spot: string;
  readonly model: string;
  readonly adapterId: string;
  readonly reportsEveryMs: number | null;
  /** Place in the household of whom it watches over; null for the whole family. */
  readonly person: number | null;
  readonly pairedDaysAgo: number;
  readonly batteryPercent: number | null;
  /** Days for which it has said nothing; 0 for one that is heard. */
  readonly silentDays: number;
  /** Days ago on which the door was opened by night, with the minute of the night after 23:00. */
  readonly nights: readonly (readonly [daysAgo: number, minute: number])[];
  /** Whether the readings are such as to be looked at. */
  readonly isHigh: boolean;
  /** When it told of something that an alarm was about, minutes ago. */
  readonly rang: readonly number[];
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** What devices of a kind are called and how they speak; makers are invented. */
const MAKES: Readonly<
  Record<SensorKind, Pick<PlannedSensor, 'model' | 'adapterId' | 'reportsEveryMs'> & { readonly spot: string }>
> = {
  'water-meter': { model: '禾水 NB-15', adapterId: 'linli', reportsEveryMs: 30 * MINUTE_MS, spot: '厨房' },
  door: { model: '禾门 ZB-2', adapterId: 'zigbee2mqtt', reportsEveryMs: 12 * HOUR_MS, spot: '入户' },
  smoke: { model: '禾安 SM-1', adapterId: 'zigbee2mqtt', reportsEveryMs: 24 * HOUR_MS, spot: '厨房' },
  leak: { model: '禾安 WL-1', adapterId: 'zigbee2mqtt', reportsEveryMs: 24 * HOUR_MS, spot: '卫生间' },
  'blood-pressure': { model: '禾康 BP-3', adapterId: 'linli', reportsEveryMs: null, spot: '客厅' },
  'help-button': { model: '禾安 SOS-1', adapterId: 'linli', reportsEveryMs: 24 * HOUR_MS, spot: '床头' },
  charging: { model: '禾充 C-10', adapterId: 'thingsboard', reportsEveryMs: 5 * MINUTE_MS, spot: '车棚' },
  camera: { model: '禾视 V-4', adapterId: 'thingsboard', reportsEveryMs: HOUR_MS, spot: '大门口' },
  other: { model: '', adapterId: 'linli', reportsEveryMs: HOUR_MS, spot: '楼道' },
};

/** Of homes that agreed, how many have what. */
const HOME_SHARES: readonly (readonly [kind: SensorKind, share: number])[] = [
  ['water-meter', 0.9],
  ['door', 0.5],
  ['smoke', 0.5],
  ['blood-pressure', 0.35],
  ['help-button', 0.25],
];
const SILENT_SHARE = 0.05;
const LOW_BATTERY_SHARE = 0.06;
const HIGH_SHARE = 0.3;
const NIGHT_SHARE = 0.15;

/** Kinds that belong to one person, however many live there. */
const OF_ONE: readonly SensorKind[] = ['blood-pressure', 'help-button'];

/** Devices of a home in which somebody agreed to them; `person` is that one's place in the household. */
export function plannedSensors(random: Random, household: PlannedHousehold, person: number): readonly PlannedSensor[] {
  const { devices } = household.residents[person] ?? {};
  if (devices) return devices.map((known) => knownSensor(random.fork(known.kind), household, person, known));
  return HOME_SHARES.flatMap(([kind, share]) => {
    const own = random.fork(kind);
    return own.chance(share) ? [sensorByChance(own, household, person, kind)] : [];
  });
}

/** Devices where everybody passes: a grid has a few. */
export const publicSensors = (random: Random): readonly PlannedSensor[] =>
  (['charging', 'camera'] as const).map((kind) => ({
    ...quiet(random, kind),
    person: null,
    batteryPercent: null,
  }));

const quiet = (random: Random, kind: SensorKind): PlannedSensor => ({
  kind,
  ...MAKES[kind],
  person: null,
  pairedDaysAgo: random.int(70, 150),
  batteryPercent: kind === 'water-meter' ? random.int(60, 100) : random.int(35, 100),
  silentDays: 0,
  nights: [],
  isHigh: false,
  rang: [],
});

/** A device of somebody who lives alone is theirs. */
const watches = (household: PlannedHousehold, person: number, kind: SensorKind): number | null =>
  livingIn(household) === 1 || OF_ONE.includes(kind) ? person : null;

function knownSensor(
  random: Random,
  household: PlannedHousehold,
  person: number,
  { kind, battery, nights = [], isHigh = false, rang = [] }: KnownDevice,
): PlannedSensor {
  const usual = quiet(random, kind);
  return {
    ...usual,
    person: watches(household, person, kind),
    batteryPercent: battery ?? usual.batteryPercent,
    nights,
    isHigh,
    rang,
  };
}

function sensorByChance(random: Random, household: PlannedHousehold, person: number, kind: SensorKind): PlannedSensor {
  const usual = quiet(random, kind);
  const hasNights = kind === 'door' && random.chance(NIGHT_SHARE);
  return {
    ...usual,
    person: watches(household, person, kind),
    batteryPercent: random.chance(LOW_BATTERY_SHARE) ? random.int(4, 19) : usual.batteryPercent,
    silentDays: random.chance(SILENT_SHARE) ? random.int(2, 6) : 0,
    nights: hasNights ? Array.from({ length: 2 }, () => [random.int(3, 25), random.int(30, 320)] as const) : [],
    isHigh: random.chance(HIGH_SHARE),
  };
}
