import type { AppError } from '#shared/errors/app-error';
import type { Result } from '#shared/errors/result';
import type { Access } from '#shared/domain/access/access';
import type {
  AccountView,
  AddGrid,
  AuditEntry,
  AuditKind,
  AuditPage,
  ChangeDevice,
  ChangeStaff,
  CreateStaff,
  DeviceView,
  KeptView,
  NewAccountAnswer,
} from '#shared/ipc/admin-api';
import type { TransferKind, TransferRefusal } from '#shared/domain/transfers/transfers';
import type { IntakeKind } from '#shared/ipc/intake-api';
import type { BulkRow, DataKey, Health, Practice, Session, SignIn } from '#shared/ipc/station-api';
import type { StartTransfer, TransferAnswer, TransferCounts, TransferView } from '#shared/ipc/transfer-api';
import type { SetUpstream, UpstreamReach, UpstreamTrial, UpstreamView } from '#shared/ipc/upstream-api';
import type { Vector, WireRecord } from '#shared/schema/envelope';
import type { BoxKey } from '#shared/schema/sealed-box';
import type { MessageContent, MessageState } from '#shared/schema/types/message';
import type { Post } from '#shared/schema/types/place';

/**
 * What services know of each other. No service imports another; `host.ts` starts them and hands each what it needs in
 * these shapes.
 */

/** Every service answers the same two questions: stop, leaving nothing running, and how are you. */
export interface Service {
  stop(): Promise<void>;
  health(): ServiceHealth;
}

export interface ServiceHealth {
  readonly ok: boolean;
  /** Short facts for the log and the settings page: counts and states, never names. */
  readonly facts: Readonly<Record<string, string | number | boolean>>;
}

/** Structured log. Fields are ids, counts and codes; the implementation drops anything else by an allow-list of keys. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}
export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Who stands behind a token, with what the access table grants at this moment. */
export interface Caller {
  readonly kind: 'person';
  /** Staff uid. */
  readonly staff: string;
  readonly post: Post;
  readonly device: string;
  readonly access: Access;
  /** Hub databases by name. */
  readonly databases: ReadonlyMap<string, 'read' | 'write'>;
  /** See `Session.grants`. */
  readonly grants: string;
  readonly mustChangePassphrase: boolean;
}

/** Another hub that brings and takes whole revisions; never a person's token. */
export interface Replicator {
  readonly kind: 'replicator';
  readonly databases: ReadonlyMap<string, 'read' | 'write'>;
}

/** A device that is not of the station any more, proven by its token. */
export interface RevokedDevice {
  readonly kind: 'revoked';
  readonly staff: string;
  readonly device: string;
}

/** The person and device that a row says it comes from. */
export interface Author {
  /** What the row's signature is checked with; it outlives the device's revocation, so that what is kept is known to be genuine. */
  readonly deliveryKey: string;
  /** What the person may do at this moment; null when the account is closed or the device revoked. */
  readonly caller: Caller | null;
}

/** Sign-in, renewal and checking of bearer tokens. */
export interface Sessions {
  /**
   * Takes the same time for an unknown code as for a wrong passphrase; `auth.wrong`, `auth.rate-limited`, `auth.device-pending`,
   * `auth.device-revoked`.
   */
  signIn(request: SignIn, from: SignInPlace): Promise<Result<Session, AppError>>;
  /**
   * Who gives this code and passphrase on a device where somebody else is signed in: no session comes of it. Limited and written down
   * like sign-in. `auth.wrong`, `auth.rate-limited`, `auth.must-change`.
   */
  confirm(
    given: Pick<SignIn, 'staffCode' | 'passphrase'>,
    at: { readonly device: string; readonly remoteAddress: string },
  ): Promise<Result<Caller, AppError>>;
  /** A fresh session for a token that still holds; `auth.expired`, `auth.invalid`, `auth.device-revoked`. */
  renew(caller: Caller): Promise<Result<Session, AppError>>;
  /** Who a good token speaks for; otherwise `auth.expired`, `auth.invalid` or `auth.device-revoked`. */
  verify(token: string, from?: SignInPlace): Promise<Result<Caller | Replicator, AppError>>;
  /**
   * Whose token it is when the device's revocation stands against it. It may have run out and the account be closed: a tablet that
   * comes out of a drawer must still hear that it is to erase itself, and hand over what it holds.
   */
  verifyRevoked(token: string): Promise<Result<RevokedDevice, AppError>>;
  /** Notes that a revoked device has erased what it held, if it was asked to. */
  confirmWipe(device: RevokedDevice): Promise<void>;
  /** What a row that somebody wrote on a device is judged by when somebody else brings it; null for a device there is not. */
  author(staff: string, device: string): Author | null;
  /** One's own passphrase; `auth.wrong`, `auth.rate-limited`, `auth.weak`. */
  changePassphrase(caller: Caller, current: string, next: string): Promise<Result<Session, AppError>>;
  /**
   * Whether this replica may write for the caller's device: the first device that names a replica keeps it. On disk when it
   * answers.
   */
  claimReplica(claimer: Pick<Caller, 'device' | 'staff'>, replica: string): Promise<boolean>;
  /** Calls back when what tokens grant has changed (or ended), with the staff uid or device id concerned; neither: anybody's. */
  onChange(listener: (changed: { readonly staff?: string; readonly device?: string }) => void): () => void;
  /** To be called when what everybody's tokens grant may have changed: after keys were rotated. */
  announceChange(): void;
  /** The practice accounts, or null on a real station. */
  practice(): Practice | null;
  station(): Health['station'];
}

export interface SignInPlace {
  readonly remoteAddress: string;
  /** Whether the request came over the loopback listener: the host's own machine needs no approval. */
  readonly isLoopback: boolean;
}

/** The station's accounts, as those with the function `staff` change them. `by` is a staff uid. */
export interface StaffAdmin {
  /** Active ones first, by code. */
  list(): readonly AccountView[];
  /** `access.code-taken`. */
  create(by: string, account: CreateStaff): Promise<Result<NewAccountAnswer, AppError>>;
  /** `access.last-manager`, `request.not-found`. */
  change(by: string, uid: string, change: ChangeStaff): Promise<Result<AccountView, AppError>>;
  /** Ends all tokens of the person. `request.not-found`. */
  resetPassphrase(by: string, uid: string): Promise<Result<NewAccountAnswer, AppError>>;
}

/** The station's grids, as whoever may make `grid` records adds to them. */
export interface GridAdmin {
  /** Its number, when database, keys and record are on disk; `request.malformed` when the station has as many as it may. */
  add(by: string, name: AddGrid['name']): Promise<Result<number, AppError>>;
}

/** The devices that people signed in on, as those with the function `devices` change them. */
export interface DeviceAdmin {
  /** Those that wait first, then by last contact. */
  list(): readonly DeviceEntry[];
  /** `request.not-found`, `request.malformed` for a change that cannot be. */
  change(by: string, id: string, change: ChangeDevice): Promise<Result<DeviceEntry, AppError>>;
}
export type DeviceEntry = Omit<DeviceView, 'keptRows'>;

/**
 * Rows that the host took in but did not write, sealed as they came, until somebody decides. What was kept stays in the list for good;
 * deposits go when their device takes them back.
 */
export interface KeptParcels {
  /** On disk when it resolves; false for a row that is there already. Throws `hub.busy` when there is no room left. */
  keep(parcel: KeptParcel): Promise<boolean>;
  /** Takes the place of an older state of the same record from the same device; false when this one is no newer. `hub.busy`. */
  deposit(parcel: DepositedParcel): Promise<boolean>;
  /** Drops the deposit of a record that its device does not hold unsent any more. */
  withdraw(author: string, device: string, record: string): Promise<void>;
  deposited(author: string, device: string): readonly Omit<DepositedParcel, 'parcel'>[];
  /** Notes that a kept row was written to the hub after all, on whose word; a deposit goes. */
  settle(id: string, by: string): Promise<void>;
  /** Everything kept and deposited, the newest first, without the boxes. */
  list(): readonly KeptEntry[];
  /** Boxes by id; ids of which nothing is kept are absent. */
  boxes(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Rows kept of a device about which nobody has decided; deposits are not among them. */
  countOf(device: string): number;
}
export interface KeptParcel {
  readonly why: Exclude<KeptView['why'], 'deposited'>;
  readonly author: string;
  readonly device: string;
  readonly db: string;
  readonly record: string;
  /** Record and state, so that the same row brought twice is known. */
  readonly row: string;
  readonly parcel: string;
  /** Who had it discarded. */
  readonly by?: string;
  /** The reason given for that, sealed to the host. */
  readonly note?: string;
}
export interface DepositedParcel extends Pick<KeptParcel, 'author' | 'device' | 'db' | 'record' | 'row'> {
  readonly vv: Vector;
  readonly parcel: string;
}
/** As `KeptView`, with the note still sealed. */
export type KeptEntry = KeptView;

/** What residents hand in at kiosks: goes in here, and comes out at the desk alone. */
export interface Intake {
  /** Its receipt, when it is on disk. `hub.busy` when the desk has too many to look at already. */
  submit(kind: IntakeKind, box: string): Promise<string>;
}

/** A place that data keys belong to: the scope of a grid's documents and a class; with `author` that person's own key. */
export interface KeyPlace {
  readonly scope: string;
  readonly class: DataKey['class'];
  readonly author?: string;
}

/** The station's data keys. A key that is lost takes every value it sealed with it. */
export interface DataKeys {
  /** The keys of these places, newest first within one; a place that has none gets one, on disk before it is answered. */
  keysFor(places: readonly KeyPlace[]): Promise<readonly DataKey[]>;
  /** New keys for these places, on disk; answers their kids. The old ones go on opening what they sealed. */
  rotate(places: readonly Omit<KeyPlace, 'author'>[]): Promise<readonly string[]>;
  /** Changes whenever a key of these places is minted: part of `Session.grants`. */
  versionOf(places: readonly KeyPlace[]): string;
}

/** The host's own keys, in the host-only store. */
export interface StationKeys {
  /** Unsent rows are sealed to it. */
  readonly hub: BoxKeyPair;
  /** What kiosks hand in is sealed to it. */
  readonly desk: BoxKeyPair;
  /** The public half of the recovery pair; the private one is on paper. */
  readonly recovery: BoxKey;
  /** 32 bytes in base64 that only this host can make again from the same parts (HMAC-SHA-256 under a key of its own). */
  derive(
    purpose: 'escrow' | 'delivery' | 'receipt' | 'readings' | 'queue' | 'ticket-code',
    ...parts: readonly string[]
  ): string;
}
export interface BoxKeyPair {
  readonly public: BoxKey;
  readonly private: BoxKey;
}

/** The audit chain: only ever longer, each link holding the hash of the one before. */
export interface Audit {
  /** Resolves when the entry is on disk. Details are ids, fields, counts; never a personal value. */
  append(entry: Pick<AuditEntry, 'kind' | 'by' | 'subject' | 'detail'>): Promise<void>;
  page(query: AuditQuery): Promise<AuditPage>;
}
export interface AuditQuery {
  readonly before?: number;
  readonly limit: number;
  readonly kind?: AuditKind;
  readonly by?: string;
  readonly subject?: string;
}

/** Whom the station knows by a citizen id or phone: keyed HMACs, kept by the host alone. */
export interface Matching {
  /** Record ids, of the whole station; the caller leaves out what the asker may not open. */
  find(kind: 'citizenId' | 'phone', value: string): Promise<readonly string[]>;
}

/** People and households on their way from grid to grid. Who may ask is for the caller to know. */
export interface Transfers {
  /** On disk when it answers `started`; it goes on by itself. */
  start(by: string, transfer: StartTransfer): Promise<TransferAnswer>;
  /**
   * Sends a building with its homes and all who live or work there, for whoever cuts a grid. `not-there` where nothing of it is left, as when
   * it went before.
   */
  startBuilding(
    by: string,
    building: Pick<StartTransfer, 'uid' | 'from' | 'to' | 'reason'>,
  ): Promise<
    | { readonly outcome: 'started'; readonly id: string }
    | { readonly outcome: 'refused'; readonly reason: TransferRefusal }
  >;
  /** What a transfer has brought over that is done; null for any other. */
  endedWith(id: string): TransferCounts | null;
  /** The last one first; without buildings. */
  list(): readonly TransferView[];
  /** The grid in which somebody's file lies now who left one of these scopes; null for nobody who did. */
  placementOf(type: TransferKind, uid: string, scopes: readonly string[]): number | null;
  /**
   * Brings a device's write to a record after it, and lets the stub in its place know, so that the device learns that it has arrived.
   * Both are on disk when it answers; brought twice it changes nothing. `row.conflict` when the record has come back meanwhile.
   */
  follow(write: FollowingWrite): Promise<FollowAnswer>;
}
export interface FollowingWrite {
  /** Where the stub lies. */
  readonly database: string;
  /** A row that may be written to that database; its revision does not count. */
  readonly record: WireRecord;
  /** What stands against the outcome, before it takes the place of what lies there (null: nothing lies there). */
  judge(next: WireRecord, inPlace: WireRecord | null): FollowRefusal | null;
}
export type FollowRefusal = Readonly<Omit<Extract<BulkRow, { error: string }>, 'id'>>;
export type FollowAnswer = { readonly ok: true; readonly rev: string } | FollowRefusal;

/** The district's CouchDB behind the edge hub. Who may ask and set is for the caller to know. */
export interface Upstream {
  view(): UpstreamView;
  /** How far the databases that somebody opens have come. */
  reach(mayOpen: (database: string) => boolean): UpstreamReach;
  /** Kept when it answers; `request.malformed` for a new address or user without a password. */
  set(by: string, wanted: SetUpstream): Promise<Result<UpstreamView, AppError>>;
  /** Tries without keeping anything. `request.malformed` as `set`. */
  trial(wanted: SetUpstream): Promise<Result<UpstreamTrial, AppError>>;
  /** Everything that waits is tried at once. */
  tryNow(): Promise<UpstreamView>;
}

/** One store of everything that the station tells people and other systems. */
export interface Outbox {
  /** On disk when it answers; it goes out by itself. A key that is known makes nothing new. `request.malformed` says what is wrong. */
  put(message: NewMessage): Promise<Result<PutMessage, AppError>>;
  /**
   * Puts in one message for each other system that is on and wants to know of its kind; how many there are. Puts nothing in twice, as
   * `put`; `request.malformed`.
   */
  tellSystems(message: Omit<NewMessage, 'channel' | 'recipient'>): Promise<Result<number, AppError>>;
  /** How far the message of that key has come; null for none. */
  stateOf(key: string): Promise<MessageState | null>;
  /** Takes back what has not gone out; whether it stays unsent. */
  cancel(key: string): Promise<boolean>;
}
export interface NewMessage extends Omit<MessageContent, 'notBeforeMs' | 'expiresAtMs'> {
  /** The sender's own name for what it tells, the same however often it tells: `alarm.<uid>.family`. */
  readonly key: string;
  /** Staff uid of who had it sent; the host itself when left out. */
  readonly by?: string;
  /** At once when left out. */
  readonly notBeforeMs?: number;
  /** Three days on when left out. */
  readonly expiresAtMs?: number;
}
export interface PutMessage {
  readonly id: string;
  readonly state: MessageState;
  readonly isNew: boolean;
}
