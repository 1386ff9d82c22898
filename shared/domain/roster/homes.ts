import { addressKey } from '../people/address';
import { compact } from './cells';
import { smallNumber } from './numerals';
import type { RosterHome, StationBuilding, StationHomes } from './types';

/** What a row says about a home, in one text or in parts; '' for what it does not say. */
export interface HomeParts {
  readonly address: string;
  readonly street: string;
  readonly building: string;
  readonly unit: string;
  readonly floor: string;
  readonly room: string;
}

/** Where a home is, taken apart. */
export interface PlacedHome {
  readonly home: Omit<RosterHome, 'grid'>;
  /** The building at the station; null for one that it does not have. */
  readonly known: StationBuilding | null;
}

/** What stands for the door of a house that is one home. */
export const WHOLE_HOUSE = '整栋';

const BUILDING =
  /^(.*?)(\d+[a-z]?|[a-z]|[一二三四五六七八九十]{1,3})(#?(?:号楼|楼栋|幢|栋|座)|#楼?|(?<=\d)楼(?=\d))(.*)$/iu;
const HOUSE = /^(.*?)(\d+)(号院?)(.*)$/u;
const UNIT = /^[\p{Dash}]?(\d+|[a-z]|[一二三四五六七八九十]{1,3}|[甲乙丙丁东西南北中])(?:单元|门|梯)/iu;
const FLOOR = /^[\p{Dash}]?(\d+|[一二三四五六七八九十]{1,3}|b\d)(?:层|楼|f)/iu;
const ROOM_END = /(?:号房|室|房|号|户)$/u;

/** Looks homes up and takes addresses apart: whoever reads many rows makes one. */
export function homeReader({ buildings }: StationHomes): (parts: HomeParts) => PlacedHome | null {
  const byKey = new Map(buildings.map((building) => [addressKey(building.street + building.name), building]));
  const byName = new Map<string, StationBuilding | null>();
  for (const building of buildings) {
    const name = addressKey(building.name);
    byName.set(name, byName.has(name) ? null : building);
  }

  const search = (street: string, name: string): StationBuilding | null => {
    if (street === '') return byName.get(addressKey(name)) ?? null;
    for (let from = 0; from < street.length; from += 1) {
      // What comes before the street is a district or a community: 南清和路 is another street than 清和路.
      if (from > 0 && !/(?:[省市区县镇乡村里园坊]|街道)$/u.test(street.slice(0, from))) continue;
      const building = byKey.get(addressKey(street.slice(from) + name));
      if (building) return building;
    }
    return null;
  };

  // Hundreds of homes are in one building, and a family's rows follow one another.
  const found = new Map<string, StationBuilding | null>();
  const find = (street: string, name: string): StationBuilding | null => {
    const key = `${street}|${name}`;
    const known = found.get(key);
    if (known !== undefined) return known;
    const building = search(street, name);
    if (found.size < MOST_BUILDINGS) found.set(key, building);
    return building;
  };
  let last: { readonly parts: HomeParts; readonly placed: PlacedHome | null } | null = null;

  const place = (parts: HomeParts): PlacedHome | null => {
    const read = readParts(parts);
    if (!read) return null;
    const known = find(read.street, read.building);
    const street = known?.street ?? read.street;
    const building = known?.name ?? read.building;
    const unit = read.unit === '' ? '' : `${read.unit}单元`;
    const door = read.room === WHOLE_HOUSE ? '' : read.room;
    const address = `${street}${street === '' ? '' : ' '}${building}${unit}${door}`;
    const home = {
      address,
      key: addressKey(address),
      street: street === '' ? null : street,
      building,
      unit: read.unit === '' ? null : read.unit,
      floor: read.floor ?? floorOfRoom(read.room),
      room: read.room,
      buildingUid: known?.uid ?? null,
    };
    return { home, known };
  };

  return (parts) => {
    if (last && isSame(last.parts, parts)) return last.placed;
    last = { parts, placed: place(parts) };
    return last.placed;
  };
}

const MOST_BUILDINGS = 20_000;

const isSame = (a: HomeParts, b: HomeParts): boolean =>
  a.address === b.address &&
  a.room === b.room &&
  a.unit === b.unit &&
  a.building === b.building &&
  a.street === b.street &&
  a.floor === b.floor;

interface ReadHome {
  readonly street: string;
  readonly building: string;
  readonly unit: string;
  readonly floor: number | null;
  readonly room: string;
}

/** Null for what names no home, or one that no dwelling can hold. */
function readParts(parts: HomeParts): ReadHome | null {
  const tidy = (text: string) => compact(text.normalize('NFKC')).replace(/[,，、;；]/gu, '');
  const address = tidy(parts.address);
  const room = tidy(parts.room).replace(ROOM_END, '');
  const inParts = tidy(parts.building) !== '' && room !== '';
  const read = inParts
    ? fromParts({ ...parts, address, room, street: tidy(parts.street), building: tidy(parts.building) })
    : fromAddress(tidy(parts.street) + tidy(parts.building) + address + (room === '' ? '' : joined(parts, room)));
  if (!read || read.building === '' || read.building.length > 60 || read.street.length > 120) return null;
  return read.unit.length > 10 || read.room.length > 20 || read.room === '' ? null : read;
}

const joined = (parts: HomeParts, room: string): string => {
  const unit = compact(parts.unit);
  return (unit === '' ? '' : /[\d一-十]$/u.test(unit) ? `${unit}单元` : unit) + room;
};

function fromParts({ address, street, building, unit, floor, room }: HomeParts): ReadHome {
  const split = /^(.*?)((?:\d+[a-z]?|[a-z]|[一二三四五六七八九十]{1,3})#?(?:号楼|楼栋|幢|栋|座|楼|号)?)$/iu.exec(
    building,
  );
  const name = split?.[2] ?? building;
  const before = street === '' ? address : street;
  const place = split?.[1] ?? '';
  return {
    street: before.endsWith(place) ? before : before + place,
    building: /^\d+$/.test(name) ? `${name}幢` : name,
    unit: compact(unit)
      .replace(/(?:单元|门|梯)$/u, '')
      .replace(/^[-—/无]$/u, ''),
    floor: floorOf(floor),
    room,
  };
}

function fromAddress(address: string): ReadHome | null {
  const dashed = /^(.*?)(\d+)[\p{Dash}](\d{1,2})[\p{Dash}](\d+[a-z]?)(?:室|号|户)?$/iu.exec(address);
  if (dashed) return home(dashed[1] ?? '', `${dashed[2]}幢`, dashed[3] ?? '', null, dashed[4] ?? '');
  const named = BUILDING.exec(address);
  if (named) return behind(named[1] ?? '', (named[2] ?? '') + (named[3] ?? ''), named[4] ?? '');
  const pair = /^(.*?\D)(\d{1,3})[\p{Dash}](\d{3,4}[a-z]?)(?:室|号|户)?$/iu.exec(address);
  if (pair && !/号$/u.test(pair[1] ?? '')) return home(pair[1] ?? '', `${pair[2]}幢`, '', null, pair[3] ?? '');
  const house = HOUSE.exec(address);
  if (house) return behind(house[1] ?? '', (house[2] ?? '') + (house[3] ?? ''), house[4] ?? '');
  const door = /^(.*\D)(\d{1,5}[a-z]?)(?:室|户)?$/iu.exec(address);
  return door && (door[1] ?? '').length >= 2 ? home('', door[1] ?? '', '', null, door[2] ?? '') : null;
}

const home = (street: string, building: string, unit: string, floor: number | null, room: string): ReadHome => ({
  street,
  building,
  unit,
  floor,
  room,
});

/** Unit, floor and door, as they stand behind the building. */
function behind(street: string, building: string, rest: string): ReadHome {
  const unit = UNIT.exec(rest);
  let tail = unit ? rest.slice(unit[0].length) : rest;
  const floor = FLOOR.exec(tail);
  if (floor) tail = tail.slice(floor[0].length);
  const pair = unit ? null : /^[\p{Dash}]?(\d{1,2})[\p{Dash}](\d{3,4}[a-z]?)(?:室|号|户)?$/iu.exec(tail);
  const room = (pair?.[2] ?? tail).replace(/^[\p{Dash}]+/u, '').replace(ROOM_END, '');
  const unitName = pair?.[1] ?? unit?.[1] ?? '';
  const ground = floor ? floorOf(floor[1] ?? '') : null;
  return home(street, building, unitOf(unitName), ground, room === '' ? WHOLE_HOUSE : room);
}

const unitOf = (unit: string): string => {
  const number = smallNumber(unit);
  return number === null ? unit : String(number);
};

/** `3`, 三楼, 3层, B1; null where it says none that a building has. */
function floorOf(text: string): number | null {
  const word = compact(text)
    .replace(/^第/u, '')
    .replace(/(?:层|楼|f)$/iu, '')
    .toLowerCase();
  const below = /^(?:b|-|负)(\d)$/u.exec(word);
  const floor = below ? -Number(below[1]) : /^\d{3}$/.test(word) ? Number(word) : smallNumber(word);
  return floor !== null && floor >= -5 && floor <= 160 ? floor : null;
}

/** 301 is on the third floor, 1204 on the twelfth. */
function floorOfRoom(room: string): number | null {
  const digits = /^(\d{1,2})\d{2}(?!\d)/.exec(room);
  const floor = digits ? Number(digits[1]) : 0;
  return floor >= 1 ? floor : null;
}
