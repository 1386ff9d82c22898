import type { AppError } from '../errors/app-error';
import type { BulkRow, EventChange, EventHello } from '../ipc/station-api';
import type { WireRecord } from '../schema/envelope';
import type { CollectionName, SortKeys } from '../schema/record-type';

/**
 * What sync needs from its surroundings: a hub, a place for records, a place for its own durable state. Each has one
 * production implementation; tests use the same over memory or a fake IndexedDB.
 */

/** A record with the hub revision it was last read at or pushed as. */
export interface HubRecord {
  readonly record: WireRecord;
  readonly rev: string;
}

/** One row of a hub's feed. `record` is null for a tombstone (legal erasure) and for what is not one of our records. */
export interface FeedRow {
  readonly id: string;
  readonly rev: string;
  readonly deleted: boolean;
  readonly record: WireRecord | null;
}

export interface FeedPage {
  readonly rows: readonly FeedRow[];
  readonly epoch: string;
  readonly lastSeq: string;
  readonly isLast: boolean;
}

/** The hub as a client sees it. Every call throws AppError: `auth.*`, `access.denied`, `hub.unreachable`, `hub.not-a-hub`. */
export interface HubClient {
  changes(db: string, since: string, limit: number, signal: AbortSignal): Promise<FeedPage>;
  push(db: string, rows: readonly HubRecord[], replica: string, signal: AbortSignal): Promise<readonly BulkRow[]>;
  /** The winning leaves of the ids the hub knows, tombstones among them; ids it never had are absent. */
  fetch(db: string, ids: readonly string[], signal: AbortSignal): Promise<ReadonlyMap<string, FeedRow>>;
  /** Holds the wake-up stream open until it ends or `signal` aborts. */
  events(handlers: EventHandlers, signal: AbortSignal): Promise<void>;
  /** The hub's clock, ms since the epoch. */
  nowMs(signal: AbortSignal): Promise<number>;
}

/** What devices leave at the hub. */
export interface HubArchive {
  /** Records of a type in which one field holds that text, those made last first. Throws as `HubClient`. */
  belongingTo(
    db: string,
    selector: Readonly<Record<string, string>> & { readonly type: string },
    signal: AbortSignal,
  ): Promise<readonly FeedRow[]>;
}

export interface EventHandlers {
  onHello(hello: EventHello): void;
  onChange(change: EventChange): void;
}

/**
 * A record as it rests on the device: the record, its local sort keys and its hub revision ('' before the first). One that the
 * device cannot open comes `locked`, with nothing but its id, type and sort keys.
 */
export type StoredRecord = WireRecord & SortKeys & { readonly rev: string; readonly locked?: true };

/** Writes `next` where the store still holds `previous` (undefined: nothing). */
export interface StoreWrite {
  readonly previous: StoredRecord | undefined;
  readonly next: StoredRecord;
}

/** The records on this device. */
export interface RecordStore {
  read(collection: CollectionName, ids: readonly string[]): Promise<Map<string, StoredRecord>>;
  /** Writes what it can; answers, by id, what stands in the way of the rest. */
  write(collection: CollectionName, writes: readonly StoreWrite[]): Promise<Map<string, StoredRecord>>;
  /** Removes records with all they held; only ids and types stay, as marks. */
  erase(collection: CollectionName, records: readonly StoredRecord[]): Promise<void>;
  /**
   * Runs `task` while nobody else that asks changes these records. Whoever reads a record in order to change it does both in
   * here: a save, a delivery and a correction of stamps cannot then build on a state that the other is about to replace.
   */
  hold<T>(ids: readonly string[], task: () => Promise<T>): Promise<T>;
  /** A page of a type's records in one scope in order of id, after `afterId`. */
  page(
    collection: CollectionName,
    type: string,
    scope: string,
    afterId: string,
    limit: number,
  ): Promise<StoredRecord[]>;
}

/**
 * `waiting` goes out next; `refused` waits for a person. `held` waits for a permission the person does not have at the
 * moment: views show it for the rows of such a database, the outbox itself keeps `waiting`, so that they go out by themselves
 * when the permission is back.
 */
export type OutboxState = 'waiting' | 'refused' | 'held';

/** The latest unsent state of one record. */
export interface OutboxRow {
  readonly id: string;
  readonly db: string;
  readonly collection: CollectionName;
  readonly record: WireRecord;
  /** Hub revision that `record` has taken in, '' for a record the hub never had. */
  readonly rev: string;
  /** `vectorKey(record.vv)`: tells one state of the record from the next. */
  readonly vectorKey: string;
  readonly queuedAtMs: number;
  readonly state: OutboxState;
  readonly code?: string;
  readonly reason?: string;
}

/** How far delivery of one hub database has come on this device. */
export interface Cursor {
  readonly db: string;
  readonly epoch: string;
  readonly seq: string;
}

/** A row this build cannot place (newer type or schema, or broken); kept as it came, looked at again at every opening. */
export interface AsideRow {
  readonly id: string;
  readonly db: string;
  readonly rev: string;
  readonly record: WireRecord;
}

/** A write's place in the version vectors. */
export interface WriteName {
  readonly replica: string;
  readonly counter: number;
}

/** Sync's own durable state on this device. Every promise resolves when the change is on disk. */
export interface ControlStore {
  /** This database's replica id, minted with it, and anew when it turns out to be an old copy. */
  readonly replica: string;
  /** The next write's name; its number is reserved durably before it is handed out, and never handed out twice. */
  nextWrite(): Promise<WriteName>;
  /**
   * Somebody knows this write. When it is one of ours that was never reserved here, this database is an older copy of itself
   * (a restored or copied profile), and from now on it writes as a new replica.
   */
  notice(write: WriteName): Promise<void>;
  /**
   * From now on this database writes as a new replica: it is about to forget records that it wrote to. A record made again
   * under an old id would otherwise seem to have seen all that this replica ever wrote to it.
   */
  renewReplica(): Promise<void>;
  /** Adds rows by `joinOutboxRows`, in one transaction: the outbox never goes back to an older state of a record. */
  queue(rows: readonly OutboxRow[]): Promise<void>;
  queued(ids: readonly string[]): Promise<Map<string, OutboxRow>>;
  /** Rows of a hub database that wait, the longest waiting first, without those to pass over. */
  waiting(db: string, limit: number, passOver: ReadonlySet<string>): Promise<OutboxRow[]>;
  allQueued(): Promise<OutboxRow[]>;
  /** Removes rows whose state is still the one named; a row that has moved on only takes over the revision. */
  acknowledge(
    acks: readonly { readonly id: string; readonly vectorKey: string; readonly rev: string }[],
  ): Promise<void>;
  /** Changes rows that are still in the state named; does nothing to rows that have moved on. */
  amend(changes: readonly OutboxChange[]): Promise<void>;
  cursor(db: string): Promise<Cursor | undefined>;
  cursors(): Promise<Cursor[]>;
  setCursor(cursor: Cursor): Promise<void>;
  /** Forgets a hub database, rows put aside from it included; what waits for it stays. */
  removeCursor(db: string): Promise<void>;
  putAside(rows: readonly AsideRow[]): Promise<void>;
  aside(): Promise<AsideRow[]>;
  removeAside(ids: readonly string[]): Promise<void>;
}

export interface OutboxChange {
  readonly id: string;
  readonly vectorKey: string;
  readonly change: Partial<Pick<OutboxRow, 'rev' | 'state' | 'code' | 'reason'>>;
}

/** Why a device does not talk to its hub at the moment. */
export type LinkState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'live' }
  | { readonly kind: 'away'; readonly error: AppError; readonly sinceMs: number }
  | { readonly kind: 'sign-in'; readonly error: AppError }
  | { readonly kind: 'stopped' };

export interface DatabaseStatus {
  readonly name: string;
  /**
   * `unknown`: not in touch. `current`: has taken in all the hub announced. `held`: the person may not read it, or not send what
   * waits. `failing`: this database alone has trouble, and is tried again.
   */
  readonly state: 'unknown' | 'catching-up' | 'current' | 'held' | 'failing';
  /** Rows taken in since the catch-up began. */
  readonly received: number;
  readonly error?: AppError;
}

/** What sync knows about itself; counts of waiting and refused rows come from the outbox. */
export interface SyncStatus {
  readonly link: LinkState;
  readonly databases: readonly DatabaseStatus[];
  /** Last instant at which every database was current and had nothing left to send that could be sent, or null. */
  readonly lastCurrentMs: number | null;
}
