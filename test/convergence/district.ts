import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { startGateway, type Gateway } from '#main/services/gateway/start-gateway';
import type { EdgeHub, WireDocument } from '#sync-server/embedded/types';
import { recordedLog } from '#test/support/quiet-log';
import { memoryServices } from '#test/support/services';
import { noDevices, nobody } from '#test/support/absent-services';
import { testSessions } from '#test/support/sessions';
import { couchDistrict } from './couch-district';
import type { ForeignWrite, Leaves } from './district-side';
import { openDoor, type Door } from './door';
import { changeFiles, embeddedFiles } from './hub-files';
import type { ComingUp } from './hub-side';

/** What stands behind the door: a second hub behind the product's own protocol, or a CouchDB. */
export interface DistrictDatabases {
  /** Each answers for the whole; requests to any are requests to all. */
  readonly nodes: number;
  address(path: string, node?: number): string;
  headers(): Readonly<Record<string, string>>;
  /** Called while nobody reaches it. */
  change(coming: ComingUp): Promise<void>;
  close(): Promise<void>;
}

/** A district with its door. */
export interface District {
  readonly door: Door;
  readonly patienceMs: number;
  /** Whether it was set back to a copy, of which the station need not learn before the next day. */
  wasSetBack(): boolean;
  goDown(): Promise<void>;
  comeUp(coming: ComingUp): Promise<void>;
  write(write: ForeignWrite): Promise<readonly number[]>;
  leaves(): Promise<Leaves>;
  close(): Promise<void>;
}

export interface DistrictOptions {
  /** Empty. */
  readonly folder: string;
  readonly databases: readonly string[];
  /** Nodes of the CouchDB that stands there; none: the embedded hub. */
  readonly couchUrls: readonly string[];
}

/** A cluster hands a write on to its other nodes in the background. */
const COUCH_MS = 10_000;

const documentSchema = z.custom<WireDocument>((value) => typeof value === 'object' && value !== null);
const changesSchema = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      changes: z.array(z.unknown()),
      deleted: z.literal(true).optional(),
      doc: documentSchema.nullish(),
    }),
  ),
});
const openSchema = z.array(z.union([z.object({ ok: documentSchema }), z.object({ missing: z.string() })]));
const writtenSchema = z.array(z.union([z.object({ ok: z.literal(true) }), z.object({ error: z.string() })]));

/** Opens a district that has the station's databases, empty. */
export async function openDistrict({ folder, databases, couchUrls }: DistrictOptions): Promise<District> {
  const behind =
    couchUrls.length > 0
      ? await couchDistrict(couchUrls, databases)
      : await standIn(join(folder, 'district'), databases);
  const door = await openDoor(behind);
  let wasSetBack = false;

  /** As another system of the district asks, past the station's line. */
  async function ask(method: string, path: string, body?: unknown, node = 0): Promise<unknown> {
    const init = { method, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const headers = { ...behind.headers(), accept: 'application/json', 'content-type': 'application/json' };
    const got = await fetch(behind.address(path, node), { ...init, headers });
    if (got.status === 404) return null;
    if (!got.ok) throw new Error(`the district answers ${got.status} to ${method} ${path}`);
    return got.json();
  }

  async function leavesOf(db: string, id: string, revs = false): Promise<readonly WireDocument[]> {
    const path = `/${db}/${encodeURIComponent(id)}?open_revs=all${revs ? '&revs=true' : ''}`;
    const found = openSchema.parse((await ask('GET', path)) ?? []);
    const live = found.flatMap((leaf) => ('ok' in leaf && leaf.ok['_deleted'] !== true ? [leaf.ok] : []));
    return [...live].sort((a, b) => (isGreater(a._rev, b._rev) ? -1 : 1));
  }

  return {
    door,
    patienceMs: couchUrls.length > 0 ? COUCH_MS : 0,
    wasSetBack: () => wasSetBack,
    goDown: () => door.shut(),
    async comeUp(coming) {
      if (coming.how === 'restore') wasSetBack = true;
      await behind.change(coming);
      door.open();
    },
    async write({ db, id, make, leaves }) {
      const [found] = await leavesOf(db, id, true);
      const taken: number[] = [];
      for (let n = 0; n < (found ? leaves : 1); n += 1) {
        const next = make(found ?? null, n);
        if (!next) continue;
        // Beside what another node took in the same moment, or over what lies there.
        const row = leaves === 2 && found ? childOf(found, next, n) : { ...next, ...(found && { _rev: found._rev }) };
        const body = { docs: [row], new_edits: !(leaves === 2 && found) };
        const answers = writtenSchema.parse(await ask('POST', `/${db}/_bulk_docs`, body, n));
        if (!answers.some((answer) => 'error' in answer)) taken.push(n);
      }
      return taken;
    },
    async leaves() {
      const found = new Map<string, readonly WireDocument[]>();
      for (const db of databases) {
        const path = `/${db}/_changes?style=all_docs&include_docs=true&limit=100000`;
        for (const { id, changes, deleted, doc } of changesSchema.parse(await ask('GET', path)).results) {
          if (id.startsWith('_')) continue;
          const isPlain = changes.length === 1 && doc;
          const live = isPlain ? (deleted ? [] : [doc]) : await leavesOf(db, id);
          if (live.length > 0) found.set(id, live);
        }
      }
      return found;
    },
    async close() {
      await door.close();
      await behind.close();
    },
  };
}

/** As CouchDB chooses among leaves that live. */
function isGreater(a: string, b: string): boolean {
  const [aStart = 0, bStart = 0] = [Number.parseInt(a, 10), Number.parseInt(b, 10)];
  return aStart === bStart ? a > b : aStart > bStart;
}

const revisionsSchema = z.object({ start: z.number(), ids: z.array(z.string()) });

/** A revision made from that document, whatever else was. */
function childOf(parent: WireDocument, next: Readonly<Record<string, unknown>>, n: number): object {
  const { start, ids } = revisionsSchema.parse(parent['_revisions']);
  const hash = Array.from({ length: 32 }, () => Math.floor(Math.random() * 16).toString(16)).join('');
  const _rev = `${start + 1}-${n}${hash.slice(1)}`;
  return { ...next, _rev, _revisions: { start: start + 1, ids: [_rev.split('-')[1] ?? '', ...ids] } };
}

/** The product's own hub and protocol in the place of the district's CouchDB. */
async function standIn(folder: string, databases: readonly string[]): Promise<DistrictDatabases> {
  await mkdir(folder);
  const files = embeddedFiles(folder, databases);
  const now = () => Date.now();
  const sessions = testSessions();
  const dbs = Object.fromEntries(databases.map((name) => [name, 'write' as const]));
  const token = sessions.issue({ post: 'replicator', dbs });
  const services = memoryServices(now);
  let running: { readonly hub: EdgeHub; readonly gateway: Gateway };
  const start = async (): Promise<void> => {
    const hub = await files.open();
    const loopback = { host: '127.0.0.1', port: 0 };
    const config = { loopback, lan: null, certificatePage: null, staffFolder: null, version: '0.1.0' };
    const log = recordedLog();
    const gateway = await startGateway(config, {
      ...services,
      hub,
      sessions,
      staff: nobody,
      devices: noDevices,
      log,
      now,
    });
    running = { hub, gateway };
  };
  const stop = async (): Promise<void> => {
    await running.gateway.stop();
    await running.hub.stop();
  };
  await start();
  return {
    nodes: 1,
    address: (path) => `${running.gateway.addresses.loopback}/hub${path}`,
    headers: () => ({ authorization: `Bearer ${token}` }),
    async change(coming) {
      await stop();
      await changeFiles(files, coming);
      await start();
    },
    close: stop,
  };
}
