import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { WireRecord } from '#shared/schema/envelope';
import { openDurableFolder, type DurableFolder } from '#main/services/durable-folder';
import { sealedFolder } from '#main/services/secrets/sealed-folder';
import type { UpstreamService } from '#main/services/upstream/upstream';
import type { UpstreamView } from '#shared/ipc/upstream-api';
import { openEdgeHub } from '#sync-server/embedded/open-edge-hub';
import type { EdgeHub, HubDatabase } from '#sync-server/embedded/types';
import { AT_REST } from '#test/support/at-rest';
import { STATION, WORKER_UID } from '#test/support/builders';
import { recordedLog, type RecordedLog } from '#test/support/quiet-log';
import { memoryAudit, type MemoryAudit } from '#test/support/services';
import { startTestUpstream } from '#test/support/start-upstream';
import { temporaryFolder } from '#test/support/temporary-folder';
import type { District } from './district';

export const GRID = `grid-${STATION}-1`;
export const COMMONS = `commons-${STATION}`;
export const DATABASES: readonly string[] = [COMMONS, GRID, `grid-${STATION}-2`];

/** A station's edge hub with its way to the district, which can be stopped and opened again. */
export interface Edge {
  hub(): EdgeHub;
  grid(): HubDatabase;
  upstream(): UpstreamService;
  readonly folder: DurableFolder;
  readonly audit: MemoryAudit;
  readonly log: RecordedLog;
  /** Records brought after others into another grid. */
  readonly followed: WireRecord[];
  now: () => number;
  /** Sets the district as upstream and switches it on. */
  connect(district: District, change?: { readonly password?: string; readonly url?: string }): Promise<void>;
  /** Writes records as a device's, over what stands. */
  write(...records: readonly WireRecord[]): Promise<void>;
  /** Resolves when the view shows it; everything is tried at once meanwhile. */
  until(shows: (view: UpstreamView) => boolean): Promise<UpstreamView>;
  /** Tries everything at once and waits for the end of it. */
  look(): Promise<UpstreamView>;
  /** Resolves when everything is there and here. */
  untilCurrent(): Promise<UpstreamView>;
  /** Leaves of a document here that live. */
  leaves(id: string): Promise<readonly WireRecord[]>;
  /** Stops everything and opens it again. */
  reopen(meanwhile?: () => Promise<void>): Promise<void>;
  /** The hub's files are gone, and the host starts with new ones. */
  loseHub(): Promise<void>;
  readonly root: string;
}

const WINNER = { rev: null, latest: false, revs: false, conflicts: false } as const;

export async function openEdge(options: { readonly lookEveryMs?: number } = {}): Promise<Edge> {
  const root = await temporaryFolder();
  const folder = sealedFolder(await openDurableFolder(join(root, 'host-only')), new Uint8Array(32).fill(9));
  const audit = memoryAudit();
  const log = recordedLog();
  const followed: WireRecord[] = [];
  let running: { readonly hub: EdgeHub; readonly upstream: UpstreamService };
  const edge = { now: () => Date.now() };

  async function open(): Promise<void> {
    const now = () => edge.now();
    const files = { folder: join(root, 'hub'), epochsFile: join(root, 'epochs.json') };
    const hub = await openEdgeHub({ ...files, atRest: AT_REST, now, log });
    for (const name of DATABASES) await hub.create(name);
    const follow = async (_database: string, record: WireRecord) => followed.push(record) > 0;
    const pace = { lookEveryMs: options.lookEveryMs ?? 600_000, gatherMs: 5 };
    const upstream = await startTestUpstream({ hub, follow, folder, audit, log, now }, pace);
    running = { hub, upstream };
  }
  const stop = async (): Promise<void> => {
    await running.upstream.stop();
    await running.hub.stop();
  };
  await open();
  onTestFinished(stop);

  const grid = (): HubDatabase => running.hub.database(GRID) as HubDatabase;
  const look = async (): Promise<UpstreamView> => {
    await running.upstream.tryNow();
    await running.upstream.settled();
    return running.upstream.view();
  };
  const until: Edge['until'] = async (shows) => {
    let view = running.upstream.view();
    await expect
      .poll(
        async () => {
          await running.upstream.settled();
          view = running.upstream.view();
          if (!shows(view)) view = await look();
          return shows(view);
        },
        { timeout: 20_000, interval: 20 },
      )
      .toBe(true);
    return view;
  };

  return Object.assign(edge, {
    hub: () => running.hub,
    grid,
    upstream: () => running.upstream,
    folder,
    audit,
    log,
    followed,
    root,
    async connect(district: District, change: { readonly password?: string; readonly url?: string } = {}) {
      const { url, user, password } = district;
      const answer = await running.upstream.set(WORKER_UID, {
        on: true,
        url,
        user,
        password,
        authority: null,
        ...change,
      });
      expect(answer).toMatchObject({ ok: true });
    },
    async write(...records: readonly WireRecord[]) {
      for (const record of records) {
        const database = running.hub.database(databaseOf(record)) as HubDatabase;
        const there = await database.get(record._id, WINNER);
        const row = there.found ? { ...record, _rev: there.document._rev } : record;
        expect(await database.bulkDocs({ rows: [row], newEdits: true })).toMatchObject([{ ok: true }]);
      }
    },
    until,
    look,
    untilCurrent: () =>
      until(({ databases }) => databases.every(({ state, left }) => state === 'current' && left === 0)),
    async leaves(id: string) {
      const found = await grid().openRevisions(id, { revisions: 'all', latest: false, revs: false });
      return found.flatMap((leaf) => ('ok' in leaf && !leaf.ok._deleted ? [leaf.ok as unknown as WireRecord] : []));
    },
    async loseHub() {
      await stop();
      await rm(join(root, 'hub'), { recursive: true });
      await rm(join(root, 'epochs.json'));
      await open();
    },
    async reopen(meanwhile?: () => Promise<void>) {
      await stop();
      await meanwhile?.();
      await open();
    },
  });
}

function databaseOf({ _id }: WireRecord): string {
  const scope = _id.split('~')[1] ?? '';
  return scope.includes('-') ? `grid-${scope}` : `commons-${scope}`;
}
