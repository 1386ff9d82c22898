/** Where a home is. */
export interface RoundPlace {
  readonly latitude: number;
  readonly longitude: number;
}

/** Somebody to be visited. */
export interface RoundCall<P extends RoundPlace = RoundPlace> {
  readonly personUid: string;
  /** Of the home: people of one home are visited together. */
  readonly dwellingUid: string;
  readonly buildingUid: string;
  /** Staircase and floor within the building; null where they are not known. */
  readonly unit: string | null;
  readonly floor: number | null;
  /** Null where nobody has put the building on the map. */
  readonly place: P | null;
  /** Days past the due day; 0 is due today, negative is still to come. */
  readonly overdueDays: number;
}

/** One home of a round. */
export interface RoundStop<C extends RoundCall> {
  readonly dwellingUid: string;
  readonly calls: readonly C[];
}

export interface RoundPlan<C extends RoundCall> {
  /** In the order in which they are best walked. */
  readonly stops: readonly RoundStop<C>[];
  /** Metres from building to building, those that are on the map; stairs are not counted. */
  readonly meters: number;
  /** Due as well, and more than fit into the day. */
  readonly left: readonly C[];
}

export interface RoundOptions {
  /** Homes that fit into a day. */
  readonly homes: number;
  /** Where the walk begins; the station's door, or where somebody stands. */
  readonly from: RoundPlace | null;
  readonly metersBetween: (a: RoundPlace, b: RoundPlace) => number;
}

/** Rounds of improvement at most: a day's walk is better after two or three. */
const MOST_TURNS = 50;

/**
 * A day's round: the homes that are the longest overdue, in an order that is short to walk: building by building, staircase by staircase, from
 * the top floor down. The same calls give the same round on every device, in whatever order they are given.
 */
export function planRound<C extends RoundCall>(calls: readonly C[], options: RoundOptions): RoundPlan<C> {
  const homes = [...groupedBy(calls, ({ dwellingUid }) => dwellingUid)]
    .map(([dwellingUid, together]) => ({
      dwellingUid,
      calls: [...together].sort((a, b) => b.overdueDays - a.overdueDays || compare(a.personUid, b.personUid)),
    }))
    .sort((a, b) => mostOverdue(b) - mostOverdue(a) || compare(a.dwellingUid, b.dwellingUid));
  const chosen = homes.slice(0, options.homes);
  const buildings = [...groupedBy(chosen, ({ calls: [first] }) => first?.buildingUid ?? '')]
    .map(([uid, stops]) => ({ uid, stops, place: stops[0]?.calls[0]?.place ?? null }))
    .sort((a, b) => compare(a.uid, b.uid));
  const placed = buildings.flatMap(({ uid, stops, place }) => (place ? [{ uid, stops, place }] : []));
  const walk = shortWalk(placed, options);
  // What is not on the map comes last: whoever walks knows where it is.
  const inOrder = [...walk, ...buildings.filter(({ place }) => !place)];
  return {
    stops: inOrder.flatMap(({ stops }) => [...stops].sort(byStairs)),
    meters: Math.round(lengthOf(walk, options)),
    left: homes.slice(options.homes).flatMap(({ calls: together }) => together),
  };
}

function groupedBy<T>(all: readonly T[], keyOf: (each: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const each of all) {
    const group = groups.get(keyOf(each));
    if (group) group.push(each);
    else groups.set(keyOf(each), [each]);
  }
  return groups;
}

interface Place {
  readonly place: RoundPlace;
}

/** Metres of a walk in the order given, whoever ordered it; what is not on the map is passed over. */
export const walkMeters = (places: readonly (RoundPlace | null)[], options: Omit<RoundOptions, 'homes'>): number =>
  Math.round(
    lengthOf(
      places.flatMap((place) => (place ? [{ place }] : [])),
      options,
    ),
  );

/** From one to the nearest next, then parts of the way turned round for as long as that shortens it. */
function shortWalk<T extends Place>(places: readonly T[], options: RoundOptions): readonly T[] {
  const left = [...places];
  let walk: T[] = [];
  let at = options.from;
  while (left.length > 0) {
    const here = at;
    const distances = left.map(({ place }) => (here ? options.metersBetween(here, place) : 0));
    const [next] = left.splice(distances.indexOf(Math.min(...distances)), 1);
    if (!next) break;
    walk.push(next);
    at = next.place;
  }
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const better = turnedRound(walk, options);
    if (!better) break;
    walk = better;
  }
  return walk;
}

/** The walk with the part turned round that saves most; null when none saves a metre. */
function turnedRound<T extends Place>(walk: readonly T[], options: RoundOptions): T[] | null {
  let shortest = lengthOf(walk, options) - 1;
  let best: T[] | null = null;
  for (let from = 0; from < walk.length - 1; from += 1) {
    for (let to = from + 1; to < walk.length; to += 1) {
      const turned = [...walk.slice(0, from), ...walk.slice(from, to + 1).reverse(), ...walk.slice(to + 1)];
      const length = lengthOf(turned, options);
      if (length >= shortest) continue;
      [shortest, best] = [length, turned];
    }
  }
  return best;
}

function lengthOf(walk: readonly Place[], { from, metersBetween }: Omit<RoundOptions, 'homes'>): number {
  let at = from;
  let meters = 0;
  for (const { place } of walk) {
    if (at) meters += metersBetween(at, place);
    at = place;
  }
  return meters;
}

function byStairs<C extends RoundCall>({ calls: [a] }: RoundStop<C>, { calls: [b] }: RoundStop<C>): number {
  if (!a || !b) return 0;
  return (
    compare(a.unit ?? '', b.unit ?? '') || (b.floor ?? 0) - (a.floor ?? 0) || compare(a.dwellingUid, b.dwellingUid)
  );
}

const mostOverdue = ({ calls: [first] }: RoundStop<RoundCall>): number => first?.overdueDays ?? 0;

/** Staircases are numbered: the tenth comes after the second. */
const compare = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });
