import type { Gateway } from '#main/services/gateway/gateway-types';
import { startGateway } from '#main/services/gateway/start-gateway';
import { databaseName } from '#shared/schema/ids';
import type { EdgeHub, WireDocument } from '#sync-server/embedded/types';
import { STATION } from '#test/support/builders';
import { recordedLog } from '#test/support/quiet-log';
import { memoryServices } from '#test/support/services';
import { noDevices, nobody } from '#test/support/absent-services';
import { testSessions } from '#test/support/sessions';
import { couchFiles } from './couch-hub';
import { openDistrict, type District } from './district';
import type { DistrictSide, Leaves } from './district-side';
import { changeFiles, embeddedFiles } from './hub-files';
import type { HubSide } from './hub-side';
import { openHubServices, type HubServices } from './hub-services';
import type { Feature } from './operations';
import { recordIn } from './records';

/** The product's hub behind its gateway, at one address, with everything that may happen to it. */
export interface TestHub extends HubSide {
  stop(): Promise<void>;
}

export interface TestHubOptions {
  /** Empty. */
  readonly folder: string;
  /** It has a database for each. */
  readonly grids: number;
  readonly features?: readonly Feature[];
  /** The CouchDB that stands in the place of the embedded hub. */
  readonly couchUrl?: string | undefined;
  /** Nodes of the CouchDB that is the district; without any a second embedded hub is. */
  readonly districtUrls?: readonly string[];
  /** Of a page that the hub serves. */
  readonly pageFolder?: string | undefined;
}

const DAY_MS = 86_400_000;

const EVERY_LEAF = {
  since: '0',
  limit: 100_000,
  includeDocs: true,
  conflicts: false,
  style: 'all_docs',
  descending: false,
  ids: null,
} as const;

/** Opens a hub: embedded, or over a CouchDB; with a district behind it and transfers where a history has them. */
export async function openTestHub(options: TestHubOptions): Promise<TestHub> {
  const { folder, grids, features = [], couchUrl, districtUrls: couchUrls = [], pageFolder } = options;
  const databases = Array.from({ length: grids }, (_, index) => databaseName('grid', STATION, index + 1));
  const files = couchUrl === undefined ? embeddedFiles(folder, databases) : await couchFiles(couchUrl, databases);
  const district = features.includes('upstream') ? await openDistrict({ folder, databases, couchUrls }) : null;
  const log = recordedLog();
  const sessions = testSessions();
  let laterMs = 0;
  let days = 0;
  const now = () => Date.now() + laterMs;
  const upstreamNow = () => now() + days * DAY_MS;
  const memory = memoryServices(now);
  let port = 0;
  let running: { readonly hub: EdgeHub; readonly services: HubServices; readonly gateway: Gateway };

  async function start(): Promise<void> {
    const hub = await files.open();
    const asked = {
      folder,
      hub,
      features,
      door: district?.door ?? null,
      dataKeys: memory.dataKeys,
      log,
      now,
      upstreamNow,
    };
    const services = await openHubServices(asked);
    const config = { lan: null, certificatePage: null, staffFolder: pageFolder ?? null, version: '0.1.0' };
    const gateway = await startGateway(
      { loopback: { host: '127.0.0.1', port }, ...config },
      {
        ...{ ...memory, transfers: services.transfers },
        ...{ hub, sessions, staff: nobody, devices: noDevices, log, now },
      },
    );
    port = Number(new URL(gateway.addresses.loopback).port);
    running = { hub, services, gateway };
  }

  /** What the services of earlier runs did not understand. */
  const met: string[] = [];
  /** Makes of the files what a power cut leaves; of the run that ends. */
  let crashed: () => Promise<void> = async () => undefined;

  const databaseOf = (name: string) => {
    const database = running.hub.database(name);
    if (!database) throw new Error(`the hub has no ${name}`);
    return database;
  };

  async function leaves(): Promise<Leaves> {
    const found = new Map<string, readonly WireDocument[]>();
    for (const name of databases) {
      const database = databaseOf(name);
      for (const { id, doc, deleted, changes } of (await database.changes(EVERY_LEAF)).results) {
        const isPlain = changes.length === 1;
        const all = isPlain ? [] : await database.openRevisions(id, { revisions: 'all', latest: false, revs: false });
        const live = isPlain
          ? doc && !deleted
            ? [doc]
            : []
          : all.flatMap((leaf) => ('ok' in leaf && leaf.ok['_deleted'] !== true ? [leaf.ok] : []));
        if (live.length > 0) found.set(id, live);
      }
    }
    return found;
  }

  await start();
  return {
    origin: `http://127.0.0.1:${port}`,
    databases,
    district: district && sideOf(district, () => running.services),
    issue: async (device, rights) => sessions.issue({ device, dbs: rights }),
    expire: async (token) => sessions.expire(token),
    regrant: async (token, rights) => sessions.regrant(token, rights),
    async goDown(how) {
      crashed = how === 'crash' ? await files.crash() : async () => undefined;
      if (how === 'crash') running.services.cut();
      else met.push(...running.services.troubles());
      await running.gateway.stop();
      return running.services.stop();
    },
    async comeUp(coming) {
      await running.hub.stop();
      await crashed();
      await changeFiles(files, coming);
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
    send: (move) => running.services.send(move),
    records: async () => [...(await leaves()).values()].flat().flatMap(recordIn),
    positions: async () => Object.fromEntries(databases.map((name) => [name, databaseOf(name).position().seq])),
    isQuiet: () => running.services.isQuiet(),
    async passTime(ms) {
      laterMs += ms;
    },
    troubles: async () => [...met, ...running.services.troubles()],
    async stop() {
      await running.gateway.stop();
      await running.services.stop();
      await running.hub.stop();
      await files.close();
      await district?.close();
    },
  };

  function sideOf({ door, ...rest }: District, services: () => HubServices): DistrictSide {
    return {
      ...rest,
      set: (line) => door.set(line),
      look: () => services().look(),
      passDay: () => void (days += 1),
      leavesHere: leaves,
      requests: () => door.requests(),
      pending: () => door.pending(),
      isQuiet: (since) => services().isUpstreamQuiet(since),
      nowMs: upstreamNow,
      clockMs: now,
      describe: () => services().describe(),
    };
  }
}
