import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { getRxStorageMemory } from 'rxdb/plugins/storage-memory';
import { expect, onTestFinished } from 'vitest';
import { databaseName } from '#shared/schema/ids';
import type { Sealed, WireRecord } from '#shared/schema/envelope';
import { importSealingKey, openValue, sealingAad, sealValue, type SealedPlace } from '#shared/schema/sealing';
import type { StartTransfer, TransferView } from '#shared/ipc/transfer-api';
import { openDataKeys } from '#main/services/data-keys/data-keys';
import { openDurableFolder, type DurableFolder } from '#main/services/durable-folder';
import { startGateway, type Gateway } from '#main/services/gateway/start-gateway';
import type { DataKeys, KeyPlace } from '#main/services/key-ports';
import type { TransferHub, TransferMedia } from '#main/services/transfers/leaf';
import { startTransfers, type TransfersService } from '#main/services/transfers/transfers';
import { openEdgeHub } from '#sync-server/embedded/open-edge-hub';
import type { EdgeHub } from '#sync-server/embedded/types';
import { AT_REST } from '#test/support/at-rest';
import { STATION, uid, WORKER_UID } from '#test/support/builders';
import { openDevice, type TestDevice, type TestDeviceOptions } from '#test/support/device';
import { recordedLog } from '#test/support/quiet-log';
import { memoryServices } from '#test/support/services';
import { noDevices, nobody } from '#test/support/absent-services';
import { testSessions } from '#test/support/sessions';
import { temporaryFolder } from '#test/support/temporary-folder';

export const CLERK = uid(900);

/** What stands between a transfer and its disks. */
export type Between = (parts: { readonly hub: TransferHub; readonly folder: DurableFolder }) => {
  readonly hub: TransferHub;
  readonly folder: DurableFolder;
};

/** A hub with three grids, its keys, transfers and doors, that can be closed, opened again and set back. */
export interface Station {
  hub(): EdgeHub;
  transfers(): TransfersService;
  readonly dataKeys: DataKeys;
  readonly services: ReturnType<typeof memoryServices>;
  readonly folder: DurableFolder;
  seal(at: SealedPlace, value: unknown, grid: number, name: KeyPlace['class'], author?: string): Promise<Sealed>;
  /** What a value says to whoever holds the key of that class in that grid; `closed` to everybody else. */
  openAs(grid: number, name: KeyPlace['class'], value: unknown, at: SealedPlace): Promise<unknown>;
  write(...records: readonly WireRecord[]): Promise<void>;
  /** What lies under the id: the document, or null. */
  read(id: string): Promise<(WireRecord & { readonly movedTo?: { readonly scope: string } }) | null>;
  /** Everything in a grid's database as text. */
  text(grid: number): Promise<string>;
  /** Begins a transfer and waits for its end. */
  send(transfer: Partial<StartTransfer>): Promise<TransferView>;
  /** A device that may open these grids. */
  device(name: string, grids: readonly number[], options?: Partial<TestDeviceOptions>): Promise<TestDevice>;
  token(grids: readonly number[]): string;
  ask(token: string, line: string, body?: unknown): Promise<{ readonly status: number; readonly body: unknown }>;
  request(token: string, path: string, init: RequestInit): Promise<Response>;
  /** Closes everything and opens it again; in between the hub's files may be changed. */
  reopen(options?: { readonly between?: Between; readonly meanwhile?: () => Promise<void> }): Promise<void>;
  /** Keeps a copy of the hub's files, closed. */
  copyHub(): Promise<void>;
  /** The hub's files as they were copied, or none at all. */
  setBack(to: 'copy' | 'empty'): Promise<void>;
}

const GRIDS = [1, 2, 3];
const asItIs: Between = (parts) => parts;
let devices = 0;

export async function openStation(): Promise<Station> {
  const root = await temporaryFolder();
  const now = () => Date.now();
  const log = recordedLog();
  const folder = await openDurableFolder(join(root, 'host-only'));
  const dataKeys = await openDataKeys(folder);
  const sessions = testSessions();
  const services = { ...memoryServices(now), dataKeys };
  const files = { hub: join(root, 'hub'), copy: join(root, 'copy') };
  let port = 0;
  let running: { readonly hub: EdgeHub; readonly transfers: TransfersService; readonly gateway: Gateway };

  async function open(between: Between): Promise<void> {
    const epochsFile = join(root, 'epochs.json');
    const hub = await openEdgeHub({ folder: files.hub, epochsFile, atRest: AT_REST, now, log });
    for (const grid of GRIDS) await hub.create(databaseName('grid', STATION, grid));
    const parts = between({ hub, folder });
    const { audit } = services;
    const transfers = await startTransfers({ ...parts, station: { id: STATION }, dataKeys, audit, log, now }, 20);
    const gateway = await startGateway(
      { loopback: { host: '127.0.0.1', port }, lan: null, certificatePage: null, staffFolder: null, version: '0.1.0' },
      { ...services, transfers, hub, sessions, staff: nobody, devices: noDevices, log, now },
    );
    port = Number(new URL(gateway.addresses.loopback).port);
    running = { hub, transfers, gateway };
  }
  async function close(): Promise<void> {
    await running.gateway.stop();
    await running.transfers.stop();
    await running.hub.stop();
  }
  const reopen: Station['reopen'] = async ({ between = asItIs, meanwhile } = {}) => {
    await close();
    await meanwhile?.();
    await open(between);
  };

  await open(asItIs);
  onTestFinished(close);

  const place = (grid: number, name: KeyPlace['class'], author?: string): KeyPlace => ({
    scope: `${STATION}-${grid}`,
    class: name,
    ...(author !== undefined && { author }),
  });
  const databaseOf = (id: string) => {
    const found = running.hub.database(`grid-${id.split('~')[1]}`);
    if (!found) throw new Error(`no database of ${id}`);
    return found;
  };
  const token = (grids: readonly number[]) =>
    sessions.issue({
      sub: WORKER_UID,
      dbs: Object.fromEntries(grids.map((grid) => [databaseName('grid', STATION, grid), 'write' as const])),
    });

  const station: Station = {
    hub: () => running.hub,
    transfers: () => running.transfers,
    dataKeys,
    services,
    folder,
    seal: async (at, value, grid, name, author) => {
      const [key] = await dataKeys.keysFor([place(grid, name, author)]);
      if (!key) throw new Error('no key');
      return sealValue(await importSealingKey(key.key), key.kid, value, sealingAad(at));
    },
    openAs: async (grid, name, value, at) => {
      const sealed = value as Sealed;
      const key = (await dataKeys.keysFor([place(grid, name)])).find(({ kid }) => kid === sealed.kid);
      const opened = key && (await openValue(await importSealingKey(key.key), sealed, sealingAad(at)));
      return opened?.ok ? opened.value : 'closed';
    },
    write: async (...records) => {
      for (const record of records) {
        const [answer] = await databaseOf(record._id).bulkDocs({ rows: [record], newEdits: true });
        expect(answer).toMatchObject({ ok: true });
      }
    },
    read: async (id) => {
      const answer = await databaseOf(id).get(id, { rev: null, latest: false, revs: false, conflicts: false });
      if (!answer.found) return null;
      const { _rev, ...record } = answer.document;
      return record as unknown as WireRecord;
    },
    text: async (grid) => {
      const range = { keys: null, startKey: null, endKey: null, inclusiveEnd: true, descending: false, skip: 0 };
      const database = databaseOf(`x~${STATION}-${grid}~x`);
      return JSON.stringify(await database.allDocs({ ...range, limit: null, includeDocs: true, conflicts: false }));
    },
    send: async (transfer) => {
      const wanted = {
        kind: 'person',
        uid: uid(1),
        from: 1,
        to: 2,
        dwellingUid: null,
        reason: '搬家',
        ...transfer,
      } as const;
      const answer = await running.transfers.start(CLERK, wanted);
      if (answer.outcome === 'refused') throw new Error(answer.reason);
      await running.transfers.settled();
      const view = running.transfers.list().find(({ id }) => id === answer.transfer.id);
      if (!view) throw new Error('not listed');
      return view;
    },
    token,
    device: async (name, grids, options = {}) => {
      const bearer = token(grids);
      devices += 1;
      const device = await openDevice({
        name: `t${devices}-${name}`,
        origin: `http://127.0.0.1:${port}`,
        token: () => bearer,
        databases: grids.map((grid) => databaseName('grid', STATION, grid)),
        storage: getRxStorageMemory(),
        ...options,
      });
      onTestFinished(() => device.stop().catch(() => undefined));
      return device;
    },
    ask: async (bearer, line, body) => {
      const [method = 'GET', path = ''] = line.split(' ');
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${bearer}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(path.endsWith('/_bulk_docs') ? { 'x-linli-replica': 'abcdefghijkl' } : {}),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: answer.status, body: await answer.json() };
    },
    request: (bearer, path, init) =>
      fetch(`http://127.0.0.1:${port}${path}`, {
        ...init,
        headers: { ...(init.headers as Record<string, string>), authorization: `Bearer ${bearer}` },
      }),
    reopen,
    copyHub: () =>
      reopen({
        meanwhile: () =>
          rm(files.copy, { recursive: true, force: true }).then(() => cp(files.hub, files.copy, { recursive: true })),
      }),
    setBack: (to) =>
      reopen({
        meanwhile: async () => {
          await rm(files.hub, { recursive: true, force: true });
          if (to === 'copy') await cp(files.copy, files.hub, { recursive: true });
        },
      }),
  };
  return station;
}

/** Dies at the `writes`-th write to a disk, before it or with it; nothing works after that. */
export function dyingAt(writes: number, when: 'before' | 'after'): { readonly between: Between; isDead(): boolean } {
  let left = writes;
  let isDead = false;
  async function write<T>(task: () => Promise<T>): Promise<T> {
    if (isDead) throw new Error('power cut');
    left -= 1;
    if (left >= 0) return task();
    isDead = true;
    if (when === 'after') await task();
    throw new Error('power cut');
  }
  const alive = <T>(task: () => Promise<T>): Promise<T> => (isDead ? Promise.reject(new Error('power cut')) : task());
  const mortal = (database: TransferMedia): TransferMedia => ({
    position: () => database.position(),
    get: (id, query) => alive(() => database.get(id, query)),
    changes: (query) => alive(() => database.changes(query)),
    allDocs: (query) => alive(() => database.allDocs(query)),
    attachment: (id, name) => alive(() => database.attachment(id, name)),
    bulkDocs: (rows) => write(() => database.bulkDocs(rows)),
    putWhole: (whole) => write(() => database.putWhole(whole)),
  });
  return {
    isDead: () => isDead,
    between: ({ hub, folder }) => ({
      folder: { ...folder, write: (name, text) => write(() => folder.write(name, text)) },
      hub: {
        names: () => hub.names(),
        onChange: (listener) => hub.onChange(listener),
        database: (name) => {
          const database = hub.database(name);
          return database && mortal(database);
        },
        create: async (name) => mortal(await alive(() => hub.create(name))),
      },
    }),
  };
}
