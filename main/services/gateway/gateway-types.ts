import type { HostState } from '#shared/ipc/admin-api';
import type { Rehearsals } from '../alarm-port';
import type { Bookings } from '../booking-port';
import type { Calls } from '../call-port';
import type { Departments, StepAuthors } from '../department-port';
import type { Platforms } from '../platform-port';
import type { MapFiles, Positions, Reshapes } from '../map-ports';
import type { ModelFiles } from '../model-port';
import type { MessageAdmin } from '../message-ports';
import type { IncomingAdmin, Open311 } from '../open311-port';
import type { Audit, DeviceAdmin, GridAdmin, Log, Matching, Service, Sessions, StaffAdmin } from '../ports';
import type { DataKeys, StationKeys } from '../key-ports';
import type { KeptMedia } from '../kept-media-port';
import type { KeptParcels } from '../kept-port';
import type { Transfers } from '../transfer-port';
import type { Upstream } from '../upstream-port';
import type { Printing } from '../printing-port';
import type { LeaveCodes, Queue, Terminals } from '../queue-port';
import type { TicketRatings } from '../rating-port';
import type { ResidentReports } from '../report-port';
import type { Residents } from '../resident-port';
import type { Scans } from '../scans-port';
import type { SelfService } from '../self-service-port';
import type { SensorAdmin } from '../sensor-ports';
import type { VoiceClips } from '../voice-port';
import type { HallDoorsConfig } from './hall/hall-doors';
import type { HubPort } from './hub-port';
import type { DeclaredRoute } from './routes/route-access';

export interface GatewayConfig {
  readonly loopback: {
    readonly host: string;
    readonly port: number;
    /** Host names besides localhost and the loopback addresses under which a browser may ask. */
    readonly names?: readonly string[];
  };
  /** HTTPS for the other devices; key and certificate in PEM. */
  readonly lan: { readonly host: string; readonly port: number; readonly key: string; readonly cert: string } | null;
  /** The one plain page of the LAN, from which a device gets the station's certificate authority. */
  readonly certificatePage: CertificatePageConfig | null;
  /** HTTPS for residents' own phones, and for a reverse proxy of the district that passes them on; without it there is no such door. */
  readonly residentPages?: {
    readonly host: string;
    readonly port: number;
    readonly key: string;
    readonly cert: string;
    /** Addresses of proxies that are believed about where a request came from. */
    readonly proxies: readonly string[];
  } | null;
  /** Doors for the hall's boards and kiosks; without it there are none. */
  readonly hallDoors?: HallDoorsConfig | null;
  /** The built staff screens, or null where only the API is wanted. */
  readonly staffFolder: string | null;
  /** The product's, for `/hub/` and `/api/health`. */
  readonly version: string;
  /** The practice station beside this one, started when it is first asked for. */
  readonly training?: { open(): Promise<string> };
  /** Origin of the real station, where this is the practice beside it. */
  readonly homeOrigin?: string;
  readonly deadlines?: Partial<Deadlines>;
}

export interface CertificatePageConfig {
  readonly host: string;
  readonly port: number;
  readonly caPem: string;
  readonly fingerprint: string;
  readonly stationName: string;
}

/** How long the gateway bears with a slow or silent client, ms. */
export interface Deadlines {
  readonly headers: number;
  readonly body: number;
  /** Between two comments on an event stream; below the 72 s after which an idle HTTP/2 session is closed. */
  readonly heartbeat: number;
}

export const DEADLINES: Deadlines = { headers: 15_000, body: 120_000, heartbeat: 20_000 };

export interface GatewayDeps {
  readonly hub: HubPort;
  readonly sessions: Sessions;
  readonly staff: StaffAdmin;
  readonly devices: DeviceAdmin;
  readonly grids: GridAdmin;
  /** How the host is at the moment of asking. */
  readonly hostState: () => Promise<HostState>;
  /** Where residents' phones reach their pages; null without such a door. */
  readonly residentsOrigin: () => string | null;
  readonly dataKeys: Pick<DataKeys, 'rotate'>;
  readonly stationKeys: Pick<StationKeys, 'hub' | 'desk'>;
  readonly audit: Audit;
  readonly matching: Matching;
  readonly keptParcels: KeptParcels;
  readonly keptMedia: KeptMedia;
  readonly transfers: Transfers;
  readonly upstream: Upstream;
  readonly messages: MessageAdmin;
  readonly maps: MapFiles;
  readonly models: ModelFiles;
  readonly reshapes: Reshapes;
  readonly positions: Positions;
  readonly sensors: SensorAdmin;
  readonly residents: Residents;
  readonly departments: Departments;
  readonly stepAuthors: StepAuthors;
  readonly alarms: Rehearsals;
  readonly queue: Queue;
  readonly terminals: Terminals;
  readonly bookings: Bookings;
  readonly platforms: Platforms;
  readonly printing: Printing;
  readonly scans: Scans;
  readonly leaveCodes: LeaveCodes;
  readonly calls: Calls;
  readonly ticketRatings: TicketRatings;
  readonly voice: VoiceClips;
  readonly residentReports: ResidentReports;
  readonly selfService: SelfService;
  readonly open311: Open311;
  readonly incoming: IncomingAdmin;
  readonly log: Log;
  readonly now: () => number;
}

export interface Gateway extends Service {
  /** Origins, without a slash at the end; the ports are those really taken. */
  readonly addresses: GatewayAddresses;
  /** Every route of the loopback listener, with what it asks; the LAN has the same. */
  readonly routes: readonly DeclaredRoute[];
  /** New connections of the LAN listener get this certificate; those that stand keep theirs. */
  useCertificate(certificate: { readonly key: string; readonly cert: string }): void;
}

export interface GatewayAddresses {
  readonly loopback: string;
  readonly lan: string | null;
  readonly certificatePage: string | null;
  readonly residents: string | null;
  /** Where the hall's boards and kiosks come in. */
  readonly board: string | null;
  readonly kiosk: string | null;
  /** The same for this machine alone, without TLS; null where there is no such door, or its port is another program's. */
  readonly localBoard: string | null;
  readonly localKiosk: string | null;
}
