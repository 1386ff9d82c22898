import { describe, expect, it } from 'vitest';
import { EDUCATION_CODES } from '#shared/codes/education';
import { ETHNIC_CODES } from '#shared/codes/ethnic-groups';
import { personCodes } from '#shared/codes/person-codes';
import { RELATION_CODES, relationLabel } from '#shared/codes/relations';
import { MARITAL_CODES, POLITICAL_CODES } from '#shared/codes/social';

const TABLES = [
  ['relation', RELATION_CODES, 84],
  ['ethnicity', ETHNIC_CODES, 58],
  ['education', EDUCATION_CODES, 40],
  ['politicalStatus', POLITICAL_CODES, 13],
  ['maritalStatus', MARITAL_CODES, 8],
] as const;

describe.each(TABLES)('the table of %s', (table, rows, size) => {
  it('is whole, each code once', () => {
    expect(rows).toHaveLength(size);
    expect(new Set(rows.map(({ code }) => code)).size).toBe(size);
  });

  it('finds every code by itself and by its word', () => {
    for (const { code, zh } of rows) {
      expect(personCodes[table](code), code).toBe(code);
      expect(personCodes[table](zh), zh).toBe(code);
    }
  });

  it('does not know what stands in no table', () => {
    for (const word of ['', '那口子', '火星族', '100', 'xyz']) expect(personCodes[table](word), word).toBeNull();
  });
});

describe('words of rosters', () => {
  it.each([
    ['relation', '户主', '02'],
    ['relation', '本人', '01'],
    ['relation', '0', '02'],
    ['relation', '1', '10'],
    ['relation', '3', '30'],
    ['relation', '老公', '11'],
    ['relation', '媳妇', '12'],
    ['relation', ' 大 儿 子 ', '22'],
    ['relation', '长子', '22'],
    ['relation', '儿媳妇', '38'],
    ['relation', '重孙', '47'],
    ['relation', '丈母娘', '56'],
    ['relation', '租客', '99'],
    ['relation', '２２', '22'],
    ['ethnicity', '汉', '01'],
    ['ethnicity', '1', '01'],
    ['ethnicity', '毛难族', '36'],
    ['ethnicity', '维吾尔', '05'],
    ['education', '本科', '20'],
    ['education', '大学本科', '20'],
    ['education', '初中', '70'],
    ['education', '高中', '60'],
    ['education', '硕士', '14'],
    ['education', '小学毕业', '81'],
    ['education', '文盲', '90'],
    ['politicalStatus', '党员', '01'],
    ['politicalStatus', '群众', '13'],
    ['maritalStatus', '离异', '40'],
    ['maritalStatus', '已婚', '20'],
  ] as const)('%s %s is %s', (table, word, code) => {
    expect(personCodes[table](word)).toBe(code);
  });

  it('have labels in both languages', () => {
    expect(relationLabel('38')).toMatchObject({ zh: '儿媳', en: 'Daughter-in-law' });
    expect(relationLabel('98')).toBeNull();
    for (const [, rows] of TABLES) for (const row of rows) expect(row.zh !== '' && row.en !== '').toBe(true);
  });
});
