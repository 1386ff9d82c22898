import { accessOf, mayWrite, type Access, type DatabasePlace, type OpenPlace } from '#shared/domain/access/access';
import { ACCESS_TABLE, type Actor } from '#shared/domain/access/table';
import { databaseName, parseDatabaseName, type DatabaseIdentity } from '#shared/schema/ids';
import type { FieldClass } from '#shared/schema/record-type';
import type { StaffFunction } from '#shared/schema/types/place';

/** Values of these classes are sealed; whoever holds the key of a grid and class reads them there. */
export const SEALED_CLASSES = ['general', 'health', 'child'] as const satisfies readonly Exclude<FieldClass, 'open'>[];

/** The person whose access is asked about. `post` may be a terminal's name too. */
export interface StaffAccess {
  readonly uid: string;
  readonly post: Actor;
  readonly functions: readonly StaffFunction[];
  readonly gridNumbers: readonly number[];
}

/** The station as the table sees it. */
export interface StationGrids {
  readonly id: string;
  readonly gridNumbers: readonly number[];
}

/** A hub database by its name, and what the table lets the person do with it as a whole. */
export interface OpenDatabase {
  readonly name: string;
  readonly access: 'read' | 'write';
}

/** A data key that a person may hold; with `author` the person's own alone. */
export interface KeyGrant {
  readonly scope: string;
  readonly class: (typeof SEALED_CLASSES)[number];
  readonly author?: string;
}

/** What the access table says of a person at this station. */
export const stationAccess = (staff: StaffAccess, station: StationGrids): Access =>
  accessOf({ actor: staff.post, functions: staff.functions, gridNumbers: staff.gridNumbers }, station.gridNumbers);

/** The hub databases a person may open: commons, then the grids by number, then desk and queue. */
export function databasesFor(staff: StaffAccess, station: StationGrids): readonly OpenDatabase[] {
  return stationAccess(staff, station).places.map((place) => openDatabase(place, station.id));
}

const openDatabase = (place: OpenPlace, station: string): OpenDatabase => ({
  name: databaseName(place.kind, station, place.gridNumber ?? undefined),
  access: mayWrite(place) ? 'write' : 'read',
});

/** The data keys that are handed to a person at sign-in: those of grids, and the desk's for whoever works there. */
export function keysFor(staff: StaffAccess, station: StationGrids): readonly KeyGrant[] {
  const { keys, places } = stationAccess(staff, station);
  const ofGrids = keys.map(({ gridNumber, class: name, as }) => ({
    scope: gridScope(station.id, gridNumber),
    class: name,
    ...(as === 'author' ? { author: staff.uid } : {}),
  }));
  return [...ofGrids, ...(places.some(({ kind }) => kind === 'desk') ? [deskKey(station.id)] : [])];
}

/** Where the values of the desk's records are sealed: it has one class, since whoever works there sees to everybody's matters. */
export const deskKey = (station: string): KeyGrant => ({ scope: station, class: 'general' });

/** The scope of a grid's documents: `<station>-<grid number>`. */
export const gridScope = (station: string, gridNumber: number): string => `${station}-${gridNumber}`;

/** A hub database as the access table names it: without its station. */
export function placeOf({ kind, station, scope }: DatabaseIdentity): DatabasePlace {
  return { kind, gridNumber: kind === 'grid' ? Number(scope.slice(station.length + 1)) : null };
}

/** CouchDB's `_security`: whoever has one of the members' roles reads the database; an empty list would open it to everybody. */
export interface CouchSecurity {
  readonly admins: { readonly names: readonly string[]; readonly roles: readonly string[] };
  readonly members: { readonly names: readonly string[]; readonly roles: readonly string[] };
}

/** The role under which hubs replicate with one another; it keeps every list of members from being empty. */
export const HUB_ROLE = 'linli.hub';

const ACTORS = Object.keys(ACCESS_TABLE) as readonly Actor[];

/**
 * The `_security` object of a database, generated from the access table: it holds the boundary at a hub that knows neither types
 * nor actions. Null for a name that is none of ours. What may be written within the boundary is for the gateway.
 */
export function couchSecurity(name: string): CouchSecurity | null {
  const identity = parseDatabaseName(name);
  if (!identity) return null;
  const roles = ACTORS.flatMap((actor) => {
    const grants = ACCESS_TABLE[actor].grants.filter(({ database }) => database === identity.kind);
    if (grants.length === 0) return [];
    const isOwn = identity.kind === 'grid' && grants.every(({ grids }) => grids !== 'all');
    return [isOwn ? `${identity.scope}.${actor}` : `${identity.station}.${actor}`];
  });
  return {
    admins: { names: [], roles: ['_admin'] },
    members: { names: [], roles: [HUB_ROLE, ...roles] },
  };
}

/** The CouchDB roles of a person: `<station>.<post>`, and `<station>-<grid>.<post>` for each grid of the person's. */
export function couchRoles(staff: Omit<StaffAccess, 'uid'>, station: StationGrids): readonly string[] {
  const own = station.gridNumbers.filter((number) => staff.gridNumbers.includes(number));
  return [`${station.id}.${staff.post}`, ...own.map((number) => `${gridScope(station.id, number)}.${staff.post}`)];
}
