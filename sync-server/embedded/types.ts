import type { BulkRow } from '#shared/ipc/station-api';
import type { StoredAttachment, WholeDocument, WholeWrite } from './attachments';
import type { StoredBody } from './level-reader';

/** How far a database has come; `epoch` changes when it was restored or made anew. */
export interface Position {
  readonly epoch: string;
  /** Opaque to clients: `<update sequence>-<epoch>`. */
  readonly seq: string;
}

export interface HubInfo {
  readonly documents: number;
  readonly position: Position;
}

export interface ChangesQuery {
  /** A sequence as handed out, `0`, or `now`. One of another epoch or past the end counts as 0, so nothing stays hidden. */
  readonly since: string;
  readonly limit: number;
  readonly includeDocs: boolean;
  /** `all_docs` names every leaf of a document, `main_only` the winning one. */
  readonly style: 'main_only' | 'all_docs';
  readonly conflicts: boolean;
  /** Newest first; `since` is ignored. */
  readonly descending: boolean;
  /** Only these documents. */
  readonly ids: readonly string[] | null;
}

export interface ChangeRow {
  readonly seq: string;
  readonly id: string;
  readonly changes: readonly { readonly rev: string }[];
  readonly deleted?: true;
  readonly doc?: WireDocument;
}

export interface ChangesPage {
  readonly results: readonly ChangeRow[];
  readonly last_seq: string;
  /** 0 exactly when the page reaches the end; otherwise at least the number of rows left. */
  readonly pending: number;
}

/** A document as it goes out: the stored body, with CouchDB's own fields where they were asked for. */
export interface WireDocument extends StoredBody {
  readonly _conflicts?: readonly string[];
  readonly _revisions?: { readonly start: number; readonly ids: readonly string[] };
}

export type DocumentAnswer =
  | { readonly found: true; readonly document: WireDocument }
  | { readonly found: false; readonly reason: 'missing' | 'deleted' };

export interface GetQuery {
  readonly rev: string | null;
  /** With `rev`: the leaf that descends from it. */
  readonly latest: boolean;
  readonly revs: boolean;
  readonly conflicts: boolean;
}

export type OpenRevision = { readonly ok: WireDocument } | { readonly missing: string };

export interface OpenRevisionsQuery {
  readonly revisions: 'all' | readonly string[];
  readonly latest: boolean;
  readonly revs: boolean;
}

export interface BulkGetQuery {
  readonly docs: readonly { readonly id: string; readonly rev: string | null }[];
  readonly revs: boolean;
  readonly latest: boolean;
  /** Brings the bytes of attachments along, in base64: whoever asks keeps the number of documents small. */
  readonly attachments?: true;
}

export interface BulkGetError {
  readonly id: string;
  readonly rev: string;
  readonly error: 'not_found';
  readonly reason: 'missing' | 'deleted';
}

export interface BulkGetAnswer {
  readonly results: readonly {
    readonly id: string;
    readonly docs: readonly ({ readonly ok: WireDocument } | { readonly error: BulkGetError })[];
  }[];
}

export type RevsDiff = Readonly<Record<string, { readonly missing: readonly string[] }>>;

export interface AllDocsQuery {
  /** These ids in this order, unknown and deleted ones answered for; null for a range. */
  readonly keys: readonly string[] | null;
  readonly startKey: string | null;
  readonly endKey: string | null;
  readonly inclusiveEnd: boolean;
  readonly descending: boolean;
  readonly skip: number;
  /** null: all. */
  readonly limit: number | null;
  readonly includeDocs: boolean;
  readonly conflicts: boolean;
}

export type AllDocsRow =
  | {
      readonly id: string;
      readonly key: string;
      readonly value: { readonly rev: string; readonly deleted?: true };
      readonly doc?: WireDocument | null;
    }
  | { readonly key: string; readonly error: 'not_found' };

export interface AllDocsAnswer {
  readonly total_rows: number;
  readonly offset: number;
  readonly rows: readonly AllDocsRow[];
}

/** The winning leaf of a document at the moment of a write. */
export interface StoredLeaf {
  readonly rev: string;
  readonly deleted: boolean;
  readonly body: StoredBody;
}

/** Why a row is not taken, in CouchDB's words and ours. */
export type RowRefusal = Readonly<Omit<Extract<BulkRow, { error: string }>, 'id'>>;

export interface BulkWrite {
  readonly rows: readonly unknown[];
  /** false: rows bring their own revisions, as in replication; only refused rows are answered for. */
  readonly newEdits: boolean;
  /**
   * Judges a row against the leaf it would replace, in one step with the write: no other write comes between. Such rows
   * must name the winning leaf, and may not bring back a document that was deleted.
   */
  readonly judge?: (row: Readonly<Record<string, unknown>>, stored: StoredLeaf | null) => RowRefusal | null;
}

export type LocalWrite =
  { readonly ok: true; readonly rev: string } | { readonly ok: false; readonly reason: 'conflict' | 'missing' };

/** One database of the hub. Every write is on disk when its promise resolves; failures of the disk are AppErrors `host.*`. */
export interface HubDatabase {
  readonly name: string;
  position(): Position;
  info(): Promise<HubInfo>;
  changes(query: ChangesQuery): Promise<ChangesPage>;
  bulkDocs(write: BulkWrite): Promise<readonly BulkRow[]>;
  /** `request.too-large` when the bodies together would not fit one answer; so does allDocs. */
  bulkGet(query: BulkGetQuery): Promise<BulkGetAnswer>;
  revsDiff(revisions: Readonly<Record<string, readonly string[]>>): Promise<RevsDiff>;
  allDocs(query: AllDocsQuery): Promise<AllDocsAnswer>;
  get(id: string, query: GetQuery): Promise<DocumentAnswer>;
  openRevisions(id: string, query: OpenRevisionsQuery): Promise<readonly OpenRevision[]>;
  /** A document with attachments, whole or not at all; it is written once and never changed. */
  putWhole(whole: WholeDocument): Promise<WholeWrite>;
  attachment(id: string, name: string): Promise<StoredAttachment | null>;
  /** Local documents are not replicated; replicators keep their checkpoints in them. `id` is what follows `_local/`. */
  getLocal(id: string): Promise<StoredBody | null>;
  putLocal(id: string, body: Readonly<Record<string, unknown>>): Promise<LocalWrite>;
  deleteLocal(id: string, rev: string): Promise<LocalWrite>;
}

export interface HubChange {
  readonly database: string;
  readonly position: Position;
}

/** The hub: its databases, each in a folder of its own. */
export interface EdgeHub {
  /** Opens the database, making it first if need be. */
  create(name: string): Promise<HubDatabase>;
  names(): readonly string[];
  database(name: string): HubDatabase | null;
  /** Called after every write that is on disk. Returns the way out. */
  onChange(listener: (change: HubChange) => void): () => void;
  /** Waits for what is under way, notes how far each database came, and closes. */
  stop(): Promise<void>;
}

/** Takes ids, counts and codes. */
export interface HubLog {
  info(event: string, fields?: Readonly<Record<string, string | number | boolean>>): void;
  warn(event: string, fields?: Readonly<Record<string, string | number | boolean>>): void;
}
