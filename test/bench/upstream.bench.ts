import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDurableFolder } from '#main/services/durable-folder';
import { BY_KEYS } from '#main/services/upstream/hub-peer';
import type { WireRecord } from '#shared/schema/envelope';
import { editRecord } from '#shared/sync/author';
import { openEdgeHub } from '#sync-server/embedded/open-edge-hub';
import type { EdgeHub, HubDatabase } from '#sync-server/embedded/types';
import { AT_REST } from '#test/support/at-rest';
import { STATION, testReplica, WORKER_UID } from '#test/support/builders';
import { recordedLog } from '#test/support/quiet-log';
import { startTestUpstream } from '#test/support/start-upstream';
import { assertRight, type BenchResult } from './bench';
import { sealedVisits } from './sync/corpus';
import { timed } from './sync/rates';
import { openBenchUpstream, type BenchUpstream } from './sync/upstream';

export interface UpstreamSize {
  readonly grids: number;
  readonly visitsPerGrid: number;
  /** Of a day, over all grids: as many new visits as visits that were changed. */
  readonly dayWrites: number;
}

/** 100,000 documents, and a day of a busy station. */
const USUAL: UpstreamSize = { grids: 5, visitsPerGrid: 20_000, dayWrites: 500 };

/** Databases that the product serves at once; raw requests get as many. */
const AT_ONCE = 3;
const RAW_ROWS = 1000;

/**
 * A station's first replication to its district, a day's work after it, and plain `_bulk_docs` of the same documents to the same
 * upstream. The upstream is the CouchDB that COUCHDB_URL names, else the embedded hub in a process of its own.
 */
export async function run(size: UpstreamSize = USUAL): Promise<BenchResult> {
  const { grids, visitsPerGrid, dayWrites } = size;
  const station = `b${randomBytes(6).toString('hex')}`;
  const own = Array.from({ length: grids }, (_, n) => `grid-${station}-${n + 1}`);
  const raw = own.map((_, n) => `grid-${station}-${grids + n + 1}`);
  const perGrid: (readonly WireRecord[])[] = [];
  // A few more of each: the day's new ones.
  const news = Math.ceil(dayWrites / grids);
  for (let n = 1; n <= grids; n += 1) perGrid.push(ofStation(await sealedVisits(n, visitsPerGrid + news), station));
  const first = perGrid.map((records) => records.slice(0, visitsPerGrid));
  const upstream = await openBenchUpstream([...own, ...raw]);
  const edge = await openEdge(station, own, first);
  try {
    const total = grids * visitsPerGrid;
    await edge.connect(upstream);
    const firstMs = await timed(() => edge.untilSent());
    await assertThere(upstream, own, visitsPerGrid);
    await edge.untilCurrent();

    const tomorrow = await writeDay(edge.hub, own, perGrid, visitsPerGrid, news);
    const dayDeltaMs = await timed(() => edge.untilSent());
    await assertThere(upstream, own, visitsPerGrid + news);
    await assertEdited(upstream, tomorrow);

    const rawMs = await timed(() => postRaw(upstream, raw, first));
    await assertThere(upstream, raw, visitsPerGrid);
    const firstDocsPerS = (total / firstMs) * 1000;
    const rawBulkDocsPerS = (total / rawMs) * 1000;
    return {
      name: 'upstream',
      dataMix: [
        `${total} visits with sealed notes in ${grids} grid databases; a day: ${news * grids} new ones and as many changed`,
        `upstream: ${upstream.kind}, HTTP on loopback; edge hub encrypted at rest, ${AT_ONCE} databases at once`,
        `raw: the same documents, ${RAW_ROWS} a request, ${AT_ONCE} databases at once`,
      ],
      figures: { firstDocsPerS, dayDeltaMs },
      ceilings: { rawBulkDocsPerS },
      ratios: { toRaw: firstDocsPerS / rawBulkDocsPerS },
    };
  } finally {
    await edge.stop();
    await upstream.stop();
  }
}

const ofStation = (records: readonly WireRecord[], station: string): readonly WireRecord[] =>
  records.map((record) => ({ ...record, _id: record._id.replace(`~${STATION}-`, `~${station}-`) }));

interface Edge {
  readonly hub: EdgeHub;
  connect(upstream: BenchUpstream): Promise<void>;
  /** Resolves when nothing is left to send. */
  untilSent(): Promise<void>;
  /** Resolves when the way back is quiet, too. */
  untilCurrent(): Promise<void>;
  stop(): Promise<void>;
}

async function openEdge(
  station: string,
  names: readonly string[],
  records: readonly (readonly WireRecord[])[],
): Promise<Edge> {
  const root = await mkdtemp(join(tmpdir(), 'linli-bench-'));
  const log = recordedLog();
  const now = Date.now;
  const files = { folder: join(root, 'hub'), epochsFile: join(root, 'epochs.json') };
  const hub = await openEdgeHub({ ...files, atRest: AT_REST, now, log });
  for (const [index, name] of names.entries()) {
    const database = await hub.create(name);
    const all = records[index] ?? [];
    for (let start = 0; start < all.length; start += RAW_ROWS)
      await database.bulkDocs({ rows: all.slice(start, start + RAW_ROWS), newEdits: true });
  }
  const folder = await openDurableFolder(join(root, 'host-only'));
  const upstream = await startTestUpstream({ hub, folder, log, now, random: Math.random }, { station, gatherMs: 1 });
  const until = async (isDone: () => boolean): Promise<void> => {
    while (!isDone()) {
      const { trouble, databases } = upstream.view();
      const failed = trouble ?? databases.find((database) => database.trouble !== null)?.trouble;
      if (failed) throw new Error(`the upstream has a trouble: ${failed}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  return {
    hub,
    async connect({ url, user, password }) {
      await upstream.set(WORKER_UID, { on: true, url, user, password, authority: null });
    },
    untilSent: () => until(() => upstream.view().databases.every(({ left }) => left === 0)),
    untilCurrent: () =>
      until(() => upstream.view().databases.every(({ state, left }) => state === 'current' && left === 0)),
    async stop() {
      await upstream.stop();
      await hub.stop();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** A day's work in every grid: new visits, and others that get a next date. */
async function writeDay(
  hub: EdgeHub,
  names: readonly string[],
  perGrid: readonly (readonly WireRecord[])[],
  from: number,
  count: number,
): Promise<readonly { readonly name: string; readonly id: string }[]> {
  const replica = testReplica('benchday', () => Date.now());
  const edited: { name: string; id: string }[] = [];
  for (const [index, name] of names.entries()) {
    const database = hub.database(name) as HubDatabase;
    const records = perGrid[index] ?? [];
    const changed = records.slice(0, count).map((record) => editRecord(record, { nextVisitOn: DAY }, replica.write()));
    const { rows } = await database.allDocs({ ...BY_KEYS, keys: changed.map(({ _id }) => _id) });
    const revs = new Map(rows.flatMap((row) => ('error' in row ? [] : [[row.id, row.value.rev] as const])));
    const edits = changed.map((record) => ({ ...record, _rev: revs.get(record._id) }));
    const answers = await database.bulkDocs({ rows: [...edits, ...records.slice(from, from + count)], newEdits: true });
    assertRight(
      answers.every((answer) => 'ok' in answer),
      'the edge hub refused a day’s row',
    );
    edited.push(...changed.map(({ _id: id }) => ({ name, id })));
  }
  return edited;
}

const DAY = '2026-12-24';

async function postRaw(
  upstream: BenchUpstream,
  names: readonly string[],
  records: readonly (readonly WireRecord[])[],
): Promise<void> {
  const waiting = names.map((name, index) => ({ name, all: records[index] ?? [] }));
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      for (let start = 0; start < next.all.length; start += RAW_ROWS) {
        const body = { docs: next.all.slice(start, start + RAW_ROWS) };
        await upstream.ask('POST', `/${next.name}/_bulk_docs`, body);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

async function assertThere(upstream: BenchUpstream, names: readonly string[], count: number): Promise<void> {
  for (const name of names) {
    const { doc_count: found } = (await upstream.ask('GET', `/${name}`)) as { readonly doc_count: number };
    assertRight(found === count, `${found} of ${count} documents in ${name}`);
  }
}

async function assertEdited(
  upstream: BenchUpstream,
  edited: readonly { readonly name: string; readonly id: string }[],
): Promise<void> {
  for (const { name, id } of edited.filter((_, index) => index % 25 === 0)) {
    const found = (await upstream.ask('GET', `/${name}/${encodeURIComponent(id)}`)) as WireRecord;
    assertRight(found['nextVisitOn'] === DAY, `${id} upstream is not what it was made`);
  }
}
