import type { WireRecord } from '#shared/schema/envelope';
import { sealFields } from '#shared/schema/seal-record';
import type { Dwelling, DwellingUse, Household } from '#shared/schema/types/home';
import {
  buildingUid,
  dwellingUid,
  householdUid,
  personUid,
  registered,
  roomLabel,
  type GridContext,
  type PlannedHousehold,
} from './grid-context';
import { nobodysRegisterNumber } from './identity';
import { createRandom, type Random } from './random';
import { addressOf, type PlannedRoom } from './town';

/** Homes and households as records. */

/** Empty homes on the ground floor that are a shop or an office. */
const BUSINESS_SHARE = 0.6;
/** Homes whose area somebody has written down. */
const MEASURED_SHARE = 0.8;
/** Floor areas of flats that were built in numbers, in square metres. */
const AREAS = [
  [14, 46.5],
  [22, 58.2],
  [24, 67.8],
  [20, 86.4],
  [13, 104.6],
  [7, 128.3],
] as const;

/** What every home of the grid is used for, by its label: what is lived in is owned or rented, the rest is empty or a shop. */
export function usesOf(
  { options, grid }: GridContext,
  households: readonly PlannedHousehold[],
): Map<string, DwellingUse> {
  const lived = new Map<string, DwellingUse>();
  for (const { room, tenure, status } of households) if (status === 'current') lived.set(roomLabel(room), tenure);
  return new Map(
    grid.rooms.map((room): [string, DwellingUse] => {
      const label = roomLabel(room);
      const random = createRandom(`${options.randomSeed}/use/${label}`);
      const isShop = room.floor === 1 && random.chance(BUSINESS_SHARE);
      return [label, lived.get(label) ?? (isShop ? 'business' : 'vacant')];
    }),
  );
}

/** The record of a home. */
export function dwellingRecord(context: GridContext, room: PlannedRoom, use: DwellingUse): Dwelling & WireRecord {
  const uid = dwellingUid(context, room);
  const random = createRandom(`${context.options.randomSeed}/area/${roomLabel(room)}`);
  return {
    ...context.framer({ ...registered(context), type: 'dwelling', uid }),
    type: 'dwelling',
    buildingUid: buildingUid(context, room.building),
    unit: String(room.unit),
    floor: room.floor,
    room: room.room,
    address: addressOf(room),
    position: null,
    use,
    areaSquareMeters: random.chance(MEASURED_SHARE) ? random.weighted(AREAS) : null,
    importUid: null,
  };
}

/** The record of a household, its register number sealed. */
export async function householdRecord(
  context: GridContext,
  household: PlannedHousehold,
): Promise<Household & WireRecord> {
  const uid = householdUid(context, household);
  const head = household.residents.findIndex(({ relation, status }) => relation === 'head' && status !== 'deceased');
  const random = createRandom(`${context.options.randomSeed}/register/${household.label}`);
  const record: Household & WireRecord = {
    ...context.framer({ ...registered(context), type: 'household', uid }),
    type: 'household',
    dwellingUid: dwellingUid(context, household.room),
    headUid: head < 0 ? null : personUid(context, household, head),
    kind: household.kind,
    status: household.status,
    registerNumber: null,
    importUid: null,
  };
  const about = { type: 'household', uid, birthDate: null, today: context.todayIso };
  const sealed = await sealFields(about, { registerNumber: registerNumber(random, household) }, context.sealer.seal);
  return { ...record, ...sealed };
}

/** Numbers are known of most families that are registered here; who rents is registered elsewhere. */
function registerNumber(random: Random, { tenure, kind }: PlannedHousehold): string | null {
  if (tenure === 'rented' || kind === 'collective' || !random.chance(0.7)) return null;
  return nobodysRegisterNumber(random);
}
