import { createHash, createHmac, generateKeyPairSync, randomBytes } from 'node:crypto';
import type { BrokerState } from '#shared/ipc/sensor-api';
import type { AuditEntry, HostState } from '#shared/ipc/admin-api';
import type { DataKey } from '#shared/ipc/station-api';
import { authorKid, deriveAuthorKey } from '#shared/schema/sealing';
import type { BoxKey } from '#shared/schema/sealed-box';
import { AppError } from '#shared/errors/app-error';
import { err, ok } from '#shared/errors/result';
import { USUAL_KEEP_DAYS } from '#shared/domain/messages/keeping';
import type { Rehearsals } from '#main/services/alarm-port';
import type { Bookings } from '#main/services/booking-port';
import type { Platforms } from '#main/services/platform-port';
import type { Printing } from '#main/services/printing-port';
import type { Scans } from '#main/services/scans-port';
import type { Calls } from '#main/services/call-port';
import type { Departments, StepAuthors } from '#main/services/department-port';
import type { MapFiles, Positions, Reshapes } from '#main/services/map-ports';
import type { ModelFiles } from '#main/services/model-port';
import type { MessageAdmin } from '#main/services/message-ports';
import type { IncomingAdmin, Open311 } from '#main/services/open311-port';
import type { LeaveCodes, Queue, Terminals } from '#main/services/queue-port';
import type { TicketRatings } from '#main/services/rating-port';
import type { VoiceClips } from '#main/services/voice-port';
import type { ResidentReports } from '#main/services/report-port';
import type { Residents } from '#main/services/resident-port';
import type { SelfService } from '#main/services/self-service-port';
import type { SensorAdmin } from '#main/services/sensor-ports';
import { uid } from '#test/support/builders';
import type {
  Audit,
  BoxKeyPair,
  DataKeys,
  DeviceAdmin,
  GridAdmin,
  Intake,
  KeptParcel,
  KeptParcels,
  KeyPlace,
  Matching,
  StaffAdmin,
  StationKeys,
  Transfers,
  Upstream,
} from '#main/services/ports';

/** What the host keeps secret, kept in memory: real keys and real boxes, nothing on disk. */

/** An audit chain whose entries a test can read. */
export interface MemoryAudit extends Audit {
  readonly entries: readonly AuditEntry[];
}

export function memoryAudit(now: () => number = Date.now): MemoryAudit {
  const entries: AuditEntry[] = [];
  return {
    entries,
    append: async (entry) => {
      const link = { ...entry, n: entries.length + 1, atMs: now() };
      const before = entries.at(-1)?.hash ?? '';
      entries.push({
        ...link,
        hash: createHash('sha256')
          .update(before + JSON.stringify(link))
          .digest('hex'),
      });
    },
    page: async ({ before = Infinity, limit, kind, by, subject }) => ({
      entries: entries
        .filter((entry) => entry.n < before && (!kind || entry.kind === kind))
        .filter((entry) => (!by || entry.by === by) && (!subject || entry.subject === subject))
        .reverse()
        .slice(0, limit),
      brokenAt: null,
    }),
  };
}

function boxKeyPair(kid: string): BoxKeyPair {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = (key: typeof publicKey) => ({ ...key.export({ format: 'jwk' }), kid }) as unknown as BoxKey;
  return { public: jwk(publicKey), private: jwk(privateKey) };
}

/** The host's own keys, made anew. */
export function memoryStationKeys(): StationKeys {
  const secret = randomBytes(32).toString('base64');
  return {
    hub: boxKeyPair('hub.1'),
    desk: boxKeyPair('desk.1'),
    recovery: boxKeyPair('recovery.1').public,
    derive: (purpose, ...parts) =>
      createHmac('sha256', secret)
        .update(JSON.stringify([purpose, ...parts]))
        .digest('base64'),
  };
}

/** Data keys minted on demand, with the names and derivations of real ones. */
export function memoryDataKeys(): DataKeys {
  let keys: readonly DataKey[] = [];
  const at = ({ scope, class: name }: KeyPlace) => keys.filter((key) => key.scope === scope && key.class === name);
  const mint = ({ scope, class: name }: KeyPlace): DataKey => {
    const kid = `${scope}.${name}.${at({ scope, class: name }).length + 1}`;
    const key = { kid, scope, class: name, key: randomBytes(32).toString('base64') };
    keys = [key, ...keys];
    return key;
  };
  const asAuthor = async (key: DataKey, author: string): Promise<DataKey> => {
    const kid = authorKid(key.kid, author);
    return { ...key, kid, key: await deriveAuthorKey(key.key, kid) };
  };
  return {
    keysFor: async (places) => {
      for (const place of places) if (at(place).length === 0) mint(place);
      const found = places.flatMap((place) => at(place).map((key) => ({ key, author: place.author })));
      return Promise.all(found.map(({ key, author }) => (author === undefined ? key : asAuthor(key, author))));
    },
    rotate: async (places) => places.map((place) => mint(place).kid),
    versionOf: (places) => places.map((place) => `${place.scope}.${place.class}.${at(place).length}`).join(' '),
  };
}

/** What residents handed in, and what is kept for a manager, readable by a test. */
export interface MemoryServices {
  readonly stationKeys: StationKeys;
  readonly dataKeys: DataKeys;
  readonly audit: MemoryAudit;
  /** `<kind> <value>` to record ids. */
  readonly known: Map<string, readonly string[]>;
  readonly matching: Matching;
  readonly kept: readonly KeptParcel[];
  readonly keptParcels: KeptParcels;
  readonly handedIn: readonly { readonly kind: string; readonly box: string }[];
  readonly intake: Intake;
  readonly transfers: Transfers;
  readonly upstream: Upstream;
  readonly maps: MapFiles;
  readonly models: ModelFiles;
  readonly reshapes: Reshapes;
  readonly positions: Positions;
  readonly sensors: SensorAdmin;
  readonly alarms: Rehearsals;
  readonly queue: Queue;
  readonly terminals: Terminals;
  readonly ticketRatings: TicketRatings;
  readonly voice: VoiceClips;
  readonly bookings: Bookings;
  readonly platforms: Platforms;
  readonly printing: Printing;
  readonly scans: Scans;
  readonly leaveCodes: LeaveCodes;
  readonly calls: Calls;
  readonly messages: MessageAdmin;
  readonly residents: Residents;
  readonly departments: Departments;
  readonly stepAuthors: StepAuthors;
  readonly residentReports: ResidentReports;
  readonly selfService: SelfService;
  readonly open311: Open311;
  readonly incoming: IncomingAdmin;
  readonly grids: GridAdmin;
  readonly hostState: () => Promise<HostState>;
  readonly residentsOrigin: () => string | null;
}

/** Everything a gateway needs beside hub, sessions and accounts. */
export function memoryServices(now: () => number = Date.now): MemoryServices {
  const known = new Map<string, readonly string[]>();
  const kept: KeptParcel[] = [];
  const handedIn: { kind: string; box: string }[] = [];
  return {
    stationKeys: memoryStationKeys(),
    dataKeys: memoryDataKeys(),
    audit: memoryAudit(now),
    known,
    matching: { find: async (kind, value) => known.get(`${kind} ${value}`) ?? [] },
    kept,
    keptParcels: {
      keep: async (parcel) => {
        if (kept.some(({ device, row }) => device === parcel.device && row === parcel.row)) return false;
        kept.push(parcel);
        return true;
      },
      countOf: (device) => kept.filter((parcel) => parcel.device === device).length,
      deposit: async () => true,
      withdraw: async () => undefined,
      deposited: () => [],
      settle: async () => undefined,
      list: () => [],
      boxes: async () => new Map(),
    },
    handedIn,
    grids: { add: async () => err(new AppError('request.malformed', 'no more grids')) },
    hostState: async () => QUIET_HOST,
    residentsOrigin: () => null,
    transfers: noTransfers,
    upstream: noUpstream,
    messages: noMessages,
    residents: {
      stationName: () => '青禾里',
      progress: async () => null,
      application: async () => null,
      picture: async () => null,
      rate: async () => 'unknown',
    },
    departments: noDepartments,
    stepAuthors: everybodyLeads,
    residentReports: noReports,
    selfService: noSelfService,
    open311: noOpen311,
    incoming: noIncoming,
    maps: noMaps,
    models: noModels,
    reshapes: noReshapes,
    positions: noPositions,
    sensors: noSensors,
    alarms: noAlarms,
    queue: noQueue,
    terminals: noTerminals,
    ticketRatings: noRatings,
    voice: { list: async () => [], read: async () => null },
    bookings: noBookings,
    platforms: { view: () => ({ platforms: [] }), set: noHall, remove: noHall, again: noHall },
    printing: noPrinting,
    scans: noScans,
    calls: noCalls,
    leaveCodes: { current: () => '000000', isRight: () => false, set: noHall },
    intake: { submit: async (kind, box) => `receipt-${handedIn.push({ kind, box })}` },
  };
}

/** A host that has just started and holds nothing. */
const QUIET_HOST: HostState = {
  version: '0.0.0',
  platform: 'linux x64',
  nowMs: 0,
  startedAtMs: 0,
  data: { folder: '/data', bytes: 0, freeBytes: 1, diskBytes: 1 },
  logs: { folder: '/data/logs', linesLost: 0 },
  certificate: { names: [], untilMs: 0, authorityFingerprint: '' },
  addresses: { loopback: 'http://127.0.0.1', named: null, lan: [], certificatePage: null, residents: null },
  backup: { kind: 'none' },
  databases: [],
  devices: [],
  maps: { folder: '/data/map', count: 0, troubles: [] },
  services: [],
};

const missing = async () => err(new AppError('request.not-found', 'nobody there'));

/** Accounts of nobody. */
export const nobody: StaffAdmin = { list: () => [], create: missing, change: missing, resetPassphrase: missing };

/** A station that sends nobody anywhere. */
export const noTransfers: Transfers = {
  start: async () => ({ outcome: 'refused', reason: 'unknown-grid' }),
  startBuilding: async () => ({ outcome: 'refused', reason: 'unknown-grid' }),
  endedWith: () => null,
  list: () => [],
  placementOf: () => null,
  follow: async () => ({ error: 'conflict', reason: 'nobody has gone', code: 'row.conflict' }),
};

/** A station with no district behind it. */
export const noUpstream: Upstream = {
  view: () => ({
    set: null,
    trouble: null,
    troubleSinceMs: null,
    nextTryAtMs: null,
    answeredAtMs: null,
    madeAnewAtMs: null,
    databases: [],
  }),
  reach: () => ({ on: false, databases: [] }),
  set: async () => err(new AppError('request.malformed', 'no district here')),
  trial: async () => err(new AppError('request.malformed', 'no district here')),
  tryNow: async () => noUpstream.view(),
};

/** A station that sends nothing. */
export const noMessages: MessageAdmin = {
  view: () => ({ channels: [], keepDays: USUAL_KEEP_DAYS, systems: [], sms: null, undelivered: [], more: 0 }),
  set: async () => ok(noMessages.view()),
  setSystem: missing,
  renewSecret: missing,
  removeSystem: missing,
  trySystem: missing,
  setSms: missing,
  trySms: missing,
  sendAgain: missing,
  giveUp: missing,
};

/** Grids that nobody cuts. */
const noReshapes: Reshapes = { start: async () => ({ outcome: 'refused', reason: 'unknown-grid' }), list: () => [] };

const NOTHING_SAID = { isShown: false, saidAtMs: null, last: null };
/** A host that knows of nobody where they are. */
const NO_BROKER: BrokerState = { kind: 'embedded', addresses: [], isConnected: false, problem: null, clients: 0 };

/** A station that hears no devices. */
const noSensors: SensorAdmin = {
  view: () => ({ broker: NO_BROKER, devices: [] }),
  makeCredential: missing,
  revokeCredential: missing,
  broker: () => ({ state: NO_BROKER, external: null }),
  setBroker: missing,
  tryBroker: missing,
  latest: missing,
};

const noPositions: Positions = {
  own: () => NOTHING_SAID,
  show: async () => NOTHING_SAID,
  tell: async () => NOTHING_SAID,
  list: () => [],
};

/** A station that takes nothing from phones. */
const noReports: ResidentReports = {
  stationName: () => '青禾里',
  isOn: () => false,
  places: async () => [],
  place: async () => null,
  form: async () => ({ groups: [] }),
  newForm: () => '',
  shownAt: () => null,
  receiptOf: async () => null,
  report: async () => ({ kind: 'off' }),
};

/** A station at which nobody can do anything by themselves. */
const noSelfService: SelfService = {
  stationName: () => '青禾里',
  home: () => Promise.reject(new AppError('request.not-found', 'no hall here')),
  catalogue: async () => ({ mark: 'none', items: [] }),
  announcements: async () => ({ announcements: [] }),
  handIn: async () => ({ kind: 'refused', why: 'box' }),
  isOnForPhones: () => false,
  item: async () => null,
  apply: async () => ({ kind: 'item-gone' }),
};

/** A station without services for other systems, and no key that opens it. */
const noOpen311: Open311 = {
  jurisdiction: 'qinghe',
  discovery: async () => ({}),
  services: async () => [],
  definition: async () => null,
  holder: () => null,
  report: async () => err([]),
  requests: async () => ok([]),
  request: async () => null,
  token: () => null,
};

const noIncoming: IncomingAdmin = {
  view: () => ({ keys: [], residents: { on: false, rulesAct: false, applies: false } }),
  makeKey: missing,
  revokeKey: missing,
  setResidents: async () => noIncoming.view(),
};

/** A host without a model for photos. */
const noModels: ModelFiles = { list: async () => ({ model: null, troubles: [] }), open: async () => null };

/** A host without base maps. */
const noMaps: MapFiles = { list: async () => ({ maps: [], troubles: [] }), open: async () => null };

/** No device at all. */
export const noDevices: DeviceAdmin = { list: () => [], change: missing };

const nothingSent = () => Promise.reject(new AppError('request.not-found', 'nothing of this unit'));

/** A station that sends nothing to any department. */
const noDepartments: Departments = {
  list: async () => [],
  matter: nothingSent,
  photo: nothingSent,
  keepPhoto: nothingSent,
  take: nothingSent,
};

/** A host that has no readings. */
/** A station without a hall: it refuses whatever gets past the door. */
const noHall = async (): Promise<never> => {
  throw new AppError('request.not-found', 'no hall');
};
const noQueue: Queue = {
  ...{
    justServed: noHall,
    ticket: noHall,
    look: noHall,
    ask: noHall,
    take: noHall,
    view: noHall,
    board: noHall,
    statistics: noHall,
    setHall: noHall,
  },
  onChange: () => () => undefined,
};
/** A hall in which nobody is asked. */
const noRatings: TicketRatings = {
  ...{ pads: noHall, rateAt: async () => ({ outcome: 'closed', asksPhone: false }), codeOf: (_day, number) => number },
  ...{ addAt: async () => 'closed', ofCode: async () => null, rateByCode: async () => null },
  addPhoneByCode: async () => null,
  onChange: () => () => undefined,
};
const noBookings: Bookings = {
  ...{ stationName: () => '青禾里', offer: noHall, book: noHall, find: noHall, arrive: noHall, cancel: noHall },
  ...{ settings: noHall, setSettings: noHall, newForm: () => '', isForm: () => false },
};
const noPrinting: Printing = {
  list: async () => ({ printers: [], own: null }),
  serves: () => false,
  ...{ set: noHall, remove: noHall, trial: noHall, state: noHall },
  atCounter: async () => ({ outcome: 'no-printer', printer: null, state: 'unknown' }),
  ticket: async () => null,
  atKiosk: async () => null,
};
const noScans: Scans = {
  view: async () => ({ isOn: false, trouble: null, scans: [], arriving: 0, refused: [] }),
  read: async () => null,
  take: async () => ({ outcome: 'gone' }),
  putAway: async () => ({ outcome: 'gone' }),
  settings: () => ({ folder: null, then: 'move' }),
  set: noHall,
};
const noTerminals: Terminals = {
  ...{ makeCode: noHall, revoke: noHall },
  pair: async () => null,
  verify: () => null,
  list: () => [],
  onRevoked: () => () => undefined,
};

/** A switchboard at which nobody sits. */
const noCalls: Calls = {
  start: noHall,
  ofKiosk: () => ({ nowMs: 0, call: null }),
  offer: () => ({ nowMs: 0, call: null }),
  hangUp: () => ({ nowMs: 0, call: null }),
  ofSeat: () => ({ nowMs: 0, calls: [] }),
  act: async () => ({ outcome: 'refused', why: 'gone' }),
  log: () => ({ entries: [] }),
  isStaffed: () => false,
  kioskListens: () => () => undefined,
  seatListens: () => () => undefined,
  onChange: () => () => undefined,
};

const noAlarms: Rehearsals = { rehearse: async () => ({ devices: [] }) };

/** Who is of a department in the tests of incidents (`HANDLER` there). */
const HANDLER_UID = uid(803);

/** A station where everybody may take every step, for tests that are about other things. */
const everybodyLeads: StepAuthors = {
  isReady: () => true,
  postOf: (staff) => (staff === HANDLER_UID ? 'department-handler' : 'manager'),
  isMember: () => true,
  isHostStep: () => true,
  alarms: { isHosts: () => true, isHostStep: () => true },
};
