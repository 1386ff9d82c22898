import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { Dexie } from 'dexie';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { firstValueFrom } from 'rxjs';
import { createDevice } from '#renderer/data/device';
import type { Device, OpenStation } from '#renderer/data/types';
import { visitFields } from '#test/support/builders';
import { until } from '#test/support/device';
import { nodePlatform } from '#test/support/device-platform';
import { scriptedStation, type ScriptedStation } from '#test/support/scripted-station';

const PASS = 'first passphrase';

// Each sign-in pays scrypt's full price, several times a test.
describe('a device that the host has revoked', { timeout: 120_000 }, () => {
  let station: ScriptedStation;
  let device: Device;

  beforeEach(() => {
    globalThis.indexedDB = new IDBFactory();
    Dexie.dependencies.indexedDB = globalThis.indexedDB;
    station = scriptedStation();
    device = createDevice(nodePlatform(station.fetch));
  });

  async function signIn(code = 'w1'): Promise<OpenStation> {
    const opened = await device.signIn(code, PASS);
    onTestFinished(() => opened.close());
    return opened;
  }
  const visit = (at: OpenStation) =>
    at.writer.create({ type: 'visit', scope: 'qinghe-1', uid: at.newUid(), fields: visitFields() });
  const door = async () => {
    const opening = await device.open();
    if (opening.kind !== 'signed-out') throw new Error(opening.kind);
    return opening;
  };

  it('says that it was revoked, with what was unsent handed to the host', async () => {
    const at = await signIn();
    station.isAway = true;
    await visit(at);
    Object.assign(station, { revoked: 'revoked', isAway: false });
    const told: unknown[] = [];
    at.handingOver$.subscribe((handing) => told.push(handing));
    expect(await firstValueFrom(at.revoked$)).toBe('revoked');
    expect(told.slice(-2)).toEqual([
      { isErased: false, media: null },
      { isErased: false, media: 0 },
    ]);
    expect(station.parcels).toHaveLength(1);
    expect((await door()).known).toEqual(['w1']);
    // Whoever comes next is not shown the end of somebody else.
    expect(await firstValueFrom(device.handingOver$)).toBeNull();
  });

  it('erases everything at the door as well, where somebody of this device proves who it is', async () => {
    const first = await signIn();
    station.isAway = true;
    await visit(first);
    await device.signOut(first);
    Object.assign(station, { revoked: 'wipe', isAway: false });
    await expect(device.signIn('w1', PASS)).rejects.toMatchObject({ code: 'device.wiped' });
    expect([station.parcels.length, station.wiped.length]).toEqual([1, 1]);
    expect((await Dexie.getDatabaseNames()).filter((name) => name !== 'linli-device')).toEqual([]);
  });

  it.each([
    ['with a wrong passphrase', 'w1', 'a guess'],
    ['with a code that was never here', 'w9', 'a guess'],
  ])('erases everything when somebody tries it %s', async (_how, code, passphrase) => {
    await device.signOut(await signIn());
    station.revoked = 'wipe';
    await expect(device.signIn(code, passphrase)).rejects.toMatchObject({ code: 'device.wiped' });
    expect((await Dexie.getDatabaseNames()).filter((name) => name !== 'linli-device')).toEqual([]);
    expect(await door()).toMatchObject({ known: [] });
  });

  it('erases everything when the host asks for it, after handing over what was unsent, over a network that drops', async () => {
    station.passphrases.set('w2', PASS);
    const first = await signIn('w1');
    station.isAway = true;
    await visit(first);
    await device.signOut(first);
    const id = (await door()).device.id;
    Object.assign(station, { isAway: false, parcelsRefused: 'hub.busy' });
    const at = await signIn('w2');
    await until(() => station.refusedParcels > 0);
    station.parcelsRefused = null;
    Object.assign(station, { revoked: 'wipe', droppedDeliveries: 1 });
    station.endStreams();
    expect(await firstValueFrom(at.revoked$)).toBe('wiped');
    expect([station.droppedDeliveries, station.parcels.length]).toEqual([0, 1]);
    expect(station.wiped).toHaveLength(1);
    expect((await Dexie.getDatabaseNames()).filter((name) => name !== 'linli-device')).toEqual([]);
    expect(await door()).toMatchObject({ known: [], unsent: 0 });
    expect((await door()).device.id).not.toBe(id);
  });
});
