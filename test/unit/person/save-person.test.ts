import { describe, expect, it } from 'vitest';
import { completeDraft, type DraftContext } from '#shared/domain/people/complete';
import { beginPerson, type PersonDraft } from '#shared/domain/people/draft';
import { practiceRegionOf } from '#shared/codes/region-codes';
import type { WireRecord } from '#shared/schema/envelope';
import { savePerson, type FileBefore } from '#renderer/features/person/commands/save-person';
import { openValues } from '#renderer/features/person/commands/writing';
import { draftOf } from '#renderer/features/person/entry/draft-of';
import type { PersonRecord } from '#renderer/features/people/index';
import { uid } from '../../support/builders';
import { classIn, personStation, TODAY } from './station';

const CONTEXT: DraftContext = {
  today: TODAY,
  regionOf: practiceRegionOf,
  opensChildren: true,
  grids: [1, 2],
  ownGrid: null,
  isHeadTaken: false,
  isIdTaken: false,
};
const UIDS = { personUid: uid(1), householdUid: uid(2), certificateUid: uid(3) };
const HOME = uid(50);
/** Sound practice ids of a woman born on 5 March 1942 and of a boy born on 1 May 2018. */
const ADULT_ID = '339901194203050022';
const newcomer = (change: Partial<PersonDraft> = {}): PersonDraft => ({
  ...beginPerson(UIDS),
  grid: 1,
  name: ' 沈桂英 ',
  birthDate: '1942-03-05',
  sex: 'female',
  ...change,
});

function completed(draft: PersonDraft, context: Partial<DraftContext> = {}) {
  const completion = completeDraft(draft, { ...CONTEXT, ...context });
  if (!completion.ok) throw new Error(JSON.stringify(completion.problems));
  return completion.completed;
}
const saveNew = (desk: ReturnType<typeof personStation>, draft: PersonDraft) =>
  savePerson(desk.station, { draft, completed: completed(draft), before: null, joined: null });

describe('somebody new', () => {
  it('is written with numbers sealed and in one form, at once with a household and a certificate', async () => {
    const desk = personStation();
    const id = await saveNew(
      desk,
      newcomer({
        phone: '+86 138-0013-8000',
        dwellingUid: HOME,
        household: { kind: 'new' },
        certificate: { kind: 'limb', grade: 2, number: ' 33 x', issuedOn: '2020-01-01', expiresOn: '2030-01-01' },
        alone: { value: true, declaredOn: '2026-10-01' },
      }),
    );
    const person = await desk.read(id);
    expect(person).toMatchObject({
      name: '沈桂英',
      relation: 'head',
      dwellingUid: HOME,
      registeredDwellingUid: HOME,
      householdUid: UIDS.householdUid,
      disability: { kind: 'limb', grade: 2 },
      livingAlone: { value: true, declaredOn: '2026-10-01' },
    });
    expect(await openValues(desk.station, person)).toMatchObject({ phone: '13800138000', citizenId: null });
    expect(classIn(desk.raw(id), 'phone')).toBe('general');
    const household = desk.raw(`household~qinghe-1~${UIDS.householdUid}`);
    expect(household).toMatchObject({ headUid: UIDS.personUid, dwellingUid: HOME, status: 'current' });
    const certificate = desk.raw(`certificate~qinghe-1~${UIDS.certificateUid}`);
    expect(certificate).toMatchObject({ personUid: UIDS.personUid, status: 'valid', issuedOn: '2020-01-01' });
  });

  it('who is a child is closed whole, the certificate too', async () => {
    const desk = personStation();
    const id = await saveNew(
      desk,
      newcomer({
        birthDate: '2018-05-01',
        sex: 'male',
        phone: '13800138000',
        certificate: { kind: 'sight', grade: 1, number: '', issuedOn: '', expiresOn: '' },
        profile: { ...beginPerson(UIDS).profile, ethnicity: '01' },
      }),
    );
    for (const field of ['name', 'sex', 'relation', 'disability', 'phone', 'profile']) {
      expect(classIn(desk.raw(id), field), field).toBe('child');
    }
    expect(classIn(desk.raw(`certificate~qinghe-1~${UIDS.certificateUid}`), 'holds')).toBe('child');
    expect(JSON.stringify(desk.all())).not.toContain('沈桂英');
  });

  it('who is a child is not made without the key, and nothing is left behind', async () => {
    const desk = personStation(['general']);
    const draft = newcomer({ birthDate: '2018-05-01', dwellingUid: HOME, household: { kind: 'new' } });
    expect(completeDraft(draft, { ...CONTEXT, opensChildren: false })).toMatchObject({
      ok: false,
      problems: [{ field: 'birthDate', problem: 'child-closed' }],
    });
    await expect(saveNew(desk, draft)).rejects.toMatchObject({ code: 'access.denied' });
    expect(desk.all()).toEqual([]);
  });

  it('is made once, however often the same draft is saved', async () => {
    const desk = personStation();
    const draft = newcomer({ dwellingUid: HOME, household: { kind: 'new' }, othersUids: [uid(9)] });
    await saveNew(desk, draft);
    await saveNew(desk, draft);
    expect(
      desk
        .all()
        .map(({ type }) => type)
        .sort(),
    ).toEqual(['finding', 'household', 'person']);
  });
});

async function edit(
  desk: ReturnType<typeof personStation>,
  person: PersonRecord,
  change: Partial<PersonDraft>,
  more: Partial<FileBefore> = {},
) {
  const values = await openValues(desk.station, person);
  const draft = { ...draftOf(person, values, UIDS), ...change };
  const before: FileBefore = { person, values, household: null, residents: 0, dependants: [], ...more };
  await savePerson(desk.station, { draft, completed: completed(draft, { ownGrid: 1 }), before, joined: null });
  return desk.read(person._id);
}

const changedFields = (record: WireRecord | undefined) =>
  Object.keys(record?.stamps ?? {})
    .filter((field) => field !== 'changed')
    .sort();

describe('a file that is changed', () => {
  it('gets nothing written when nothing was changed', async () => {
    const desk = personStation();
    const person = await desk.addPerson(uid(1), { phone: '13800138000', profile: { ethnicity: '01' } });
    await edit(desk, person, {});
    expect(desk.raw(person._id)?.vv).toEqual(person.vv);
  });

  it('gets only what was changed, and keeps what was left', async () => {
    const desk = personStation();
    const person = await desk.addPerson(uid(1), { phone: '13800138000', citizenId: ADULT_ID });
    const after = await edit(desk, person, { phone: '139 0013 9000', status: 'moved-out' });
    expect(changedFields(desk.raw(person._id))).toEqual(['phone', 'status']);
    expect(await openValues(desk.station, after)).toMatchObject({ phone: '13900139000', citizenId: ADULT_ID });
  });

  const CONTACT = { id: uid(70), name: '周建平', relation: '父亲', phone: '13700137000' };
  const child = {
    name: '许小满',
    birthDate: '2018-05-01',
    phone: '13800138000',
    contacts: [CONTACT],
    profile: { ethnicity: '01' },
    disability: { kind: 'sight', grade: 1 },
    livingAlone: { value: false, declaredOn: '2026-01-01', recorded: { at: 1, by: uid(9), on: 'desk00000000' } },
  };
  const VALUES = ['name', 'sex', 'relation', 'disability', 'livingAlone.value', 'phone', 'profile'];

  it('of a child who turns out to be grown up comes out from under the child key, whole', async () => {
    const desk = personStation();
    const person = await desk.addPerson(uid(1), child);
    for (const field of VALUES) expect(classIn(desk.raw(person._id), field), field).toBe('child');
    const after = await edit(desk, person, { birthDate: '1998-05-01' });
    expect(VALUES.map((field) => classIn(desk.raw(person._id), field))).toEqual([
      ...['open', 'open', 'open', 'open', 'open'],
      ...['general', 'general'],
    ]);
    const [contact] = (desk.raw(person._id) as unknown as PersonRecord).contacts;
    expect(
      [contact?.name, contact?.relation, contact?.phone].map((value) => classIn({ value } as never, 'value')),
    ).toEqual(['general', 'general', 'general']);
    expect(await openValues(desk.station, after)).toMatchObject({
      phone: '13800138000',
      contacts: [CONTACT],
      unreadable: [],
    });
  });

  it('of a grown-up who turns out to be a child is closed whole, certificates and visits with it', async () => {
    const desk = personStation();
    const person = await desk.addPerson(uid(1), { ...child, birthDate: '1998-05-01' });
    const certificate = desk.add('certificate', uid(4), {
      personUid: person.uid,
      kind: 'disability',
      holds: { kind: 'sight', grade: 1 },
      number: null,
      issuedOn: null,
      expiresOn: null,
      status: 'valid',
      importUid: null,
    });
    const after = await edit(desk, person, { birthDate: '2018-05-01' }, { dependants: [certificate] });
    for (const field of VALUES) expect(classIn(desk.raw(person._id), field), field).toBe('child');
    expect(classIn(desk.raw(certificate._id), 'holds')).toBe('child');
    expect(JSON.stringify(desk.raw(person._id))).not.toMatch(/许小满|周建平|sight/);
    expect(after.name).toBe('许小满');
  });

  it('leaves a household without head when its head goes, and an empty one moved out', async () => {
    const desk = personStation();
    const person = await desk.addPerson(uid(1), { householdUid: uid(2), dwellingUid: HOME });
    const household = desk.add('household', uid(2), {
      dwellingUid: HOME,
      headUid: uid(1),
      kind: 'family',
      status: 'current',
      registerNumber: null,
      importUid: null,
    });
    const left = { household: household as never, residents: 1 };
    await edit(desk, person, { dwellingUid: null, household: { kind: 'none' }, relation: 'other' }, left);
    expect(desk.raw(household._id)).toMatchObject({ headUid: null, status: 'moved-out' });
  });
});
