import 'fake-indexeddb/auto';
import { BehaviorSubject, firstValueFrom } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OutboxRow, SyncStatus } from '#shared/sync/ports';
import { outboxRow } from '#shared/sync/outbox';
import { ControlDatabase } from '#renderer/data/control/control-database';
import { openControlStore } from '#renderer/data/control/control-store';
import { createLocalCipher } from '#renderer/data/local-cipher';
import { watchSync } from '#renderer/data/sync-view';
import { aVisit, testReplica } from '#test/support/builders';

const DB = 'grid-qinghe-1';
let opened = 0;
let minted = 0;
const KEY = new Uint8Array(32).fill(7);
const mint = () => `${(minted += 1).toString(36)}`.padStart(12, '0');

describe('what sync keeps beside the records', () => {
  let database: ControlDatabase;
  const reopen = async () => {
    database.close();
    database = new ControlDatabase(database.name);
    return open();
  };
  const open = async (key = KEY) =>
    openControlStore(database, {
      cipher: await createLocalCipher(key, 'control'),
      newReplicaId: mint,
      makeParcel: async ({ id, vectorKey }) => `parcel of ${id} at ${vectorKey}`,
    });
  beforeEach(() => {
    opened += 1;
    database = new ControlDatabase(`control-${opened}`);
  });
  afterEach(() => database.close());

  it('never hands out a number twice, whenever the device dies', async () => {
    const seen = new Set<string>();
    let control = await open();
    for (let round = 0; round < 5; round += 1) {
      const writes = await Promise.all(Array.from({ length: 50 }, () => control.nextWrite()));
      for (const { replica, counter } of writes) seen.add(`${replica}/${counter}`);
      control = await reopen();
    }
    expect(seen.size).toBe(250);
  });

  it('writes under another name once the hub knows numbers that it never reserved', async () => {
    const control = await open();
    const first = await control.nextWrite();
    await control.notice({ replica: first.replica, counter: first.counter });
    expect(control.replica).toBe(first.replica);
    await Promise.all([
      control.notice({ replica: first.replica, counter: 10_000 }),
      control.notice({ replica: first.replica, counter: 20_000 }),
      control.nextWrite(),
    ]);
    const again = await control.nextWrite();
    expect(again.replica).not.toBe(first.replica);
    expect((await reopen()).replica).toBe(again.replica);
  });

  it('shows the outbox as it is on disk, without reading it for every change', async () => {
    const control = await open();
    const shown = () => firstValueFrom(control.outbox$);
    const by = testReplica('watch');
    const whole = vi.spyOn(database.outbox, 'toArray');
    const rows = Array.from({ length: 20 }, (_, n) => outboxRow(DB, 'visits', aVisit(n, { by }), '', n));
    for (const row of rows) await control.queue([row]);
    const [first, second, third] = rows as [OutboxRow, OutboxRow, OutboxRow];
    await control.acknowledge([{ id: first.id, vectorKey: first.vectorKey, rev: '1-a' }]);
    await control.acknowledge([{ id: second.id, vectorKey: 'another', rev: '1-b' }]);
    await control.amend([{ id: third.id, vectorKey: third.vectorKey, change: { state: 'refused' } }]);
    expect(whole).not.toHaveBeenCalled();
    const byId = (some: readonly OutboxRow[]) => [...some].sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(byId(await shown())).toEqual(byId(await control.allQueued()));
    expect((await shown()).length).toBe(19);
    const before = byId(await shown());
    expect(byId(await firstValueFrom((await reopen()).outbox$))).toEqual(before);
  });

  it('tells a full disk from a failed one when a row cannot be queued', async () => {
    const control = await open();
    const full = Object.assign(new Error('full'), { name: 'QuotaExceededError' });
    vi.spyOn(database, 'transaction').mockRejectedValueOnce(full);
    const row = outboxRow(DB, 'visits', aVisit(1), '', 1);
    await expect(control.queue([row])).rejects.toMatchObject({ code: 'device.storage-full' });
    expect(await firstValueFrom(control.outbox$)).toEqual([]);
    database.close();
    await expect(control.queue([row])).rejects.toMatchObject({ code: 'device.storage-failed' });
  });

  it('keeps what waits closed, and a parcel of its latest state beside it', async () => {
    const control = await open();
    const by = testReplica('closed');
    const row = { ...outboxRow(DB, 'visits', aVisit(1, { by }), '3-c', 5), code: 'row.malformed', reason: 'because' };
    await control.queue([row]);
    const onDisk = await database.outbox.toArray();
    expect(Object.keys(onDisk[0] ?? {}).sort()).toEqual(
      ['closed', 'collection', 'db', 'id', 'queuedAtMs', 'state', 'vectorKey'].sort(),
    );
    expect(await database.parcels.toArray()).toEqual([
      { id: row.id, vectorKey: row.vectorKey, parcel: `parcel of ${row.id} at ${row.vectorKey}` },
    ]);
    const again = await reopen();
    expect(await again.allQueued()).toEqual([row]);
    await again.acknowledge([{ id: row.id, vectorKey: row.vectorKey, rev: '4-d' }]);
    expect([await database.outbox.count(), await database.parcels.count()]).toEqual([0, 0]);
  });

  it('opens without rows that another key closed, and leaves them where they are', async () => {
    const by = testReplica('wrong');
    await (await open()).queue([outboxRow(DB, 'visits', aVisit(1, { by }), '', 1)]);
    const other = await open(new Uint8Array(32).fill(8));
    expect(await other.allQueued()).toEqual([]);
    expect(await (await reopen()).allQueued()).toHaveLength(1);
  });

  it('takes a hundred saves of one moment in a few transactions, each after the one before', async () => {
    const control = await open();
    const by = testReplica('many');
    const transactions = vi.spyOn(database, 'transaction');
    const rows = Array.from({ length: 100 }, (_, n) => outboxRow(DB, 'visits', aVisit(n, { by }), '', n));
    await Promise.all(rows.map((row) => control.queue([row])));
    expect(transactions.mock.calls.length).toBeLessThanOrEqual(3);
    expect(await control.waiting(DB, 200, new Set())).toEqual(rows);
  });

  it('shows rows as held while their database is withheld, and as waiting when it is open again', async () => {
    const control = await open();
    const by = testReplica('held');
    await control.queue([
      outboxRow(DB, 'visits', aVisit(1, { by }), '', 1),
      outboxRow('grid-qinghe-9', 'visits', aVisit(2, { by, grid: 9 }), '', 2),
    ]);
    const status = (state: 'held' | 'current'): SyncStatus => ({
      link: { kind: 'live' },
      databases: [{ name: DB, state, received: 0 }],
      lastCurrentMs: null,
    });
    const status$ = new BehaviorSubject(status('held'));
    const view = () => firstValueFrom(watchSync(control.outbox$, status$));
    expect(await view()).toMatchObject({ waiting: 0, held: 2 });
    status$.next(status('current'));
    expect(await view()).toMatchObject({ waiting: 1, held: 1 });
    expect((await control.allQueued()).map((row) => row.state)).toEqual(['waiting', 'waiting']);
  });
});
