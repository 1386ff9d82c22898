import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { Dexie } from 'dexie';
import { filter, firstValueFrom } from 'rxjs';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { startOfDayMs } from '#shared/domain/calendar/date';
import { USUAL_VISIT_TABLE } from '#shared/domain/visits/plan-table';
import { createDevice } from '#renderer/data/device';
import type { Device, OpenStation } from '#renderer/data/types';
import { personFields, visitFields } from '#test/support/builders';
import { until } from '#test/support/device';
import { nodePlatform } from '#test/support/device-platform';
import { scriptedStation, type ScriptedStation } from '#test/support/scripted-station';
import { TODAY } from './support';

const SCOPE = 'qinghe-1';
const PASS = 'first passphrase';
const INTERVALS = { elderly: 90, child: 180, disabled: 60, livingAlone: 30 };

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

  it('has somebody on the round, and the visit that was just saved', async () => {
    const at = await signIn();
    const { uid } = await save(at, '何秀兰');
    const round = () =>
      at.register.round({ today: TODAY, intervals: INTERVALS, levelDays: USUAL_VISIT_TABLE.levelDays });
    await until(async () => (await round()).length === 1);
    expect(await round()).toMatchObject([{ person: { name: '何秀兰' }, lastMetOn: null }]);
    expect(await round()).toBe(await round());
    const fields = visitFields({ personUid: uid, startedAtMs: startOfDayMs(TODAY), answers: { outcome: 'met' } });
    await at.writer.create({ type: 'visit', scope: SCOPE, uid: at.newUid(), fields });
    await until(async () => (await round())[0]?.lastMetOn === TODAY);
    await device.signOut(at);
    const again = await signIn();
    expect(
      await again.register.round({ today: TODAY, intervals: INTERVALS, levelDays: USUAL_VISIT_TABLE.levelDays }),
    ).toMatchObject([{ lastMetOn: TODAY }]);
  });

  it('reads everything anew for the round after it could not be read', async () => {
    const at = await signIn();
    await save(at, '何秀兰');
    await until(async () => (await names(at)).length === 1);
    await device.signOut(at);
    let isBroken = true;
    const open = Dexie.prototype.open;
    const spy = vi.spyOn(Dexie.prototype, 'open').mockImplementation(function (this: Dexie) {
      // The register's own connection says nothing of versions.
      const isRegister = this.name.endsWith('--people') && this.verno === 0;
      return isBroken && isRegister ? Dexie.Promise.reject(new Error('the disk fails')) : open.call(this);
    });
    onTestFinished(() => spy.mockRestore());
    const again = await device.signIn('w1', PASS);
    onTestFinished(() => again.close());
    await firstValueFrom(again.register.state$.pipe(filter(({ kind }) => kind === 'failed')));
    const round = () =>
      again.register.round({ today: TODAY, intervals: INTERVALS, levelDays: USUAL_VISIT_TABLE.levelDays });
    await expect(round()).rejects.toMatchObject({ code: 'device.storage-failed' });
    isBroken = false;
    expect(await round()).toMatchObject([{ person: { name: '何秀兰' } }]);
    expect(await names(again)).toEqual(['何秀兰']);
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
