import type { BulkRow } from '#shared/ipc/station-api';
import type { MediaDocument } from '#shared/media/document';
import type { WireRecord } from '#shared/schema/envelope';
import { readStub, type Stub } from '#shared/schema/moved';
import { placeRow } from '#shared/sync/place-row';
import type { FollowedDatabase } from '../follow-hub';
import { WINNER } from '../host-writer';

/** A grid's database of the hub as transfers need it. */
export interface TransferDatabase extends FollowedDatabase {
  position(): { readonly epoch: string };
  get(
    id: string,
    query: typeof WINNER,
  ): Promise<
    | { readonly found: true; readonly document: object }
    | { readonly found: false; readonly reason: 'missing' | 'deleted' }
  >;
  bulkDocs(write: { readonly rows: readonly unknown[]; readonly newEdits: boolean }): Promise<readonly BulkRow[]>;
  allDocs(query: {
    readonly keys: null;
    readonly startKey: string;
    readonly endKey: string;
    readonly inclusiveEnd: boolean;
    readonly descending: boolean;
    readonly skip: number;
    readonly limit: number;
    readonly includeDocs: boolean;
    readonly conflicts: boolean;
  }): Promise<{
    readonly rows: readonly ({ readonly id: string; readonly doc?: object | null } | { readonly error: string })[];
  }>;
}

/** A database of pictures of the hub as transfers need it. */
export interface TransferMedia extends TransferDatabase {
  putWhole(whole: WholePhoto): Promise<{ readonly kind: 'written' | 'known' | 'conflict' | 'malformed' }>;
  attachment(id: string, name: string): Promise<{ readonly bytes: Uint8Array<ArrayBuffer> } | null>;
}

/** A picture to be written: its document, and its parts by name. */
export interface WholePhoto {
  readonly document: MediaDocument;
  readonly attachments: ReadonlyMap<string, { readonly contentType: string; readonly bytes: Uint8Array<ArrayBuffer> }>;
}

export interface TransferHub {
  names(): readonly string[];
  database(name: string): TransferMedia | null;
  /** Opens the database, making it first if need be. */
  create(name: string): Promise<TransferMedia>;
  onChange(listener: (change: { readonly database: string }) => void): () => void;
}

/** What lies under an id. */
export type Leaf =
  | { readonly kind: 'none' }
  /** Erased by law: nothing is put there again. */
  | { readonly kind: 'erased' }
  | { readonly kind: 'record'; readonly rev: string; readonly record: WireRecord }
  | { readonly kind: 'stub'; readonly rev: string; readonly stub: Stub }
  /** Nothing that this build understands: it is left alone. */
  | { readonly kind: 'foreign' };

/** What the hub holds under an id, records in their type's current version. */
export async function readLeaf(database: TransferDatabase, id: string): Promise<Leaf> {
  const answer = await database.get(id, WINNER);
  if (!answer.found) return { kind: answer.reason === 'deleted' ? 'erased' : 'none' };
  return leafOf(answer.document);
}

/** The same for a document that was read already. */
export function leafOf(document: object): Leaf {
  const { _rev, ...fields } = document as Readonly<Record<string, unknown>>;
  const rev = String(_rev);
  const stub = readStub(fields);
  if (stub) return { kind: 'stub', rev, stub };
  const record = fields as unknown as WireRecord;
  const place = placeRow({ id: record._id, rev, deleted: false, record });
  return place.kind === 'record' ? { kind: 'record', rev, record: place.record } : { kind: 'foreign' };
}

/**
 * Writes one document over the revision it was made from, none for what is not there; its new revision, or null when something else
 * was written meanwhile. Throws when the hub cannot write.
 */
export async function writeOver(
  database: TransferDatabase,
  document: object,
  rev: string | null,
): Promise<string | null> {
  const [answer] = await database.bulkDocs({
    rows: [rev === null ? document : { ...document, _rev: rev }],
    newEdits: true,
  });
  if (answer && 'ok' in answer) return answer.rev;
  if (answer?.error === 'conflict') return null;
  throw new Error(`the hub did not take what a transfer wrote: ${answer?.error ?? 'no answer'}`);
}
