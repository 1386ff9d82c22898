import { describe, expect, it } from 'vitest';
import type { PlannedRecord } from '#shared/domain/roster/index';
import { uid } from '#test/support/builders';
import { practiceRoster } from '#test/support/rosters';
import { CHILD, HOME, MAN, plan, problemsOf, sheet, TODAY, TOUCH, WOMAN } from './make-plans';

describe('a family that is new', () => {
  const family = plan(
    sheet(
      ['张建国', MAN, '户主', HOME, '15400000001', '肢体', '二级', `${MAN}42`, ''],
      ['李秀英', WOMAN, '妻', '枫叶巷 3号楼2门501', null, '', '', '', ''],
      ['张小宝', CHILD, '孙子', HOME, null, '', '', '', ''],
    ),
  );

  it('gets its building, dwelling and household once', () => {
    expect(family.records.map(({ type }) => type)).toEqual([
      'building',
      'dwelling',
      'household',
      'person',
      'certificate',
      'person',
      'person',
    ]);
    const [building] = family.of('building');
    const [dwelling] = family.of('dwelling');
    const [household] = family.of('household');
    const people = family.of('person');
    expect(building?.fields).toMatchObject({ gridUid: uid(101), street: '枫叶巷', name: '3幢', units: 2, floors: 5 });
    expect(dwelling?.fields).toMatchObject({ buildingUid: building?.uid, unit: '2', floor: 5, room: '501' });
    expect(household?.fields).toMatchObject({ dwellingUid: dwelling?.uid, headUid: people[0]?.uid });
    for (const { fields } of people) {
      expect(fields).toMatchObject({ householdUid: household?.uid, dwellingUid: dwelling?.uid });
    }
  });

  it('has its people as their type wants them', async () => {
    expect(
      family.of('person').map(({ fields }) => [fields['relation'], fields['relationCode'], fields['sex']]),
    ).toEqual([
      ['head', '02', 'male'],
      ['spouse', '12', 'female'],
      ['grandchild', '41', 'male'],
    ]);
    expect(family.of('certificate')[0]?.fields).toMatchObject({
      holds: { kind: 'limb', grade: 2 },
      number: `${MAN}42`,
    });
    for (const record of family.records) expect(await problemsOf(record), record.type).toEqual([]);
  });

  it('has a child’s values sealed for a child', () => {
    expect(family.of('person').map(({ birthDate }) => birthDate)).toEqual(['1950-03-04', '1952-05-06', '2019-07-08']);
    expect(family.of('certificate')[0]?.birthDate).toBe('1950-03-04');
    expect(family.of('household')[0]?.birthDate).toBeNull();
  });

  it('is what the import is undone by', () => {
    expect(family.records.every(({ fields }) => fields['importUid'] === uid(1))).toBe(true);
  });
});

describe('people', () => {
  it('who live alone are the head, and what they declare has its day', () => {
    const { of } = plan(sheet(['张建国', MAN, '', HOME, null, '', '', '', '是']));
    const [record] = of('person');
    expect(record?.fields).toMatchObject({
      relation: 'head',
      relationCode: '02',
      livingAlone: { value: true, declaredOn: TODAY, recorded: TOUCH },
    });
    expect(of('household')[0]?.fields['headUid']).toBe(record?.uid);
  });

  it('without a home belong to the grid of the roster and to no household', async () => {
    const { records } = plan(sheet(['张建国', MAN, '户主', '', null, '', '', '', '']));
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({ grid: 1, fields: { householdUid: null, dwellingUid: null } });
    expect(await problemsOf(records[0] as PlannedRecord)).toEqual([]);
  });

  it('of a building of the station belong to its grid, whatever the roster says', () => {
    const { records } = plan(sheet(['张建国', MAN, '户主', '清和路8号楼1单元101', null, '', '', '', '']));
    expect(records.map(({ type, grid }) => `${type} ${grid}`)).toEqual(['dwelling 2', 'household 2', 'person 2']);
    expect(records[0]?.fields['buildingUid']).toBe(uid(200));
  });
});

describe('a household that lives elsewhere', () => {
  it('is the head’s home, and each lives where the row says', () => {
    const { of } = plan(
      sheet(
        ['李秀英', WOMAN, '妻', '枫叶巷4幢101', null, '', '', '', ''],
        ['张建国', MAN, '户主', HOME, null, '', '', '', ''],
      ).map(({ index, cells }) => ({ index, cells: [...cells, index === 1 ? '户号' : 'H1'] })),
    );
    const [household] = of('household');
    const [woman, man] = of('person');
    expect(household?.fields).toMatchObject({ headUid: man?.uid, registerNumber: 'H1' });
    expect(household?.fields['dwellingUid']).toBe(man?.fields['dwellingUid']);
    expect(woman?.fields['dwellingUid']).not.toBe(man?.fields['dwellingUid']);
    expect(woman?.fields['householdUid']).toBe(household?.uid);
  });
});

describe('a roster of households', () => {
  it('makes heads of whom enough is known, and households of the others', async () => {
    const heads = ['户主姓名', '户主身份证号', '家庭住址'];
    const rows = [heads, ['张建国', MAN, HOME], ['李秀英', null, '枫叶巷3幢2单元502']].map((cells, n) => ({
      index: n + 1,
      cells,
    }));
    const { of, records } = plan(rows);
    expect(of('person')).toHaveLength(1);
    expect(of('household').map(({ fields }) => fields['headUid'])).toEqual([of('person')[0]?.uid, null]);
    for (const record of records) expect(await problemsOf(record)).toEqual([]);
  });
});

describe('a whole roster', () => {
  const roster = practiceRoster({ rows: 1500, seed: 5, defects: 20 });

  it('fits the types of the station, record by record', async () => {
    const { records } = plan(roster.rows);
    for (const record of records) expect(await problemsOf(record), record.type).toEqual([]);
  });

  it('makes everything once and keeps households together', () => {
    const { chunks, of, records, taken } = plan(roster.rows, { chunkRecords: 100 });
    expect(of('person')).toHaveLength(taken.length);
    expect(new Set(records.map(({ uid: each }) => each)).size).toBe(records.length);
    expect(new Set(of('dwelling').map(({ fields }) => fields['address'])).size).toBe(of('dwelling').length);
    expect(of('building').length).toBeLessThan(40);
    for (const chunk of chunks.slice(0, -1)) expect(chunk.records.length).toBeLessThan(120);
    const seen = new Set<unknown>();
    for (const chunk of chunks) {
      for (const record of chunk.records) seen.add(record.uid);
      for (const { type, fields } of chunk.records) {
        if (type === 'person') expect(seen.has(fields['householdUid']) && seen.has(fields['dwellingUid'])).toBe(true);
        if (type === 'household') expect(fields['headUid'] === null || seen.has(fields['headUid'])).toBe(true);
      }
    }
  });
});
