import { describe, expect, it } from 'vitest';
import { ok } from '#shared/errors/result';
import type { BulkRow } from '#shared/ipc/station-api';
import type { WireRecord } from '#shared/schema/envelope';
import { replicaSchema } from '#shared/schema/types/replica';
import { openReplicaDirectory, type ReplicaDirectoryDeps } from '#main/services/replica-directory/replica-directory';
import type { DeviceEntry } from '#main/services/ports';
import { T0, uid } from '#test/support/builders';
import { recordedLog } from '#test/support/quiet-log';

const TABLET = uid(50);
const WANG = uid(1);
const MANAGER = uid(2);
const REPLICA = 'tablet000001';

type Row = WireRecord & { readonly _rev: string };

/** A commons in memory, with its feed. */
function memoryHub() {
  const rows = new Map<string, Row>();
  let writes = 0;
  let failures = 0;
  const commons: ReplicaDirectoryDeps['commons'] = {
    get: async (id) => {
      const row = rows.get(id);
      return row ? { found: true, document: row } : { found: false };
    },
    bulkDocs: async ({ rows: sent }) =>
      (sent as Row[]).map((row): BulkRow => {
        if (failures > 0) {
          failures -= 1;
          return { id: row._id, error: 'unknown', reason: 'the disk is full' };
        }
        if (rows.get(row._id)?._rev !== row._rev) return { id: row._id, error: 'conflict', reason: 'conflict' };
        writes += 1;
        rows.set(row._id, { ...row, _rev: `${writes}-a` });
        return { ok: true, id: row._id, rev: `${writes}-a` };
      }),
  };
  const hub: ReplicaDirectoryDeps['hub'] = {
    names: () => ['commons-qinghe'],
    onChange: () => () => undefined,
    database: () => ({
      changes: async ({ since }) => ({
        results: since === '0' ? [...rows.values()].map((doc) => ({ id: doc._id, doc })) : [],
        last_seq: '1',
        pending: 0,
      }),
    }),
  };
  return {
    hub,
    commons,
    writes: () => writes,
    failNext: () => void (failures = 1),
    record: () => {
      const { _rev, ...record } = rows.get(`replica~qinghe~${REPLICA}`) ?? { _rev: '' };
      return replicaSchema.safeParse(record).data;
    },
  };
}

/** A station with one tablet; the first device that names a replica keeps it. */
async function station(memory = memoryHub(), name = '平板3') {
  const device = { id: TABLET, name } as DeviceEntry;
  const owners = new Map<string, string>();
  const directory = await openReplicaDirectory({
    station: 'qinghe',
    hub: memory.hub,
    commons: memory.commons,
    sessions: {
      claimReplica: async ({ device: claimer }, replica) => {
        if (!owners.has(replica)) owners.set(replica, claimer);
        return owners.get(replica) === claimer;
      },
    },
    devices: {
      list: () => [device],
      change: async (_by, _id, change) => ok(Object.assign(device, change)),
    },
    log: recordedLog(),
    now: () => T0,
  });
  return { memory, directory };
}

describe('who writes under a replica', () => {
  it('is told to every device when the replica first sends something, and once', async () => {
    const { memory, directory } = await station();
    for (let n = 0; n < 3; n += 1) {
      expect(await directory.claimReplica({ device: TABLET, staff: WANG }, REPLICA)).toBe(true);
    }
    await directory.settled();
    expect(memory.record()).toMatchObject({
      staffUid: WANG,
      deviceUid: TABLET,
      deviceName: '平板3',
      created: { by: WANG },
    });
    expect(memory.writes()).toBe(1);
  });

  it('is not told of a device that may not write under it', async () => {
    const { memory, directory } = await station();
    await directory.claimReplica({ device: TABLET, staff: WANG }, REPLICA);
    await directory.settled();
    expect(await directory.claimReplica({ device: uid(51), staff: MANAGER }, REPLICA)).toBe(false);
    await directory.settled();
    expect(memory.record()?.staffUid).toBe(WANG);
    expect(memory.writes()).toBe(1);
  });

  it('follows the name of the device', async () => {
    const { memory, directory } = await station();
    await directory.claimReplica({ device: TABLET, staff: WANG }, REPLICA);
    await directory.devices.change(MANAGER, TABLET, { name: '二号窗口' });
    await directory.settled();
    expect(memory.record()).toMatchObject({ deviceName: '二号窗口', staffUid: WANG, changed: { by: MANAGER } });
    await directory.devices.change(MANAGER, TABLET, { state: 'revoked' });
    await directory.settled();
    expect(memory.writes()).toBe(2);
  });

  it('is put right at the next start when the host died between the name and the record', async () => {
    const first = await station();
    await first.directory.claimReplica({ device: TABLET, staff: WANG }, REPLICA);
    await first.directory.stop();
    const { directory, memory } = await station(first.memory, '平板3，新外壳');
    await directory.settled();
    expect(memory.record()?.deviceName).toBe('平板3，新外壳');
    await directory.claimReplica({ device: TABLET, staff: WANG }, REPLICA);
    await directory.settled();
    expect(memory.writes()).toBe(2);
  });

  it('does not keep a device from writing when it cannot be written down, and is tried at the next push', async () => {
    const { memory, directory } = await station();
    memory.failNext();
    expect(await directory.claimReplica({ device: TABLET, staff: WANG }, REPLICA)).toBe(true);
    await directory.settled();
    expect(memory.record()).toBeUndefined();
    await directory.claimReplica({ device: TABLET, staff: WANG }, REPLICA);
    await directory.settled();
    expect(memory.record()?.staffUid).toBe(WANG);
  });
});
