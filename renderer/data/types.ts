import type { MangoQuery } from 'rxdb';
import type { Observable } from 'rxjs';
import type { AppError } from '#shared/errors/app-error';
import type { Practice, Session } from '#shared/ipc/station-api';
import type { Sealed, WireRecord } from '#shared/schema/envelope';
import type { SealedPlace } from '#shared/schema/sealing';
import type { CollectionName } from '#shared/schema/record-type';
import type { LocalWriter } from '#shared/sync/local-writer';
import type { OutboxRow, StoredRecord, SyncStatus } from '#shared/sync/ports';
import type { DraftRow } from './control-store';

/**
 * What screens may do with data. Features never see RxDB, Dexie or the hub: they query, write through their
 * `commands.ts`, and show what sync says.
 */

/** The records on this device, as live queries. Queries may touch `_id`, `type`, `rank` and `owner` only. */
export interface Records {
  /** Every record of a type on this device, in no order; for what has to know everybody. One reading serves all screens. */
  all<T extends WireRecord>(collection: CollectionName, type: string): Observable<readonly T[]>;
  find<T extends WireRecord>(collection: CollectionName, query: MangoQuery<StoredRecord>): Observable<readonly T[]>;
  /** One record by id; null while the device does not hold it. */
  byId<T extends WireRecord>(collection: CollectionName, id: string): Observable<T | null>;
  /** One record by its uid, tried in every scope the person may read; null when none holds it. */
  byUid<T extends WireRecord>(collection: CollectionName, type: string, uid: string): Promise<T | null>;
}

/** Seals and opens values under the station's data keys. */
export interface Sealer {
  /** Throws `access.denied` when the person holds no key of that class in that scope. */
  seal(
    value: unknown,
    place: SealedPlace & { readonly scope: string; readonly class: 'general' | 'health' | 'child' },
  ): Promise<Sealed>;
  /** The value, or null when the person holds no key for it or it does not open. */
  open(sealed: Sealed, place: SealedPlace): Promise<unknown>;
}

export interface Drafts {
  get(form: string, subject: string): Promise<DraftRow | undefined>;
  /** Resolves when the draft is on disk. */
  save(draft: Omit<DraftRow, 'id' | 'savedAtMs'> & { readonly subject: string }): Promise<DraftRow>;
  discard(form: string, subject: string): Promise<void>;
  all(): Observable<readonly DraftRow[]>;
}

/** What a person reads about sync; see `shared/sync/ports` for the parts. */
export interface SyncView {
  readonly status: SyncStatus;
  readonly outbox: readonly OutboxRow[];
  readonly waiting: number;
  readonly refused: number;
  /** Rows that wait for a permission the person no longer has. */
  readonly held: number;
}

/** A signed-in person at work on this device. */
export interface OpenStation {
  readonly session: Session;
  /** Id of the local database, as it stands in what is written here. */
  readonly replica: string;
  readonly records: Records;
  readonly writer: LocalWriter;
  readonly sealer: Sealer;
  readonly drafts: Drafts;
  readonly sync$: Observable<SyncView>;
  /** Now, with the hub's correction of this device's clock, ms since the epoch. */
  nowMs(): number;
  /** A new ULID. */
  newUid(): string;
  retrySync(): void;
  /** A new token for the same person after the old one ran out; unsent work goes on. Errors as `Device.signIn`. */
  signInAgain(passphrase: string): Promise<void>;
  /** Stops sync and closes the database; records and unsent work stay on the device. */
  close(): Promise<void>;
}

/** How opening the app can begin. */
export type Opening =
  | { readonly kind: 'signed-out'; readonly practice: Practice | null; readonly stationName: string | null }
  | { readonly kind: 'open'; readonly station: OpenStation }
  | { readonly kind: 'failed'; readonly error: AppError };

/** The device before anybody is signed in. */
export interface Device {
  /** Goes on where the last person left off, with or without the host; signed-out when nobody is. */
  open(): Promise<Opening>;
  /** Throws `auth.wrong`, `auth.rate-limited`, `hub.unreachable`, `device.other-tab`. */
  signIn(staffCode: string, passphrase: string): Promise<OpenStation>;
  /** Closes the station and forgets who was signed in; unsent work stays on the device for the same person. */
  signOut(station: OpenStation): Promise<void>;
}
