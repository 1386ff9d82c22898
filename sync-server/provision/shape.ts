import { mediaDatabase, ownerOfMedia } from '#shared/media/names';
import { databaseName, parseDatabaseName, STATION_ID, type DatabaseKind } from '#shared/schema/ids';

/** What of a station decides what its hub databases look like. */
export interface StationShape {
  readonly id: string;
  /** Numbers of its grids, ascending, each once. */
  readonly gridNumbers: readonly number[];
  /** How many people live there: says how large the databases will grow. */
  readonly residents: number;
}

/** What a hub database keeps. */
export type Holding =
  | { readonly kind: 'records'; readonly database: DatabaseKind; readonly scope: string }
  /** Photos and scans of the records of one database. */
  | { readonly kind: 'media'; readonly of: string; readonly database: DatabaseKind; readonly scope: string }
  /** How far each of the station's databases is. */
  | { readonly kind: 'digest' };

/** A database of a station at the hub. */
export interface StationDatabase {
  readonly name: string;
  readonly station: string;
  readonly holds: Holding;
  /** Shards it is to be made with. */
  readonly q: number;
}

/** Residents of a station of which nobody said how many. */
export const USUAL_RESIDENTS = 4000;

/** What a resident leaves in ten years: a file, a home, visits, decisions; and pictures, in bytes. Assumed; see `guides/sizing.md`. */
const DOCUMENTS_PER_RESIDENT = 40;
const PICTURE_BYTES_PER_RESIDENT = 4e6;

/** What one shard takes before another is worth its files. */
const DOCUMENTS_PER_SHARD = 1_000_000;
const BYTES_PER_SHARD = 10e9;
const MOST_SHARDS = 8;

const MOST_GRIDS = 200;

/** Why something is no shape of a station, or null. */
export function shapeFault({ id, gridNumbers, residents }: StationShape): ShapeFault | null {
  if (!STATION_ID.test(id)) return 'station-id';
  const isNumbered = gridNumbers.every((number) => Number.isInteger(number) && number >= 1 && number <= 999_999);
  if (!isNumbered || new Set(gridNumbers).size !== gridNumbers.length) return 'grid-numbers';
  if (gridNumbers.length > MOST_GRIDS) return 'too-many-grids';
  if (!Number.isInteger(residents) || residents < 1 || residents > 10_000_000) return 'residents';
  return null;
}
export type ShapeFault = 'station-id' | 'grid-numbers' | 'too-many-grids' | 'residents';

/** Reads `3` (grids 1 to 3) or `1-3,7`; null for anything else. */
export function parseGridNumbers(text: string): readonly number[] | null {
  if (/^\d{1,6}$/.test(text)) {
    const count = Number(text);
    return count > MOST_GRIDS ? null : Array.from({ length: count }, (_, index) => index + 1);
  }
  const numbers = new Set<number>();
  for (const part of text.split(',')) {
    const range = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(part.trim());
    if (!range) return null;
    const from = Number(range[1]);
    const to = Number(range[2] ?? range[1]);
    if (from < 1 || to < from || to - from >= MOST_GRIDS) return null;
    for (let number = from; number <= to; number += 1) numbers.add(number);
  }
  return [...numbers].sort((a, b) => a - b);
}

/** Name of the database that says how far a station's databases are. */
const digestDatabase = (station: string): string => `digest-${station}`;

/** Every database of a station, records before their pictures, the digest last. */
export function stationDatabases(shape: StationShape): readonly StationDatabase[] {
  const { id: station, gridNumbers, residents } = shape;
  const perGrid = residents / Math.max(1, gridNumbers.length);
  const pair = (database: DatabaseKind, people: number, gridNumber?: number): readonly StationDatabase[] => {
    const name = databaseName(database, station, gridNumber);
    const scope = gridNumber === undefined ? station : `${station}-${gridNumber}`;
    const records = { name, station, holds: { kind: 'records', database, scope } as const };
    const media = { name: mediaDatabase(name), station, holds: { kind: 'media', of: name, database, scope } as const };
    const both = [
      { ...records, q: shards((people * DOCUMENTS_PER_RESIDENT) / DOCUMENTS_PER_SHARD) },
      { ...media, q: shards((people * PICTURE_BYTES_PER_RESIDENT) / BYTES_PER_SHARD) },
    ];
    // Where nothing is photographed there is nothing to keep pictures for.
    return both.filter(({ holds }) => holds.kind === 'records' || ownerOfMedia(media.name) !== null);
  };
  return [
    // A hundredth: rooms, phrases and staff do not grow with the people.
    ...pair('commons', residents / 100),
    ...gridNumbers.flatMap((number) => pair('grid', perGrid, number)),
    ...pair('desk', residents / 4),
    ...pair('queue', residents / 100),
    { name: digestDatabase(station), station, holds: { kind: 'digest' }, q: 1 },
  ];
}

/** The next power of two, so that shards can be split evenly. */
function shards(needed: number): number {
  let count = 1;
  while (count < needed && count < MOST_SHARDS) count *= 2;
  return count;
}

/** The station that a database name speaks of, or null for a name that is none of ours. */
export function stationOfDatabase(name: string): string | null {
  const digest = /^digest-(.*)$/.exec(name)?.[1];
  if (digest !== undefined) return STATION_ID.test(digest) ? digest : null;
  return parseDatabaseName(ownerOfMedia(name) ?? name)?.station ?? null;
}
