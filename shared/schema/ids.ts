/**
 * Document ids and database names. `_id` is `<type>~<scope>~<key>`: the type routes the row to its collection, the scope
 * (`<station>` or `<station>-<grid number>`) says which hub database holds it, the key is a ULID or a natural key that
 * never contains a name, address, phone or citizen id.
 */

const SCOPE = /^[a-z0-9]+(?:-[0-9]+)?$/;
const KEY = /^[0-9A-Za-z][0-9A-Za-z._-]{0,99}$/;
const TYPE = /^[a-z][a-z-]{0,31}$/;

export interface DocumentId {
  readonly type: string;
  readonly scope: string;
  readonly key: string;
}

/** Builds an `_id`; throws on a part that could not be read back. */
export function documentId(type: string, scope: string, key: string): string {
  if (!TYPE.test(type) || !SCOPE.test(scope) || !KEY.test(key)) {
    throw new Error(`not a document id: ${type}~${scope}~(key of ${key.length} characters)`);
  }
  return `${type}~${scope}~${key}`;
}

/** Reads an `_id`, or null when it is not one of ours. */
export function parseDocumentId(id: string): DocumentId | null {
  const [type, scope, key, ...rest] = id.split('~');
  if (type === undefined || scope === undefined || key === undefined || rest.length > 0) return null;
  if (!TYPE.test(type) || !SCOPE.test(scope) || !KEY.test(key)) return null;
  return { type, scope, key };
}

/** The families of hub databases; each is a security boundary. */
export const DATABASE_KINDS = ['commons', 'grid', 'desk', 'queue'] as const;
export type DatabaseKind = (typeof DATABASE_KINDS)[number];

/** Station ids: lower-case letters and digits, 2 to 24 characters. */
export const STATION_ID = /^[a-z][a-z0-9]{1,23}$/;

/** `commons-<station>`, `desk-<station>`, `queue-<station>`, or `grid-<station>-<n>`. */
export function databaseName(kind: DatabaseKind, station: string, gridNumber?: number): string {
  if (!STATION_ID.test(station)) throw new Error(`not a station id: ${station}`);
  if (kind === 'grid') {
    if (gridNumber === undefined || !Number.isInteger(gridNumber) || gridNumber < 1) {
      throw new Error('a grid database needs the number of its grid');
    }
    return `grid-${station}-${gridNumber}`;
  }
  return `${kind}-${station}`;
}

export interface DatabaseIdentity {
  readonly kind: DatabaseKind;
  readonly station: string;
  /** The scope that ids of its documents carry. */
  readonly scope: string;
}

const DATABASE = /^(commons|grid|desk|queue)-([a-z][a-z0-9]{1,23})(?:-([1-9][0-9]{0,5}))?$/;

/** Reads a database name, or null when it is not one of ours. */
export function parseDatabaseName(name: string): DatabaseIdentity | null {
  const match = DATABASE.exec(name);
  if (!match) return null;
  const kind = match[1] as DatabaseKind;
  const station = match[2] as string;
  const grid = match[3];
  if ((kind === 'grid') !== (grid !== undefined)) return null;
  return { kind, station, scope: grid === undefined ? station : `${station}-${grid}` };
}
