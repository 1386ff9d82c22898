import { createContains } from '#shared/geo/contains';
import { databaseName } from '#shared/schema/ids';
import { readArea } from '#shared/schema/area';
import { building as buildingType, buildingSchema, grid as gridType, gridSchema } from '#shared/schema/types/place';
import type { Point, Position } from '#shared/schema/types/place';
import { endOf, type FollowedDatabase } from './follow-hub';
import { recordsOf, type ListedDatabase } from './records-of';

/** A building by the words that people call it by. */
export interface KnownBuilding {
  readonly uid: string;
  readonly gridNumber: number;
  /** 8幢 */
  readonly name: string;
  readonly street: string;
  /** 清和路 8幢 */
  readonly address: string;
  readonly center: Point | null;
}

/** The station's grids and buildings at one moment. Nobody's name is among them. */
export interface Places {
  /** Number of the grid that a position lies in; null outside of all that are drawn. */
  gridAt(point: Point): number | null;
  /** Whether any grid is drawn at all. */
  readonly isDrawn: boolean;
  readonly buildings: readonly KnownBuilding[];
  building(uid: string): KnownBuilding | null;
  /** Buildings that somebody may mean who types this, the likeliest first. */
  search(typed: string): readonly KnownBuilding[];
  /** Buildings that an address written by somebody else names: those of the street that it names, or of any where it names none. */
  named(address: string): readonly KnownBuilding[];
}

/** Reads the station's places, again only when its commons have changed. */
export interface StationPlaces {
  current(): Promise<Places>;
}

export interface StationPlacesDeps {
  readonly station: string;
  readonly hub: { database(name: string): (FollowedDatabase & ListedDatabase) | null };
}

/** See `StationPlaces`; nothing is read before somebody asks. */
export function createStationPlaces({ station, hub }: StationPlacesDeps): StationPlaces {
  let known: { readonly seq: string; readonly places: Promise<Places> } | null = null;
  return {
    current: async () => {
      const commons = hub.database(databaseName('commons', station));
      if (!commons) throw new Error('a station has its commons');
      const seq = await endOf(commons);
      if (known?.seq !== seq) {
        known = { seq, places: readPlaces(commons, station) };
        known.places.catch(() => (known = null));
      }
      return known.places;
    },
  };
}

async function readPlaces(commons: ListedDatabase, station: string): Promise<Places> {
  const numbers = new Map<string, number>();
  const drawn: { readonly number: number; readonly holds: (position: Position) => boolean }[] = [];
  for await (const page of recordsOf<object>(commons, gridType.type, station)) {
    for (const record of page) {
      const grid = gridSchema.safeParse(record).data;
      if (!grid) continue;
      numbers.set(grid.uid, grid.number);
      const area = grid.boundary === null ? null : readArea(grid.boundary);
      if (area) drawn.push({ number: grid.number, holds: createContains(area) });
    }
  }
  const buildings: KnownBuilding[] = [];
  for await (const page of recordsOf<object>(commons, buildingType.type, station)) {
    for (const record of page) {
      const building = buildingSchema.safeParse(record).data;
      const gridNumber = building && numbers.get(building.gridUid);
      if (!building || gridNumber === undefined) continue;
      const { uid, name, street, center } = building;
      buildings.push({ uid, gridNumber, name, street, address: `${street} ${name}`.trim(), center });
    }
  }
  return placesOf(drawn, buildings);
}

/** What is asked of grids and buildings that were read. */
export function placesOf(
  drawn: readonly { readonly number: number; readonly holds: (position: Position) => boolean }[],
  unsorted: readonly KnownBuilding[],
): Places {
  const buildings = [...unsorted].sort((a, b) => COLLATOR.compare(a.address, b.address));
  const written = buildings.map((building) => ({
    building,
    street: plainWords(building.street),
    name: plainWords(building.name),
  }));
  return {
    gridAt: ({ lat, lng }) => drawn.find(({ holds }) => holds([lng, lat]))?.number ?? null,
    isDrawn: drawn.length > 0,
    buildings,
    building: (uid) => buildings.find((each) => each.uid === uid) ?? null,
    search: (typed) => {
      const wanted = plainWords(typed);
      if (wanted === '') return [];
      const rank = ({ street, name }: (typeof written)[number]): number => {
        if (name === wanted || street + name === wanted) return 0;
        if (isNamedIn(wanted, name) && (street === '' || wanted.includes(street))) return 1;
        return (street + name).includes(wanted) ? 2 : 3;
      };
      return written
        .map((each) => ({ each, rank: rank(each) }))
        .filter((each) => each.rank < 3)
        .sort((a, b) => a.rank - b.rank)
        .map(({ each }) => each.building);
    },
    named: (address) => {
      const text = plainWords(address);
      const named = written.filter(({ name }) => isNamedIn(text, name));
      const onStreet = named.filter(({ street }) => street !== '' && text.includes(street));
      return (onStreet.length > 0 ? onStreet : named).map(({ building }) => building);
    },
  };
}

const COLLATOR = new Intl.Collator('zh-CN', { numeric: true });

/** One spelling for the ways in which people write a house: full-width digits, 栋 and 号楼 for 幢, blanks and dashes. */
const plainWords = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s,.;:，。、；：_-]/g, '')
    .replace(/(?<=[0-9a-z])(?:栋|号楼|#楼|#)/g, '幢');

/** Whether a text names a house, and not one whose number only ends like that: 8幢 is not in 18幢. */
function isNamedIn(text: string, name: string): boolean {
  if (name === '') return false;
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    if (!/[0-9a-z]/.test(name.charAt(0)) || !/[0-9a-z]/.test(text.charAt(at - 1))) return true;
  }
  return false;
}
