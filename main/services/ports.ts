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
  NewAccountAnswer,
} from '#shared/ipc/admin-api';
import type { Health, Practice, Session, SignIn } from '#shared/ipc/station-api';
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
  /** Notes that a revoked device has erased what it held, if it was asked to, and how many pictures and notes were lost with it. */
  confirmWipe(device: RevokedDevice, lost?: number): Promise<void>;
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
export type DeviceEntry = Omit<DeviceView, 'keptRows' | 'keptMedia'>;

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
