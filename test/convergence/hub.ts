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
import { testSessions, type TestSessions } from '#test/support/sessions';

/** The product's hub behind its gateway, at one address, with everything that may happen to it. */
export interface TestHub {
  readonly origin: string;
  readonly sessions: TestSessions;
  readonly databases: readonly string[];
  restart(): Promise<void>;
  /** As a power cut leaves it: what it noted last about how far it came is not on disk. */
  crash(): Promise<void>;
  copy(): Promise<void>;
  /** Over a copy of its files; without one it is only restarted. `beforeItGoes` runs when nobody reaches it any more. */
  restore(back: number, beforeItGoes: () => Promise<void>): Promise<void>;
  recreate(beforeItGoes: () => Promise<void>): Promise<void>;
  /** Legal erasure; false when the hub does not have the record. */
  erase(db: string, id: string): Promise<boolean>;
  /** All records by id, without those erased. */
  records(): Promise<ReadonlyMap<string, WireRecord>>;
  /** Where the databases stand. */
  positions(): ReadonlyMap<string, string>;
  stop(): Promise<void>;
}

/** Opens a hub with databases of `grids` grids in an empty folder. */
export async function openTestHub(folder: string, grids: number): Promise<TestHub> {
  const databases = Array.from({ length: grids }, (_, index) => databaseName('grid', STATION, index + 1));
  const log = recordedLog();
  const now = () => Date.now();
  const sessions = testSessions();
  const services = memoryServices(now);
  const files = join(folder, 'hub');
  const epochsFile = join(folder, 'epochs.json');
  const copies: string[] = [];
  let taken = 0;
  let port = 0;
  let running: { readonly hub: EdgeHub; readonly gateway: Gateway };

  async function start(): Promise<void> {
    const hub = await openEdgeHub({ folder: files, epochsFile, atRest: AT_REST, now, log });
    for (const name of databases) await hub.create(name);
    const config = { lan: null, certificatePage: null, staffFolder: null, version: '0.1.0' };
    const gateway = await startGateway(
      { loopback: { host: '127.0.0.1', port }, ...config },
      { ...services, hub, sessions, staff: nobody, devices: noDevices, log, now },
    );
    port = Number(new URL(gateway.addresses.loopback).port);
    running = { hub, gateway };
  }

  async function stop(beforeItGoes?: () => Promise<void>): Promise<void> {
    await running.gateway.stop();
    await beforeItGoes?.();
    await running.hub.stop();
  }

  async function between(change: () => Promise<void>, beforeItGoes?: () => Promise<void>): Promise<void> {
    await stop(beforeItGoes);
    await change();
    await start();
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
    sessions,
    databases,
    restart: () => between(async () => undefined),
    async crash() {
      const noted = await readFile(epochsFile, 'utf8');
      await between(() => writeFile(epochsFile, noted));
    },
    copy: () =>
      between(async () => {
        taken += 1;
        const copy = join(folder, `copy-${taken}`);
        await cp(files, copy, { recursive: true });
        copies.unshift(copy);
      }),
    restore: (back, beforeItGoes) =>
      between(async () => {
        const copy = copies[back % Math.max(1, copies.length)];
        if (copy === undefined) return;
        await rm(files, { recursive: true, force: true });
        await cp(copy, files, { recursive: true });
      }, beforeItGoes),
    recreate: (beforeItGoes) =>
      between(async () => {
        await rm(files, { recursive: true, force: true });
        await mkdir(files);
      }, beforeItGoes),
    async erase(db, id) {
      const database = databaseOf(db);
      const answer = await database.get(id, { rev: null, latest: false, revs: false, conflicts: false });
      if (!answer.found) return false;
      const tombstone = { _id: id, _rev: answer.document['_rev'], _deleted: true };
      const [written] = await database.bulkDocs({ rows: [tombstone], newEdits: true });
      return written !== undefined && 'ok' in written;
    },
    async records() {
      const found = new Map<string, WireRecord>();
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
          found.set(id, record as unknown as WireRecord);
        }
      }
      return found;
    },
    positions: () => new Map(databases.map((name) => [name, databaseOf(name).position().seq])),
    stop: () => stop(),
  };
}
