import { describe, expect, it } from 'vitest';
import { mergeDefaults, MERGE_FIELDS, unitedProfile, type MergeFile } from '#shared/domain/people/merge-choice';

const NEVER = Object.fromEntries(MERGE_FIELDS.map((field) => [field, 0])) as MergeFile['writtenAtMs'];
const file = (change: Partial<MergeFile> = {}): MergeFile => ({
  uid: 'A',
  name: '陈瑞珍',
  sex: 'female',
  birthDate: '1955-07-26',
  citizenId: null,
  idSays: null,
  phone: null,
  dwellingUid: null,
  householdUid: null,
  relation: 'other',
  relationCode: null,
  registeredDwellingUid: null,
  status: 'living-here',
  disability: null,
  livingAlone: null,
  profile: null,
  writtenAtMs: NEVER,
  ...change,
});
const sound = { problems: [], birthDate: '1955-07-26', sex: 'female' as const };
const choose = (kept: Partial<MergeFile>, merged: Partial<MergeFile>) =>
  mergeDefaults(file(kept), file({ ...merged, uid: 'B' }));

describe('what a merge proposes', () => {
  it('takes something before nothing, and the kept file where both are alike', () => {
    expect(choose({}, { phone: '13800138000' }).phone).toBe('merged');
    expect(choose({ phone: '13800138000' }, {}).phone).toBe('kept');
    expect(new Set(Object.values(choose({}, {})))).toEqual(new Set(['kept']));
  });

  it('takes what was written later', () => {
    const later = { ...NEVER, phone: 2 };
    expect(choose({ phone: '1' }, { phone: '2', writtenAtMs: later }).phone).toBe('merged');
    expect(choose({ phone: '1', writtenAtMs: later }, { phone: '2' }).phone).toBe('kept');
  });

  it('takes an id without fault before one with, whichever is newer, and the birth date and sex that it says', () => {
    const faulty = { citizenId: 'wrong', idSays: { problems: ['check'] as const, birthDate: null, sex: null } };
    const good = { citizenId: 'right', idSays: sound };
    const choice = choose(
      {
        ...faulty,
        birthDate: '1955-06-27',
        sex: 'male',
        writtenAtMs: { ...NEVER, citizenId: 9, birthDate: 9, sex: 9 },
      },
      good,
    );
    expect(choice).toMatchObject({ citizenId: 'merged', birthDate: 'merged', sex: 'merged' });
    expect(choose(good, faulty)).toMatchObject({ citizenId: 'kept' });
  });

  it('takes a household where the person lives before one left behind', () => {
    const here = { householdUid: 'H', dwellingUid: 'D' };
    expect(choose({ householdUid: 'G', status: 'moved-out' }, here).home).toBe('merged');
    expect(choose({ dwellingUid: 'E' }, here).home).toBe('merged');
    expect(choose(here, { householdUid: 'G', status: 'moved-out', writtenAtMs: { ...NEVER, home: 9 } }).home).toBe(
      'kept',
    );
  });

  it('unites profiles, the kept one first', () => {
    expect(
      unitedProfile(file({ profile: { ethnicity: '01' } }), file({ profile: { ethnicity: '03', education: '70' } })),
    ).toEqual({ ethnicity: '01', education: '70' });
    expect(unitedProfile(file(), file())).toBeNull();
  });
});
