import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { Dexie } from 'dexie';
import { filter, firstValueFrom } from 'rxjs';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { AppError } from '#shared/errors/app-error';
import { sealFields } from '#shared/schema/seal-record';
import type { WireRecord } from '#shared/schema/envelope';
import { createDevice } from '#renderer/data/device';
import { createExports } from '#renderer/data/exports/index';
import type { ExportColumn, ExportOrder } from '#renderer/data/exports/types';
import { openTable } from '#renderer/data/tables/index';
import type { Device, OpenStation } from '#renderer/data/types';
import { personFields, uid } from '#test/support/builders';
import { nodePlatform } from '#test/support/device-platform';
import { scriptedStation, type ScriptedStation } from '#test/support/scripted-station';

const TODAY = '2026-11-25';
const PASS = 'first passphrase';
const ADDRESS = '清和路12号8幢2单元301';

const columns: readonly ExportColumn<'person'>[] = [
  { kind: 'plain', title: '姓名', width: 10, value: ({ name }) => name ?? '儿童档案' },
  { kind: 'plain', title: '行内住址', width: 10, value: ({ address }) => address },
  { kind: 'protected', title: '身份证', width: 20, value: 'citizenId' },
  { kind: 'protected', title: '手机', width: 20, value: 'phone' },
  { kind: 'protected', title: '住址', width: 20, value: 'address' },
];

const keyOf = (grid: number, keyClass: 'general' | 'child') => ({
  kid: `qinghe-${grid}.${keyClass}.1`,
  scope: `qinghe-${grid}`,
  class: keyClass,
  key: Buffer.alloc(32, `${grid}${keyClass}`).toString('base64'),
});

// Each sign-in pays scrypt's full price.
describe('a list as a file', { timeout: 120_000 }, () => {
  let hub: ScriptedStation;
  let device: Device;

  beforeEach(() => {
    globalThis.indexedDB = new IDBFactory();
    Dexie.dependencies.indexedDB = globalThis.indexedDB;
    hub = scriptedStation();
    hub.databases = ['commons-qinghe', 'grid-qinghe-1', 'grid-qinghe-2'];
    hub.keys = [1, 2].flatMap((grid) => [keyOf(grid, 'general'), keyOf(grid, 'child')]);
    device = createDevice(nodePlatform(hub.fetch));
  });

  async function signIn(): Promise<OpenStation> {
    const station = await device.signIn('w1', PASS);
    onTestFinished(() => station.close());
    return station;
  }

  async function add(station: OpenStation, n: number, grid: number, change: Readonly<Record<string, unknown>>) {
    const scope = `qinghe-${grid}`;
    const dwellingUid = uid(500 + n);
    const dwelling = { buildingUid: uid(900), unit: '2', floor: 3, room: '301', address: ADDRESS, position: null };
    await station.writer.create({
      type: 'dwelling',
      scope,
      uid: dwellingUid,
      fields: { ...dwelling, use: null, areaSquareMeters: null, importUid: null },
    });
    const plain = personFields({ dwellingUid, ...change });
    const about = { type: 'person', uid: uid(n), birthDate: String(plain['birthDate']), today: TODAY };
    const fields = await sealFields(about, plain, (value, place, keyClass) =>
      station.sealer.seal(value, { ...place, scope, class: keyClass }),
    );
    await station.writer.create({ type: 'person', scope, uid: uid(n), fields });
  }

  /** A neighbour of one's own grid, one of another, and a child whose file only the child key opens. */
  async function stationOfThree(functions: ScriptedStation['work']['functions']): Promise<OpenStation> {
    const first = await signIn();
    await add(first, 1, 1, { name: '钱秀英', citizenId: '110101189001011234', phone: '13800006021' });
    await add(first, 2, 2, { name: '孙桂兰', phone: '+8613900001111' });
    await add(first, 3, 1, { name: '小明', birthDate: '2020-01-01', phone: '13700002222' });
    await device.signOut(first);
    hub.keys = hub.keys.filter((key) => key.class !== 'child');
    hub.work = { post: 'clerk', gridNumbers: [1], functions };
    const station = await signIn();
    await firstValueFrom(station.register.state$.pipe(filter(({ kind }) => kind === 'ready')));
    return station;
  }

  const orderOf = (change: Partial<ExportOrder<'person'>> = {}): ExportOrder<'person'> => ({
    kind: 'person',
    rows: { query: { kind: 'person', filter: {}, sort: { by: 'name', descending: false }, today: TODAY } },
    today: TODAY,
    columns,
    format: 'xlsx',
    isUnmasked: false,
    sheetName: '居民',
    notes: (rows) => ({ sheetName: '说明', rows: [['行数', String(rows)]] }),
    signal: new AbortController().signal,
    onProgress: () => undefined,
    ...change,
  });

  async function rowsOf(file: Blob, sheet = 0) {
    const table = await openTable(file, 'file');
    const rows: unknown[] = [];
    for await (const { cells } of table.rows(sheet, new AbortController().signal)) rows.push(cells);
    return rows;
  }
  const reveals = async (station: OpenStation) =>
    (await firstValueFrom(station.records.find<WireRecord>('access', { selector: { type: 'reveal' } }))).map(
      ({ subjectUid, field, purpose }) => `${String(subjectUid).slice(-1)} ${String(field)} ${String(purpose)}`,
    );

  it('is masked as the list is, and nothing is written down', async () => {
    const station = await stationOfThree([]);
    const file = await station.exports.write(orderOf());
    const [head, ...rows] = await rowsOf(file);
    expect(head).toEqual(['姓名', '行内住址', '身份证', '手机', '住址']);
    expect(rows).toHaveLength(3);
    expect(rows).toEqual(
      expect.arrayContaining([
        ['钱秀英', null, '•••• 1234', '•••• 6021', ADDRESS],
        ['孙桂兰', null, null, '•••• 1111', '清和路12号••••••••'],
        ['儿童档案'],
      ]),
    );
    expect(await rowsOf(file, 1)).toEqual([['行数', '3']]);
    expect(await reveals(station)).toEqual([]);
  });

  it('in full is refused without the function, whatever the screen asks for', async () => {
    const station = await stationOfThree([]);
    await expect(station.exports.write(orderOf({ isUnmasked: true }))).rejects.toMatchObject({ code: 'access.denied' });
    expect(await reveals(station)).toEqual([]);
  });

  it('in full has every value, each written down for its person; nothing of a closed file', async () => {
    const station = await stationOfThree(['export']);
    const progress: number[] = [];
    const file = await station.exports.write(
      orderOf({ isUnmasked: true, format: 'csv', onProgress: (done) => progress.push(done) }),
    );
    expect((await rowsOf(file)).slice(1)).toEqual(
      expect.arrayContaining([
        ['钱秀英', null, '110101189001011234', '13800006021', ADDRESS],
        ['孙桂兰', null, null, '+8613900001111', ADDRESS],
        ['儿童档案'],
      ]),
    );
    expect(await file.text()).toContain("'+8613900001111");
    expect(await file.text()).not.toMatch(/小明|2222/);
    expect((await reveals(station)).sort()).toEqual([
      '1 citizenId export',
      '1 phone export',
      '2 address export',
      '2 phone export',
    ]);
    expect(progress).toEqual([0, 3]);
  });

  it('has the chosen rows alone, and writes down only the columns it has', async () => {
    const station = await stationOfThree(['export']);
    const rows = { ids: [`person~qinghe-1~${uid(1)}`] };
    const file = await station.exports.write(orderOf({ isUnmasked: true, rows, columns: [columns[3] as never] }));
    expect(await rowsOf(file)).toEqual([['手机'], ['13800006021']]);
    expect(await reveals(station)).toEqual(['1 phone export']);
  });

  it('does not come about when it cannot be written down who took it out', async () => {
    const station = await stationOfThree(['export']);
    const exports = createExports({
      ...station,
      store: { read: async () => new Map() },
      staff: () => station.session.staff,
      writer: { writeTogether: () => Promise.reject(new AppError('device.storage-full', 'full')) },
    });
    await expect(exports.write(orderOf({ isUnmasked: true }))).rejects.toMatchObject({ code: 'device.storage-full' });
  });

  it('is given up at once when somebody stops it', async () => {
    const station = await stationOfThree([]);
    const controller = new AbortController();
    const stopped = orderOf({ signal: controller.signal, onProgress: () => controller.abort(new Error('stopped')) });
    await expect(station.exports.write(stopped)).rejects.toThrow('stopped');
  });
});
