import { describe, expect, it } from 'vitest';
import type { Sealed, WireRecord } from '#shared/schema/envelope';
import { hasListedSeals, openRecord, type OpenSealed } from '#shared/schema/open-record';
import { isClosed, type OpenedPerson } from '#shared/schema/opened-person';
import { importSealingKey, openValue, sealingAad, sealValue, type SealedPlace } from '#shared/schema/sealing';
import { aPerson, aVisit, uid } from '#test/support/builders';

const CHILD_KID = 'qinghe-1.child.1';
const key = importSealingKey(Buffer.alloc(32, 7).toString('base64'));

const seal = async (field: string, value: unknown, of = uid(1)): Promise<Sealed> =>
  sealValue(await key, CHILD_KID, value, sealingAad({ uid: of, field }));

/** Opens as somebody who holds the child key. */
const withKey: OpenSealed = async (sealed, place) => {
  const opened = await openValue(await key, sealed, sealingAad(place));
  return opened.ok ? opened.value : null;
};
const withoutKey: OpenSealed = async () => null;

async function aChildsFile(change: Readonly<Record<string, unknown>> = {}): Promise<WireRecord & OpenedPerson> {
  const fields = {
    birthDate: '2017-03-05',
    name: await seal('name', '许小满'),
    sex: await seal('sex', 'female'),
    relation: await seal('relation', 'grandchild'),
    disability: await seal('disability', null),
    livingAlone: {
      value: await seal('livingAlone.value', false),
      declaredOn: '2026-05-01',
      recorded: { at: 0, by: uid(9), on: 'tablet000000' },
    },
    citizenId: await seal('citizenId', '339901201703050021'),
    ...change,
  };
  return aPerson(1, { fields }) as unknown as WireRecord & OpenedPerson;
}

describe('a child’s file', () => {
  it('comes opened to whoever holds the child key', async () => {
    const opened = await openRecord(await aChildsFile(), withKey);
    expect(opened).toMatchObject({ name: '许小满', sex: 'female', relation: 'grandchild', disability: null });
    expect(opened.livingAlone).toMatchObject({ value: false, declaredOn: '2026-05-01' });
    expect(isClosed(opened)).toBe(false);
  });

  it('is closed to everybody else, who still learn the birth date and the household', async () => {
    const file = await aChildsFile({ householdUid: uid(6) });
    const opened = await openRecord(file, withoutKey);
    expect(opened).toMatchObject({ name: null, sex: null, relation: null, disability: null, birthDate: '2017-03-05' });
    expect(opened.livingAlone?.value).toBeNull();
    expect(opened.householdUid).toBe(uid(6));
    expect(isClosed(opened)).toBe(true);
  });

  it('keeps ids and phones sealed even when it is opened: those are shown one by one, and each look is logged', async () => {
    const file = await aChildsFile();
    expect((await openRecord(file, withKey)).citizenId).toEqual(file.citizenId);
  });

  it('is not changed by being opened', async () => {
    const file = await aChildsFile();
    const before = structuredClone(file);
    await openRecord(file, withKey);
    expect(file).toEqual(before);
  });

  it('opens value by value: one that was moved here from another child is not shown', async () => {
    const opened = await openRecord(await aChildsFile({ name: await seal('name', '别人', uid(2)) }), withKey);
    expect(opened).toMatchObject({ name: null, relation: 'grandchild' });
  });

  it.each([
    ['name', 17],
    ['sex', 'neither'],
    ['relation', { not: 'a relation' }],
    ['disability', { kind: 'limb', grade: 9 }],
  ])('whose %s holds what no screen expects gives nothing for it', async (field, value) => {
    const opened: Partial<Record<string, unknown>> = await openRecord(
      await aChildsFile({ [field]: await seal(field, value) }),
      withKey,
    );
    expect(opened[field]).toBeNull();
  });
});

describe('a record without a sealed list value', () => {
  const opensNothing = (_sealed: Sealed, { field }: SealedPlace): Promise<unknown> =>
    Promise.reject(new Error(`${field} was opened`));

  it('is handed out as the very object it was', async () => {
    const adult = aPerson(1, { fields: { citizenId: await seal('citizenId', '1') } });
    expect(hasListedSeals(adult)).toBe(false);
    expect(await openRecord(adult, opensNothing)).toBe(adult);
  });

  it('may be of any type', async () => {
    const visit = aVisit(3, { fields: { answers: { outcome: 'met', note: await seal('answers.note', '安好') } } });
    expect(await openRecord(visit, opensNothing)).toBe(visit);
  });
});
