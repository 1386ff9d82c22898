import { describe, expect, it } from 'vitest';
import { rowReader, type RosterEnterprise, type RosterMapping } from '#shared/domain/roster/index';
import { context, ID, person, read, type Cells } from './read-rows';

describe('a row', () => {
  it('holds codes of all tables and what else is told', () => {
    const { person: read, found } = person({
      name: '张 建 国',
      ethnicity: '汉',
      education: '初中',
      maritalStatus: '丧偶',
      politicalStatus: '群众',
      workplace: '退休',
      formerName: '无',
      status: '常住',
      livingAlone: '独居',
      contactName: '张丽',
      contactRelation: '女儿',
      contactPhone: '13900139000',
      householdNumber: 'H 001',
      headName: '张建国',
      headCitizenId: ID.toLowerCase(),
    });
    expect(found).toEqual([]);
    expect(read).toMatchObject({
      name: '张建国',
      profile: { ethnicity: '01', education: '70', maritalStatus: '30', politicalStatus: '13', workplace: '退休' },
      status: 'living-here',
      livingAlone: true,
      contact: { name: '张丽', relation: '女儿', phone: '13900139000' },
      householdNumber: 'H001',
      headCitizenId: ID,
    });
  });

  it.each([
    ['', ['error missing name']],
    ['张3', ['warning name-implausible name']],
    ['王', ['warning name-implausible name']],
    ['张三(户主)', ['warning name-implausible name']],
    ['买买提·吐尔逊', []],
    ['Anna Müller', []],
    ['张'.repeat(61), ['error name-implausible name']],
  ])('with the name %s', (name, findings) => {
    expect(person({ name }).found).toEqual(findings);
  });

  it('tells which column to look at', () => {
    const { row, fields } = read({ name: '张建国', citizenId: '110105194912310021', sex: '女', phone: '987' });
    expect(row.findings.map(({ row: index, column }) => [index, column])).toEqual([
      [7, fields.indexOf('citizenId')],
      [7, fields.indexOf('phone')],
    ]);
  });

  it('with a broken formula says so once', () => {
    expect(person({ phone: { error: '#REF!' } }).found).toEqual(['error cell-error phone']);
  });

  it('without anything in it is none', () => {
    const mapping: RosterMapping = { kind: 'person', fields: { 0: 'name' }, words: {}, defaultGrid: 1 };
    expect(rowReader(mapping, context)({ index: 1, cells: [null, '  '] })).toBeNull();
  });

  it('with nothing that is read, or a sum, is noted and no more', () => {
    const mapping: RosterMapping = { kind: 'person', fields: { 0: 'name', 1: 'citizenId' }, words: {}, defaultGrid: 1 };
    const reader = rowReader(mapping, context);
    for (const cells of [
      [null, null, '制表人：李四'],
      ['合计', null, '300人'],
    ]) {
      expect(reader({ index: 1, cells })?.findings.map(({ code }) => code)).toEqual(['empty-row']);
    }
  });
});

describe('a row of a household', () => {
  it('is about its head, of whom little need be known', () => {
    const { row, found } = read({ name: '张建国', address: '清和路8幢2单元301' }, {}, context, 'household');
    expect(found).toEqual([]);
    expect(row.content).toMatchObject({ kind: 'household', person: { name: '张建国', relation: 'head' } });
  });

  it('needs a home', () => {
    expect(read({ name: '张建国', address: null }, {}, context, 'household').found).toEqual(['error missing address']);
    expect(read({ name: '张建国', address: '租住' }, {}, context, 'household').found).toEqual([
      'error home-unknown address',
    ]);
  });
});

describe('a row of a dwelling', () => {
  const dwelling = (cells: Cells) => read(cells, {}, context, 'dwelling');

  it('has its place, use, size and position', () => {
    const { row, found } = dwelling({
      street: '清和路',
      building: '8',
      unit: '2单元',
      room: '301',
      use: '自住',
      area: '88.5㎡',
      longitude: 118.78,
      latitude: 32.04,
    });
    expect(found).toEqual([]);
    expect(row.content).toMatchObject({
      dwelling: { use: 'own', areaSquareMeters: 88.5, position: { lat: 32.04, lng: 118.78 }, home: { floor: 3 } },
    });
  });

  it('is let where a column of its own says so', () => {
    const { row } = dwelling({ address: '清和路8幢301', use: '居住', isRented: '是' });
    expect(row.content).toMatchObject({ dwelling: { use: 'rented' } });
  });

  it('needs a place, and numbers that are numbers', () => {
    expect(dwelling({ address: null, area: 80 }).found).toEqual(['error missing address']);
    expect(dwelling({ address: '清和路8幢301', area: '两室', longitude: 500, latitude: 1 }).found).toEqual([
      'warning number-unreadable area',
      'warning number-unreadable longitude',
    ]);
  });
});

describe('a row of an enterprise', () => {
  function enterprise(cells: Cells, words: RosterMapping['words'] = {}) {
    const { row, found } = read({ name: '清和商店', ...cells }, { words }, context, 'enterprise');
    if (row.content.kind !== 'enterprise') throw new Error('no enterprise');
    return { enterprise: row.content.enterprise as RosterEnterprise, found };
  }

  it('is known by its code', () => {
    const { enterprise: read, found } = enterprise({ creditCode: '91350100m000100y43', employees: '约50人' });
    expect(read).toMatchObject({ creditCode: '91350100M000100Y43', kind: 'company', employees: 50 });
    expect(found).toEqual([]);
  });

  it.each([
    ['91350100M000100Y44', ['error credit-code-invalid creditCode']],
    ['9135010OM000100Y43', ['error credit-code-invalid creditCode 91350100M000100Y43']],
    ['91350100M000100Y4', ['error credit-code-invalid creditCode']],
    ['无', []],
  ])('with the code %s', (creditCode, findings) => {
    expect(enterprise({ creditCode }).found).toEqual(findings);
  });

  it.each([
    [{ enterpriseKind: '个体工商户' }, {}, 'sole-trader'],
    [{ enterpriseKind: '有限责任公司' }, {}, 'company'],
    [{ enterpriseKind: '' }, { enterpriseKind: { '': 'social' } }, 'social'],
    [{ creditCode: '51610700305332460K' }, {}, 'social'],
    [{ name: '清和食品有限公司' }, {}, 'company'],
    [{}, {}, undefined],
  ] as const)('%o is of the kind that is told', (cells, words, kind) => {
    expect(enterprise(cells, words).enterprise.kind).toBe(kind);
  });

  it('keeps an address that is no home, and makes no building', () => {
    const { enterprise: read, found } = enterprise({
      address: '青禾里东侧空地',
      isHazardous: '否',
      employees: '500-700人',
    });
    expect(read).toMatchObject({ address: '青禾里东侧空地', isHazardous: false });
    expect(found).toEqual(['warning number-unreadable employees']);
  });
});
