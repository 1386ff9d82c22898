import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DataKey } from '#shared/ipc/station-api';
import { mediaDatabase, ownerOfMedia } from '#shared/media/names';
import { openEdgeHub } from '#sync-server/embedded/open-edge-hub';
import type { EdgeHub } from '#sync-server/embedded/types';
import { practiceRecords, STATION_RECORD_ID } from '#sync-server/seed/practice';
import { seedPracticeStation } from '#sync-server/seed/seed';
import type { PracticeSize } from '#sync-server/seed/sizes';
import { AT_REST } from '#test/support/at-rest';

const NOW_MS = Date.UTC(2026, 10, 23, 1, 42);
const DAY_MS = 86_400_000;
const size: PracticeSize = { householdsPerGrid: [30, 20], historyDays: 180 };
const keys = [1, 2].flatMap((grid) =>
  (['general', 'health', 'child'] as const).map((keyClass): DataKey => ({
    kid: `qinghe-${grid}.${keyClass}.1`,
    scope: `qinghe-${grid}`,
    class: keyClass,
    key: Buffer.alloc(32, grid).toString('base64'),
  })),
);

let folder: string;
let hub: EdgeHub;
const open = () =>
  openEdgeHub({
    folder: path.join(folder, 'hub'),
    epochsFile: path.join(folder, 'epochs.json'),
    atRest: AT_REST,
    now: () => NOW_MS,
    log: { info: () => undefined, warn: () => undefined },
  });

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'linli-seed-'));
  hub = await open();
});
afterEach(async () => {
  await hub.stop();
  await rm(folder, { recursive: true });
});

const seed = (target: Pick<EdgeHub, 'create'> = hub, nowMs = NOW_MS) =>
  seedPracticeStation({ hub: target, keys, nowMs, randomSeed: 'test', size });

/** Names of the databases that hold records, those of their pictures left out. */
const recordDatabases = () => hub.names().filter((name) => ownerOfMedia(name) === null);

async function storedIds(): Promise<string[]> {
  const ids: string[] = [];
  for (const name of recordDatabases()) {
    const answer = await hub.database(name)?.allDocs({
      keys: null,
      startKey: null,
      endKey: null,
      inclusiveEnd: true,
      descending: false,
      skip: 0,
      limit: null,
      includeDocs: false,
      conflicts: false,
    });
    for (const row of answer?.rows ?? []) if ('id' in row) ids.push(row.id);
  }
  return ids.sort();
}

async function plannedIds(): Promise<string[]> {
  const planned = await practiceRecords({ randomSeed: 'test', nowMs: NOW_MS, size, keys, replica: 'plannedplann' });
  return planned.flatMap(({ records }) => records.map(({ _id }) => _id)).sort();
}

/** A hub whose disk gives up after that many writes. */
function failingAfter(writes: number): Pick<EdgeHub, 'create'> {
  let left = writes;
  return {
    create: async (name) => {
      const database = await hub.create(name);
      return {
        ...database,
        bulkDocs: async (write) => {
          left -= 1;
          if (left < 0) throw new Error('no space left');
          return database.bulkDocs(write);
        },
      };
    },
  };
}

describe('the first run', () => {
  it('brings the whole station into the hub', async () => {
    const { written, found } = await seed();
    expect(found).toBe(0);
    expect(await storedIds()).toEqual(await plannedIds());
    expect(written).toBe((await plannedIds()).length);
  });

  it('brings the pictures that incidents name, whole, and after an interruption no second time', async () => {
    await expect(seed(failingAfter(1))).rejects.toThrow('no space left');
    await seed();
    const planned = await practiceRecords({ randomSeed: 'test', nowMs: NOW_MS, size, keys, replica: 'plannedplann' });
    for (const { database, pictures } of planned.filter((each) => each.pictures.length > 0)) {
      const media = hub.database(mediaDatabase(database));
      for (const { document } of pictures)
        expect((await media?.attachment(document._id, 'full'))?.bytes).toHaveLength(document.bytes.full);
      expect((await media?.info())?.documents).toBe(pictures.length);
    }
  });

  it('is not repeated, whatever day it is and however often the host starts', async () => {
    await seed();
    const position = hub.database('grid-qinghe-1')?.position();
    await hub.stop();
    hub = await open();
    expect(await seed(hub, NOW_MS + 9 * DAY_MS)).toEqual({ written: 0, found: 0 });
    expect(hub.database('grid-qinghe-1')?.position()).toEqual(position);
  });

  it.each([0, 1, 2])('goes on where it was interrupted: after %i writes', async (writes) => {
    await expect(seed(failingAfter(writes))).rejects.toThrow('no space left');
    expect(await storedIds()).not.toContain(STATION_RECORD_ID);
    const before = await storedIds();
    await hub.stop();
    hub = await open();

    const { written, found } = await seed();

    expect(found).toBe(before.length);
    expect(await storedIds()).toEqual(await plannedIds());
    expect(written + found).toBe((await plannedIds()).length);
  });

  it('writes as a replica of its own each time, since what it writes may have changed with the day', async () => {
    await expect(seed(failingAfter(1))).rejects.toThrow();
    await seed(hub, NOW_MS + DAY_MS);
    const replicas = new Set<string>();
    for (const name of recordDatabases()) {
      const page = await hub.database(name)?.changes({
        since: '0',
        limit: 5000,
        includeDocs: true,
        style: 'main_only',
        conflicts: false,
        descending: false,
        ids: null,
      });
      for (const { doc } of page?.results ?? []) replicas.add(Object.keys(doc?.['vv'] as object).join());
    }
    expect(replicas.size).toBe(2);
  });
});
