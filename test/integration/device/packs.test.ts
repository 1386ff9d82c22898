import 'fake-indexeddb/auto';
import { describe, expect, it, vi } from 'vitest';
import { firstValueFrom } from 'rxjs';
import fc from 'fast-check';
import type { WireRecord } from '#shared/schema/envelope';
import type { StoredRecord } from '#shared/sync/ports';
import { createRxdbStore, toStored, toWire } from '#shared/sync/rxdb-store';
import { briefOf } from '#renderer/data/briefs';
import { createLocalCipher } from '#renderer/data/local-cipher';
import { openLocalDatabase } from '#renderer/data/local-database';
import { recordStorage } from '#renderer/data/open-databases';
import { createPacking } from '#renderer/data/packing';
import { openPacks } from '#renderer/data/packs';
import { snapshotOf } from '#renderer/data/snapshot';
import { readRows } from '#renderer/data/snapshot-rows';
import { aVisit, testReplica } from '#test/support/builders';
import { until } from '#test/support/device';

const KEY = new Uint8Array(32).fill(3);
let made = 0;
const by = testReplica('packs');

async function openAll(name: string) {
  const local = await openLocalDatabase(name, recordStorage(await createLocalCipher(KEY, 'records')));
  const packs = openPacks(`${name}-packs`, await createLocalCipher(KEY, 'packs'), 3);
  const { visits } = local.collections;
  if (!visits) throw new Error('no visits');
  const store = createRxdbStore(local.collections);
  return {
    visits,
    packs,
    store,
    write: async (record: WireRecord) => {
      const previous = (await store.read('visits', [record._id])).get(record._id);
      await store.write('visits', [{ previous, next: toStored(record, '1-a') }]);
    },
    erase: async (record: WireRecord) => {
      const known = (await store.read('visits', [record._id])).get(record._id);
      if (known) await store.erase('visits', [known]);
    },
    /** What lists show, and what they would show without packs. */
    shown: async () => sorted(await firstValueFrom(snapshotOf(visits, 'visit', packs))),
    truth: async () =>
      sorted(
        (await readRows(visits, 'visit', null))
          .filter((row) => !(row as StoredRecord & { _deleted?: boolean })._deleted)
          .map((row) => briefOf(toWire(row))),
      ),
    /** Packs what is there, with no margin: what is not before the watermark must be found beside. */
    pack: async () => {
      const rows = await readRows(visits, 'visit', null);
      const living = rows.filter((row) => !(row as StoredRecord & { _deleted?: boolean })._deleted);
      const briefs = new Map(living.map((row) => [row._id, briefOf(toWire(row))]));
      await createPacking(visits, 'visit', packs, briefs, 0).save();
    },
    close: async () => {
      await local.close();
      packs.close();
    },
  };
}

const sorted = (records: readonly WireRecord[]) => [...records].sort((a, b) => (a._id < b._id ? -1 : 1));
const visit = (n: number, startedAtMs = 1) => aVisit(n, { by, fields: { startedAtMs } });

describe('packs of briefs', { timeout: 120_000 }, () => {
  it('show what the collection holds, however it was written, packed and cut short', async () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('write' as const), n: fc.nat(12), at: fc.nat(1000) }),
      fc.record({ do: fc.constant('erase' as const), n: fc.nat(12) }),
      fc.record({ do: fc.constant('pack' as const) }),
      fc.record({ do: fc.constant('cut pack' as const), after: fc.nat(3) }),
      fc.record({ do: fc.constant('reopen' as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const name = `packs-${(made += 1)}`;
        let device = await openAll(name);
        for (const each of steps) {
          if (each.do === 'write') await device.write(visit(each.n, each.at));
          else if (each.do === 'erase') await device.erase(visit(each.n));
          else if (each.do === 'pack') await device.pack();
          else {
            if (each.do === 'cut pack') await cutAfter(each.after, () => device.pack());
            await device.close();
            device = await openAll(name);
          }
          expect(await device.shown()).toEqual(await device.truth());
        }
        await device.close();
      }),
      { numRuns: 30 },
    );
  });

  it('are read in place of the records, with what was written since beside them', async () => {
    const name = `packs-${(made += 1)}`;
    let device = await openAll(name);
    for (let n = 0; n < 8; n += 1) await device.write(visit(n));
    await device.pack();
    await device.close();
    device = await openAll(name);
    await device.write(visit(3, 77));
    const loaded = await createPacking(device.visits, 'visit', device.packs, new Map()).load();
    expect(loaded?.records).toHaveLength(8);
    expect(await readRows(device.visits, 'visit', loaded?.watermark ?? 0)).toHaveLength(1);
    expect(await device.shown()).toEqual(await device.truth());
    await device.close();
  });

  it('lose somebody who was erased, though nothing else has changed', async () => {
    const device = await openAll(`packs-${(made += 1)}`);
    for (let n = 0; n < 8; n += 1) await device.write(visit(n));
    await device.pack();
    await device.erase(visit(3));
    expect(await device.shown()).toHaveLength(7);
    const packed = () => createPacking(device.visits, 'visit', device.packs, new Map()).load();
    await until(async () => (await packed())?.records.length === 7);
    await device.close();
  });

  it('are thrown away when the clock was set back since', async () => {
    const name = `packs-${(made += 1)}`;
    const device = await openAll(name);
    await device.write(visit(1));
    await device.packs.save('visit', 'v0', { records: [visit(2)], watermark: Date.now() + 60_000 });
    expect(await device.shown()).toEqual(await device.truth());
    expect(await createPacking(device.visits, 'visit', device.packs, new Map()).load()).toBeNull();
    await device.close();
  });
});

/** Lets so many writes of packs reach the disk, then none: the device dies. */
async function cutAfter(writes: number, work: () => Promise<void>): Promise<void> {
  let left = writes;
  const put = IDBObjectStore.prototype.put;
  const spy = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
    if (this.transaction.db.name.endsWith('-packs') && left-- <= 0) throw new Error('killed');
    return put.apply(this, args);
  });
  await work().catch(() => undefined);
  spy.mockRestore();
}
