import type { BulkRow } from '#shared/ipc/station-api';

/** What the upstream service is handed; `sync-server/embedded` fits the shapes of the hub and of the replicator. */

/** A document with CouchDB's own fields. */
export interface PeerDocument {
  readonly _id: string;
  readonly _rev: string;
  readonly _deleted?: boolean;
  readonly _revisions?: { readonly start: number; readonly ids: readonly string[] };
  readonly [field: string]: unknown;
}

export interface PeerChanges {
  readonly results: readonly {
    readonly id: string;
    readonly seq: string;
    readonly changes: readonly { readonly rev: string }[];
    readonly deleted?: true;
    /** The winning leaf, where it was asked for. */
    readonly doc?: PeerDocument;
  }[];
  readonly last_seq: string;
  readonly pending: number;
}

/** A row that a side refuses for good. */
export interface PeerRefusal {
  readonly id: string;
  readonly reason: string;
}

/** One side of a replication: a database of the edge hub, or its counterpart upstream. */
export interface Peer {
  changes(query: { readonly since: string; readonly limit: number }): Promise<PeerChanges>;
  revsDiff(revisions: Readonly<Record<string, readonly string[]>>): Promise<object>;
  bulkGet(docs: readonly { readonly id: string; readonly rev: string }[]): Promise<object>;
  write(docs: readonly PeerDocument[]): Promise<readonly PeerRefusal[]>;
  getLocal(id: string): Promise<Readonly<Record<string, unknown>> | null>;
  putLocal(id: string, body: Readonly<Record<string, unknown>>): Promise<boolean>;
}

/** One run of the replicator, from where the last one under this name came to. */
export type Replicate = (options: {
  readonly source: Peer;
  readonly target: Peer;
  readonly name: string;
  readonly batchRows: number;
  readonly signal: AbortSignal;
  readonly onBatch?: (at: { readonly seq: string; readonly left: number }) => void;
}) => Promise<{ readonly written: number; readonly refused: readonly PeerRefusal[]; readonly seq: string }>;

/** A database of the edge hub as the service needs it. */
export interface UpstreamDatabase {
  position(): { readonly epoch: string; readonly seq: string };
  changes(query: {
    readonly since: string;
    readonly limit: number;
    readonly includeDocs: boolean;
    readonly style: 'main_only' | 'all_docs';
    readonly conflicts: boolean;
    readonly descending: boolean;
    readonly ids: readonly string[] | null;
  }): Promise<PeerChanges>;
  revsDiff(revisions: Readonly<Record<string, readonly string[]>>): Promise<object>;
  /** `request.too-large` when the bodies together would not fit one answer. */
  bulkGet(query: {
    readonly docs: readonly { readonly id: string; readonly rev: string | null }[];
    readonly revs: boolean;
    readonly latest: boolean;
    /** Brings the bytes of attachments along, in base64. */
    readonly attachments?: true;
  }): Promise<{ readonly results: readonly object[] }>;
  putWhole(whole: WholeDocument): Promise<{ readonly kind: string; readonly rev: string } | { readonly kind: string }>;
  bulkDocs(write: { readonly rows: readonly unknown[]; readonly newEdits: boolean }): Promise<readonly BulkRow[]>;
  allDocs(query: {
    readonly keys: readonly string[];
    readonly startKey: null;
    readonly endKey: null;
    readonly inclusiveEnd: boolean;
    readonly descending: boolean;
    readonly skip: number;
    readonly limit: null;
    readonly includeDocs: boolean;
    readonly conflicts: boolean;
  }): Promise<{ readonly rows: readonly WinnerRow[] }>;
  openRevisions(
    id: string,
    query: { readonly revisions: 'all'; readonly latest: boolean; readonly revs: boolean },
  ): Promise<readonly ({ readonly ok: PeerDocument } | { readonly missing: string })[]>;
  getLocal(id: string): Promise<Readonly<Record<string, unknown>> | null>;
  putLocal(
    id: string,
    body: Readonly<Record<string, unknown>>,
  ): Promise<{ readonly ok: true } | { readonly ok: false; readonly reason: 'conflict' | 'missing' }>;
}

/** A document with its attachments by name, written once. */
export interface WholeDocument {
  readonly document: Readonly<Record<string, unknown>> & { readonly _id: string };
  readonly attachments: ReadonlyMap<string, { readonly contentType: string; readonly bytes: Uint8Array<ArrayBuffer> }>;
}

/** The winning leaf of a document, without its body. */
export type WinnerRow =
  | { readonly id: string; readonly value: { readonly rev: string; readonly deleted?: true } }
  | { readonly key: string; readonly error: 'not_found' };

export interface UpstreamHub {
  names(): readonly string[];
  database(name: string): UpstreamDatabase | null;
  onChange(listener: (change: { readonly database: string }) => void): () => void;
}
