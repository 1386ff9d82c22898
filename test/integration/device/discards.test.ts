import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { Dexie } from 'dexie';
import { firstValueFrom } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutboxRow } from '#shared/sync/ports';
import { createDevice } from '#renderer/data/device';
import type { OpenStation } from '#renderer/data/types';
import { openLiveStation, PASSPHRASE, type LiveStation } from '#test/integration/gateway/live-station';
import { personFields, uid, visitFields } from '#test/support/builders';
import { until } from '#test/support/device';
import { nodePlatform } from '#test/support/device-platform';

const SCOPE = 'qinghe-1';

/** The product's own device against the product's own gateway, over real HTTP. */
describe('discarding on a worker’s device', { timeout: 120_000 }, () => {
  let station: LiveStation;
  let worker: OpenStation;
  let isAway = false;

  beforeEach(async () => {
    globalThis.indexedDB = new IDBFactory();
    Dexie.dependencies.indexedDB = globalThis.indexedDB;
    station = await openLiveStation();
    station.clock.nowMs = Date.now();
    isAway = false;
    const reach: typeof fetch = (input, init) => {
      if (isAway) return Promise.reject(new TypeError('fetch failed'));
      return fetch(String(input).replace('http://station.test', station.origin), init);
    };
    worker = await createDevice(nodePlatform(reach)).signIn('one', PASSPHRASE);
    await settled();
  });
  afterEach(async () => {
    await worker.close();
    await station.stop();
  });

  const view = () => firstValueFrom(worker.sync$);
  const settled = () =>
    until(async () => {
      const { status, waiting } = await view();
      return status.link.kind === 'live' && status.databases.every(({ state }) => state === 'current') && waiting === 0;
    });
  const word = (passphrase = PASSPHRASE) => ({ staffCode: 'boss', passphrase, reason: '写错了人' });
  // What is stuck lies at the host in any case, as a deposit.
  const discarded = () => station.kept.list().filter(({ why }) => why === 'discarded');
  const people = () => firstValueFrom(worker.records.find('people', { selector: { type: 'person' } }));

  /** A person whose file the hub takes no more edits of from this worker. */
  async function withRefusedEdit(): Promise<OutboxRow> {
    const fields = personFields({ name: '沈桂英' });
    const { _id } = await worker.writer.create({ type: 'person', scope: SCOPE, uid: uid(1), key: 'one', fields });
    await settled();
    await station.sessions.staffAdmin.change(uid(9), worker.session.staff.uid, { post: 'clerk' });
    await worker.writer.create({ type: 'visit', scope: SCOPE, uid: uid(2), fields: visitFields() });
    await worker.writer.edit(_id, () => ({ sex: 'male' }));
    await until(async () => (await view()).refused === 1);
    const row = (await view()).outbox.find(({ state }) => state === 'refused');
    if (!row) throw new Error('nothing was refused');
    return row;
  }

  it('drops what the hub refused when the manager confirms, and the host has it', async () => {
    const row = await withRefusedEdit();
    expect(row).toMatchObject({ code: 'access.denied', record: { type: 'visit' } });
    const before = worker.replica;
    expect(await worker.discard([row], word())).toEqual({ dropped: 1, left: 0 });
    expect((await view()).outbox.filter(({ id }) => id === row.id)).toEqual([]);
    expect(await firstValueFrom(worker.records.find('visits', { selector: { type: 'visit' } }))).toEqual([]);
    expect(worker.replica).not.toBe(before);
    expect(discarded()).toMatchObject([{ record: row.id }]);
    // The others go out: now under the new name.
    await until(async () => (await view()).outbox.length === 0);
    expect(await people()).toMatchObject([{ sex: 'male' }]);
  });

  it('drops nothing on another passphrase, or while the host is away', async () => {
    const row = await withRefusedEdit();
    await expect(worker.discard([row], word('a wrong one'))).rejects.toMatchObject({ code: 'auth.wrong' });
    isAway = true;
    await expect(worker.discard([row], word())).rejects.toMatchObject({ code: 'hub.unreachable' });
    expect((await view()).refused).toBe(1);
    expect(discarded()).toEqual([]);
  });

  it('leaves a row that changed since the dialog was opened', async () => {
    const row = await withRefusedEdit();
    isAway = true;
    await worker.writer.edit(row.id, () => ({ note: null }));
    isAway = false;
    expect(await worker.discard([row], word())).toEqual({ dropped: 0, left: 1 });
    expect((await view()).outbox.some(({ id }) => id === row.id)).toBe(true);
  });
});
