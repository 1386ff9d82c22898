import { describe, expect, it } from 'vitest';
import { context, ID, person, read } from './read-rows';

describe('a phone number', () => {
  it.each([
    ['13800138000', '13800138000', []],
    [13800138000, '13800138000', []],
    ['+86 138-0013-8000', '13800138000', []],
    ['028-86740000', '02886740000', []],
    ['13800138000、13900139000', '13800138000', ['note phone-implausible phone 13800138000']],
    ['138001380 / 13900139000', '13900139000', ['note phone-implausible phone 13900139000']],
    ['1380013800', '1380013800', ['warning phone-implausible phone']],
    ['12012345678', '12012345678', ['warning phone-implausible phone']],
    ['987', undefined, ['warning phone-implausible phone']],
    ['无', undefined, []],
    ['12345', '12345', []],
  ])('%s', (phone, expected, findings) => {
    const { person: read, found } = person({ phone });
    expect(read.phone).toBe(expected);
    expect(found).toEqual(findings);
  });
});

describe('a name', () => {
  it.each([
    ['张\u200B三\u200D', '张三', []],
    ['\u202E卓玛', '卓玛', []],
    ['𠮷野家', '𠮷野家', []],
    ['阿卜杜热合曼•麦麦提', '阿卜杜热合曼·麦麦提', []],
    ['\u200B', undefined, ['error missing name']],
  ])('%j', (name, expected, findings) => {
    const { person: read, found } = person({ name });
    expect(read.name ?? undefined).toBe(expected);
    expect(found).toEqual(findings);
  });
});

describe('a relation', () => {
  it.each([
    ['户主', 'head', '02', []],
    ['妻', 'spouse', '12', []],
    ['长女', 'child', '32', []],
    ['儿媳', 'child', '38', []],
    [38, 'child', '38', []],
    [1, 'spouse', '10', []],
    ['夫', 'spouse', '11', ['warning relation-sex-disagrees relation']],
    ['女婿', 'child', '28', ['warning relation-sex-disagrees relation']],
    ['那口子', undefined, undefined, ['warning relation-unknown relation']],
    ['', undefined, undefined, []],
  ])('%s', (relation, group, code, findings) => {
    const { person: read, found } = person({ relation });
    expect(read.relation).toBe(group);
    expect(read.relationCode).toBe(code);
    expect(found).toEqual(findings);
  });

  it('is what this source means by it', () => {
    const { person: read, found } = person({ relation: '那口子' }, { words: { relation: { 那口子: '10' } } });
    expect(read).toMatchObject({ relation: 'spouse', relationCode: '10' });
    expect(found).toEqual([]);
  });
});

describe('a disability', () => {
  it.each([
    [{ disabilityKind: '肢体', disabilityGrade: '二级' }, { kind: 'limb', grade: 2 }, []],
    [{ disabilityKind: '肢体残疾 2级' }, { kind: 'limb', grade: 2 }, []],
    [{ disabilityKind: '听力残疾', disabilityGrade: 'Ⅲ' }, { kind: 'hearing', grade: 3 }, []],
    [{ disabilityKind: 4, disabilityGrade: 1 }, { kind: 'limb', grade: 1 }, []],
    [{ disabilityNumber: `${ID}14` }, { kind: 'sight', grade: 4 }, []],
    [{ disabilityKind: '多重', disabilityGrade: '' }, undefined, ['warning missing disabilityGrade']],
    [{ disabilityKind: '无', disabilityGrade: '' }, undefined, []],
    [{ disabilityKind: '健康' }, undefined, []],
    [{ disabilityKind: '头疼' }, undefined, ['warning word-unknown disabilityKind']],
  ] as const)('%o', (cells, disability, findings) => {
    const { person: read, found } = person(cells);
    expect(read.disability).toEqual(disability);
    expect(found).toEqual(findings);
  });
});

describe('where somebody lives', () => {
  it('is a home of the station with its grid, whatever the row says', () => {
    const { person: read, found } = person({ address: '清和路8号楼2单元301室', grid: '第2网格' });
    expect(read.home).toMatchObject({ address: '清和路 8幢2单元301', grid: 1, buildingUid: 'b8', floor: 3 });
    expect(found).toEqual(['warning grid-disagrees grid 1']);
  });

  it('is a new building in the grid of the row', () => {
    const { person: read, row } = person({ address: '枫叶巷3幢1单元102', grid: '二网格' });
    expect(read.home).toMatchObject({ building: '3幢', street: '枫叶巷', grid: 2, buildingUid: null });
    expect(row.grid).toBe(2);
  });

  it('is refused in a new building where none may be made', () => {
    const may = { ...context, mayCreateBuildings: false };
    expect(read({ name: '张建国', citizenId: ID, address: '枫叶巷3幢102' }, {}, may).found).toEqual([
      'error building-unknown address',
    ]);
  });

  it('needs a grid from somewhere', () => {
    expect(person({ address: '枫叶巷3幢102' }, { defaultGrid: null }).found).toEqual(['error missing grid']);
    expect(person({ address: '清和路8幢102' }, { defaultGrid: null }).found).toEqual([]);
    expect(person({ grid: '第9网格' }).found).toEqual(['error grid-unknown grid']);
    expect(person({ grid: '东片' }, { words: { grid: { 东片: '2' } } }).row.grid).toBe(2);
  });

  it('may not be a home that can be found', () => {
    expect(person({ address: '租住' }).found).toEqual(['warning home-unknown address']);
  });

  it('is where somebody is registered when the two addresses are one', () => {
    const here = person({ address: '清和路8幢2单元301', registeredAddress: '清和路8号楼2单元301室' });
    expect(here.person.isRegisteredHere).toBe(true);
    const elsewhere = person({ address: '清和路8幢2单元301', registeredAddress: '清和路8幢1单元101' });
    expect(elsewhere.person.isRegisteredHere).toBe(false);
    expect(person({ isRegisteredHere: '人户分离' }).person.isRegisteredHere).toBe(false);
    expect(person({ isRegisteredHere: '户籍人口' }).person.isRegisteredHere).toBe(true);
  });
});
