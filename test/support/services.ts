import { createHash, createHmac, generateKeyPairSync, randomBytes } from 'node:crypto';
import type { AuditEntry, HostState } from '#shared/ipc/admin-api';
import type { DataKey } from '#shared/ipc/station-api';
import { authorKid, deriveAuthorKey } from '#shared/schema/sealing';
import type { BoxKey } from '#shared/schema/sealed-box';
import { AppError } from '#shared/errors/app-error';
import { err } from '#shared/errors/result';
import type { Rehearsals } from '#main/services/alarm-port';
import type { Bookings } from '#main/services/booking-port';
import type { Platforms } from '#main/services/platform-port';
import type { Printing } from '#main/services/printing-port';
import type { Scans } from '#main/services/scans-port';
import type { Calls } from '#main/services/call-port';
import type { Departments, StepAuthors } from '#main/services/department-port';
import type { MapFiles, Positions, Reshapes } from '#main/services/map-ports';
import type { KeptMedia } from '#main/services/kept-media-port';
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
import type { Audit, GridAdmin, Matching } from '#main/services/ports';
import type { BoxKeyPair, DataKeys, KeyPlace, StationKeys } from '#main/services/key-ports';
import type { KeptParcel, KeptParcels } from '#main/services/kept-port';
import type { Transfers } from '#main/services/transfer-port';
import type { Upstream } from '#main/services/upstream-port';
import {
  everybodyLeads,
  noAlarms,
  noBookings,
  noCalls,
  noDepartments,
  noHall,
  noIncoming,
  noMaps,
  noMessages,
  noModels,
  noOpen311,
  noPositions,
  noPrinting,
  noQueue,
  noRatings,
  noReports,
  noReshapes,
  noScans,
  noSelfService,
  noSensors,
  noTerminals,
  noTransfers,
  noUpstream,
} from './absent-services';

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

/** What is kept for a manager, readable by a test. */
export interface MemoryServices {
  readonly stationKeys: StationKeys;
  readonly dataKeys: DataKeys;
  readonly audit: MemoryAudit;
  /** `<kind> <value>` to record ids. */
  readonly known: Map<string, readonly string[]>;
  readonly matching: Matching;
  readonly kept: readonly KeptParcel[];
  readonly keptParcels: KeptParcels;
  readonly keptMedia: KeptMedia;
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
    keptMedia: { take: () => Promise.reject(new AppError('hub.busy', 'nothing is kept here')), countOf: () => 0 },
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
