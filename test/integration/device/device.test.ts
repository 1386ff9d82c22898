import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { Dexie } from 'dexie';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { firstValueFrom } from 'rxjs';
import { parcelSchema } from '#shared/ipc/station-api';
import { openBox, peekSigned, verifySigned, type BoxKey } from '#shared/schema/sealed-box';
import { createDevice } from '#renderer/data/device';
import { DeviceDatabase } from '#renderer/data/device-database';
import type { Device, OpenStation } from '#renderer/data/types';
import { visitFields } from '#test/support/builders';
import { until } from '#test/support/device';
import { nodePlatform, tabLocks } from '#test/support/device-platform';
import {
  DATABASE,
  newRecoveryKeys,
  scriptedStation,
  uidOf,
  type ScriptedStation,
} from '#test/support/scripted-station';

/** Free RxDB counts the collections of a whole process, and two tabs are one process here: they do without those that no test of this file writes. */
vi.mock(import('#shared/schema/registry'), async (load) => {
  const registry = await load();
  const unused: readonly string[] = ['care', 'tasks', 'devices'];
  return {
    ...registry,
    openCollections: registry.openCollections.filter((name) => !unused.includes(name)),
    recordTypes: registry.recordTypes.filter(({ collection }) => !unused.includes(collection)),
  };
});

const SCOPE = 'qinghe-1';
const PASS = 'first passphrase';

// Each sign-in pays scrypt's full price, several times a test.
describe('a device and the people who share it', { timeout: 120_000 }, () => {
  let station: ScriptedStation;
  let device: Device;
  const open: OpenStation[] = [];

  beforeEach(() => {
    globalThis.indexedDB = new IDBFactory();
    Dexie.dependencies.indexedDB = globalThis.indexedDB;
    station = scriptedStation();
    device = createDevice(nodePlatform(station.fetch));
  });

  async function signIn(code = 'w1', passphrase = PASS): Promise<OpenStation> {
    const opened = await device.signIn(code, passphrase);
    open.push(opened);
    onTestFinished(() => opened.close());
    return opened;
  }
  const visit = (at: OpenStation) =>
    at.writer.create({ type: 'visit', scope: SCOPE, uid: at.newUid(), fields: visitFields() });
  const visits = (at: OpenStation) => firstValueFrom(at.records.find('visits', { selector: { type: 'visit' } }));
  const waiting = async (at: OpenStation) => (await firstValueFrom(at.sync$)).waiting;
  const door = async () => {
    const opening = await device.open();
    if (opening.kind !== 'signed-out') throw new Error(opening.kind);
    return opening;
  };

  /** What the holder of a recovery code gets out of the device; null where it is sealed to another. */
  async function localKeyOnPaper(code: BoxKey): Promise<string | null> {
    const database = new DeviceDatabase();
    const [person] = await database.people.toArray();
    database.close();
    const content = (await openBox(code, person?.toRecovery ?? '')) as { localKey: string } | null;
    return content && atob(content.localKey);
  }

  it('opens with the passphrase while the hub is away, and shows what was there', async () => {
    const first = await signIn();
    const saved = await visit(first);
    await device.signOut(first);
    station.isAway = true;
    expect(await door()).toMatchObject({ known: ['w1'], last: 'w1', stationName: null });
    const again = await signIn(' W1 ');
    expect((await visits(again)).map(({ _id }) => _id)).toEqual([saved._id]);
    const sealed = await again.sealer.seal('13800000000', {
      uid: saved.uid,
      field: 'phone',
      scope: SCOPE,
      class: 'general',
    });
    expect(await again.sealer.open(sealed, { uid: saved.uid, field: 'phone' })).toBe('13800000000');
  });

  it('does not open with a wrong passphrase, nor for somebody who was never here', async () => {
    await device.signOut(await signIn());
    station.isAway = true;
    await expect(device.signIn('w1', 'wrong passphrase')).rejects.toMatchObject({ code: 'auth.wrong' });
    await expect(device.signIn('w2', PASS)).rejects.toMatchObject({ code: 'hub.unreachable' });
    const opened = await signIn();
    expect([await opened.isPassphrase(PASS), await opened.isPassphrase('wrong')]).toEqual([true, false]);
  });

  it('keeps no token, key or passphrase readable', async () => {
    await device.signOut(await signIn());
    expect(await localKeyOnPaper(station.recovery.private)).toHaveLength(32);
    const database = new DeviceDatabase();
    const [person] = await database.people.toArray();
    const raw = JSON.stringify([await database.rows.toArray(), person], (_key, value: unknown) =>
      value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
    );
    for (const secret of ['token-', PASS, station.escrow, station.keys[0]?.key ?? '?'])
      expect(raw).not.toContain(secret);
    expect(person?.code).toBe('w1');
    database.close();
  });

  it('opens with a passphrase that was changed here, and the old one opens nothing', async () => {
    const first = await signIn();
    const saved = await visit(first);
    await expect(first.changePassphrase('wrong', 'second passphrase')).rejects.toMatchObject({ code: 'auth.wrong' });
    await first.changePassphrase(PASS, 'second passphrase');
    await device.signOut(first);
    station.isAway = true;
    await expect(device.signIn('w1', PASS)).rejects.toMatchObject({ code: 'auth.wrong' });
    expect((await visits(await signIn('w1', 'second passphrase'))).map(({ _id }) => _id)).toEqual([saved._id]);
  });

  it('opens after the passphrase was reset elsewhere, and offline with the new one from then on', async () => {
    const first = await signIn();
    const saved = await visit(first);
    await device.signOut(first);
    station.passphrases.set('w1', 'reset elsewhere');
    const second = await signIn('w1', 'reset elsewhere');
    expect((await visits(second)).map(({ _id }) => _id)).toEqual([saved._id]);
    await device.signOut(second);
    station.isAway = true;
    expect(await visits(await signIn('w1', 'reset elsewhere'))).toHaveLength(1);
  });

  it('begins anew when neither passphrase nor host opens what is there, and still delivers what was unsent', async () => {
    const first = await signIn();
    station.isAway = true;
    await visit(first);
    await device.signOut(first);
    station.isAway = false;
    station.passphrases.set('w1', 'reset elsewhere');
    station.escrow = Buffer.alloc(32, 'another device').toString('base64');
    const second = await signIn('w1', 'reset elsewhere');
    expect(await visits(second)).toEqual([]);
    await until(() => station.parcels.length === 1);
    await device.signOut(second);
    await until(async () => (await door()).unsent === 0);
  });

  it('lets the next person deliver what the one before left unsent, under the name of its author', async () => {
    station.passphrases.set('w2', PASS);
    const first = await signIn('w1');
    station.isAway = true;
    const saved = await visit(first);
    await device.signOut(first);
    expect((await door()).unsent).toBe(1);
    station.isAway = false;
    const second = await signIn('w2');
    await until(() => station.parcels.length === 1);
    const inner = (await openBox(station.hub.private, station.parcels[0] ?? '')) as string;
    expect(parcelSchema.parse(peekSigned(inner))).toMatchObject({
      author: uidOf('w1'),
      db: DATABASE,
      record: { _id: saved._id },
    });
    const secretOf = (code: string) => Buffer.alloc(32, `delivery of ${code}`).toString('base64');
    expect(await verifySigned(secretOf('w1'), inner)).not.toBeNull();
    expect(await verifySigned(secretOf('w2'), inner)).toBeNull();
    await until(async () => (await firstValueFrom(second.othersWaiting$)) === 0);
    await device.signOut(second);
    await until(async () => (await door()).unsent === 0);
    station.isAway = true;
    const back = await signIn('w1');
    expect([await waiting(back), (await visits(back)).length]).toEqual([0, 1]);
  });

  it('delivers later what the host has no time for at the moment', async () => {
    station.passphrases.set('w2', PASS);
    const first = await signIn('w1');
    station.isAway = true;
    await visit(first);
    await device.signOut(first);
    Object.assign(station, { isAway: false, parcelsRefused: 'hub.busy' });
    const second = await signIn('w2');
    await until(() => station.refusedParcels > 0);
    expect(await firstValueFrom(second.othersWaiting$)).toBe(1);
    station.parcelsRefused = null;
    station.endStreams();
    await until(() => station.parcels.length === 1);
    await until(async () => (await firstValueFrom(second.othersWaiting$)) === 0);
  });

  it('leaves the rows of a person at work in another tab to that tab', async () => {
    station.passphrases.set('w2', PASS);
    const locks = tabLocks();
    device = createDevice(nodePlatform(station.fetch, locks));
    station.isAway = true;
    station.isAway = false;
    const first = await signIn('w1');
    station.isAway = true;
    await visit(first);
    const otherTab = createDevice(nodePlatform(station.fetch, locks));
    await expect(otherTab.signIn('w1', PASS)).rejects.toMatchObject({ code: 'device.other-tab' });
    station.isAway = false;
    const second = await otherTab.signIn('w2', PASS);
    await until(async () => (await waiting(first)) === 0);
    expect(station.parcels).toEqual([]);
    await second.close();
  });

  it('removes what the person may not see any more, and holds what is unsent of it', async () => {
    const other = 'grid-qinghe-2';
    station.databases = [DATABASE, other];
    const at = await signIn();
    await until(async () => (await firstValueFrom(at.sync$)).status.lastCurrentMs !== null);
    const kept = await visit(at);
    const sent = await at.writer.create({ type: 'visit', scope: 'qinghe-2', uid: at.newUid(), fields: visitFields() });
    await until(async () => (await waiting(at)) === 0);
    station.isAway = true;
    station.endStreams();
    const unsent = await at.writer.create({
      type: 'visit',
      scope: 'qinghe-2',
      uid: at.newUid(),
      fields: visitFields(),
    });
    Object.assign(station, { grants: 'g2', databases: [DATABASE], isAway: false });
    await until(async () => (await firstValueFrom(at.session$)).grants === 'g2');
    await until(async () => (await visits(at)).length === 2);
    const left = (await visits(at)).map(({ _id }) => _id).sort();
    expect(left).toEqual([kept._id, unsent._id].sort());
    expect(left).not.toContain(sent._id);
    await until(async () => (await firstValueFrom(at.sync$)).held === 1);
    Object.assign(station, { grants: 'g3', databases: [DATABASE, other] });
    station.endStreams();
    await until(async () => (await firstValueFrom(at.sync$)).outbox.length === 0);
  });

  it('lets its people in while the host cannot write down that they came', async () => {
    const first = await signIn();
    const saved = await visit(first);
    await device.signOut(first);
    station.signInFails = 'host.disk-full';
    await expect(device.signIn('w1', 'wrong passphrase')).rejects.toMatchObject({ code: 'auth.wrong' });
    expect((await visits(await signIn())).map(({ _id }) => _id)).toEqual([saved._id]);
    await expect(device.signIn('w2', PASS)).rejects.toMatchObject({ code: 'host.disk-full' });
  });

  it('closes the local key anew to a recovery code and an escrow that the host has since then', async () => {
    const first = await signIn();
    const saved = await visit(first);
    await device.signOut(first);
    const paper = newRecoveryKeys();
    Object.assign(station, { recovery: paper, escrow: Buffer.alloc(32, 'another').toString('base64') });
    await device.signOut(await signIn());
    expect(await localKeyOnPaper(paper.private)).toHaveLength(32);
    // A passphrase that was reset elsewhere: the host’s half alone opens what is here.
    station.passphrases.set('w1', 'reset elsewhere');
    expect((await visits(await signIn('w1', 'reset elsewhere'))).map(({ _id }) => _id)).toEqual([saved._id]);
  });

  it('closes it anew also for whoever stays signed in', async () => {
    const at = await signIn();
    await until(async () => (await firstValueFrom(at.sync$)).status.lastCurrentMs !== null);
    const paper = newRecoveryKeys();
    Object.assign(station, { recovery: paper, grants: 'g2' });
    station.endStreams();
    await until(async () => (await localKeyOnPaper(paper.private)) !== null);
  });
});
