import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sessionSchema, type Session, type SignIn } from '#shared/ipc/station-api';
import { databaseName } from '#shared/schema/ids';
import type { Post } from '#shared/schema/types/place';
import { openDurableFolder } from '#main/services/durable-folder';
import { createGridKeys } from '#main/services/grid-keys';
import { openKeptMedia, type KeptMediaLimits } from '#main/services/kept-parcels/kept-media';
import { openKeptParcels, type KeptParcelsService } from '#main/services/kept-parcels/kept-parcels';
import { makeAccount, type Account } from '#main/services/sessions/accounts';
import { openSessions, type SessionsService } from '#main/services/sessions/sessions';
import { openStaffDirectory } from '#main/services/staff-directory/staff-directory';
import { startGateway } from '#main/services/gateway/start-gateway';
import { openEdgeHub } from '#sync-server/embedded/open-edge-hub';
import type { EdgeHub } from '#sync-server/embedded/types';
import { AT_REST } from '#test/support/at-rest';
import { T0, uid } from '#test/support/builders';
import { recordedLog, type RecordedLog } from '#test/support/quiet-log';
import { memoryServices, type MemoryServices } from '#test/support/services';

/** Accounts, devices and parcels of a real station behind a real gateway; keys and audit are in memory. */
export interface LiveStation {
  readonly origin: string;
  /** The LAN listener, or null. */
  readonly lanOrigin: string | null;
  readonly hub: EdgeHub;
  readonly sessions: SessionsService;
  readonly services: MemoryServices;
  readonly kept: KeptParcelsService;
  readonly log: RecordedLog;
  readonly clock: { nowMs: number };
  signIn(code: string, device?: SignIn['device'], passphrase?: string): Promise<Session>;
  /** Asks with a token; the status and the parsed body. */
  ask(token: string | null, line: string, body?: unknown): Promise<Answer>;
  stop(): Promise<void>;
}
export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>> & { readonly error?: { readonly code?: string } };
}

export const PASSPHRASE = 'nine green apples';
export const PEOPLE: Readonly<
  Record<string, { readonly uid: string; readonly post: Post; readonly gridNumbers: number[] }>
> = {
  boss: { uid: uid(501), post: 'manager', gridNumbers: [] },
  desk: { uid: uid(502), post: 'clerk', gridNumbers: [] },
  one: { uid: uid(503), post: 'grid-worker', gridNumbers: [1] },
  two: { uid: uid(504), post: 'grid-worker', gridNumbers: [2] },
  audit: { uid: uid(505), post: 'auditor', gridNumbers: [] },
};

export const aDevice = (n: number): SignIn['device'] => ({
  id: uid(700 + n),
  name: `平板${n}`,
  kind: 'tablet',
  secret: Buffer.alloc(32, n).toString('base64'),
});

let made: Promise<readonly Account[]> | null = null;

/** The accounts of all; scrypt is slow on purpose, so they are made once. */
const madeAccounts = () =>
  (made ??= Promise.all(
    Object.entries(PEOPLE).map(([code, person]) => makeAccount({ ...person, code, name: '测试员' }, PASSPHRASE)),
  ));

export interface LiveStationOptions {
  /** What one device may lay down of pictures. */
  readonly mediaLimits?: KeptMediaLimits;
  /** Opens the LAN listener too. */
  readonly lan?: { readonly key: string; readonly cert: string };
}

export async function openLiveStation({ lan, mediaLimits }: LiveStationOptions = {}): Promise<LiveStation> {
  const folder = await mkdtemp(join(tmpdir(), 'linli-live-'));
  const clock = { nowMs: T0 };
  const now = () => clock.nowMs;
  const log = recordedLog();
  const services = memoryServices(now);
  const hub = await openEdgeHub({
    folder: join(folder, 'hub'),
    epochsFile: join(folder, 'epochs.json'),
    atRest: AT_REST,
    now,
    log,
  });
  for (const grid of [1, 2]) await hub.create(databaseName('grid', 'qinghe', grid));
  const commons = await hub.create('commons-qinghe');
  const hostOnly = await openDurableFolder(join(folder, 'host-only'));
  const station = { id: 'qinghe', name: '青禾里', practice: false };
  const sessions = await openSessions({ ...services, folder: hostOnly, station, gridNumbers: () => [1, 2], log, now });
  for (const account of await madeAccounts()) await sessions.accounts.add(account);
  const staff = await openStaffDirectory({ station: 'qinghe', accounts: sessions.staffAdmin, commons, log, now });
  const kept = await openKeptParcels({ folder: hostOnly.path, now });
  const keys = createGridKeys({
    dataKeys: services.dataKeys,
    hasGrid: (scope) => hub.database(`grid-${scope}`) !== null,
  });
  const keptMediaDeps = { hub, keys, folder: hostOnly.path, audit: services.audit, now };
  const keptMedia = await openKeptMedia({ ...keptMediaDeps, ...(mediaLimits && { limits: mediaLimits }) });
  const gateway = await startGateway(
    {
      loopback: { host: '127.0.0.1', port: 0 },
      lan: lan ? { host: '127.0.0.1', port: 0, ...lan } : null,
      certificatePage: null,
      staffFolder: null,
      version: '0.2.0',
    },
    { ...services, hub, sessions, staff, devices: sessions.deviceAdmin, keptParcels: kept, keptMedia, log, now },
  );
  const origin = gateway.addresses.loopback;

  async function ask(token: string | null, line: string, body?: unknown): Promise<Answer> {
    const [method = 'GET', path = ''] = line.split(' ');
    const answer = await fetch(origin + path, {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(path.endsWith('/_bulk_docs') ? { 'x-linli-replica': 'abcdefghijkl' } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? {} : (JSON.parse(text) as Answer['body']) };
  }

  return {
    origin,
    lanOrigin: gateway.addresses.lan,
    hub,
    sessions,
    services,
    kept,
    log,
    clock,
    ask,
    signIn: async (code, device = aDevice(1), passphrase = PASSPHRASE) => {
      const { status, body } = await ask(null, 'POST /api/session', { staffCode: code, passphrase, device });
      if (status !== 200) throw new Error(`refused: ${JSON.stringify(body)}`);
      return sessionSchema.parse(body);
    },
    stop: async () => {
      await gateway.stop();
      for (const service of [sessions, kept, keptMedia]) await service.stop();
      await hub.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
