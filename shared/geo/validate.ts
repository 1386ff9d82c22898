import { bandPlaceOf, type BandPlace } from '#shared/domain/grids/household-band';
import type { MultiPolygon, Position } from '#shared/schema/area';
import { boundsMeet, boundsOf, contains, createContains, type Bounds } from './contains';
import { selfCrossings } from './crossings';
import { areaSquareMeters, signedSquareMeters } from './meters';
import { placeWithin } from './inner-place';
import { openGaps } from './open-gaps';
import { netOf, positionKey, type Net } from './net';
import { intersection, isRounding, mergeAll, widthMeters } from './overlay';

/** A grid as it is drawn; null where nobody has drawn it. */
export interface GridShape {
  readonly number: number;
  readonly boundary: MultiPolygon | null;
}

/** A household, where it belongs and where its home stands. */
export interface PlacedHousehold {
  readonly uid: string;
  readonly gridNumber: number;
  /** Null where nobody knows; then it counts where it belongs. */
  readonly position: Position | null;
}

/** Who looks after a grid: people with an open account, by post. */
export interface GridTeam {
  readonly gridNumber: number;
  readonly workers: number;
  readonly buildingHeads: number;
  readonly volunteers: number;
}

/** What the boundaries are held against. Null where this device does not hold it: then nothing is said about it. */
export interface BoundaryFacts {
  readonly households: readonly PlacedHousehold[] | null;
  readonly teams: readonly GridTeam[] | null;
}

/** Whether something is so narrow that nobody drew it on purpose. */
export type Width = 'sliver' | 'wide';

/** What is wrong with the grids of a station. */
export type BoundaryFinding =
  | {
      readonly kind: 'overlap';
      readonly grids: readonly [number, number];
      readonly width: Width;
      readonly squareMeters: number;
      readonly shape: MultiPolygon;
    }
  /** Ground between grids that belongs to none of them. */
  | {
      readonly kind: 'gap';
      readonly grids: readonly number[];
      readonly width: Width;
      readonly squareMeters: number;
      readonly shape: MultiPolygon;
    }
  /** Ground that one grid leaves out within itself. */
  | {
      readonly kind: 'hole';
      readonly grid: number;
      readonly width: Width;
      readonly squareMeters: number;
      readonly shape: MultiPolygon;
    }
  | { readonly kind: 'self-crossing'; readonly grid: number; readonly places: readonly Position[] }
  | { readonly kind: 'not-drawn'; readonly grid: number }
  /** Homes that stand in no grid. */
  | { readonly kind: 'household-outside'; readonly count: number; readonly uids: readonly string[] }
  /** Homes that stand in another grid than the one their household is kept in. */
  | {
      readonly kind: 'household-elsewhere';
      readonly grid: number;
      readonly standsIn: number;
      readonly count: number;
      readonly uids: readonly string[];
    }
  | {
      readonly kind: 'households-outside-band';
      readonly grid: number;
      readonly households: number;
      readonly place: Exclude<BandPlace, 'within'>;
    }
  | {
      readonly kind: 'team-incomplete';
      readonly grid: number;
      readonly missing: readonly ('worker' | 'building-head' | 'volunteer')[];
      /** More grid workers than the one that a grid has; 0 where there is one or none. */
      readonly workersTooMany: number;
    };

/** Narrower than this on average is a sliver: the width of a footpath. */
const SLIVER_METERS = 3;

const widthOf = (shape: MultiPolygon): Width => (widthMeters(shape) < SLIVER_METERS ? 'sliver' : 'wide');

/** What is wrong with the grids as they are drawn: first their shapes, then who lives there, then who looks after them. */
export function checkBoundaries(grids: readonly GridShape[], facts: BoundaryFacts): readonly BoundaryFinding[] {
  const drawn = grids.flatMap(({ number, boundary }) => {
    const bounds = boundary && boundsOf(boundary);
    return bounds ? [{ number, boundary, bounds }] : [];
  });
  const net = netOf(drawn.map(({ boundary }) => boundary));
  const gaps = gapsOf(drawn, net);
  return [
    ...grids.flatMap(({ number, boundary }) =>
      boundary === null ? [{ kind: 'not-drawn' as const, grid: number }] : [],
    ),
    ...drawn.flatMap(crossingsOf),
    ...overlapsOf(drawn, net),
    ...gaps,
    ...openGapsOf(drawn, net, gaps),
    ...(facts.households ? householdsOf(grids, drawn, facts.households) : []),
    ...(facts.teams ? teamsOf(grids, facts.teams) : []),
  ];
}

interface Drawn {
  readonly number: number;
  readonly boundary: MultiPolygon;
  readonly bounds: Bounds;
}

function crossingsOf({ number, boundary }: Drawn): readonly BoundaryFinding[] {
  const places = selfCrossings(boundary);
  return places.length === 0 ? [] : [{ kind: 'self-crossing', grid: number, places }];
}

function overlapsOf(drawn: readonly Drawn[], { suspects }: Net): readonly BoundaryFinding[] {
  return suspects.flatMap(([first, second]): BoundaryFinding[] => {
    const [a, b] = [drawn[first], drawn[second]];
    if (!a || !b) return [];
    return intersection(a.boundary, b.boundary).flatMap((polygon) => {
      const shape = [polygon];
      if (isRounding(shape)) return [];
      const grids: readonly [number, number] = [a.number, b.number];
      return [{ kind: 'overlap', grids, width: widthOf(shape), squareMeters: areaSquareMeters(shape), shape }];
    });
  });
}

/** What the grids together leave out: within one of them, or between them. */
function gapsOf(drawn: readonly Drawn[], { outline }: Net): readonly BoundaryFinding[] {
  const holes = outline
    ? outline.filter((ring) => signedSquareMeters(ring) < 0 && !isRounding([[ring]]))
    : mergeAll(drawn.map(({ boundary }) => boundary)).flatMap(([, ...rings]) => rings);
  return holes.map((hole): BoundaryFinding => {
    const shape: MultiPolygon = [[hole]];
    const about = { width: widthOf(shape), squareMeters: areaSquareMeters(shape), shape };
    const grids = drawn.filter(({ boundary, bounds }) => isBeside(hole, boundary, bounds)).map(({ number }) => number);
    const [only] = grids;
    return only !== undefined && grids.length === 1
      ? { kind: 'hole', grid: only, ...about }
      : { kind: 'gap', grids, ...about };
  });
}

/** Slivers between neighbours that are open at an end. */
function openGapsOf(
  drawn: readonly Drawn[],
  { alone }: Net,
  closed: readonly BoundaryFinding[],
): readonly BoundaryFinding[] {
  const known = closed.flatMap((finding) => (finding.kind === 'gap' || finding.kind === 'hole' ? [finding.shape] : []));
  return openGaps(alone, SLIVER_METERS).flatMap(({ shapes: [first, second], area: shape }): BoundaryFinding[] => {
    const within = placeWithin(shape[0]?.[0] ?? []);
    if (isRounding(shape) || (within && known.some((each) => contains(each, within)))) return [];
    const grids = [drawn[first]?.number ?? 0, drawn[second]?.number ?? 0];
    return [{ kind: 'gap', grids, width: 'sliver', squareMeters: areaSquareMeters(shape), shape }];
  });
}

/** Whether a hole has a corner of that shape. */
function isBeside(hole: readonly Position[], boundary: MultiPolygon, bounds: Bounds): boolean {
  const around = boundsOf([[hole]]);
  if (!around || !boundsMeet(around, bounds)) return false;
  const corners = new Set(hole.map(positionKey));
  return boundary.some((polygon) => polygon.some((ring) => ring.some((corner) => corners.has(positionKey(corner)))));
}

function householdsOf(
  grids: readonly GridShape[],
  drawn: readonly Drawn[],
  households: readonly PlacedHousehold[],
): readonly BoundaryFinding[] {
  const places = drawn.map(({ number, boundary }) => ({ number, has: createContains(boundary) }));
  const isDrawn = new Set(drawn.map(({ number }) => number));
  const counts = new Map(grids.map(({ number }) => [number, 0]));
  const outside: string[] = [];
  const elsewhere = new Map<string, { grid: number; standsIn: number; uids: string[] }>();
  for (const { uid, gridNumber, position } of households) {
    // A grid that nobody has drawn has the households that are kept in it.
    const own = position && isDrawn.has(gridNumber) ? places.find(({ number }) => number === gridNumber) : null;
    const isAtHome = own === null || own === undefined || position === null || own.has(position);
    const standsIn = isAtHome ? gridNumber : places.find(({ has }) => has(position))?.number;
    if (standsIn === undefined) {
      outside.push(uid);
      continue;
    }
    counts.set(standsIn, (counts.get(standsIn) ?? 0) + 1);
    if (standsIn === gridNumber) continue;
    const key = `${gridNumber} ${standsIn}`;
    const found = elsewhere.get(key) ?? { grid: gridNumber, standsIn, uids: [] };
    found.uids.push(uid);
    elsewhere.set(key, found);
  }
  return [
    ...(outside.length === 0 ? [] : [{ kind: 'household-outside' as const, count: outside.length, uids: outside }]),
    ...[...elsewhere.values()].map((each) => ({
      kind: 'household-elsewhere' as const,
      ...each,
      count: each.uids.length,
    })),
    ...grids.flatMap(({ number }): BoundaryFinding[] => {
      const count = counts.get(number) ?? 0;
      const place = bandPlaceOf(count);
      return place === 'within' ? [] : [{ kind: 'households-outside-band', grid: number, households: count, place }];
    }),
  ];
}

function teamsOf(grids: readonly GridShape[], teams: readonly GridTeam[]): readonly BoundaryFinding[] {
  return grids.flatMap(({ number }): BoundaryFinding[] => {
    const team = teams.find(({ gridNumber }) => gridNumber === number);
    const { workers = 0, buildingHeads = 0, volunteers = 0 } = team ?? {};
    const missing = [
      ...(workers === 0 ? (['worker'] as const) : []),
      ...(buildingHeads === 0 ? (['building-head'] as const) : []),
      ...(volunteers === 0 ? (['volunteer'] as const) : []),
    ];
    const workersTooMany = Math.max(0, workers - 1);
    if (missing.length === 0 && workersTooMany === 0) return [];
    return [{ kind: 'team-incomplete', grid: number, missing, workersTooMany }];
  });
}
