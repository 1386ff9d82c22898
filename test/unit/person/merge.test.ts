import { describe, expect, it } from 'vitest';
import { checkCitizenId } from '#shared/domain/people/citizen-id';
import { mergeDefaults, type MergeFile } from '#shared/domain/people/merge-choice';
import { practiceRegionOf } from '#shared/codes/region-codes';
import type { WireRecord } from '#shared/schema/envelope';
import type { PersonRecord } from '#renderer/features/people/index';
import { mergePeople, undoMerge, type MergeParty } from '#renderer/features/person/commands/merge';
import type { HouseholdRecord } from '#renderer/features/person/commands/status';
import { openValues } from '#renderer/features/person/commands/writing';
import { uid } from '../../support/builders';
import { classIn, personStation, TODAY } from './station';

type Desk = ReturnType<typeof personStation>;

const NEVER_WRITTEN = Object.fromEntries(
  ['name', 'citizenId', 'birthDate', 'sex', 'phone', 'home', 'registered', 'status', 'disability', 'livingAlone'].map(
    (field) => [field, 0],
  ),
) as MergeFile['writtenAtMs'];

async function party(
  desk: Desk,
  person: PersonRecord,
  household: WireRecord | null = null,
  residents: readonly string[] = [],
): Promise<MergeParty> {
  const values = await openValues(desk.station, person);
  const { livingAlone } = person;
  return {
    record: person,
    values,
    household: household as HouseholdRecord | null,
    residents: residents.map((each) => ({ uid: each })),
    dependants: [],
    file: {
      uid: person.uid,
      name: person.name ?? '',
      sex: person.sex ?? 'female',
      birthDate: person.birthDate,
      citizenId: values.citizenId,
      idSays: values.citizenId === null ? null : checkCitizenId(values.citizenId, TODAY, practiceRegionOf),
      phone: values.phone,
      dwellingUid: person.dwellingUid,
      householdUid: person.householdUid,
      relation: person.relation ?? 'other',
      relationCode: person.relationCode,
      registeredDwellingUid: person.registeredDwellingUid,
      status: person.status,
      disability: person.disability,
      livingAlone: livingAlone?.value == null ? null : { value: livingAlone.value, declaredOn: livingAlone.declaredOn },
      profile: values.profile,
      writtenAtMs: NEVER_WRITTEN,
    },
  };
}

const household = (desk: Desk, n: number, headUid: string | null) =>
  desk.add('household', uid(n), {
    dwellingUid: uid(n + 1),
    headUid,
    kind: 'family',
    status: 'current',
    registerNumber: null,
    importUid: null,
  });

const contact = (n: number, name: string, phone: string) => ({ id: uid(n), name, relation: '儿子', phone });

describe('two files that are one person’s', () => {
  it('become one: numbers move under the kept file’s own seals, contacts and profiles are united', async () => {
    const desk = personStation();
    const kept = await desk.addPerson(uid(1), {
      name: '陈瑞珍',
      contacts: [contact(11, '周建平', '13700137000')],
      profile: { ethnicity: '01' },
    });
    const merged = await desk.addPerson(
      uid(2),
      {
        name: '陈瑞贞',
        phone: '13800138000',
        contacts: [contact(12, '周建平', '13700137000'), contact(13, '周丽', '13600136000')],
        profile: { ethnicity: '03', education: '70' },
      },
      2,
    );
    const [a, b] = [await party(desk, kept), await party(desk, merged)];
    await mergePeople(desk.station, a, b, mergeDefaults(a.file, b.file));

    const now = await desk.read(kept._id);
    expect(now.name).toBe('陈瑞珍');
    const values = await openValues(desk.station, now);
    expect(values).toMatchObject({
      phone: '13800138000',
      profile: { ethnicity: '01', education: '70' },
      unreadable: [],
    });
    expect(values.contacts.map(({ name }) => name)).toEqual(['周建平', '周丽']);
    expect(desk.raw(merged._id)).toMatchObject({ mergedIntoUid: kept.uid, status: 'living-here' });
  });

  it('come apart again as they were', async () => {
    const desk = personStation();
    const kept = await desk.addPerson(uid(1), { contacts: [contact(11, '周建平', '13700137000')] });
    const merged = await desk.addPerson(uid(2), {
      phone: '13800138000',
      contacts: [contact(13, '周丽', '13600136000')],
    });
    const [a, b] = [await party(desk, kept), await party(desk, merged)];
    const before = await openValues(desk.station, kept);
    const merge = await mergePeople(desk.station, a, b, mergeDefaults(a.file, b.file));
    expect(await undoMerge(desk.station, merge)).toEqual({ keptLater: [] });
    expect(await openValues(desk.station, await desk.read(kept._id))).toEqual(before);
    expect(desk.raw(merged._id)).toMatchObject({ mergedIntoUid: null });
    expect(desk.raw(merge._id)).toMatchObject({ state: 'undone' });
  });

  it('come apart without losing what was written since', async () => {
    const desk = personStation();
    const kept = await desk.addPerson(uid(1));
    const merged = await desk.addPerson(uid(2), { phone: '13800138000', status: 'moved-out' });
    const [a, b] = [await party(desk, kept), await party(desk, merged)];
    const choice = { ...mergeDefaults(a.file, b.file), status: 'merged' as const };
    const merge = await mergePeople(desk.station, a, b, choice);
    expect(await desk.read(kept._id)).toMatchObject({ status: 'moved-out' });
    await desk.station.writer.edit(kept._id, () => ({ status: 'deceased' }));
    expect(await undoMerge(desk.station, merge)).toEqual({ keptLater: ['status'] });
    const now = await desk.read(kept._id);
    expect(now.status).toBe('deceased');
    expect(now.phone).toBeNull();
  });

  it('of children stay closed: nothing of them stands readable in the merge either', async () => {
    const desk = personStation();
    const born = { birthDate: '2018-05-01', relation: 'child', disability: null };
    const kept = await desk.addPerson(uid(1), { ...born, name: '许小满' });
    const merged = await desk.addPerson(uid(2), {
      ...born,
      name: '许晓满',
      disability: { kind: 'sight', grade: 1 },
      livingAlone: { value: false, declaredOn: '2026-01-01', recorded: { at: 1, by: uid(9), on: 'desk00000000' } },
    });
    const [a, b] = [await party(desk, kept), await party(desk, merged)];
    const merge = await mergePeople(desk.station, a, b, { ...mergeDefaults(a.file, b.file), name: 'merged' });
    expect((await desk.read(kept._id)).name).toBe('许晓满');
    expect(classIn(desk.raw(kept._id), 'disability')).toBe('child');
    expect(JSON.stringify(desk.all())).not.toMatch(/许小满|许晓满|sight/);
    await undoMerge(desk.station, merge);
    expect(await desk.read(kept._id)).toMatchObject({ name: '许小满', disability: null, livingAlone: null });
    expect(classIn(desk.raw(kept._id), 'name')).toBe('child');
  });

  it('where the chosen birth date makes a grown-up, come out from under the child key whole', async () => {
    const desk = personStation();
    const kept = await desk.addPerson(uid(1), { birthDate: '2018-05-01', name: '高志忠', phone: '13800138000' });
    const merged = await desk.addPerson(uid(2), { birthDate: '1958-05-01', name: '高志忠' });
    const [a, b] = [await party(desk, kept), await party(desk, merged)];
    const merge = await mergePeople(desk.station, a, b, { ...mergeDefaults(a.file, b.file), birthDate: 'merged' });
    expect(['name', 'sex', 'phone'].map((field) => classIn(desk.raw(kept._id), field))).toEqual([
      'open',
      'open',
      'general',
    ]);
    await undoMerge(desk.station, merge);
    expect(['name', 'sex', 'phone'].map((field) => classIn(desk.raw(kept._id), field))).toEqual([
      'child',
      'child',
      'child',
    ]);
    expect((await openValues(desk.station, await desk.read(kept._id))).phone).toBe('13800138000');
  });

  it('are not made one without the key, and both stay as they were', async () => {
    const desk = personStation(['general']);
    const kept = await desk.addPerson(uid(1), { birthDate: '1958-05-01' });
    const merged = await desk.addPerson(uid(2), { birthDate: '1958-05-01', phone: '13800138000' });
    const [a, b] = [await party(desk, kept), await party(desk, merged)];
    const young = {
      ...b,
      file: { ...b.file, birthDate: '2018-05-01' },
      record: { ...b.record, birthDate: '2018-05-01' },
    };
    const choice = { ...mergeDefaults(a.file, b.file), birthDate: 'merged' as const };
    await expect(mergePeople(desk.station, a, young, choice)).rejects.toMatchObject({ code: 'access.denied' });
    expect(desk.raw(merged._id)).toMatchObject({ mergedIntoUid: null });
  });
});

describe('the household of the merged file', () => {
  it('is headed by the kept person who lives in it, and by the old head again after undoing', async () => {
    const desk = personStation();
    const home = household(desk, 20, uid(2));
    const kept = await desk.addPerson(uid(1), { householdUid: home.uid, dwellingUid: uid(21), relation: 'other' });
    const merged = await desk.addPerson(uid(2), { householdUid: home.uid, dwellingUid: uid(21), relation: 'head' });
    const residents = [uid(1), uid(2), uid(3)];
    const [a, b] = [await party(desk, kept, home, residents), await party(desk, merged, home, residents)];
    const merge = await mergePeople(desk.station, a, b, { ...mergeDefaults(a.file, b.file), home: 'merged' });
    expect(desk.raw(home._id)).toMatchObject({ headUid: uid(1), status: 'current' });
    expect(await desk.read(kept._id)).toMatchObject({ relation: 'head', householdUid: home.uid });
    await undoMerge(desk.station, merge);
    expect(desk.raw(home._id)).toMatchObject({ headUid: uid(2), status: 'current' });
    expect(await desk.read(kept._id)).toMatchObject({ relation: 'other' });
  });

  it('has nobody at its head where others stay behind, and has moved out where nobody does', async () => {
    const desk = personStation();
    const [full, empty] = [household(desk, 20, uid(2)), household(desk, 30, uid(4))];
    const kept = await desk.addPerson(uid(1), { householdUid: uid(40) });
    const first = await desk.addPerson(uid(2), { householdUid: full.uid });
    const a = await party(desk, kept);
    const b = await party(desk, first, full, [uid(2), uid(3)]);
    await mergePeople(desk.station, a, b, { ...mergeDefaults(a.file, b.file), home: 'kept' });
    expect(desk.raw(full._id)).toMatchObject({ headUid: null, status: 'current' });
    const second = await desk.addPerson(uid(4), { householdUid: empty.uid });
    const c = await party(desk, second, empty, [uid(4)]);
    await mergePeople(desk.station, a, c, { ...mergeDefaults(a.file, c.file), home: 'kept' });
    expect(desk.raw(empty._id)).toMatchObject({ status: 'moved-out' });
  });
});
