import type { WireRecord } from '#shared/schema/envelope';
import { memoryPouch, remotePouch, type Doc, type TestPouch } from '#test/integration/hub/pouch';
import { median } from '#test/support/stats';
import { assertRight, type BenchResult } from '../bench';
import { startBenchHub, type BenchHub } from './hub';
import { gridDatabase } from './corpus';
import type { Wire } from './wire';

/** How much one of the benchmarks of rates moves. */
export interface RateSize {
  readonly households: number;
  readonly runs: number;
}

/** About 10,000 records, five times. */
export const USUAL: RateSize = { households: 1400, runs: 5 };

/** One run: a database for each of the three, so that all begin with the same. Each answers how long it took, ms. */
export interface RateRun {
  ours(lane: Lane): Promise<number>;
  raw(lane: Lane): Promise<number>;
  pouchdb(lane: Lane): Promise<number>;
}

/** What one of the three gets for one run: a grid of its own, and who it is. */
export interface Lane {
  readonly grid: number;
  readonly db: string;
  /** A device that nobody else is. */
  readonly wire: Wire;
  /** The same database as another hub's replicator reaches it. */
  far(): TestPouch;
}

/** Rows that PouchDB's replicator moves at once: its own 100 are slower, and more are not faster. */
export const POUCHDB_BATCH = 1000;

/**
 * Has our sync, plain requests and PouchDB's replicator do the same against one hub in a process of its own, in turn, and tells
 * how many documents a second each moved.
 */
export async function measureRates(
  name: string,
  rawName: string,
  { runs }: RateSize,
  count: number,
  dataMix: readonly string[],
  run: RateRun,
): Promise<BenchResult> {
  const lanes = ['ours', 'raw', 'pouchdb'] as const;
  const databases = Array.from({ length: runs * lanes.length }, (_, index) => gridDatabase(index + 1));
  const hub = await startBenchHub({ databases, devices: databases.length });
  try {
    const seconds: Record<(typeof lanes)[number], number[]> = { ours: [], raw: [], pouchdb: [] };
    for (let index = 0; index < databases.length; index += 1) {
      const kind = lanes[index % lanes.length] ?? 'ours';
      seconds[kind].push((await run[kind](laneOf(hub, index))) / 1000);
    }
    const rate = (kind: (typeof lanes)[number]): number => count / median(seconds[kind]);
    const ceilings = { [rawName]: rate('raw'), pouchdbDocsPerS: rate('pouchdb') };
    return {
      name,
      dataMix: [
        ...dataMix,
        `${runs} runs of each, in turn; hub and gateway in a process of their own, HTTP on loopback; PouchDB moves ${POUCHDB_BATCH} at once`,
        'ours: records in memory, outbox and cursors closed in a fake IndexedDB: Node has no disk for either',
      ],
      figures: { docsPerS: rate('ours') },
      ceilings,
      ratios: { toRaw: rate('ours') / rate('raw'), toPouchdb: rate('ours') / rate('pouchdb') },
    };
  } finally {
    await hub.stop();
  }
}

function laneOf({ origin, tokens, replicator }: BenchHub, index: number): Lane {
  const db = gridDatabase(index + 1);
  const token = tokens[index] ?? '';
  return {
    grid: index + 1,
    db,
    wire: { origin, token, replica: `raw${String(index).padStart(9, '0')}` },
    far: () => remotePouch(`${origin}/hub/${db}`, { authorization: `Bearer ${replicator}` }),
  };
}

/** How long `work` takes, ms. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** A PouchDB in memory that holds these records; `revisions` as the hub gave them, when it has them. */
export async function pouchHolding(records: readonly WireRecord[]): Promise<TestPouch> {
  const near = memoryPouch();
  const answers = await near.bulkDocs(records as unknown as readonly Doc[]);
  assertRight(
    answers.every(({ ok }) => ok),
    'PouchDB refused a record',
  );
  return near;
}
