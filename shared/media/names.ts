import { documentId, parseDatabaseName, parseDocumentId } from '../schema/ids';

/** The types that ids of media documents begin with: a picture, whatever kind it is, or a spoken note. */
export const MEDIA_TYPES = ['photo', 'voice'] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

const PREFIX = 'media-';

/** The database of the pictures and spoken notes that belong to records of a hub database: read and written by whoever reads and writes that. */
export const mediaDatabase = (database: string): string => `${PREFIX}${database}`;

/** The hub database that a media database belongs to, or null for any other name. */
export function ownerOfMedia(name: string): string | null {
  if (!name.startsWith(PREFIX)) return null;
  const owner = parseDatabaseName(name.slice(PREFIX.length));
  // Commons and queue hold nothing that is photographed.
  return owner?.kind === 'grid' || owner?.kind === 'desk' ? name.slice(PREFIX.length) : null;
}

/** The hub database whose records carry this scope: of its grid, or of the station's desk. */
export const databaseOfScope = (scope: string): string => `${scope.includes('-') ? 'grid' : 'desk'}-${scope}`;

/** `_id` of the media document that holds what has this ciphertext. */
export const mediaId = (type: MediaType, scope: string, sha256: string): string => documentId(type, scope, sha256);

export interface MediaIdentity {
  readonly type: MediaType;
  readonly scope: string;
  /** SHA-256 of its ciphertext. */
  readonly sha256: string;
  /** Name of the media database it lies in. */
  readonly database: string;
}

/** Reads the `_id` of a media document, or null when it is none. */
export function parseMediaId(id: string): MediaIdentity | null {
  const parsed = parseDocumentId(id);
  const type = MEDIA_TYPES.find((each) => each === parsed?.type);
  if (!parsed || !type || !/^[0-9a-f]{64}$/.test(parsed.key)) return null;
  return {
    type,
    scope: parsed.scope,
    sha256: parsed.key,
    database: mediaDatabase(databaseOfScope(parsed.scope)),
  };
}
