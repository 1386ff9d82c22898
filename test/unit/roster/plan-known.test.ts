import { describe, expect, it } from 'vitest';
import type { PlannedRecord, StationDwelling, StationPerson, TableRow } from '#shared/domain/roster/index';
import { uid } from '#test/support/builders';
import { HOME, MAN, plan, problemsOf, sheet, WOMAN } from './make-plans';

describe('people whom the station has', () => {
  const key = '清和路8幢1单元101';
  const dwelling: StationDwelling = {
    id: 'dwelling~qinghe-2~D',
    uid: uid(300),
    grid: 2,
    buildingUid: uid(200),
    households: [{ uid: uid(301), headUid: uid(302), headName: '张建国' }],
  };
  const man: StationPerson = {
    id: 'person~qinghe-2~P',
    uid: uid(302),
    grid: 2,
    name: '张建国',
    birthDate: '1950-03-04',
    householdUid: uid(301),
    dwellingUid: uid(300),
  };
  const rows = sheet(
    ['张建国', MAN, '户主', '清和路8幢1单元101', '15400000001', '', '', '', ''],
    ['李秀英', WOMAN, '妻', '清和路8幢1单元101', null, '', '', '', ''],
  );
  const known = { people: { [MAN]: man }, dwellings: { [key]: dwelling } };

  it('are filled in where something is empty, and their family joins them', () => {
    const { records, changes } = plan(rows, { ...known, decisions: { 2: 'fill' } });
    expect(records.map(({ type }) => type)).toEqual(['person']);
    expect(records[0]?.fields).toMatchObject({ householdUid: uid(301), dwellingUid: uid(300) });
    expect(changes).toHaveLength(1);
    expect(changes[0]).toMatchObject({ id: man.id, birthDate: man.birthDate, onlyEmpty: true });
    expect(changes[0]?.fields).toMatchObject({ phone: '15400000001', citizenId: MAN, householdUid: uid(301) });
    expect(Object.keys(changes[0]?.fields ?? {})).not.toContain('name');
  });

  it('are overwritten where somebody decided so', () => {
    const { changes } = plan(rows, { ...known, decisions: { 2: 'overwrite' } });
    expect(changes[0]).toMatchObject({
      onlyEmpty: false,
      fields: { name: '张建国', relation: 'head', relationCode: '02' },
    });
  });

  it('are left alone where somebody decided so, and their family joins them all the same', () => {
    const { records, changes } = plan(rows, { ...known, decisions: { 2: 'skip' } });
    expect(changes).toEqual([]);
    expect(records.map(({ type, fields }) => [type, fields['householdUid']])).toEqual([['person', uid(301)]]);
  });

  it('are made a second time where somebody decided so', () => {
    const { of, changes } = plan(rows, { ...known, decisions: { 2: 'new' } });
    expect(changes).toEqual([]);
    expect(of('person')).toHaveLength(2);
    expect(of('dwelling')).toHaveLength(0);
    // The head of the household at that home has the name, so it is that household.
    expect(of('household')).toHaveLength(0);
  });

  it('do not move to another grid, nor out of the home on file by filling in', () => {
    const moved = sheet(['张建国', MAN, '户主', HOME, '15400000001', '', '', '', '']);
    for (const decision of ['fill', 'overwrite'] as const) {
      const { changes, records } = plan(moved, { ...known, decisions: { 2: decision } });
      expect(records).toEqual([]);
      expect(changes[0]?.fields['phone']).toBe('15400000001');
      expect(changes[0]?.fields['dwellingUid']).toBeUndefined();
    }
  });

  it('are the heads that a roster names by id', () => {
    const heads = ['姓名', '身份证号', '与户主关系', '居住地址', '户主身份证号'];
    const named: readonly TableRow[] = [heads, ['李秀英', WOMAN, '妻', '清和路8幢1单元101', MAN]].map((cells, n) => ({
      index: n + 1,
      cells,
    }));
    const { records } = plan(named, known);
    expect(records.map(({ type, fields }) => [type, fields['householdUid']])).toEqual([['person', uid(301)]]);
  });
});

describe('a roster of dwellings', () => {
  const heads = ['楼栋名称', '单元', '楼层', '门牌号', '建筑面积', '使用性质'];
  const rows = [heads, ['清和路8幢', 1, 1, 101, 88, '自住'], ['清和路8幢', 1, 2, 201, 70.5, '出租']].map(
    (cells, n) => ({
      index: n + 1,
      cells,
    }),
  );

  it('makes dwellings with their use and size', async () => {
    const { records } = plan(rows);
    expect(
      records.map(({ type, fields }) => [type, fields['use'], fields['areaSquareMeters'], fields['floor']]),
    ).toEqual([
      ['dwelling', 'own', 88, 1],
      ['dwelling', 'rented', 70.5, 2],
    ]);
    for (const record of records) expect(await problemsOf(record)).toEqual([]);
  });

  it('changes those that are there', () => {
    const there: StationDwelling = {
      id: 'dwelling~qinghe-2~D',
      uid: uid(3),
      grid: 2,
      buildingUid: uid(200),
      households: [],
    };
    const dwellings = { 清和路8幢1单元101: there };
    const { records, changes } = plan(rows, { dwellings, decisions: { 2: 'fill' } });
    expect(records).toHaveLength(1);
    expect(changes).toEqual([
      { id: there.id, birthDate: null, onlyEmpty: true, fields: { use: 'own', areaSquareMeters: 88 } },
    ]);
    expect(plan(rows, { dwellings, decisions: { 2: 'skip' } }).changes).toEqual([]);
  });
});

describe('a roster of enterprises', () => {
  const heads = ['企业名称', '统一社会信用代码', '企业地址', '法人姓名', '企业员工数'];
  const rows = [heads, ['清和食品有限公司', '91350100M000100Y43', '清和路8幢', '张建国', 12]].map((cells, n) => ({
    index: n + 1,
    cells,
  }));

  it('makes them at the station’s buildings', async () => {
    const { records } = plan(rows);
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({
      type: 'enterprise',
      grid: 2,
      fields: { name: '清和食品有限公司', kind: 'company', buildingUid: uid(200), employees: 12, address: '清和路8幢' },
    });
    expect(await problemsOf(records[0] as PlannedRecord)).toEqual([]);
  });

  it('changes those that are there', () => {
    const enterprise = { id: 'enterprise~qinghe-2~E', uid: uid(4), grid: 2 };
    const { records, changes } = plan(rows, { enterprise, decisions: { 2: 'fill' } });
    expect(records).toEqual([]);
    expect(changes[0]).toMatchObject({ id: enterprise.id, fields: { representative: '张建国', employees: 12 } });
  });
});
