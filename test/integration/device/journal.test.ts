import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { Dexie } from 'dexie';
import { firstValueFrom } from 'rxjs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WireRecord } from '#shared/schema/envelope';
import { createDevice } from '#renderer/data/device';
import type { OpenStation } from '#renderer/data/types';
import { openLiveStation, PASSPHRASE, PEOPLE, type LiveStation } from '#test/integration/gateway/live-station';
import { uid, visitFields } from '#test/support/builders';
import { until } from '#test/support/device';
import { nodePlatform } from '#test/support/device-platform';
import { memoryJournals, type MemoryJournals } from '#test/support/memory-journals';

const SCOPE = 'qinghe-1';
const DB = 'grid-qinghe-1';
const uidOf = (code: string): string => PEOPLE[code]?.uid ?? '';

/** The product's own device and gateway; the browser's journals outlive its IndexedDB, as OPFS does. */
describe('unsent writes when the browser has lost its database', { timeout: 120_000 }, () => {
  let station: LiveStation;
  let journals: MemoryJournals;
  let isAway: boolean;
  const open: OpenStation[] = [];

  beforeEach(async () => {
    loseIndexedDb();
    journals = memoryJournals();
    station = await openLiveStation();
    station.clock.nowMs = Date.now();
    isAway = false;
  });
  afterEach(async () => {
    for (const each of open.splice(0)) await each.close();
    await station.stop();
  });

  function loseIndexedDb(): void {
    globalThis.indexedDB = new IDBFactory();
    Dexie.dependencies.indexedDB = globalThis.indexedDB;
  }
  const reach: typeof fetch = (input, init) => {
    if (isAway && !String(input).endsWith('/api/session')) return Promise.reject(new TypeError('fetch failed'));
    return fetch(String(input).replace('http://station.test', station.origin), init);
  };
  async function signIn(code = 'one'): Promise<OpenStation> {
    const opened = await createDevice(nodePlatform(reach), () => journals.folder()).signIn(code, PASSPHRASE);
    open.push(opened);
    return opened;
  }
  async function leave(at: OpenStation): Promise<void> {
    await at.close();
    open.splice(open.indexOf(at), 1);
  }
  const visit = (at: OpenStation, n: number, change = {}) =>
    at.writer.create({ type: 'visit', scope: SCOPE, uid: uid(n), fields: visitFields(change) });
  const atHub = async (id: string): Promise<WireRecord | null> => {
    const query = { rev: null, latest: false, revs: false, conflicts: false };
    const answer = await station.hub.database(DB)?.get(id, query);
    return answer?.found ? (answer.document as unknown as WireRecord) : null;
  };
  const recovered = (at: OpenStation) => firstValueFrom(at.recovered$);
  const emptied = () =>
    until(async () => (await firstValueFrom((open.at(-1) as OpenStation).sync$)).outbox.length === 0);

  it('are brought to the host by the same person on what is a new device by then, and the person is told', async () => {
    const before = await signIn();
    isAway = true;
    const saved = [await visit(before, 1), await visit(before, 2)];
    await leave(before);
    loseIndexedDb();
    isAway = false;
    const after = await signIn();
    expect(after.session.deviceId).not.toBe(before.session.deviceId);
    await until(async () => (await recovered(after)) === 2);
    for (const { _id } of saved) expect(await atHub(_id)).toMatchObject({ created: { by: uidOf('one') } });
    // And they come to the device like everything else.
    await until(async () => (await firstValueFrom(after.records.all('visits', 'visit'))).length === 2);
    await leave(after);
    const third = await signIn();
    await emptied();
    expect(await recovered(third)).toBe(0);
  });

  it('are brought by a colleague where their author never signs in again, and kept if the author has left', async () => {
    const before = await signIn();
    isAway = true;
    const saved = await visit(before, 1);
    await leave(before);
    loseIndexedDb();
    isAway = false;
    await station.sessions.staffAdmin.change(uid(9), uidOf('one'), { active: false });
    const colleague = await signIn('two');
    await until(async () => (await recovered(colleague)) === 1);
    expect(await atHub(saved._id)).toBeNull();
    expect(station.kept.list()).toMatchObject([{ why: 'rights', record: saved._id, author: uidOf('one') }]);
    await until(() => [...journals.files.keys()].every((name) => !name.includes(uidOf('one'))));
  });

  it('that the hub refuses are laid down at the host, since nobody here can correct them any more', async () => {
    const before = await signIn();
    isAway = true;
    const saved = await visit(before, 1);
    await leave(before);
    loseIndexedDb();
    isAway = false;
    // The hub has erased it meanwhile: what comes for it is refused.
    await station.hub.database(DB)?.bulkDocs({
      rows: [{ _id: saved._id, _rev: '1-erased00000000000000000000000000', _deleted: true }],
      newEdits: false,
    });
    const after = await signIn();
    await until(async () => (await recovered(after)) === 1);
    expect(station.kept.list()).toMatchObject([{ why: 'deposited', record: saved._id }]);
  });

  it('are not brought, and nobody is told, when all of them had arrived', async () => {
    const before = await signIn();
    await visit(before, 1);
    await emptied();
    await leave(before);
    loseIndexedDb();
    const after = await signIn();
    await until(async () => (await firstValueFrom(after.records.all('visits', 'visit'))).length === 1);
    expect(await recovered(after)).toBe(0);
    const delivered = station.services.audit.entries.filter(({ kind }) => kind === 'parcels-delivered');
    expect(delivered).toEqual([]);
  });

  it('do not come back when they were discarded', async () => {
    const before = await signIn();
    await station.sessions.staffAdmin.change(uid(9), uidOf('one'), { post: 'clerk' });
    const saved = await visit(before, 1);
    await until(async () => (await firstValueFrom(before.sync$)).refused === 1);
    const rows = (await firstValueFrom(before.sync$)).outbox;
    await before.discard(rows, { staffCode: 'boss', passphrase: PASSPHRASE, reason: '写错了' });
    await leave(before);
    loseIndexedDb();
    const after = await signIn();
    await until(async () => (await firstValueFrom(after.sync$)).status.link.kind === 'live');
    await leave(after);
    expect(await recovered(after).catch(() => 0)).toBe(0);
    expect(await atHub(saved._id)).toBeNull();
    expect(station.kept.list()).toMatchObject([{ why: 'discarded' }]);
  });

  it('are at the host already when they were stuck: a device that dies with refused records loses none', async () => {
    const worker = await signIn();
    await station.sessions.staffAdmin.change(uid(9), uidOf('one'), { post: 'clerk' });
    const saved = await visit(worker, 1);
    await until(() => station.kept.list().length === 1);
    expect(station.kept.list()).toMatchObject([
      { why: 'deposited', record: saved._id, device: worker.session.deviceId },
    ]);
    await station.sessions.staffAdmin.change(uid(9), uidOf('one'), { post: 'grid-worker' });
    await worker.writer.edit(saved._id, () => ({}));
    await until(async () => (await atHub(saved._id)) !== null);
    await until(() => station.kept.list().length === 0);
  });

  it('leave the outbox when the manager has them written from what the host holds', async () => {
    const worker = await signIn();
    await station.sessions.staffAdmin.change(uid(9), uidOf('one'), { post: 'clerk' });
    const saved = await visit(worker, 1);
    await until(() => station.kept.list().length === 1);
    const boss = await station.signIn('boss');
    const ids = station.kept.list().map(({ id }) => id);
    await station.ask(boss.token, 'POST /api/kept/delivery', { ids });
    expect(await atHub(saved._id)).not.toBeNull();
    await emptied();
  });
});
