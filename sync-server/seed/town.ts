import { writeArea, writeRing, type AreaText, type Position } from '#shared/schema/area';
import type { Point } from '#shared/schema/types/place';
import map from './data/buildings.json';
import type { Random } from './random';
import { STREETS } from './streets';

/** Streets, buildings and rooms of one grid. */

export interface PlannedBuilding {
  readonly gridNumber: number;
  /** 1 for the first of its grid; names the building within the station. */
  readonly number: number;
  /** 8幢; its number at the street. */
  readonly name: string;
  readonly street: string;
  readonly center: Point;
  readonly footprint: AreaText;
  readonly units: number;
  readonly floors: number;
}

export interface PlannedRoom {
  readonly building: PlannedBuilding;
  readonly unit: number;
  readonly floor: number;
  readonly room: string;
}

export interface PlannedGrid {
  readonly number: number;
  readonly center: Point;
  readonly boundary: AreaText;
  readonly buildings: readonly PlannedBuilding[];
  readonly rooms: readonly PlannedRoom[];
}

const ROOMS_PER_FLOOR = 2;
/** One home in fifteen stands empty or is a shop. */
const OCCUPANCY = 0.935;
/** Buildings 1–8 of every grid are six-floor walk-ups of at least three units: known people live there. */
const WALK_UPS = 8;
/** About 60 m, the spacing of buildings that the street map does not give. */
const SPACING_DEGREES = 0.0006;

/** Lays out a grid with homes for that many households, and a few empty ones. */
export function planGrid(random: Random, gridNumber: number, households: number): PlannedGrid {
  const sites = sitesOf(gridNumber);
  const wanted = households / OCCUPANCY;
  const buildings: PlannedBuilding[] = [];
  let homes = 0;
  while (buildings.length < WALK_UPS || homes < wanted) {
    const number = buildings.length + 1;
    const { name, street, center, footprint } = sites[number - 1] ?? siteOnLattice(gridNumber, number);
    const each = (wanted - homes) / Math.max(1, sites.length - buildings.length);
    const shape = number <= WALK_UPS ? walkUp(random) : shapeFor(random, each);
    buildings.push({ gridNumber, number, name, street, center, footprint, ...shape });
    homes += shape.units * shape.floors * ROOMS_PER_FLOOR;
  }
  const boundary = map.boundaries[gridNumber - 1] ?? boundaryOnLattice(gridNumber);
  return { number: gridNumber, center: middle(buildings), boundary, buildings, rooms: buildings.flatMap(roomsOf) };
}

type Shape = Pick<PlannedBuilding, 'units' | 'floors'>;

const walkUp = (random: Random): Shape => ({ units: random.int(3, 4), floors: 6 });

/** One in four is a tower, and all are that would not hold their share of the homes otherwise. */
function shapeFor(random: Random, homes: number): Shape {
  const isTower = random.chance(0.25) || homes > 40;
  return isTower ? { units: 2, floors: homes > 44 ? 18 : 11 } : walkUp(random);
}

/** How people write where a room is: 清和路 8幢2单元301. */
export const addressOf = ({ building, unit, room }: PlannedRoom): string =>
  `${building.street} ${building.name}${unit}单元${room}`;

/** Names the building within the station; ids are derived from it. */
export const buildingLabel = ({ gridNumber, number }: Pick<PlannedBuilding, 'gridNumber' | 'number'>): string =>
  `building/${gridNumber}/${number}`;

function roomsOf(building: PlannedBuilding): PlannedRoom[] {
  const rooms: PlannedRoom[] = [];
  for (let unit = 1; unit <= building.units; unit += 1) {
    for (let floor = 1; floor <= building.floors; floor += 1) {
      for (let door = 1; door <= ROOMS_PER_FLOOR; door += 1) {
        rooms.push({ building, unit, floor, room: `${floor}0${door}` });
      }
    }
  }
  return rooms;
}

type Site = Pick<PlannedBuilding, 'name' | 'street' | 'center' | 'footprint'>;

/** The buildings of the street map that make up a grid; none where the map has come to its end. */
function sitesOf(gridNumber: number): readonly Site[] {
  const footprints = map.footprints[gridNumber - 1] ?? [];
  return (map.grids[gridNumber - 1] ?? []).map(([, lat = 0, lng = 0, street = 0, house = 0], index) => ({
    name: `${house}幢`,
    street: STREETS[street] ?? `青禾${street + 1}路`,
    center: { lat, lng },
    footprint: footprints[index] ?? boxAround({ lat, lng }),
  }));
}

/** Buildings of a grid on the lattice stand six in a row, in four rows at most. */
const LATTICE = { columns: 6, rows: 4, gridsInColumn: 20, columnsApart: 8 } as const;

/** The north-western corner of a grid on the lattice, south of the mapped part: half a spacing from its first building. */
const latticeCorner = (gridNumber: number): Point => ({
  lat: 32.0338 - (gridNumber % LATTICE.gridsInColumn) * SPACING_DEGREES * LATTICE.rows,
  lng: 118.7697 + Math.floor(gridNumber / LATTICE.gridsInColumn) * SPACING_DEGREES * LATTICE.columnsApart,
});

/** The next place on the lattice. */
function siteOnLattice(gridNumber: number, number: number): Site {
  const column = (number - 1) % LATTICE.columns;
  const row = Math.floor((number - 1) / LATTICE.columns);
  const corner = latticeCorner(gridNumber);
  const center = {
    lat: degrees(corner.lat - (row + 0.5) * SPACING_DEGREES),
    lng: degrees(corner.lng + (column + 0.5) * SPACING_DEGREES),
  };
  return { name: `${number}幢`, street: `青禾${gridNumber}路`, center, footprint: boxAround(center) };
}

/** Grids on the lattice border on each other. */
function boundaryOnLattice(gridNumber: number): AreaText {
  const { lat: north, lng: west } = latticeCorner(gridNumber);
  const [south, east] = [north - SPACING_DEGREES * LATTICE.rows, west + SPACING_DEGREES * LATTICE.columnsApart];
  return writeArea([[rectangle(degrees(west), degrees(south), degrees(east), degrees(north))]]);
}

/** The outline of a building of 34 by 13 m. */
const boxAround = ({ lat, lng }: Point): AreaText =>
  writeRing(rectangle(lng - 0.00018, lat - 0.00006, lng + 0.00018, lat + 0.00006));

const rectangle = (west: number, south: number, east: number, north: number): readonly Position[] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];

function middle(buildings: readonly PlannedBuilding[]): Point {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    lat: degrees(mean(buildings.map(({ center }) => center.lat))),
    lng: degrees(mean(buildings.map(({ center }) => center.lng))),
  };
}

/** Six decimals are 11 cm: what the map gives and no more. */
const degrees = (value: number): number => Number(value.toFixed(6));
