import { describe, expect, it } from 'vitest';
import { personCodes } from '#shared/codes/person-codes';
import { findHeader, suggestMapping, type CellValue, type RosterMapping } from '#shared/domain/roster/index';
import { suggest, table } from './suggest';

describe('a roster of households', () => {
  it('is one whose people are heads alone', () => {
    const { mapping, named } = suggest(['序号', '户主姓名', '户主身份证号', '户主联系电话', '家庭住址', '家庭人口数']);
    expect(mapping.kind).toBe('household');
    expect(named).toEqual([
      '户主姓名 → name',
      '户主身份证号 → citizenId',
      '户主联系电话 → phone',
      '家庭住址 → address',
    ]);
  });
});

describe('what stands in the columns', () => {
  const PERSON = ['张建国', '11010519491231002X', '13800138000'];

  it('finds ids and phones under heads that say nothing', () => {
    const { named } = suggest(['姓名', '号码一', '号码二', '民族'], [PERSON, PERSON, PERSON]);
    expect(named).toContain('号码一 → citizenId');
    expect(named).toContain('号码二 → phone');
  });

  it('does not take the ids of others', () => {
    const { named } = suggest(['姓名', '房主号码', '出生日期', '性别'], [PERSON, PERSON, PERSON]);
    expect(named).not.toContain('房主号码 → citizenId');
  });

  it('prefers the column that is filled where two have one name', () => {
    const rows = [0, 1, 2, 3].map((n) => ['张建国', '', '11010519491231002X', `1380013800${n}`]);
    const header = suggest(['姓名', '联系电话', '身份证号', '联系电话'], rows);
    expect(header.mapping.fields[3]).toBe('phone');
    expect(header.mapping.fields[1]).toBeUndefined();
  });

  it('tells relations of one digit from those of two that lost their zero', () => {
    const relation = (values: readonly CellValue[]) =>
      suggest(
        ['姓名', '身份证号', '与户主关系'],
        values.map((value) => ['张建国', '11010519491231002X', value]),
      ).mapping.words.relation;
    expect(relation([0, 1, 2, 3])).toBeUndefined();
    expect(relation([2, 12, 20, 30])).toEqual({ '1': '01', '2': '02' });
  });

  it('gives one field to one column only', () => {
    const { mapping } = suggest(['姓名', '联系电话', '手机号码', '身份证号', '公民身份号码']);
    const given = Object.values(mapping.fields);
    expect(new Set(given).size).toBe(given.length);
  });
});

describe('a guardian', () => {
  it('is a contact with that relation where no column names one', () => {
    const { mapping } = suggest(['姓名', '身份证号', '监护人姓名', '监护人联系方式']);
    expect(mapping.words.contactRelation).toEqual({ '': '监护人' });
  });

  it('without a number is no contact', () => {
    expect(suggest(['姓名', '身份证号', '监护人姓名']).named).toEqual(['姓名 → name', '身份证号 → citizenId']);
  });

  it('is found below the head of a group', () => {
    const rows = table(
      ['序号', '姓名', '身份证号', '紧急联系人', '紧急联系人', '紧急联系人'],
      ['序号', '姓名', '身份证号', '姓名', '与本人关系', '电话'],
    );
    const header = findHeader(rows);
    if (!header) throw new Error('no heads');
    const { mapping } = suggestMapping(header, [], { kind: null, remembered: null, codes: personCodes });
    expect(mapping.fields).toEqual({
      1: 'name',
      2: 'citizenId',
      3: 'contactName',
      4: 'contactRelation',
      5: 'contactPhone',
    });
  });
});

describe('a source that came before', () => {
  const heads = ['姓名', '身份证号', '备注'];
  const remembered: RosterMapping = {
    kind: 'person',
    fields: { 0: 'name', 1: 'citizenId', 2: 'formerName' },
    words: { relation: { 那口子: '10' } },
    defaultGrid: 3,
  };

  it('is read as it was then', () => {
    const { mapping, isRemembered } = suggest(heads, [], null, remembered);
    expect(isRemembered).toBe(true);
    expect(mapping).toEqual(remembered);
  });

  it('is looked at anew where it is to be read as another kind', () => {
    const { mapping, isRemembered } = suggest(heads, [], 'enterprise', remembered);
    expect(isRemembered).toBe(false);
    expect(mapping.kind).toBe('enterprise');
    expect(mapping.defaultGrid).toBeNull();
  });
});
