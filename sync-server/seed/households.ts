import type { PlainDate } from './calendar';
import { composeFamily, type Family } from './families';
import { roomLabel, type PlannedHousehold } from './grid-context';
import { knownHouseholds, type KnownHousehold, type KnownResident } from './known';
import { PLANTED_FROM_HOUSEHOLDS, plantedHouseholds } from './planted';
import { createRandom, type Random } from './random';
import type { PracticeOptions } from './station';
import type { PlannedGrid } from './town';

/** Households that have moved away and stand in the file still, for each that lives there. */
const MOVED_OUT_SHARE = 0.015;

/** Known people in their own homes, everybody else in homes that chance chooses; the rest stands empty. */
export function planHouseholds(
  options: Pick<PracticeOptions, 'randomSeed' | 'size'>,
  grid: PlannedGrid,
  today: PlainDate,
): PlannedHousehold[] {
  const wanted = options.size.householdsPerGrid[grid.number - 1] ?? 0;
  const known = grid.number === 1 ? householdsByName(wanted, today) : [];
  if (wanted < known.length) throw new Error(`grid ${grid.number} needs at least ${known.length} households`);
  const random = createRandom(`${options.randomSeed}/grid/${grid.number}`);
  const planned = known.map((household) => inItsHome(household, grid));
  const taken = new Set(planned.map(({ room }) => room));
  const free = shuffled(
    random,
    grid.rooms.filter((room) => !taken.has(room)),
  );
  const homes = free.slice(0, wanted - planned.length);
  const left = free.slice(homes.length, homes.length + Math.round(wanted * MOVED_OUT_SHARE));
  for (const room of homes) {
    const label = roomLabel(room);
    planned.push({ label, room, status: 'current', ...composeFamily(random.fork(label), today) });
  }
  for (const room of left) {
    const label = `${roomLabel(room)}/before`;
    planned.push({ label, room, status: 'moved-out', ...gone(composeFamily(random.fork(label), today)) });
  }
  return planned;
}

const householdsByName = (wanted: number, today: PlainDate): readonly KnownHousehold[] => [
  ...knownHouseholds(today),
  ...(wanted >= PLANTED_FROM_HOUSEHOLDS ? plantedHouseholds(today) : []),
];

function inItsHome({ building, unit, room: door, residents }: KnownHousehold, grid: PlannedGrid): PlannedHousehold {
  const home = grid.rooms.find(
    (candidate) => candidate.building.number === building && candidate.unit === unit && candidate.room === door,
  );
  if (!home) throw new Error(`no home ${building}-${unit}-${door} in grid ${grid.number}`);
  return { label: roomLabel(home), room: home, residents, tenure: 'own', kind: 'family', status: 'current' };
}

/** The family as the file has it after the move: nobody of it lives here. */
function gone(family: Family): Family {
  const residents = family.residents.map((resident): KnownResident => ({
    ...resident,
    status: resident.status === 'deceased' ? 'deceased' : 'moved-out',
  }));
  return { ...family, residents };
}

function shuffled<T>(random: Random, items: readonly T[]): T[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const other = random.int(0, last);
    [result[last], result[other]] = [result[other] as T, result[last] as T];
  }
  return result;
}
