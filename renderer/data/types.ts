import type { MangoQuery } from 'rxdb';
import type { Observable } from 'rxjs';
import type { TransferKind } from '#shared/domain/transfers/transfers';
import type { AppError } from '#shared/errors/app-error';
import type {
  AccountView,
  AddGrid,
  AuditKind,
  AuditPage,
  ChangeDevice,
  ChangeStaff,
  CreateStaff,
  DeviceView,
  HostState,
  KeptExport,
  KeptView,
  NewAccountAnswer,
} from '#shared/ipc/admin-api';
import type { ParcelAnswers, Practice, Session } from '#shared/ipc/station-api';
import type { ReshapeAnswer, ReshapeView, StartReshape } from '#shared/ipc/reshape-api';
import type { StartTransfer, TransferAnswer, TransferView } from '#shared/ipc/transfer-api';
import type { SetUpstream, UpstreamReach, UpstreamTrial, UpstreamView } from '#shared/ipc/upstream-api';
import type { Sealed, WireRecord } from '#shared/schema/envelope';
import type { SealedPlace } from '#shared/schema/sealing';
import type { CollectionName } from '#shared/schema/record-type';
import type { BudgetState } from '#shared/sync/budget';
import type { LocalWriter } from '#shared/sync/local-writer';
import type { OutboxRow, StoredRecord, SyncStatus } from '#shared/sync/ports';
import type { Contested } from './contested';
import type { DraftRow } from './control/control-rows';
import type { Confirmation, DiscardOutcome } from './unsent/discards';
import type { Exports } from './exports/types';
import type { Imports } from './imports/types';
import type { Matters } from './matters';
import type { MediaStore } from './media/types';
import type { IncomingCalls } from './incoming-calls';
import type { MessageCalls } from './message-calls';
import type { Register } from './register/types';
import type { SiteModel } from './models/site-model';
import type { Positions } from './position-calls';
import type { AlarmCalls } from './alarm-calls';
import type { HostCalls } from './host-calls';
import type { QueueCalls } from './queue-calls';
import type { SensorCalls } from './sensor-calls';
import type { SiteMaps } from './maps/site-maps';

/**
 * What screens may do with data. Features never see RxDB, Dexie or the hub: they query, write through their
 * `commands.ts`, and show what sync says.
 */

/** The fields that lie readable on the device; a query that touches any other does not compile. */
export type ClearFields = Pick<StoredRecord, '_id' | 'type' | 'rank' | 'owner'>;

/**
 * The records on this device, as live queries. What of a record is sealed and open to this person (a child's name, say) comes
 * opened; what is sealed and not for this person comes as null (`openRecord`). What an import brought that is not complete is not
 * there, nor, in lists, is somebody who turned out to be somebody else (`visibility.ts`).
 */
export interface Records {
  /**
   * Every record of a type on this device, in no order, for types of which there are few: of people, homes and visits the register
   * knows all. One reading serves all screens.
   */
  all<T extends WireRecord>(collection: CollectionName, type: string): Observable<readonly T[]>;
  find<T extends WireRecord>(collection: CollectionName, query: MangoQuery<ClearFields>): Observable<readonly T[]>;
  /** One record by id, a merged person too; null while the device does not hold it. */
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

/** A session as screens know it: without keys and tokens. */
export type SessionView = Omit<Session, 'keys' | 'token' | 'device'> & {
  readonly deviceId: string;
  readonly idleLockMs: number;
};

/** What only some may ask of the station (`shared/ipc/admin-api`); needs the host. Throws `access.denied`, `hub.unreachable` and the codes named there. */
export interface StationAdmin {
  staff(): Promise<readonly AccountView[]>;
  createStaff(account: CreateStaff): Promise<NewAccountAnswer>;
  changeStaff(uid: string, change: ChangeStaff): Promise<AccountView>;
  resetPassphrase(uid: string): Promise<NewAccountAnswer>;
  devices(): Promise<readonly DeviceView[]>;
  changeDevice(id: string, change: ChangeDevice): Promise<DeviceView>;
  rotateKeys(
    gridNumbers: readonly number[],
    classes: readonly ('general' | 'health' | 'child')[],
  ): Promise<readonly string[]>;
  /** Number of the new grid, which this device may open as soon as its session is renewed. */
  addGrid(name: AddGrid['name']): Promise<number>;
  hostState(): Promise<HostState>;
  /** How the district's centre stands (`shared/ipc/upstream-api`). */
  upstream(): Promise<UpstreamView>;
  setUpstream(wanted: SetUpstream): Promise<UpstreamView>;
  /** Tries it without keeping it. */
  tryUpstream(wanted: SetUpstream): Promise<UpstreamTrial>;
  /** Has everything that waits tried at once. */
  upstreamNow(): Promise<UpstreamView>;
  /** How far this person's databases have come at the district. */
  upstreamReach(): Promise<UpstreamReach>;
  readonly messages: MessageCalls;
  readonly incoming: IncomingCalls;
  /** Records that the host keeps since they could not be written, the newest first. */
  kept(): Promise<readonly KeptView[]>;
  /** The same, opened; each is written down in the audit chain. */
  exportKept(ids: readonly string[]): Promise<KeptExport['records']>;
  /** Writes them as their authors' writes; one answer each, in order. */
  deliverKept(ids: readonly string[]): Promise<ParcelAnswers['answers']>;
  audit(query: {
    readonly before?: number;
    readonly limit?: number;
    readonly kind?: AuditKind;
    readonly by?: string;
    readonly subject?: string;
  }): Promise<AuditPage>;
  /** Sends a person or household to another grid (`shared/ipc/transfer-api`). */
  transfer(wanted: StartTransfer): Promise<TransferAnswer>;
  /** The last one first. */
  transfers(): Promise<readonly TransferView[]>;
  /** Number of the grid in which something lies now that left one of the person's grids; null for what did not. */
  placement(type: TransferKind, uid: string): Promise<number | null>;
  /** Cuts a grid, or puts grids together (`shared/ipc/reshape-api`). */
  reshape(wanted: StartReshape): Promise<ReshapeAnswer>;
  /** The last one first. */
  reshapes(): Promise<readonly ReshapeView[]>;
  /** Record ids of people known by this citizen id or phone, in the grids the person may open. */
  match(kind: 'citizenId' | 'phone', value: string): Promise<readonly string[]>;
}

/** What this device leaves at the station since it may hold only so much (`shared/sync/budget`). */
export interface OlderWork {
  readonly budget$: Observable<BudgetState>;
  /** Has the records on this device counted anew: what arrives is not counted one by one. Throws `device.storage-failed`. */
  recount(): Promise<void>;
  /**
   * Brings the visits to these people that were left at the station; they stay as long as this page is open. Answers how many came.
   * Throws `hub.unreachable` and what reading from the hub throws.
   */
  loadVisits(personUids: readonly string[]): Promise<number>;
}

/** What a device that the host has revoked still has to bring there. */
export interface HandingOver {
  /** Whether what it holds is erased afterwards. */
  readonly isErased: boolean;
  /** Pictures and spoken notes that the host has not got; null while rows go, which go first. */
  readonly media: number | null;
}

/** A signed-in person at work on this device. */
export interface OpenStation {
  /** As it was when the station opened; `session$` follows changes of rights. */
  readonly session: SessionView;
  readonly session$: Observable<SessionView>;
  /** Id of the local database, as it stands in what is written here. */
  readonly replica: string;
  readonly records: Records;
  readonly writer: LocalWriter;
  readonly sealer: Sealer;
  readonly drafts: Drafts;
  readonly register: Register;
  readonly imports: Imports;
  readonly exports: Exports;
  readonly media: MediaStore;
  readonly sync$: Observable<SyncView>;
  /** Records in which concurrent writes left more than one value, and what was decided about them. */
  readonly contested: Contested;
  readonly older: OlderWork;
  readonly admin: StationAdmin;
  readonly maps: SiteMaps;
  readonly positions: Positions;
  readonly sensors: SensorCalls;
  readonly alarms: AlarmCalls;
  readonly queue: QueueCalls;
  readonly host: HostCalls;
  readonly matters: Matters;
  readonly photoModel: SiteModel;
  /** Origin of the pages for residents' phones; null while the station has no such door. Throws as calls of the hub do. */
  residentPages(): Promise<string | null>;
  /** Unsent rows of other people on this device, which this person's sign-in delivers for them. */
  readonly othersWaiting$: Observable<number>;
  /** Records that the browser had lost and that were brought to the host from the journal since this page was opened. */
  readonly recovered$: Observable<number>;
  /** What is handed over to the host before this device ends; null until the host has said that it does. */
  readonly handingOver$: Observable<HandingOver | null>;
  /** Emits once when the host has revoked this device: `wiped` after what it held is gone. */
  readonly revoked$: Observable<'revoked' | 'wiped'>;
  /** Now, with the hub's correction of this device's clock, ms since the epoch. */
  nowMs(): number;
  /** What the hub adds to this device's own clock, ms. */
  clockOffsetMs(): number;
  /** A new ULID. */
  newUid(): string;
  retrySync(): void;
  /**
   * Sends a record that came back once more, unchanged. Resolves when it waits to go out; what the station says then stands in the
   * tray again. A record that changed meanwhile stays as it is. Throws `device.storage-full`, `device.storage-failed`.
   */
  resend(row: Pick<OutboxRow, 'id' | 'vectorKey' | 'db'>): Promise<void>;
  /**
   * Drops unsent records from this device on the word of somebody who decides about them, given here; the host keeps a copy of each.
   * A record that changed meanwhile stays. Throws `hub.unreachable` and then loses nothing; `auth.wrong`, `auth.rate-limited`,
   * `auth.must-change`, `access.denied` for somebody who may not.
   */
  discard(rows: readonly OutboxRow[], confirmation: Confirmation): Promise<DiscardOutcome>;
  /** A new token for the same person after the old one ran out; unsent work goes on. Errors as `Device.signIn`. */
  signInAgain(passphrase: string): Promise<void>;
  /** Whether this is the person's passphrase on this device; asks nobody. Takes as long for a wrong one. */
  isPassphrase(passphrase: string): Promise<boolean>;
  /** Throws `auth.wrong`, `auth.weak`, `hub.unreachable`. */
  changePassphrase(current: string, next: string): Promise<void>;
  /** Stops sync and closes the database; records and unsent work stay on the device. */
  close(): Promise<void>;
}

/** How opening the app can begin: at the door. Nothing on the device can be read before somebody gives a passphrase. */
export type Opening =
  | {
      readonly kind: 'signed-out';
      readonly practice: Practice | null;
      /** Null while the hub is away. */
      readonly stationName: string | null;
      /** Staff codes of people who have data on this device and can sign in without the hub. */
      readonly known: readonly string[];
      /** Who was here last, to have the code filled in. */
      readonly last: string | null;
      /** Unsent rows on this device, of everybody; readable without any key. */
      readonly unsent: number;
      /** Whether the practice beside the station can be opened from here. */
      readonly hasTraining: boolean;
      /** Where the real station is, at the practice beside it; null anywhere else. */
      readonly homeOrigin: string | null;
      /** This device as the list of devices shows it: whoever approves it compares both. */
      readonly device: { readonly id: string; readonly name: string };
    }
  | { readonly kind: 'failed'; readonly error: AppError };

/** The device before anybody is signed in. */
export interface Device {
  open(): Promise<Opening>;
  /**
   * At the hub where it answers, else with what this device keeps of the person. Throws `auth.wrong`, `auth.rate-limited`,
   * `auth.device-pending`, `auth.device-revoked`, `device.wiped` (revoked, and everything here is gone), `hub.unreachable` (nobody of
   * that code on this device), `device.other-tab`.
   */
  signIn(staffCode: string, passphrase: string): Promise<OpenStation>;
  /** The same as a station's: a device may be ended at its door, while somebody signs in. */
  readonly handingOver$: Observable<HandingOver | null>;
  /** Origin of the practice beside the station, where no record of the station ever goes. Throws as calls of the hub do. */
  openTraining(): Promise<string>;
  /** At the door of a practice station: where its kiosk or board is opened on this machine, paired as it opens. */
  openPracticeTerminal(kind: 'kiosk' | 'board'): Promise<string>;
  /** Closes the station; everything stays on the device, closed, for the same person. */
  signOut(station: OpenStation): Promise<void>;
}
