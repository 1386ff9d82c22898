import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { Dexie } from 'dexie';
import { filter, firstValueFrom } from 'rxjs';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createDevice } from '#renderer/data/device';
import type { Device, OpenStation } from '#renderer/data/types';
import { personFields } from '#test/support/builders';
import { until } from '#test/support/device';
import { nodePlatform } from '#test/support/device-platform';
import { scriptedStation, type ScriptedStation } from '#test/support/scripted-station';
import { TODAY } from './support';

const SCOPE = 'qinghe-1';
const PASS = 'first passphrase';

describe('the register of somebody at work', { timeout: 120_000 }, () => {
  let station: ScriptedStation;
  let device: Device;

  beforeEach(() => {
    globalThis.indexedDB = new IDBFactory();
    Dexie.dependencies.indexedDB = globalThis.indexedDB;
    station = scriptedStation();
    device = createDevice(nodePlatform(station.fetch));
  });

  async function signIn(): Promise<OpenStation> {
    const opened = await device.signIn('w1', PASS);
    onTestFinished(() => opened.close());
    await firstValueFrom(opened.register.state$.pipe(filter(({ kind }) => kind === 'ready')));
    return opened;
  }
  const names = async ({ register }: OpenStation) =>
    (
      await register.list({
        kind: 'person',
        filter: {},
        sort: { by: 'name', descending: false },
        offset: 0,
        limit: 100,
        today: TODAY,
      })
    ).rows.map(({ name }) => name);
  const save = (at: OpenStation, name: string) =>
    at.writer.create({ type: 'person', scope: SCOPE, uid: at.newUid(), fields: personFields({ name }) });

  it('has what was just saved, and has it again after signing in once more', async () => {
    const at = await signIn();
    const before = await firstValueFrom(at.register.version$);
    await save(at, '何秀兰');
    await firstValueFrom(at.register.version$.pipe(filter((version) => version > before)));
    expect(await names(at)).toEqual(['何秀兰']);
    await device.signOut(at);
    expect(await names(await signIn())).toEqual(['何秀兰']);
  });

  it('forgets a grid that was taken away, in memory and on the disk', async () => {
    const at = await signIn();
    // What the hub knows may go; what is unsent stays on the device.
    const saved = await save(at, '何秀兰');
    await until(async () => (await firstValueFrom(at.sync$)).waiting === 0);
    await until(async () => (await names(at)).length === 1);
    station.databases = [];
    station.keys = [];
    station.grants = 'g2';
    station.endStreams();
    await until(async () => (await names(at)).length === 0);
    expect(await at.register.rows('person', [saved._id], TODAY)).toEqual([]);
    const packs = await new Dexie(`${await databaseName()}-register`).open();
    expect(await packs.table('packs').count()).toBe(0);
    packs.close();
  });

  it('is gone with everything else when the device is wiped', async () => {
    const at = await signIn();
    await save(at, '何秀兰');
    const name = `${await databaseName()}-register`;
    expect(await Dexie.getDatabaseNames()).toContain(name);
    station.revoked = 'wipe';
    station.endStreams();
    await firstValueFrom(at.revoked$);
    await until(async () => !(await Dexie.getDatabaseNames()).some((each) => each.startsWith('linli2-')));
  });

  async function databaseName(): Promise<string> {
    const found = (await Dexie.getDatabaseNames()).find((name) => name.endsWith('-control'));
    return found?.slice(0, -'-control'.length) ?? '';
  }
});
