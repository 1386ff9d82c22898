import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { firstValueFrom } from 'rxjs';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { PlannedChange } from '#shared/domain/roster/types';
import type { WireRecord } from '#shared/schema/envelope';
import { personFields, uid } from '#test/support/builders';
import { newDisk, openImportDevice, plannedPeople, type Disk, type ImportDevice, type TestPlan } from './import-device';

/** Steps of an import: head, chunks, head, batches, each chunk and its end, completion, removal. */
const MOST_STEPS = 60;

async function open(disk: Disk): Promise<ImportDevice> {
  const opened = await openImportDevice(disk);
  onTestFinished(() => opened.close());
  return opened;
}

/** Somebody who is at the station already; without a phone. */
async function addNeighbour(at: ImportDevice, n: number): Promise<WireRecord> {
  const name = `老邻居${n}`;
  return at.device.writer.create({ type: 'person', scope: 'qinghe-1', uid: uid(n), fields: personFields({ name }) });
}

const phoneFor = ({ _id }: WireRecord, phone: string, onlyEmpty = true): PlannedChange => ({
  id: _id,
  birthDate: '1942-03-05',
  onlyEmpty,
  fields: { phone, status: 'moved-out' },
});

/** How an import ends on a device that may die. */
const endOf = (at: ImportDevice): Promise<'done' | 'dead'> =>
  Promise.race([at.idle().then(() => 'done' as const), at.failed().then(() => 'dead' as const)]);

const states = async (at: ImportDevice) => (await at.records('people', 'import-batch')).map(({ state }) => state);
const made = async (at: ImportDevice, importUid: string) =>
  (await at.records('people', 'person')).filter((person) => person['importUid'] === importUid);
const byId = async (at: ImportDevice, id: string) => (await at.device.get('people', id)) as WireRecord;

describe('taking a roster in', { timeout: 120_000 }, () => {
  it('makes all records, sealed, and says complete at the very end', async () => {
    const at = await open(newDisk());
    const neighbour = await addNeighbour(at, 1);
    const importUid = await at.apply({ records: plannedPeople(7), changes: [phoneFor(neighbour, '13900000001')] });
    await at.idle();
    expect(await states(at)).toEqual(['complete', 'complete']);
    const people = await made(at, importUid);
    expect(people).toHaveLength(7);
    expect(await at.open(people[0] as WireRecord, 'phone')).toMatch(/^1380000/);
    const changed = await byId(at, neighbour._id);
    expect(await at.open(changed, 'phone')).toBe('13900000001');
    expect(changed['status']).toBe('living-here');
    expect(await at.hasJournal()).toBe(false);
  });

  it('takes in everything or nothing, whenever the device dies', async () => {
    for (const when of ['before', 'after'] as const) {
      for (let step = 1; ; step += 1) {
        expect(step).toBeLessThan(MOST_STEPS);
        const disk = newDisk();
        const first = await openImportDevice(disk);
        const neighbour = await addNeighbour(first, 1);
        const plan: TestPlan = { records: plannedPeople(7), changes: [phoneFor(neighbour, '13900000001', false)] };
        first.death.at(step, when);
        const importUid = await first.apply(plan).catch(() => null);
        const hasSurvived = importUid !== null && (await endOf(first)) === 'done';
        await first.close();

        const second = await openImportDevice(disk);
        await second.idle();
        const people = (await second.records('people', 'person')).filter(({ importUid: by }) => by !== null);
        const { phone, status } = await byId(second, neighbour._id);
        const is = [await states(second), people.length, phone !== null, status];
        const whole = [['complete', 'complete'], 7, true, 'moved-out'];
        const nothing = [[], 0, false, 'living-here'];
        if (importUid !== null) expect(is, `${when} step ${step}`).toEqual(whole);
        else expect([whole, nothing], `${when} step ${step}`).toContainEqual(is);
        await second.close();
        if (hasSurvived) break;
      }
    }
  });

  it('says that the disk is full, keeps what is done, and goes on when asked', async () => {
    const at = await open(newDisk());
    at.death.failFrom(12);
    const importUid = await at.apply({ records: plannedPeople(12), changes: [] });
    await at.failed();
    expect(await firstValueFrom(at.imports.running$)).toMatchObject({ phase: 'failed', code: 'device.storage-full' });
    expect(await states(at)).toEqual(['applying', 'applying']);
    await expect(at.apply({ records: plannedPeople(1), changes: [] })).rejects.toMatchObject({ code: 'import.busy' });
    at.death.heal();
    at.imports.retry();
    await at.idle();
    expect([await states(at), (await made(at, importUid)).length]).toEqual([['complete', 'complete'], 12]);
  });

  it('keeps nothing readable of what is still to be written', async () => {
    const disk = newDisk();
    const at = await open(disk);
    at.death.failFrom(10);
    await at.apply({ records: plannedPeople(9), changes: [] });
    await at.failed();
    const raw = await new Dexie(`${disk.name}-imports`).open();
    const rows = await Promise.all(raw.tables.map((table) => table.toArray() as Promise<object[]>));
    raw.close();
    expect(rows.flat().length).toBeGreaterThan(2);
    const readable = (value: object) => Object.entries(value).filter(([, field]) => !(field instanceof Uint8Array));
    expect([...new Set(rows.flat().flatMap((row) => readable(row).map(([name]) => name)))].sort()).toEqual(
      ['importUid', 'kind', 'phase', 'position', 'size'].sort(),
    );
    const closed = rows.flat().flatMap((row) => Object.values(row).filter((field) => field instanceof Uint8Array));
    const text = Buffer.concat(closed).toString('utf8');
    expect(text.length).toBeGreaterThan(1000);
    expect(text).not.toMatch(/1380000|新人|花名册/);
  });

  it('makes nothing visible of an import that is cancelled, and puts back what it had changed', async () => {
    const at = await open(newDisk());
    const neighbours = [await addNeighbour(at, 1), await addNeighbour(at, 2)];
    const changes = neighbours.map((person, n) => phoneFor(person, `1390000000${n}`, false));
    at.death.failFrom(20);
    await at.apply({ records: plannedPeople(4), changes, size: 1 });
    await at.failed();
    at.death.heal();
    const parts = await at.records('people', 'import-part');
    expect(parts).toHaveLength(1);
    await at.imports.cancel();
    await at.idle();
    expect(await states(at)).toEqual(['undone', 'undone']);
    for (const { _id } of neighbours) expect(await byId(at, _id)).toMatchObject({ phone: null, status: 'living-here' });
  });

  it('takes an import back out when one of its grids is taken from the person', async () => {
    const at = await open(newDisk());
    at.death.failFrom(9);
    await at.apply({ records: plannedPeople(6), changes: [] });
    await at.failed();
    at.death.heal();
    at.grids$.next([2]);
    await at.idle();
    const batches = await at.records('people', 'import-batch');
    expect(batches.find(({ _id }) => _id.includes('qinghe-2'))?.['state']).toBe('undone');
  });
});
