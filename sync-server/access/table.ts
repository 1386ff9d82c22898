import { databaseName } from '#shared/schema/ids';
import type { FieldClass } from '#shared/schema/record-type';
import type { Post } from '#shared/schema/types/place';

/** What a post may do with one hub database. */
export type DatabaseAccess = 'read' | 'write';

/** Values of these classes are sealed; whoever holds the key of a grid and class reads them there. */
export type SealedClass = Exclude<FieldClass, 'open'>;
export const SEALED_CLASSES = ['general', 'health', 'child'] as const satisfies readonly SealedClass[];

/** Which grids a row of the table speaks of: every one of the station, those the person works in, or none. */
type Grids = 'all' | 'own' | 'none';

/** What one post may open. A kind of database that is not named stays shut. */
export interface PostAccess {
  readonly commons: DatabaseAccess;
  readonly grids: Grids;
  readonly desk: DatabaseAccess | 'none';
  readonly queue: DatabaseAccess | 'none';
  /** Classes of sealed values, in the grids named above. */
  readonly classes: readonly SealedClass[];
}

const COMMONS_ONLY: PostAccess = { commons: 'read', grids: 'none', desk: 'none', queue: 'none', classes: [] };
const WHOLE_STATION: PostAccess = {
  commons: 'write',
  grids: 'all',
  desk: 'write',
  queue: 'write',
  classes: SEALED_CLASSES,
};

/** The access table, post by post. A grid that a post may open it may also write. */
export const ACCESS_TABLE: Readonly<Record<Post, PostAccess>> = {
  manager: WHOLE_STATION,
  'duty-lead': WHOLE_STATION,
  clerk: { commons: 'read', grids: 'all', desk: 'write', queue: 'write', classes: ['general'] },
  'grid-worker': { commons: 'read', grids: 'own', desk: 'none', queue: 'none', classes: ['general', 'health'] },
  'building-head': COMMONS_ONLY,
  volunteer: COMMONS_ONLY,
  'department-handler': COMMONS_ONLY,
  it: COMMONS_ONLY,
  auditor: COMMONS_ONLY,
};

/** The person whose access is asked about. */
export interface StaffAccess {
  readonly post: Post;
  readonly gridNumbers: readonly number[];
}

/** The station as the table sees it. */
export interface StationGrids {
  readonly id: string;
  readonly gridNumbers: readonly number[];
}

export interface OpenDatabase {
  readonly name: string;
  readonly access: DatabaseAccess;
}

/** The hub databases a person may open: commons, then the grids by number, then desk and queue. */
export function databasesFor(staff: StaffAccess, station: StationGrids): readonly OpenDatabase[] {
  const row = ACCESS_TABLE[staff.post];
  const open: OpenDatabase[] = [{ name: databaseName('commons', station.id), access: row.commons }];
  for (const number of gridsFor(staff, station)) {
    open.push({ name: databaseName('grid', station.id, number), access: 'write' });
  }
  if (row.desk !== 'none') open.push({ name: databaseName('desk', station.id), access: row.desk });
  if (row.queue !== 'none') open.push({ name: databaseName('queue', station.id), access: row.queue });
  return open;
}

/** A key that a person may hold: the scope that grid documents carry in their ids, and the class it opens. */
export interface KeyGrant {
  readonly scope: string;
  readonly class: SealedClass;
}

/** The data keys that are handed to a person at sign-in. */
export function keysFor(staff: StaffAccess, station: StationGrids): readonly KeyGrant[] {
  return gridsFor(staff, station).flatMap((number) =>
    ACCESS_TABLE[staff.post].classes.map((name) => ({ scope: gridScope(station.id, number), class: name })),
  );
}

/** The scope of a grid's documents: `<station>-<grid number>`. */
export const gridScope = (station: string, gridNumber: number): string => `${station}-${gridNumber}`;

function gridsFor(staff: StaffAccess, station: StationGrids): readonly number[] {
  const grids = ACCESS_TABLE[staff.post].grids;
  if (grids === 'none') return [];
  const numbers = [...new Set(station.gridNumbers)].sort((a, b) => a - b);
  return grids === 'all' ? numbers : numbers.filter((number) => staff.gridNumbers.includes(number));
}
