import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { afterEach, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { now } from 'rxdb';
import type { DataKey } from '#shared/ipc/station-api';
import { dateAtStation } from '#shared/domain/calendar/date';
import { USUAL_VISIT_TABLE } from '#shared/domain/visits/plan-table';
import type { WireRecord } from '#shared/schema/envelope';
import { importSealingKey, sealingAad, sealValue } from '#shared/schema/sealing';
import { findRecordType } from '#shared/schema/registry';
import { createRxdbStore, toStored } from '#shared/sync/rxdb-store';
import { createLocalCipher, deriveCipherKey, deriveLocalBytes } from '#renderer/data/local-cipher';
import { openLocalDatabase } from '#renderer/data/local-database';
import { recordStorage } from '#renderer/data/open-databases';
import { roundRows } from '#renderer/data/register/round';
import { createRegisterService, type RegisterRights, type RegisterSetup } from '#renderer/data/register/service';
import type { RegisterNews } from '#renderer/data/register/serving';
import { aVisit, personFields, STATION, uid } from '#test/support/builders';
import { until } from '#test/support/device';
import { aDwelling, aRecord } from './support';

const LOCAL_KEY = new Uint8Array(32).fill(3);
const TODAY = dateAtStation(Date.now());
let made = 0;

const keyOf = (keyClass: 'general' | 'child'): DataKey => ({
  kid: `${STATION}-1.${keyClass}.1`,
  scope: `${STATION}-1`,
  class: keyClass,
  key: Buffer.alloc(32, keyClass).toString('base64'),
});
const sealed = async (keyClass: 'general' | 'child', n: number, field: string, value: unknown) => {
  const { kid, key } = keyOf(keyClass);
  return sealValue(await importSealingKey(key), kid, value, sealingAad({ uid: uid(n), field }));
};
const rights = (...classes: readonly ('general' | 'child')[]): RegisterRights => ({
  keys: classes.map(keyOf),
  isWhole: true,
});
const person = (n: number, name: string, more: Readonly<Record<string, unknown>> = {}) =>
  aRecord('person', n, personFields({ name, ...more }));

const setupOf = async (name: string, held = rights('general'), nowLwt = now()): Promise<RegisterSetup> => ({
  name,
  recordKey: await deriveCipherKey(LOCAL_KEY, 'records'),
  packKey: await deriveCipherKey(LOCAL_KEY, 'register'),
  digestKey: await deriveLocalBytes(LOCAL_KEY, 'register digests'),
  rights: held,
  isPractice: false,
  clockAheadMs: 0,
  nowLwt,
});
const QUESTION = {
  today: TODAY,
  intervals: { elderly: 90, child: 180, disabled: 60, livingAlone: 30 },
  levelDays: USUAL_VISIT_TABLE.levelDays,
};
const metBy = (n: number, whom: number, startedAtMs: number) =>
  aVisit(n, { fields: { personUid: uid(whom), startedAtMs, answers: { outcome: 'met' }, nextVisitOn: null } });

/** The records of one person's station on a device, and a register over them. */
async function openAll(name: string, held: RegisterRights = rights('general'), nowLwt = now()) {
  const local = await openLocalDatabase(name, recordStorage(await createLocalCipher(LOCAL_KEY, 'records')));
  const store = createRxdbStore(local.collections);
  const service = createRegisterService();
  const told: RegisterNews[] = [];
  await service.openRecords();
  const beside = await service.start(await setupOf(name, held, nowLwt), (news) => told.push(news));
  const collectionOf = (record: WireRecord) => findRecordType(record.type)?.collection ?? 'people';
  return {
    service,
    told,
    /** Records that had to be read beside packs. */
    beside,
    async write(record: WireRecord, isTold = true) {
      const previous = (await store.read(collectionOf(record), [record._id])).get(record._id);
      await store.write(collectionOf(record), [{ previous, next: toStored(record, '1-a') }]);
      if (isTold) await service.take([record._id]);
    },
    async erase(record: WireRecord, isTold = true) {
      const known = (await store.read(collectionOf(record), [record._id])).get(record._id);
      if (known) await store.erase(collectionOf(record), [known]);
      if (isTold) await service.take([record._id]);
    },
    names: async () => (await service.list(everybody)).rows.map(({ name: shown }) => shown),
    async close() {
      await service.stop();
      await local.close();
    },
  };
}

type Opened = Awaited<ReturnType<typeof openAll>>;
const open: Opened[] = [];
const opened = async (...args: Parameters<typeof openAll>): Promise<Opened> => {
  const all = await openAll(...args);
  open.push(all);
  return all;
};
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});
const everybody = {
  kind: 'person',
  filter: {},
  sort: { by: 'name', descending: false },
  offset: 0,
  limit: 100,
  today: TODAY,
} as const;
const newName = () => `linli2-register-${(made += 1)}`;

describe('the register on a device', { timeout: 120_000 }, () => {
  it('shows what the records say, however they were written, packed, cut short and opened again', async () => {
    const names = ['安琪', '何秀兰', '李娜', '张伟', '周敏'];
    const step = fc.oneof(
      fc.record({ do: fc.constant('write' as const), n: fc.nat(6), name: fc.constantFrom(...names) }),
      fc.record({ do: fc.constant('write untold' as const), n: fc.nat(6), name: fc.constantFrom(...names) }),
      fc.record({ do: fc.constant('erase' as const), n: fc.nat(6) }),
      fc.record({ do: fc.constant('save' as const) }),
      fc.record({ do: fc.constant('reopen' as const) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        const database = newName();
        const truth = new Map<number, string>();
        let device = await openAll(database);
        const reopen = async () => {
          await device.close();
          device = await openAll(database);
        };
        for (const each of steps) {
          if (each.do === 'write' || each.do === 'write untold') {
            const isTold = each.do === 'write';
            await device.write(person(each.n + 1, each.name), isTold);
            truth.set(each.n, each.name);
            // What nobody told of is found at the next opening: a page that is killed tells nobody.
            if (!isTold) await reopen();
          } else if (each.do === 'erase') {
            await device.erase(person(each.n + 1, ''));
            truth.delete(each.n);
          } else if (each.do === 'save') await device.service.save(now());
          else await reopen();
          expect([...(await device.names())].sort()).toEqual([...truth.values()].sort());
        }
        await device.close();
      }),
      { numRuns: 25 },
    );
  });

  it('opens from its packs and reads only what was written since', async () => {
    const name = newName();
    const first = await opened(name);
    expect(first.beside).toBe(0);
    for (let n = 1; n <= 8; n += 1) await first.write(person(n, `甲${n}`));
    await first.service.save(now());
    await first.write(person(3, '改名'), false);
    await first.erase(person(4, ''), false);
    await open.pop()?.close();
    const second = await opened(name);
    expect(second.beside).toBe(2);
    expect(await second.names()).toHaveLength(7);
    expect(await second.names()).toContain('改名');
  });

  it('builds anew where the clock was set back since, or the packs are another release’s', async () => {
    const name = newName();
    const first = await opened(name);
    for (let n = 1; n <= 4; n += 1) await first.write(person(n, `甲${n}`));
    await first.service.save(now());
    await open.pop()?.close();
    const second = await opened(name, rights('general'), now() - 3_600_000);
    expect([second.beside, (await second.names()).length]).toEqual([4, 4]);
    await second.service.save(now());
    await open.pop()?.close();
    const packs = await new Dexie(`${name}-register`).open();
    await packs.table('heads').toCollection().modify({ format: 'another' });
    packs.close();
    expect((await opened(name)).beside).toBe(4);
  });

  it('lies on the disk closed: no name, no number, no digest', async () => {
    const name = newName();
    const device = await opened(name);
    await device.write(aDwelling(100, '清和路 8幢2单元301'));
    await device.write(
      person(1, '何秀兰', { dwellingUid: uid(100), phone: await sealed('general', 1, 'phone', '13800138000') }),
    );
    expect(await device.names()).toEqual(['何秀兰']);
    await device.service.save(now());
    const packs = await new Dexie(`${name}-register`).open();
    const rows = await Promise.all(packs.tables.map((table) => table.toArray()));
    packs.close();
    const bytes = rows.flat().flatMap((row: { closed?: Uint8Array }) => (row.closed ? [Buffer.from(row.closed)] : []));
    expect(bytes.length).toBeGreaterThan(0);
    const text = JSON.stringify(rows) + bytes.map((each) => each.toString('utf8') + each.toString('utf16le')).join('');
    for (const secret of ['何秀兰', '清和路', '8000']) expect(text).not.toContain(secret);
  });

  it('opens a file when its key arrives, and closes it when the key is taken away', async () => {
    const name = newName();
    const device = await opened(name);
    await device.write(person(1, '', { name: await sealed('child', 1, 'name', '许小满'), birthDate: '2018-06-01' }));
    await device.write(person(2, '许建国'));
    expect(await device.names()).toEqual(['许建国', null]);
    await device.service.use(rights('general', 'child'));
    expect(await device.names()).toEqual(['许建国', '许小满']);
    await device.service.save(now());
    await device.service.use(rights('general'));
    expect(await device.names()).toEqual(['许建国', null]);
    const packs = await new Dexie(`${name}-register`).open();
    expect(await packs.table('packs').count()).toBe(0);
    packs.close();
  });

  it('opens what could not be opened when it was packed, with the keys of today', async () => {
    const name = newName();
    const first = await opened(name);
    await first.write(person(1, '', { name: await sealed('child', 1, 'name', '许小满'), birthDate: '2018-06-01' }));
    await first.service.save(now());
    await open.pop()?.close();
    const second = await opened(name, rights('general', 'child'));
    expect(await second.names()).toEqual(['许小满']);
  });

  it('does not use packs made with a key that the person holds no more', async () => {
    const name = newName();
    const first = await opened(name, rights('general', 'child'));
    await first.write(person(1, '', { name: await sealed('child', 1, 'name', '许小满'), birthDate: '2018-06-01' }));
    await first.service.save(now());
    await open.pop()?.close();
    expect(await (await opened(name, rights('general'))).names()).toEqual([null]);
  });

  it('has the round from its packs, visits written since among it, and waits for the records to be open', async () => {
    const name = newName();
    const first = await opened(name);
    await first.write(person(1, '何秀兰'));
    await first.write(metBy(201, 1, Date.now() - 200 * 86_400_000));
    await first.service.save(now());
    const since = metBy(202, 1, Date.now());
    await first.write(since, false);
    await open.pop()?.close();

    const local = await openLocalDatabase(name, recordStorage(await createLocalCipher(LOCAL_KEY, 'records')));
    const service = createRegisterService();
    // Asked before anything else: as early as a page can.
    const asked = service.round(QUESTION, null);
    let isAnswered = false;
    void asked.then(() => (isAnswered = true));
    const started = service.start(await setupOf(name), () => undefined);
    await until(async () => (await service.list(everybody)).total === 1);
    expect(isAnswered).toBe(false);
    await service.openRecords();
    const { columns } = await asked;
    expect(columns && roundRows(columns, TODAY)).toMatchObject([{ person: { name: '何秀兰' }, lastMetOn: TODAY }]);
    expect(await started).toBe(1);
    await service.stop();
    await local.close();
  });

  it('has the round of what is there already while records are read one by one', async () => {
    const name = newName();
    const first = await opened(name);
    await first.write(person(1, '何秀兰'));
    await open.pop()?.close();
    const service = createRegisterService();
    const started = service.start(await setupOf(name), () => undefined).catch(() => undefined);
    expect((await service.round(QUESTION, null)).columns?.ids).toEqual([]);
    await service.stop();
    await started;
  });

  it('says of an address that it is not here only when everything has been read', async () => {
    const name = newName();
    const first = await opened(name);
    await first.write(aDwelling(100, '清和路 8幢2单元301'));
    await open.pop()?.close();
    const local = await openLocalDatabase(name, recordStorage(await createLocalCipher(LOCAL_KEY, 'records')));
    const service = createRegisterService();
    const started = service.start(await setupOf(name), () => undefined);
    const asked = service.addresses([uid(100), uid(101)]);
    await service.openRecords();
    expect(await asked).toEqual(['清和路 8幢2单元301', null]);
    await started;
    await service.stop();
    await local.close();
  });

  it('says that records cannot be read, and reads them when it is begun once more', async () => {
    const name = newName();
    const service = createRegisterService();
    await service.openRecords();
    await expect(service.start(await setupOf(name), () => undefined)).rejects.toThrow();
    await expect(service.round(QUESTION, null)).rejects.toThrow('the records cannot be read');
    const device = await opened(name);
    await device.write(person(1, '何秀兰'));
    expect(await service.start(await setupOf(name), () => undefined)).toBe(1);
    expect((await service.round(QUESTION, null)).columns?.names).toEqual(['何秀兰']);
    await service.stop();
  });

  it('says that it is ready, and counts up with every change', async () => {
    const device = await opened(newName());
    await until(() => device.told.at(-1)?.state.kind === 'ready');
    const before = device.told.at(-1)?.version ?? 0;
    await device.write(person(1, '何秀兰'));
    await until(() => (device.told.at(-1)?.version ?? 0) > before);
    const [hit] = await device.service.search({ text: 'hxl', limit: 5, today: TODAY });
    expect(hit?.title).toBe('何秀兰');
  });
});
