import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkCharacterOf } from '#shared/domain/people/citizen-id';
import { BORN, ID, person, read } from './read-rows';

describe('a citizen id', () => {
  it.each([
    [ID, []],
    ['11010519491231002x', []],
    [`'${ID}`, []],
    [`="${ID}"\t`, []],
    [' 110105 19491231 002X ', []],
    ['１１０１０５１９４９１２３１００２Ｘ', []],
    ['110105491231002', [`note id-length citizenId ${ID}`]],
    [110105491231002, [`note id-length citizenId ${ID}`]],
  ])('written as %s is read', (written, notes) => {
    const { person: read, found } = person({ citizenId: written });
    expect(read).toMatchObject({ citizenId: ID, birthDate: BORN, sex: 'female' });
    expect(read.idProblems).toBeUndefined();
    expect(found).toEqual(notes);
  });

  it.each([
    ['110105194912310021', [`error id-check citizenId ${ID}`]],
    ['1101051949123100', ['error id-length citizenId']],
    ['11010519491231O02X', ['error id-characters citizenId']],
    ['110105194902310026', ['error id-birth citizenId']],
    ['110105209912310029', ['error id-birth citizenId']],
    ['990105194912310023', ['error id-region citizenId']],
    [110105194912310000, ['error id-lost-digits citizenId']],
    ['110105194912310000', ['error id-lost-digits citizenId']],
    ['1.10105E+17', ['error id-lost-digits citizenId']],
    ['510102194910010029', ['note id-region-superseded citizenId']],
  ])('written as %s is found out', (written, expected) => {
    expect(person({ citizenId: written, birthDate: null, sex: '女' }).found).toEqual(expected);
  });

  it('of a county that the tables do not know yet is asked about', () => {
    const body = '32999919491231002';
    expect(person({ citizenId: body + checkCharacterOf(`${body}0`) }).found).toEqual(['warning id-region citizenId']);
  });

  it('with a wrong birth is suggested with that of the row, where the check character agrees', () => {
    const { found } = person({ citizenId: '11010519481231002X', birthDate: BORN, sex: '女' });
    expect(found).toEqual([`error id-check citizenId ${ID}`]);
  });

  it('with a wrong check character is suggested right, whatever the id', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 0, max: 999 }), (day, serial) => {
        const birth = new Date(Date.UTC(1930, 0, 1) + day * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
        const body = `110105${birth}${String(serial).padStart(3, '0')}`;
        const right = body + checkCharacterOf(`${body}0`);
        const wrong = body + (right.endsWith('5') ? '6' : '5');
        fc.pre(!wrong.endsWith('000'));
        expect(person({ citizenId: right }).found).toEqual([]);
        expect(person({ citizenId: wrong, sex: '男' }).found).toEqual([`error id-check citizenId ${right}`]);
      }),
    );
  });

  it.each(['无', '-', '未办理'])('may not be there: %s', (written) => {
    const { person: read, found } = person({ citizenId: written, birthDate: BORN, sex: '女' });
    expect(read.citizenId).toBeUndefined();
    expect(found).toEqual([]);
  });
});

describe('birth date and sex', () => {
  it.each([
    ['1949.12.31', []],
    ['49.12.31', []],
    ['1949-12', []],
    ['1950-12-31', [`error birth-disagrees birthDate ${BORN}`]],
    ['1949-11', [`error birth-disagrees birthDate ${BORN}`]],
    ['农历腊月', [`warning birth-unreadable birthDate ${BORN}`]],
  ])('%s beside the id', (birthDate, expected) => {
    const { found, person: read } = person({ birthDate });
    expect(found).toEqual(expected);
    expect(read.birthDate).toBe(BORN);
  });

  it.each([
    ['民国38年10月1日', '1949-10-01', []],
    [18172, '1949-10-01', []],
    ['1949-10', undefined, ['error birth-unreadable birthDate']],
    ['49.10.01', undefined, ['error birth-unreadable birthDate']],
    ['2027-01-01', '2027-01-01', ['error birth-in-future birthDate']],
    ['1901-01-01', '1901-01-01', ['warning age-unlikely birthDate']],
    [null, undefined, ['error missing birthDate']],
  ])('%s without an id', (birthDate, expected, findings) => {
    const { found, person: read } = person({ citizenId: null, birthDate, sex: '男' });
    expect(read.birthDate).toBe(expected);
    expect(found).toEqual(findings);
  });

  it.each([
    ['男', {}, ['error sex-disagrees sex 女']],
    ['1', {}, ['error sex-disagrees sex 女']],
    ['0', { sex: { '0': 'male', '1': 'female' } }, ['error sex-disagrees sex 1']],
    ['女性', {}, []],
    ['2', {}, []],
    ['未知', {}, []],
    ['雌', {}, ['warning word-unknown sex']],
  ])('a sex of %s beside the id', (sex, words, expected) => {
    const { found, person: read } = person({ sex }, { words });
    expect(found).toEqual(expected);
    expect(read.sex).toBe('female');
  });

  it('have to be told by something', () => {
    expect(person({ citizenId: null, birthDate: BORN, sex: null }).found).toEqual(['error missing sex']);
    expect(read({ name: '张建国', birthDate: BORN }).found).toEqual(['error missing sex']);
    expect(read({ name: '张建国' }).found).toEqual(['error missing citizenId', 'error missing sex']);
  });
});
