import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { WireRecord } from '#shared/schema/envelope';
import { stubOf } from '#shared/schema/moved';
import { editRecord } from '#shared/sync/author';
import { joinVectors } from '#shared/sync/vector';
import { settleLeaves, settleSince, type SettleOptions } from '#main/services/upstream/settle-leaves';
import { openEdgeHub } from '#sync-server/embedded/open-edge-hub';
import type { HubDatabase } from '#sync-server/embedded/types';
import { AT_REST } from '#test/support/at-rest';
import { aPerson, STATION, T0, testReplica, WORKER_UID } from '#test/support/builders';
import { recordedLog } from '#test/support/quiet-log';
import { temporaryFolder } from '#test/support/temporary-folder';

const NAME = `grid-${STATION}-1`;
const base = aPerson(1);
const named = editRecord(base, { name: '甲' }, testReplica('one').write());
const gone = editRecord(base, { status: 'moved-out' }, testReplica('two').write());
const away = { scope: `${STATION}-2`, at: T0, by: WORKER_UID };

let database: HubDatabase;
let followed: WireRecord[];
let options: SettleOptions;

beforeEach(async () => {
  const root = await temporaryFolder();
  const files = { folder: join(root, 'hub'), epochsFile: join(root, 'epochs.json') };
  const hub = await openEdgeHub({ ...files, atRest: AT_REST, now: () => T0, log: recordedLog() });
  onTestFinished(() => hub.stop());
  database = await hub.create(NAME);
  followed = [];
  options = { name: NAME, database, follow: async (_name, record) => followed.push(record) > 0 };
});

/** Leaves of one document, the later in the list the greater its revision; `generation` of the first is 1. */
async function leavesOf(...records: readonly object[]): Promise<void> {
  const rows = records.map((record, n) => ({ ...record, _rev: `1-${String(n + 1).padStart(32, '0')}` }));
  expect(await database.bulkDocs({ rows, newEdits: false })).toEqual([]);
}
async function live(id = base._id): Promise<readonly (WireRecord & { readonly movedTo?: object })[]> {
  const found = await database.openRevisions(id, { revisions: 'all', latest: false, revs: false });
  return found.flatMap((leaf) => ('ok' in leaf && !leaf.ok._deleted ? [leaf.ok as unknown as WireRecord] : []));
}

describe('leaves of one record', () => {
  it('become one with what both sides changed, and whatever was put off stays in it', async () => {
    await leavesOf(named, gone);
    expect(await settleLeaves([base._id], options)).toBe(1);
    expect(await live()).toMatchObject([{ name: '甲', status: 'moved-out', vv: joinVectors(named.vv, gone.vv) }]);
  });

  it('say the same whichever of them the hub takes for the winner', async () => {
    await leavesOf(named, gone);
    await settleLeaves([base._id], options);
    const [one] = await live();
    const other = aPerson(2);
    const strip = ({ _rev, ...record }: WireRecord & { _rev?: string }) => record;
    const second = (record: WireRecord) => ({ ...record, _id: other._id });
    await leavesOf(second(gone), second(named));
    await settleLeaves([other._id], options);
    const [two] = await live(other._id);
    expect(strip(two as WireRecord)).toEqual({ ...strip(one as WireRecord), _id: other._id });
  });

  it('that knew of each other need no new state: the later one stays as it is', async () => {
    const later = editRecord(named, { name: '乙' }, testReplica('three').write());
    await leavesOf(named, later);
    await settleLeaves([base._id], options);
    expect(await live()).toMatchObject([{ name: '乙', _rev: `1-${'2'.padStart(32, '0')}` }]);
  });

  it('are put in order after a crash between the outcome and the ends of the others', async () => {
    await leavesOf(named, gone);
    let writes = 0;
    const crashing: SettleOptions = {
      ...options,
      database: {
        ...database,
        bulkDocs: async (write) => {
          writes += 1;
          if (writes > 1) throw new Error('killed');
          return database.bulkDocs(write);
        },
      },
    };
    await expect(settleLeaves([base._id], crashing)).rejects.toThrow('killed');
    const [before, left] = await live();
    expect(left).toBeDefined();
    expect(await settleSince('0', options, () => false)).toMatchObject({ settled: 1 });
    expect(await live()).toEqual([before]);
  });

  it('lose nothing when somebody writes while they are merged', async () => {
    await leavesOf(named, gone);
    let isFirst = true;
    const racing: SettleOptions = {
      ...options,
      database: {
        ...database,
        bulkDocs: async (write) => {
          if (isFirst) {
            isFirst = false;
            const [winner] = await live();
            const edited = editRecord(winner as WireRecord, { sex: 'male' }, testReplica('desk').write());
            await database.bulkDocs({ rows: [edited], newEdits: true });
          }
          return database.bulkDocs(write);
        },
      },
    };
    await settleLeaves([base._id], racing);
    expect(await live()).toMatchObject([{ name: '甲', status: 'moved-out', sex: 'male' }]);
  });

  it.each([
    ['the stub wins', [named, 'stub']],
    ['the record wins', ['stub', named]],
  ] as const)(
    'of somebody who went to another grid: the stub stays and the write follows, when %s',
    async (_name, order) => {
      const stub = stubOf(base, joinVectors(base.vv, { host00000000: 1 }), away);
      await leavesOf(...order.map((each) => (each === 'stub' ? stub : each)));
      await settleLeaves([base._id], options);
      const [left, ...others] = await live();
      expect(others).toEqual([]);
      expect(left?.movedTo).toEqual(away);
      expect(followed.map(({ name }) => name)).toEqual(['甲']);
    },
  );

  it('that went to another grid and cannot follow now are left until they can', async () => {
    const stub = stubOf(base, joinVectors(base.vv, { host00000000: 1 }), away);
    await leavesOf(named, stub);
    await settleLeaves([base._id], { ...options, follow: async () => false });
    expect(await live()).toHaveLength(2);
    await settleLeaves([base._id], options);
    expect(await live()).toHaveLength(1);
  });

  it('that this build does not understand stay both', async () => {
    await leavesOf(named, { ...gone, schema: 99 });
    expect(await settleLeaves([base._id], options)).toBe(0);
    expect(await live()).toHaveLength(2);
  });
});
