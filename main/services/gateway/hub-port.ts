import type { BulkRow } from '#shared/ipc/station-api';

/**
 * The hub as the gateway needs it. `sync-server/embedded` fits these shapes; what the gateway only passes on to the
 * client stays `object`.
 */

export interface HubPosition {
  readonly epoch: string;
  readonly seq: string;
}

export interface HubChangesQuery {
  readonly since: string;
  readonly limit: number;
  readonly includeDocs: boolean;
  readonly style: 'main_only' | 'all_docs';
  readonly conflicts: boolean;
  readonly descending: boolean;
  readonly ids: readonly string[] | null;
}

export interface HubChangesPage {
  readonly results: readonly object[];
  readonly last_seq: string;
  readonly pending: number;
}

/** The winning leaf that a row would replace. */
export interface HubLeaf {
  readonly rev: string;
  readonly deleted: boolean;
  readonly body: Readonly<Record<string, unknown>>;
}

export type HubRefusal = Readonly<Omit<Extract<BulkRow, { error: string }>, 'id'>>;

export interface HubBulkWrite {
  readonly rows: readonly unknown[];
  readonly newEdits: boolean;
  readonly judge?: (row: Readonly<Record<string, unknown>>, stored: HubLeaf | null) => HubRefusal | null;
}

export interface HubAllDocsQuery {
  readonly keys: readonly string[] | null;
  readonly startKey: string | null;
  readonly endKey: string | null;
  readonly inclusiveEnd: boolean;
  readonly descending: boolean;
  readonly skip: number;
  readonly limit: number | null;
  readonly includeDocs: boolean;
  readonly conflicts: boolean;
}

export interface HubGetQuery {
  readonly rev: string | null;
  readonly latest: boolean;
  readonly revs: boolean;
  readonly conflicts: boolean;
}

export type HubDocumentAnswer =
  | { readonly found: true; readonly document: object }
  | { readonly found: false; readonly reason: 'missing' | 'deleted' };

export type HubLocalWrite =
  { readonly ok: true; readonly rev: string } | { readonly ok: false; readonly reason: 'conflict' | 'missing' };

/** A document with its attachments by name, written once (`sync-server/embedded/attachments`). */
export interface HubWholeDocument {
  readonly document: Readonly<Record<string, unknown>> & { readonly _id: string };
  readonly attachments: ReadonlyMap<string, { readonly contentType: string; readonly bytes: Uint8Array<ArrayBuffer> }>;
}

export type HubWholeWrite =
  { readonly kind: 'written' | 'known'; readonly rev: string } | { readonly kind: 'conflict' | 'malformed' };

export interface HubAttachment {
  readonly contentType: string;
  readonly digest: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface HubDatabasePort {
  readonly name: string;
  position(): HubPosition;
  info(): Promise<{ readonly documents: number; readonly position: HubPosition }>;
  changes(query: HubChangesQuery): Promise<HubChangesPage>;
  bulkDocs(write: HubBulkWrite): Promise<readonly BulkRow[]>;
  bulkGet(query: {
    readonly docs: readonly { readonly id: string; readonly rev: string | null }[];
    readonly revs: boolean;
    readonly latest: boolean;
  }): Promise<object>;
  revsDiff(revisions: Readonly<Record<string, readonly string[]>>): Promise<object>;
  allDocs(query: HubAllDocsQuery): Promise<object>;
  get(id: string, query: HubGetQuery): Promise<HubDocumentAnswer>;
  openRevisions(
    id: string,
    query: { readonly revisions: 'all' | readonly string[]; readonly latest: boolean; readonly revs: boolean },
  ): Promise<readonly object[]>;
  putWhole(whole: HubWholeDocument): Promise<HubWholeWrite>;
  attachment(id: string, name: string): Promise<HubAttachment | null>;
  getLocal(id: string): Promise<object | null>;
  putLocal(id: string, body: Readonly<Record<string, unknown>>): Promise<HubLocalWrite>;
  deleteLocal(id: string, rev: string): Promise<HubLocalWrite>;
}

export interface HubPort {
  database(name: string): HubDatabasePort | null;
  /** Opens the database, making it first if need be. */
  create(name: string): Promise<HubDatabasePort>;
  onChange(listener: (change: { readonly database: string; readonly position: HubPosition }) => void): () => void;
}
