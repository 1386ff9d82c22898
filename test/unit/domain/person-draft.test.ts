import { describe, expect, it } from 'vitest';
import { checkCitizenId } from '#shared/domain/people/citizen-id';
import { completeDraft, draftProblems, idDisagreements, type DraftContext } from '#shared/domain/people/complete';
import {
  beginPerson,
  EMPTY_CERTIFICATE,
  isTouched,
  readPersonDraft,
  type PersonDraft,
} from '#shared/domain/people/draft';

const CONTEXT: DraftContext = {
  today: '2026-11-23',
  regionOf: (code) => (code === '110105' || code === '440524' ? 'current' : null),
  opensChildren: true,
  grids: [1, 3],
  ownGrid: null,
  isHeadTaken: false,
  isIdTaken: false,
};
/** An example of the standard itself, GB 11643. */
const SOUND_ID = '11010519491231002X';
const draft = (change: Partial<PersonDraft> = {}): PersonDraft => ({
  ...beginPerson({ personUid: 'P', householdUid: 'H', certificateUid: 'C' }),
  grid: 1,
  name: '王宝林',
  birthDate: '1949-12-31',
  sex: 'female',
  ...change,
});
const problems = (change: Partial<PersonDraft>, context: Partial<DraftContext> = {}) =>
  draftProblems(draft(change), { ...CONTEXT, ...context }).map(({ field, problem }) => `${field} ${problem}`);
const file = (change: Partial<PersonDraft>) => {
  const completion = completeDraft(draft(change), CONTEXT);
  return completion.ok ? completion.completed : completion.problems;
};

describe('a file being written down', () => {
  it.each<[string, Partial<PersonDraft>, Partial<DraftContext>, readonly string[]]>([
    ['nothing wrong', {}, {}, []],
    ['no name', { name: '  ' }, {}, ['name missing']],
    ['a name as long as a sentence', { name: '长'.repeat(61) }, {}, ['name too-long']],
    ['an id too short', { citizenId: '1101051949' }, {}, ['citizenId length']],
    ['a letter in the id', { citizenId: '1101051949123100AX' }, {}, ['citizenId characters']],
    ['one digit miscopied', { citizenId: '11010519491231003X' }, {}, ['citizenId check']],
    ['a region that nobody knows', { citizenId: '440524188001010014' }, { regionOf: () => null }, []],
    ['somebody else has the id', { citizenId: SOUND_ID }, { isIdTaken: true }, ['citizenId taken']],
    ['no birth date', { birthDate: '' }, {}, ['birthDate missing']],
    ['30 February', { birthDate: '1980-02-30' }, {}, ['birthDate not-a-date']],
    ['born tomorrow', { birthDate: '2026-11-24' }, {}, ['birthDate future']],
    ['born 150 years ago', { birthDate: '1876-01-01' }, {}, ['birthDate too-old']],
    ['a child without the key', { birthDate: '2018-01-01' }, { opensChildren: false }, ['birthDate child-closed']],
    ['a child with the key', { birthDate: '2018-01-01' }, {}, []],
    ['no sex', { sex: null }, {}, ['sex missing']],
    ['a phone that cannot be', { phone: '1380013' }, {}, ['phone implausible']],
    ['no grid', { grid: null }, {}, ['grid missing']],
    ['a grid of others', { grid: 2 }, {}, ['grid not-yours']],
    ['a move to another grid', { grid: 3 }, { ownGrid: 1 }, ['grid other-grid']],
    ['a home without household', { dwellingUid: 'D' }, {}, ['household missing']],
    ['a household without relation', { household: { kind: 'join', householdUid: 'X' } }, {}, ['relation missing']],
    [
      'a second head',
      { household: { kind: 'join', householdUid: 'X' }, relation: 'head' },
      { isHeadTaken: true },
      ['relation head-taken'],
    ],
    ['a declaration without day', { alone: { value: true, declaredOn: '' } }, {}, ['alone missing']],
    ['half a certificate', { certificate: EMPTY_CERTIFICATE }, {}, ['certificate incomplete']],
    [
      'a certificate that ends before it begins',
      { certificate: { kind: 'limb', grade: 1, number: '', issuedOn: '2020-01-01', expiresOn: '2019-01-01' } },
      {},
      ['certificate expires-before-issue'],
    ],
  ])('%s', (_what, change, context, expected) => {
    expect(problems(change, context)).toEqual(expected);
  });

  it('is saved in one form: id of 18, phone as digits, name without stray spaces', () => {
    expect(file({ name: ' 王 宝林 ', citizenId: ' 11010519491231002x', phone: '+86 138 0013 8000' })).toMatchObject({
      file: { name: '王 宝林', citizenId: SOUND_ID, phone: '13800138000' },
    });
  });

  it('keeps nothing in a name that nobody sees, and every rare character', () => {
    expect(file({ name: '\u202E王\u200B宝\u200D林\uFEFF' })).toMatchObject({ file: { name: '王宝林' } });
    expect(file({ name: '𠮷㐀𫖯·阿卜杜热合曼' })).toMatchObject({ file: { name: '𠮷㐀𫖯·阿卜杜热合曼' } });
    expect(problems({ name: '\u200B\u202E ' }, {})).toEqual(['name missing']);
  });

  it('leaves what is on file where nothing was typed, and takes it out where it was emptied', () => {
    expect(file({ citizenId: null, phone: '' })).toMatchObject({ file: { phone: null } });
    expect(file({ citizenId: null })).not.toHaveProperty('file.citizenId');
  });

  it('makes whoever gets a household of their own its head', () => {
    expect(file({ dwellingUid: 'D', household: { kind: 'new' }, relation: 'child', relationCode: '22' })).toMatchObject(
      {
        file: { relation: 'head', relationCode: null, registeredDwellingUid: 'D' },
      },
    );
  });

  it('is registered where it was said, or nowhere here', () => {
    expect(file({ registered: { kind: 'unknown' } })).toMatchObject({ file: { registeredDwellingUid: null } });
    expect(file({ registered: { kind: 'dwelling', dwellingUid: 'R' } })).toMatchObject({
      file: { registeredDwellingUid: 'R' },
    });
    expect(file({ registered: { kind: 'dwelling', dwellingUid: '' } })).toMatchObject({
      file: { registeredDwellingUid: null },
    });
  });
});

describe('what the id says otherwise', () => {
  const checked = checkCitizenId(SOUND_ID, CONTEXT.today, CONTEXT.regionOf);
  it('is pointed out for what was entered, and for nothing that is still empty', () => {
    expect(idDisagreements({ birthDate: '1949-12-31', sex: 'female' }, checked)).toEqual([]);
    expect(idDisagreements({ birthDate: '1949-12-13', sex: 'male' }, checked)).toEqual(['birthDate', 'sex']);
    expect(idDisagreements({ birthDate: '', sex: null }, checked)).toEqual([]);
  });
  it('is not believed where the id itself is wrong', () => {
    const wrong = checkCitizenId('11010519491231003X', CONTEXT.today, CONTEXT.regionOf);
    expect(idDisagreements({ birthDate: '1980-01-01', sex: 'male' }, wrong)).toEqual([]);
  });
});

describe('a kept draft', () => {
  it('comes back as it was typed', () => {
    const typed = draft({
      citizenId: '1101',
      phone: null,
      dwellingUid: 'D',
      household: { kind: 'join', householdUid: 'X' },
      registered: { kind: 'dwelling', dwellingUid: 'R' },
      relation: 'child',
      relationCode: '22',
      alone: { value: false, declaredOn: '2026-1' },
      certificate: { ...EMPTY_CERTIFICATE, kind: 'limb' },
      othersUids: ['A'],
      isIdWrongThere: true,
    });
    expect(readPersonDraft(JSON.parse(JSON.stringify(typed)))).toEqual(typed);
  });
  it('of another version gives what it can', () => {
    const odd = { ...draft(), sex: 'unknown', status: 7, household: 'x', profile: null, relation: 'cousin' };
    expect(readPersonDraft(odd)).toMatchObject({
      sex: null,
      status: 'living-here',
      household: { kind: 'none' },
      relation: null,
    });
    expect(readPersonDraft({ name: 'x' })).toBeNull();
    expect(readPersonDraft(null)).toBeNull();
  });
  it('counts as begun once something was typed', () => {
    expect(isTouched(beginPerson({ personUid: 'P', householdUid: 'H', certificateUid: 'C' }))).toBe(false);
    expect(isTouched(draft())).toBe(true);
  });
});
