import type { Point } from '#shared/schema/types/place';
import buildingCenters from './data/buildings.json';
import type { Random } from './random';

/** Streets, buildings and rooms of one grid. */

export interface PlannedBuilding {
  readonly gridNumber: number;
  /** 1 for 1幢. */
  readonly number: number;
  readonly name: string;
  readonly street: string;
  readonly center: Point;
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
  readonly buildings: readonly PlannedBuilding[];
  readonly rooms: readonly PlannedRoom[];
}

const STREETS = ['清和路', '青禾大道', '禾苗巷', '青穗路', '稻香街', '小桥弄'] as const;
const ROOMS_PER_FLOOR = 2;
/** One home in 25 stands empty. */
const OCCUPANCY = 0.96;
/** Buildings 1–8 of every grid are six-floor walk-ups of at least three units: known people live there. */
const WALK_UPS = 8;
/** About 60 m, the spacing of buildings that the street map does not give. */
const SPACING_DEGREES = 0.0006;

/** Lays out a grid with homes for that many households, and a few empty ones. */
export function planGrid(random: Random, gridNumber: number, households: number): PlannedGrid {
  const street = streetOf(gridNumber);
  const buildings: PlannedBuilding[] = [];
  let homes = 0;
  while (buildings.length < WALK_UPS || homes * OCCUPANCY < households) {
    const number = buildings.length + 1;
    const isTower = number > WALK_UPS && random.chance(0.25);
    const shape = isTower ? { units: 2, floors: 11 } : { units: random.int(3, 4), floors: 6 };
    buildings.push({ gridNumber, number, name: `${number}幢`, street, center: centerOf(gridNumber, number), ...shape });
    homes += shape.units * shape.floors * ROOMS_PER_FLOOR;
  }
  return { number: gridNumber, center: middle(buildings), buildings, rooms: buildings.flatMap(roomsOf) };
}

/** How people write where a room is: 清和路 8幢2单元301. */
export const addressOf = ({ building, unit, room }: PlannedRoom): string =>
  `${building.street} ${building.name}${unit}单元${room}`;

/** Names the building within the station; ids are derived from it. */
export const buildingLabel = ({ gridNumber, number }: PlannedBuilding): string => `building/${gridNumber}/${number}`;

function streetOf(gridNumber: number): string {
  return STREETS[gridNumber - 1] ?? `青禾${gridNumber}路`;
}

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

/** A building of the street map where there is one left, else the next place on a lattice south of the mapped part. */
function centerOf(gridNumber: number, buildingNumber: number): Point {
  const mapped = buildingCenters.grids[gridNumber - 1]?.[buildingNumber - 1];
  if (mapped) return { lat: mapped.lat, lng: mapped.lng };
  const column = (buildingNumber - 1) % 6;
  const row = Math.floor((buildingNumber - 1) / 6);
  return {
    lat: degrees(32.0365 - (gridNumber % 20) * SPACING_DEGREES * 6 - row * SPACING_DEGREES),
    lng: degrees(118.78 + Math.floor(gridNumber / 20) * SPACING_DEGREES * 8 + column * SPACING_DEGREES),
  };
}

function middle(buildings: readonly PlannedBuilding[]): Point {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    lat: degrees(mean(buildings.map(({ center }) => center.lat))),
    lng: degrees(mean(buildings.map(({ center }) => center.lng))),
  };
}

/** Six decimals are 11 cm: what the map gives and no more. */
const degrees = (value: number): number => Number(value.toFixed(6));
