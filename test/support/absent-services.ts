import type { BrokerState } from '#shared/ipc/sensor-api';
import { AppError } from '#shared/errors/app-error';
import { err, ok } from '#shared/errors/result';
import { USUAL_KEEP_DAYS } from '#shared/domain/messages/keeping';
import type { Rehearsals } from '#main/services/alarm-port';
import type { Bookings } from '#main/services/booking-port';
import type { Printing } from '#main/services/printing-port';
import type { Scans } from '#main/services/scans-port';
import type { Calls } from '#main/services/call-port';
import type { Departments, StepAuthors } from '#main/services/department-port';
import type { MapFiles, Positions, Reshapes } from '#main/services/map-ports';
import type { ModelFiles } from '#main/services/model-port';
import type { MessageAdmin } from '#main/services/message-ports';
import type { IncomingAdmin, Open311 } from '#main/services/open311-port';
import type { Queue, Terminals } from '#main/services/queue-port';
import type { TicketRatings } from '#main/services/rating-port';
import type { ResidentReports } from '#main/services/report-port';
import type { SelfService } from '#main/services/self-service-port';
import type { SensorAdmin } from '#main/services/sensor-ports';
import { uid } from '#test/support/builders';
import type { DeviceAdmin, StaffAdmin } from '#main/services/ports';
import type { Transfers } from '#main/services/transfer-port';
import type { Upstream } from '#main/services/upstream-port';

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
export const noReshapes: Reshapes = {
  start: async () => ({ outcome: 'refused', reason: 'unknown-grid' }),
  list: () => [],
};

const NOTHING_SAID = { isShown: false, saidAtMs: null, last: null };
/** A host that knows of nobody where they are. */
const NO_BROKER: BrokerState = { kind: 'embedded', addresses: [], isConnected: false, problem: null, clients: 0 };

/** A station that hears no devices. */
export const noSensors: SensorAdmin = {
  view: () => ({ broker: NO_BROKER, devices: [] }),
  makeCredential: missing,
  revokeCredential: missing,
  broker: () => ({ state: NO_BROKER, external: null }),
  setBroker: missing,
  tryBroker: missing,
  latest: missing,
};

export const noPositions: Positions = {
  own: () => NOTHING_SAID,
  show: async () => NOTHING_SAID,
  tell: async () => NOTHING_SAID,
  list: () => [],
};

/** A station that takes nothing from phones. */
export const noReports: ResidentReports = {
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
export const noSelfService: SelfService = {
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
export const noOpen311: Open311 = {
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

export const noIncoming: IncomingAdmin = {
  view: () => ({ keys: [], residents: { on: false, rulesAct: false, applies: false } }),
  makeKey: missing,
  revokeKey: missing,
  setResidents: async () => noIncoming.view(),
};

/** A host without a model for photos. */
export const noModels: ModelFiles = { list: async () => ({ model: null, troubles: [] }), open: async () => null };

/** A host without base maps. */
export const noMaps: MapFiles = { list: async () => ({ maps: [], troubles: [] }), open: async () => null };

/** No device at all. */
export const noDevices: DeviceAdmin = { list: () => [], change: missing };

const nothingSent = () => Promise.reject(new AppError('request.not-found', 'nothing of this unit'));

/** A station that sends nothing to any department. */
export const noDepartments: Departments = {
  list: async () => [],
  matter: nothingSent,
  photo: nothingSent,
  keepPhoto: nothingSent,
  take: nothingSent,
};

/** A host that has no readings. */
/** A station without a hall: it refuses whatever gets past the door. */
export const noHall = async (): Promise<never> => {
  throw new AppError('request.not-found', 'no hall');
};
export const noQueue: Queue = {
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
export const noRatings: TicketRatings = {
  ...{ pads: noHall, rateAt: async () => ({ outcome: 'closed', asksPhone: false }), codeOf: (_day, number) => number },
  ...{ addAt: async () => 'closed', ofCode: async () => null, rateByCode: async () => null },
  addPhoneByCode: async () => null,
  onChange: () => () => undefined,
};
export const noBookings: Bookings = {
  ...{ stationName: () => '青禾里', offer: noHall, book: noHall, find: noHall, arrive: noHall, cancel: noHall },
  ...{ settings: noHall, setSettings: noHall, newForm: () => '', isForm: () => false },
};
export const noPrinting: Printing = {
  list: async () => ({ printers: [], own: null }),
  serves: () => false,
  ...{ set: noHall, remove: noHall, trial: noHall, state: noHall },
  atCounter: async () => ({ outcome: 'no-printer', printer: null, state: 'unknown' }),
  ticket: async () => null,
  atKiosk: async () => null,
};
export const noScans: Scans = {
  view: async () => ({ isOn: false, trouble: null, scans: [], arriving: 0, refused: [] }),
  read: async () => null,
  take: async () => ({ outcome: 'gone' }),
  putAway: async () => ({ outcome: 'gone' }),
  settings: () => ({ folder: null, then: 'move' }),
  set: noHall,
};
export const noTerminals: Terminals = {
  ...{ makeCode: noHall, revoke: noHall },
  pair: async () => null,
  verify: () => null,
  list: () => [],
  onRevoked: () => () => undefined,
};

/** A switchboard at which nobody sits. */
export const noCalls: Calls = {
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

export const noAlarms: Rehearsals = { rehearse: async () => ({ devices: [] }) };

/** Who is of a department in the tests of incidents (`HANDLER` there). */
const HANDLER_UID = uid(803);

/** A station where everybody may take every step, for tests that are about other things. */
export const everybodyLeads: StepAuthors = {
  isReady: () => true,
  postOf: (staff) => (staff === HANDLER_UID ? 'department-handler' : 'manager'),
  isMember: () => true,
  isHostStep: () => true,
  alarms: { isHosts: () => true, isHostStep: () => true },
};
