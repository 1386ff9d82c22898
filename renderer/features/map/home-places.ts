import type { Position, Ring } from '#shared/schema/types/place';

/** What is known of a building's place and size. */
export interface BuildingFrame {
  readonly center: Position;
  readonly ring: Ring | null;
  readonly units: number;
  readonly floors: number;
}

/** Where in its building a home is. */
export interface HomeSpot {
  readonly unit: string;
  readonly floor: number;
  readonly room: string;
}

/** A building as a box: its middle, and half its length and depth as steps in degrees. */
export interface BuildingBox {
  readonly center: Position;
  readonly along: readonly [number, number];
  readonly across: readonly [number, number];
}

/** What a building without an outline is taken for, metres. */
const USUAL = { length: 42, depth: 12 } as const;
const DEGREE_METERS = 111_320;
/** Homes stand so far from the walls, as a share of the box. */
const INSET = 0.82;
/** Doors on a floor of a unit, as far as the last digit of rooms tells. */
const MOST_DOORS = 6;

/** The box in which a building's homes are laid out: along the longest wall. */
export function boxOf({ center, ring }: Pick<BuildingFrame, 'center' | 'ring'>): BuildingBox {
  const narrow = Math.cos((center[1] * Math.PI) / 180);
  const degrees = ([x, y]: readonly [number, number]): [number, number] => [
    x / (DEGREE_METERS * narrow),
    y / DEGREE_METERS,
  ];
  if (ring === null || ring.length < 4) {
    return { center, along: degrees([USUAL.length / 2, 0]), across: degrees([0, USUAL.depth / 2]) };
  }
  const corners = ring
    .slice(0, -1)
    .map(([lng, lat]) => [(lng - center[0]) * DEGREE_METERS * narrow, (lat - center[1]) * DEGREE_METERS] as const);
  const walls = corners.map((from, at) => {
    const to = corners[(at + 1) % corners.length] ?? from;
    return [to[0] - from[0], to[1] - from[1]] as const;
  });
  const longest = walls.reduce((best, wall) => (Math.hypot(...wall) > Math.hypot(...best) ? wall : best), [1, 0]);
  const length = Math.hypot(...longest) || 1;
  const [ux, uy] = [longest[0] / length, longest[1] / length];
  const reach = (pick: (corner: readonly [number, number]) => number) => {
    const values = corners.map(pick);
    return { from: Math.min(...values), to: Math.max(...values) };
  };
  const u = reach(([x, y]) => x * ux + y * uy);
  const v = reach(([x, y]) => -x * uy + y * ux);
  const [midU, midV] = [(u.from + u.to) / 2, (v.from + v.to) / 2];
  const [dx, dy] = degrees([midU * ux - midV * uy, midU * uy + midV * ux]);
  const [halfU, halfV] = [(u.to - u.from) / 2, (v.to - v.from) / 2];
  return {
    center: [center[0] + dx, center[1] + dy],
    along: degrees([ux * halfU, uy * halfU]),
    across: degrees([-uy * halfV, ux * halfV]),
  };
}

/**
 * Where a home is drawn: units one beside the other along the building, doors within a unit, floors from the front to the back. A plan
 * seen from above cannot show floors; so nobody's home covers another's.
 */
export function homePosition(box: BuildingBox, { units, floors }: BuildingFrame, spot: HomeSpot): Position {
  const unit = Math.min(units, Math.max(1, numberIn(spot.unit) ?? 1));
  const door = Math.min(MOST_DOORS, Math.max(1, (numberIn(spot.room) ?? 1) % 10 || 1));
  const doors = Math.max(2, door);
  const along = (unit - 1 + (door - 0.5) / doors) / units;
  const across = (Math.min(floors, Math.max(1, spot.floor)) - 0.5) / floors;
  const [u, v] = [(along * 2 - 1) * INSET, (across * 2 - 1) * INSET];
  return [box.center[0] + box.along[0] * u + box.across[0] * v, box.center[1] + box.along[1] * u + box.across[1] * v];
}

function numberIn(text: string): number | null {
  const digits = /\d+/.exec(text)?.[0];
  return digits === undefined ? null : Number(digits);
}
