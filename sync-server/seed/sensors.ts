import type { WireRecord } from '#shared/schema/envelope';
import { sealFields } from '#shared/schema/seal-record';
import type { ReadingMonth, Sensor } from '#shared/schema/types/sensor';
import { DAY_MS } from './calendar';
import { buildingUid, dwellingUid, personUid, type GridContext, type PlannedHousehold } from './grid-context';
import { createRandom, derivedUid } from './random';
import { plannedMonths, type PlannedMonth } from './sensor-months';
import { plannedSensors, publicSensors, type PlannedSensor } from './sensor-plan';
import { firstEntryMs, practiceManager, workerOfGrid } from './station';

type Stored<T> = T & WireRecord;

/** A device with its last two months. */
export interface PracticeSensor {
  readonly sensor: Stored<Sensor>;
  readonly months: readonly Stored<ReadingMonth>[];
}

/** The devices of a home in which somebody agreed to them; `person` is that one's place in the household. */
export function sensorsAtHome(
  context: GridContext,
  household: PlannedHousehold,
  person: number,
): Promise<readonly PracticeSensor[]> {
  const { options } = context;
  const random = createRandom(`${options.randomSeed}/sensors/${household.label}`);
  return Promise.all(
    plannedSensors(random, household, person).map((plan) =>
      made(context, plan, `${household.label}/${plan.kind}`, {
        buildingUid: buildingUid(context, household.room.building),
        dwellingUid: dwellingUid(context, household.room),
        personUid: plan.person === null ? null : personUid(context, household, plan.person),
        place: null,
        birthDate: plan.person === null ? null : (household.residents[plan.person]?.birthDate ?? null),
      }),
    ),
  );
}

/** Devices of the grid that hang where everybody passes. */
export function sensorsInPublic(context: GridContext): Promise<readonly PracticeSensor[]> {
  const { options, grid } = context;
  const random = createRandom(`${options.randomSeed}/sensors/grid/${grid.number}`);
  return Promise.all(
    publicSensors(random).flatMap((plan, index) => {
      const building = grid.buildings[index + 1];
      if (!building) return [];
      const { lat, lng } = building.center;
      return [
        made(context, plan, `public/${grid.number}/${plan.kind}`, {
          buildingUid: buildingUid(context, building),
          dwellingUid: null,
          personUid: null,
          place: { lat: Number((lat + 0.00018).toFixed(6)), lng: Number((lng - 0.00021).toFixed(6)) },
          birthDate: null,
        }),
      ];
    }),
  );
}

/** uid of a device of a home. */
export const sensorUid = (
  { options }: Pick<GridContext, 'options'>,
  household: Pick<PlannedHousehold, 'label'>,
  kind: Sensor['kind'],
): string => derivedUid(options.randomSeed, `sensor/${household.label}/${kind}`);

interface Hung extends Pick<Sensor, 'buildingUid' | 'dwellingUid' | 'personUid' | 'place'> {
  readonly birthDate: string | null;
}

/** How device names begin. */
const PREFIXES: Readonly<Record<Sensor['kind'], string>> = {
  'water-meter': 'wm',
  door: 'door',
  smoke: 'sm',
  leak: 'leak',
  'blood-pressure': 'bp',
  'help-button': 'sos',
  charging: 'ev',
  camera: 'cam',
  other: 'dev',
};
/** So many characters of the uid tell devices of a station apart. */
const NAME_LENGTH = 8;

async function made(
  context: GridContext,
  plan: PlannedSensor,
  label: string,
  { birthDate, ...hung }: Hung,
): Promise<PracticeSensor> {
  const { options, scope, staff, grid } = context;
  const uid = derivedUid(options.randomSeed, `sensor/${label}`);
  const pairedAtMs = Math.max(options.nowMs - plan.pairedDaysAgo * DAY_MS, firstEntryMs(options));
  const sensor: Stored<Sensor> = {
    ...context.framer({ type: 'sensor', scope, uid, atMs: pairedAtMs, by: workerOfGrid(staff, grid.number).uid }),
    type: 'sensor',
    deviceName: `${PREFIXES[plan.kind]}-${uid.slice(-NAME_LENGTH).toLowerCase()}`,
    adapterId: plan.adapterId,
    kind: plan.kind,
    model: plan.model,
    spot: plan.spot,
    ...hung,
    pairedAtMs,
    endedAtMs: null,
    reportsEveryMs: plan.reportsEveryMs,
  };
  const random = createRandom(`${options.randomSeed}/readings/${label}`);
  const planned = plannedMonths(
    random,
    { ...plan, pairedDaysAgo: daysSince(pairedAtMs, options.nowMs) },
    options.nowMs,
  );
  const months = await Promise.all(planned.map((month) => monthRecord(context, sensor, plan, month, birthDate)));
  return { sensor, months };
}

const daysSince = (fromMs: number, nowMs: number): number => Math.floor((nowMs - fromMs) / DAY_MS);

async function monthRecord(
  context: GridContext,
  { uid: ofSensor, personUid: person, dwellingUid: dwelling }: Stored<Sensor>,
  plan: PlannedSensor,
  { month, heardAtMs, life, health }: PlannedMonth,
  birthDate: string | null,
): Promise<Stored<ReadingMonth>> {
  const { options, scope, todayIso: today } = context;
  const uid = derivedUid(options.randomSeed, `reading-month/${ofSensor}/${month}`);
  const key = `${ofSensor}.${month}`;
  const about = { type: 'reading-month', uid, birthDate, today };
  const sealed = await sealFields(about, { life, health }, context.sealer.seal);
  return {
    ...context.framer({ type: 'reading-month', scope, uid, key, atMs: heardAtMs, by: practiceManager.uid }),
    type: 'reading-month',
    sensorUid: ofSensor,
    personUid: person,
    dwellingUid: dwelling,
    month,
    heardAtMs,
    batteryPercent: plan.batteryPercent,
    isSilent: plan.silentDays > 0,
    ...(sealed as Pick<ReadingMonth, 'life' | 'health'>),
  };
}
