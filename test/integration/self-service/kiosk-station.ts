import { onTestFinished } from 'vitest';
import { hallPaths } from '#shared/ipc/board-api';
import type { TerminalKind } from '#shared/ipc/terminal-api';
import {
  handInPath,
  kioskIntakeKeySchema,
  type HandInKind,
  type KioskApplication,
  type KioskIncident,
} from '#shared/ipc/kiosk-intake-api';
import { kioskPaths } from '#shared/ipc/kiosk-api';
import { openBytes } from '#shared/media/sealed-bytes';
import { placeOfPart } from '#shared/media/places';
import { mediaDatabase } from '#shared/media/names';
import type { PhotoRef } from '#shared/schema/photo-ref';
import type { Sealed, WireRecord } from '#shared/schema/envelope';
import { sealBox } from '#shared/schema/sealed-box';
import { importSealingKey, openValue, sealingAad } from '#shared/schema/sealing';
import type { Application } from '#shared/schema/types/application';
import { createRecord } from '#shared/sync/author';
import { startApplications } from '#main/services/applications/applications';
import { createAllowances } from '#main/services/allowance';
import { DEADLINES } from '#main/services/gateway/gateway-types';
import { listen } from '#main/services/gateway/listener';
import { applyRoutes } from '#main/services/gateway/residents/apply-routes';
import { createResidentListener } from '#main/services/gateway/residents/resident-listener';
import { startGateway, type GatewayDeps } from '#main/services/gateway/start-gateway';
import { openTerminals } from '#main/services/queue/terminals';
import { createResidents } from '#main/services/residents/residents';
import {
  openSelfService,
  type SelfServiceDeps,
  type SelfServiceService,
} from '#main/services/self-service/self-service';
import { testReplica, uid } from '#test/support/builders';
import { recordedLog } from '#test/support/quiet-log';
import { memoryServices } from '#test/support/services';
import { nobody, noDevices } from '#test/support/absent-services';
import { testSessions } from '#test/support/sessions';
import { NINE } from '../../unit/incidents/incidents';
import { clerksDevice, ITEM, VERSION } from '../applications/desk';
import { MANAGER, STAFF } from '../dispatch/station';
import { EIGHT, outsideStation } from '../open311/outside';
import { openHall } from '../queue/hall';

let forms = 0;
/** A form's id, as a kiosk makes one. */
export const newForm = (): string => `form-${(forms += 1)}-0123456789abcdef`;

/** A name that no kiosk may ever be told. */
export const CANARY = '金丝雀何秀兰';

/** What somebody fills in for the item that there is. */
export const anApplication = (change: Partial<KioskApplication> = {}): KioskApplication => ({
  form: newForm(),
  startedAtMs: NINE,
  itemNumber: ITEM,
  versionId: VERSION.id,
  applicant: { name: CANARY, phone: '13600007719', citizenId: '110101194001011234' },
  answers: { address: '清和路 8幢 302', reason: '' },
  materials: [],
  ticket: { number: 'C001', day: '2026-11-23' },
  consented: true,
  ...change,
});

export const anIncident = (change: Partial<KioskIncident> = {}): KioskIncident => ({
  form: newForm(),
  buildingUid: EIGHT,
  spot: '2单元门口',
  categoryUid: null,
  text: '楼道灯坏了两天，老人看不见',
  phone: '13600007719',
  photoIds: [],
  ...change,
});

/** A station with an item and houses, whose kiosk's door is open over a real socket; with `lan` the staff's on the LAN too. */
export async function kioskStation({
  lan = null,
}: { readonly lan?: { readonly key: string; readonly cert: string } | null } = {}) {
  const city = await outsideStation();
  const { station, dispatch, keys, signer, stationKeys, residentReports, now } = city;
  const { hub, folder } = station;
  const desk = clerksDevice(station, now);
  await desk.item();
  const applications = startApplications({
    station: 'qinghe',
    ...{ hub, outbox: station.outbox, author: () => MANAGER, log: recordedLog(), now },
    receipts: { next: () => dispatch.newReceipt(), seen: dispatch.seenReceipt },
    staff: { list: () => STAFF },
  });
  onTestFinished(() => applications.stop());
  const residents = createResidents({
    stationName: () => '青禾里社区',
    ...{ hub, dataKeys: city.dataKeys, station: 'qinghe', author: () => MANAGER, log: recordedLog(), now },
    incidents: () => dispatch,
    applications: () => applications,
  });
  const hall = await openHall(folder.path, { now });
  onTestFinished(() => hall.queue.stop());
  const log = recordedLog();
  const deps: SelfServiceDeps = {
    station: 'qinghe',
    ...{
      stationName: () => '青禾里社区',
      isOnForPhones: () => city.incoming.residents().applies,
      hub,
      folder,
      stationKeys,
      keys,
      signer,
      queue: hall.queue,
    },
    reports: residentReports,
    newReceipt: () => dispatch.newReceipt(),
    ivSecret: 'of this test',
    ...{ author: () => MANAGER, log, now },
  };
  let selfService: SelfServiceService = await openSelfService(deps, 1e8);
  onTestFinished(() => selfService.stop());
  const services = { ...memoryServices(now), stationKeys, residents, residentReports, queue: hall.queue };
  const terminals = await openTerminals({ folder, audit: services.audit, now });
  const sessions = testSessions();
  const gatewayDeps: GatewayDeps = {
    ...services,
    ...{ hub, sessions, staff: nobody, devices: noDevices, terminals, log, now },
    // Whichever runs now: a test may have opened it anew.
    selfService: {
      stationName: () => selfService.stationName(),
      home: () => selfService.home(),
      catalogue: () => selfService.catalogue(),
      announcements: () => selfService.announcements(),
      handIn: (...asked) => selfService.handIn(...asked),
      isOnForPhones: () => selfService.isOnForPhones(),
      item: (number) => selfService.item(number),
      apply: (application) => selfService.apply(application),
    },
  };
  const gateway = await startGateway(
    {
      loopback: { host: '127.0.0.1', port: 0 },
      ...{
        lan: lan && { host: '127.0.0.1', port: 0, ...lan },
        certificatePage: null,
        staffFolder: null,
        version: '0.1.0',
      },
      hallDoors: {
        ...{ host: '127.0.0.1', name: null, tls: null },
        ports: { board: 0, kiosk: 0 },
        folders: { board: null, kiosk: null, pad: null },
      },
    },
    gatewayDeps,
  );
  onTestFinished(() => gateway.stop());

  const residentApp = createResidentListener({
    ...{ tls: null, hostNames: null, deadlines: DEADLINES, residents, allowances: createAllowances(), log, now },
  });
  const forPhones = { selfService: gatewayDeps.selfService, residentReports, allowances: createAllowances(), log, now };
  void residentApp.register(async (scope) => applyRoutes(scope, forPhones));
  onTestFinished(() => residentApp.close());
  const residentPort = await listen(residentApp, '127.0.0.1', 0);
  const residentsOrigin = `http://127.0.0.1:${residentPort}`;

  const { board, kiosk } = gateway.addresses;
  const doorOf = (kind: TerminalKind): string => (kind === 'board' ? board : kiosk) ?? '';
  async function pair(kind: TerminalKind = 'kiosk'): Promise<string> {
    const made = await terminals.makeCode(uid(1), { kind, name: '大厅', ...(kind === 'pad' && { counter: '1' }) });
    if (!made.ok) throw made.error;
    const answer = await fetch(doorOf(kind) + hallPaths.pairing, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: made.value.code, kind }),
    });
    return ((await answer.json()) as { readonly token: string }).token;
  }
  const token = await pair();

  /** Asks at the kiosk's door: a `GET`, or a `POST` where there is a body. */
  async function ask(path: string, body?: unknown, given = token, headers: Record<string, string> = {}) {
    const answer = await fetch(doorOf('kiosk') + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...(given !== '' && { authorization: `Bearer ${given}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      body: (text === '' ? {} : JSON.parse(text)) as Readonly<Record<string, unknown>> & {
        readonly receipt?: string | null;
        readonly id?: string;
        readonly error?: { readonly code: string; readonly reason?: string };
      },
    };
  }

  return {
    ...city,
    ask,
    residentsOrigin,
    /** Asks as somebody's own phone does. */
    phone: async (path: string, init: RequestInit = {}) => {
      const answer = await fetch(residentsOrigin + path, { redirect: 'manual', ...init });
      return { status: answer.status, headers: answer.headers, text: await answer.text() };
    },
    gatewayDeps,
    sessions,
    pair,
    doorOf,
    token,
    gateway,
    hall,
    desk,
    terminals,
    kioskLog: log,
    handedIn: `${folder.path}/handed-in`,
    seal: async (value: unknown): Promise<string> => {
      const { deskKey } = kioskIntakeKeySchema.parse((await ask(kioskPaths.intakeKey)).body);
      return sealBox(deskKey, value);
    },
    handIn: async (kind: HandInKind, value: unknown, given = token) => {
      const { deskKey } = kioskIntakeKeySchema.parse((await ask(kioskPaths.intakeKey)).body);
      return ask(handInPath(kind), { box: await sealBox(deskKey, value) }, given);
    },
    look: () => selfService.look(),
    /** The host dies where it stands, and another one opens what it left; `change` is what is different now. */
    reopen: async (change: Partial<SelfServiceDeps> = {}) => {
      await selfService.stop();
      selfService = await openSelfService({ ...deps, ...change }, 1e8);
      await selfService.look();
    },
    health: () => selfService.health(),
    /** Dies at that moment of writing an application: whatever the host does from there on fails. */
    dieAt: async (moment: 'photo' | 'before-record' | 'after-record') => {
      const died = () => new Error('the host is dead');
      const dying: SelfServiceDeps['hub'] = {
        create: (name) => (moment === 'photo' ? Promise.reject(died()) : hub.create(name)),
        database: (name) => {
          const database = hub.database(name);
          if (!database || name !== 'desk-qinghe') return database;
          const bulkDocs: typeof database.bulkDocs = async (write) => {
            if (moment === 'after-record') await database.bulkDocs(write);
            throw died();
          };
          return new Proxy(database, { get: (whole, part) => (part === 'bulkDocs' ? bulkDocs : bound(whole, part)) });
        },
      };
      await selfService.stop();
      selfService = await openSelfService({ ...deps, hub: dying }, 1e8);
    },
    applicationIds: async (): Promise<readonly string[]> => {
      const range = { keys: null, startKey: 'application~', endKey: 'application~\uffff', inclusiveEnd: true } as const;
      const more = { descending: false, skip: 0, limit: 100, includeDocs: false, conflicts: false } as const;
      const { rows } = (await hub.database('desk-qinghe')?.allDocs({ ...range, ...more })) ?? { rows: [] };
      return rows.flatMap((row) => ('id' in row ? [row.id] : []));
    },
    application: async (id: string): Promise<Application & WireRecord> => desk.read(id),
    opened: async (sealed: Sealed | null, of: string, field: string): Promise<unknown> => {
      const [key] = await city.dataKeys.keysFor([{ scope: 'qinghe', class: 'general' }]);
      if (!key || !sealed) return null;
      const value = await openValue(await importSealingKey(key.key), sealed, sealingAad({ uid: of, field }));
      return value.ok ? value.value : value.error;
    },
    /** The picture as whoever works at the desk sees it. */
    picture: async ({ id, media }: PhotoRef): Promise<Uint8Array | null> => {
      const closed = await hub.database(mediaDatabase('desk-qinghe'))?.attachment(media, 'full');
      const [key] = await city.dataKeys.keysFor([{ scope: 'qinghe', class: 'general' }]);
      if (!key || !closed) return null;
      return openBytes(await importSealingKey(key.key), closed.bytes, placeOfPart(id, 'full'));
    },
    /** How many pictures lie beside the desk's records. */
    pictures: async (): Promise<number> => {
      const range = { keys: null, startKey: 'photo~', endKey: 'photo~\uffff', inclusiveEnd: true } as const;
      const more = { descending: false, skip: 0, limit: 100, includeDocs: false, conflicts: false } as const;
      const { rows } = (await hub.database(mediaDatabase('desk-qinghe'))?.allDocs({ ...range, ...more })) ?? {
        rows: [],
      };
      return rows.length;
    },
    announce: async (n: number, change: Record<string, unknown>): Promise<void> => {
      const fields = {
        ...{ title: '停水通知', body: '周三上午停水。', from: '2026-01-01', until: null, importance: 'normal' },
        ...{ audience: null, forResidents: true, withdrawn: false },
        ...change,
      };
      const made = { type: 'announcement', schema: 2, scope: 'qinghe', uid: uid(n), fields };
      await station.put('commons-qinghe', createRecord(made, testReplica('lead', now, MANAGER).write()));
    },
  };
}

function bound(whole: object, part: string | symbol): unknown {
  const value: unknown = Reflect.get(whole, part);
  return typeof value === 'function' ? (value.bind(whole) as unknown) : value;
}
