import { describe, expect, it, onTestFinished } from 'vitest';
import type { PlannedChange } from '#shared/domain/roster/types';
import type { WireRecord } from '#shared/schema/envelope';
import { personFields, uid } from '#test/support/builders';
import { newDisk, openImportDevice, plannedPeople, type Disk, type ImportDevice } from './import-device';

async function open(disk: Disk = newDisk()): Promise<ImportDevice> {
  const opened = await openImportDevice(disk);
  onTestFinished(() => opened.close());
  return opened;
}

const addNeighbour = (at: ImportDevice, n: number): Promise<WireRecord> =>
  at.device.writer.create({ type: 'person', scope: 'qinghe-1', uid: uid(n), fields: personFields() });

const moveOut = ({ _id }: WireRecord): PlannedChange => ({
  id: _id,
  birthDate: '1942-03-05',
  onlyEmpty: false,
  fields: { status: 'moved-out', phone: '13900000001' },
});

const byId = async (at: ImportDevice, { _id }: WireRecord) => (await at.device.get('people', _id)) as WireRecord;
const states = async (at: ImportDevice) => (await at.records('people', 'import-batch')).map(({ state }) => state);

describe('taking an import back', { timeout: 120_000 }, () => {
  it('hides what was made and puts back what was changed; and the other way round', async () => {
    const at = await open();
    const neighbour = await addNeighbour(at, 1);
    const importUid = await at.apply({ records: plannedPeople(3), changes: [moveOut(neighbour)] });
    await at.idle();
    const taken = await byId(at, neighbour);
    expect(await at.imports.undo(importUid)).toEqual({ hidden: 3, putBack: 1, keptLater: [] });
    expect(await states(at)).toEqual(['undone', 'undone']);
    expect(await byId(at, neighbour)).toMatchObject({ status: 'living-here', phone: null });
    await at.imports.redo(importUid);
    expect(await states(at)).toEqual(['complete', 'complete']);
    const again = await byId(at, neighbour);
    expect([again['status'], again['phone']]).toEqual([taken['status'], taken['phone']]);
    expect(await at.imports.undo(importUid)).toMatchObject({ putBack: 1 });
    expect(await byId(at, neighbour)).toMatchObject({ status: 'living-here', phone: null });
  });

  it('leaves what somebody changed since, and leaves it alone for good', async () => {
    const at = await open();
    const [first, second] = [await addNeighbour(at, 1), await addNeighbour(at, 2)];
    const importUid = await at.apply({ records: [], changes: [moveOut(first), moveOut(second)] });
    await at.idle();
    await at.device.writer.edit(first._id, () => ({ status: 'deceased' }));
    expect(await at.imports.undo(importUid)).toEqual({ hidden: 0, putBack: 2, keptLater: [first._id] });
    expect(await byId(at, first)).toMatchObject({ status: 'deceased', phone: null });
    expect(await byId(at, second)).toMatchObject({ status: 'living-here' });
    await at.imports.redo(importUid);
    expect(await byId(at, first)).toMatchObject({ status: 'deceased' });
    expect((await byId(at, first))['phone']).not.toBeNull();
  });

  it('is done whole, whenever the device dies in the middle', async () => {
    for (const when of ['before', 'after'] as const) {
      for (const step of [1, 2, 3]) {
        const disk = newDisk();
        const first = await openImportDevice(disk);
        const neighbour = await addNeighbour(first, 1);
        const importUid = await first.apply({ records: plannedPeople(2), changes: [moveOut(neighbour)] });
        await first.idle();
        first.death.at(step, when);
        await expect(first.imports.undo(importUid)).rejects.toThrow();
        await first.close();
        const second = await openImportDevice(disk);
        await second.idle();
        const [state] = await states(second);
        const { status } = await byId(second, neighbour);
        expect(
          [
            ['undone', 'living-here'],
            ['complete', 'moved-out'],
          ],
          `${when} ${step}`,
        ).toContainEqual([state, status]);
        if (step > 1 || when === 'after') expect(state, `${when} ${step}`).toBe('undone');
        await second.close();
      }
    }
  });

  it('does not know an import that is not here', async () => {
    const at = await open();
    await expect(at.imports.undo(uid(99))).rejects.toMatchObject({ code: 'request.not-found' });
  });

  it('keeps each entry of a profile, and adds contacts to those that are there', async () => {
    const at = await open();
    const neighbour = await addNeighbour(at, 1);
    const fill = (fields: Record<string, unknown>): PlannedChange => ({
      ...moveOut(neighbour),
      onlyEmpty: true,
      fields,
    });
    const contact = (n: number) => ({ id: uid(800 + n), name: '张三', relation: '女儿', phone: `1370000000${n}` });
    for (const [education, contacts] of [
      ['21', [contact(1)]],
      ['31', [contact(1), contact(2)]],
    ] as const) {
      await at.apply({ records: [], changes: [fill({ profile: { education, ethnicity: '01' }, contacts })] });
      await at.idle();
    }
    const person = await byId(at, neighbour);
    expect(await at.open(person, 'profile')).toEqual({ education: '21', ethnicity: '01' });
    expect(person['contacts']).toHaveLength(2);
  });
});
