import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Gateway } from '#main/services/gateway/gateway-types';
import { startGateway } from '#main/services/gateway/start-gateway';
import type { WireRecord } from '#shared/schema/envelope';
import { databaseName } from '#shared/schema/ids';
import { openEdgeHub } from '#sync-server/embedded/open-edge-hub';
import type { EdgeHub } from '#sync-server/embedded/types';
import { AT_REST } from '#test/support/at-rest';
import { STATION } from '#test/support/builders';
import { recordedLog } from '#test/support/quiet-log';
import { memoryServices, noDevices, nobody } from '#test/support/services';
import { testSessions } from '#test/support/sessions';
import { couchFiles } from './couch-hub';
import type { ComingUp, HubSide } from './hub-side';

/** The product's hub behind its gateway, at one address, with everything that may happen to it. */
export interface TestHub extends HubSide {
  stop(): Promise<void>;
}

export interface TestHubOptions {
  /** Empty. */
  readonly folder: string;
  /** It has a database for each. */
  readonly grids: number;
  /** The CouchDB that stands in the place of the embedded hub. */
  readonly couchUrl?: string | undefined;
  /** Of a page that the hub serves. */
  readonly pageFolder?: string | undefined;
}

/** Where a hub has its databases, and what may happen to them while it does not run. */
export interface HubFiles {
  open(): Promise<EdgeHub>;
  /** Called while the hub runs; what it answers makes of the files, once the hub has stopped, what a power cut leaves. */
  crash(): Promise<() => Promise<void>>;
  copy(): Promise<void>;
  restore(back: number): Promise<void>;
  recreate(): Promise<void>;
  close(): Promise<void>;
}

const now = () => Date.now();

/** The embedded hub over files in an empty folder. */
export function embeddedFiles(folder: string, names: readonly string[]): HubFiles {
  const files = join(folder, 'hub');
  const epochsFile = join(folder, 'epochs.json');
  const copies: string[] = [];
  return {
    async open() {
      const hub = await openEdgeHub({ folder: files, epochsFile, atRest: AT_REST, now, log: recordedLog() });
      for (const name of names) await hub.create(name);
      return hub;
    },
    async crash() {
      const noted = await readFile(epochsFile, 'utf8');
      return () => writeFile(epochsFile, noted);
    },
    async copy() {
      const copy = join(folder, `copy-${copies.length + 1}`);
      await cp(files, copy, { recursive: true });
      copies.unshift(copy);
    },
    async restore(back) {
      const copy = copies[back % Math.max(1, copies.length)];
      if (copy === undefined) return;
      await rm(files, { recursive: true, force: true });
      await cp(copy, files, { recursive: true });
    },
    async recreate() {
      await rm(files, { recursive: true, force: true });
      await mkdir(files);
    },
    close: async () => undefined,
  };
}

/** Opens a hub: embedded, or over a CouchDB. */
export async function openTestHub({ folder, grids, couchUrl, pageFolder }: TestHubOptions): Promise<TestHub> {
  const databases = Array.from({ length: grids }, (_, index) => databaseName('grid', STATION, index + 1));
  const files = couchUrl === undefined ? embeddedFiles(folder, databases) : await couchFiles(couchUrl, databases);
  const log = recordedLog();
  const sessions = testSessions();
  const services = memoryServices(now);
  let port = 0;
  let running: { readonly hub: EdgeHub; readonly gateway: Gateway };

  async function start(): Promise<void> {
    const hub = await files.open();
    const config = { lan: null, certificatePage: null, staffFolder: pageFolder ?? null, version: '0.1.0' };
    const gateway = await startGateway(
      { loopback: { host: '127.0.0.1', port }, ...config },
      { ...services, hub, sessions, staff: nobody, devices: noDevices, log, now },
    );
    port = Number(new URL(gateway.addresses.loopback).port);
    running = { hub, gateway };
  }

  /** Makes of the files what a power cut leaves; of the run that ends. */
  let crashed: () => Promise<void> = async () => undefined;

  async function change(coming: ComingUp): Promise<void> {
    if (coming.how === 'crash') await crashed();
    if (coming.how === 'copy') await files.copy();
    if (coming.how === 'restore') await files.restore(coming.back);
    if (coming.how === 'recreate') await files.recreate();
  }

  const databaseOf = (name: string) => {
    const database = running.hub.database(name);
    if (!database) throw new Error(`the hub has no ${name}`);
    return database;
  };
  const everything = { since: '0', limit: 100_000, includeDocs: true, conflicts: true } as const;

  await start();
  return {
    origin: `http://127.0.0.1:${port}`,
    databases,
    issue: async (device, rights) => sessions.issue({ device, dbs: rights }),
    expire: async (token) => sessions.expire(token),
    regrant: async (token, rights) => sessions.regrant(token, rights),
    async goDown() {
      crashed = await files.crash();
      await running.gateway.stop();
    },
    async comeUp(coming) {
      await running.hub.stop();
      await change(coming);
      await start();
    },
    async erase(db, id) {
      const database = databaseOf(db);
      const answer = await database.get(id, { rev: null, latest: false, revs: false, conflicts: false });
      if (!answer.found) return false;
      const tombstone = { _id: id, _rev: answer.document['_rev'], _deleted: true };
      const [written] = await database.bulkDocs({ rows: [tombstone], newEdits: true });
      return written !== undefined && 'ok' in written;
    },
    async records() {
      const found: WireRecord[] = [];
      for (const name of databases) {
        const page = await databaseOf(name).changes({
          ...everything,
          style: 'main_only',
          descending: false,
          ids: null,
        });
        for (const { id, doc, deleted } of page.results) {
          if (deleted || !doc) continue;
          const { _rev, _conflicts, ...record } = doc;
          if (_conflicts && _conflicts.length > 0) throw new Error(`the hub keeps two leaves of ${id}`);
          found.push(record as unknown as WireRecord);
        }
      }
      return found;
    },
    positions: async () => Object.fromEntries(databases.map((name) => [name, databaseOf(name).position().seq])),
    async stop() {
      await running.gateway.stop();
      await running.hub.stop();
      await files.close();
    },
  };
}
