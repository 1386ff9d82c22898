import { describe, expect, it } from 'vitest';
import { addressKey } from '#shared/domain/people/address';
import { gridReader } from '#shared/domain/roster/grids';
import { homeReader, WHOLE_HOUSE, type HomeParts } from '#shared/domain/roster/homes';
import type { StationHomes } from '#shared/domain/roster/types';

const station: StationHomes = {
  grids: [
    { uid: 'g1', number: 1, names: ['第1网格', 'Grid 1'] },
    { uid: 'g2', number: 2, names: ['东园网格'] },
    { uid: 'g12', number: 12, names: ['第12网格'] },
  ],
  buildings: [
    { uid: 'b8', grid: 1, name: '8幢', street: '清和路' },
    { uid: 'b18', grid: 1, name: '18幢', street: '清和路' },
    { uid: 'ba', grid: 2, name: 'A座', street: '东园' },
    { uid: 'c8', grid: 2, name: '8幢', street: '小桥弄' },
  ],
};
const read = homeReader(station);
const nothing: HomeParts = { address: '', street: '', building: '', unit: '', floor: '', room: '' };
/** A home with the uid of its building at the station. */
const placed = (parts: Partial<HomeParts>) => {
  const found = read({ ...nothing, ...parts });
  return found && { ...found.home, known: found.known };
};
const at = (address: string) => placed({ address });
const KNOWN = addressKey('清和路 8幢2单元301');

describe('an address in one cell', () => {
  it.each([
    '清和路 8幢2单元301',
    '清和路8号楼2单元301室',
    '清和路8栋2门301',
    '清和路８幢２单元３０１',
    '清和路8幢二单元301室',
    '清和路8-2-301',
    '清和路 8 幢 2-301',
    '清和路8幢-2-301',
    '江苏省南京市玄武区清和路8幢2单元301室',
    '玄武区新街口街道清和路8幢2单元301',
    '清和路8#2单元301',
    '清和路8幢2单元3楼301',
  ])('%s is one home', (address) => {
    expect(at(address)).toMatchObject({ key: KNOWN, unit: '2', room: '301', floor: 3, known: { uid: 'b8' } });
  });

  it.each([
    ['清和路18幢301', { known: { uid: 'b18' }, unit: null, room: '301', floor: 3 }],
    ['南清和路8幢301', { known: null, street: '南清和路', building: '8幢' }],
    ['东园A座1204', { known: { uid: 'ba' }, room: '1204', floor: 12 }],
    ['稻香街3号院5栋1单元102', { known: null, street: '稻香街3号院', building: '5栋', unit: '1', room: '102' }],
    [
      '幸福村3组12号',
      { known: null, street: '幸福村3组', building: '12号', room: WHOLE_HOUSE, address: '幸福村3组 12号' },
    ],
    ['清和路12号3-301', { street: '清和路', building: '12号', unit: '3', room: '301' }],
    ['清和路12号附2号', { street: '清和路', building: '12号', room: '附2' }],
    ['稻香街 7幢', { street: '稻香街', building: '7幢', room: WHOLE_HOUSE }],
    ['幸福家园301', { street: null, building: '幸福家园', room: '301' }],
    ['稻香街6-502', { street: '稻香街', building: '6幢', room: '502', floor: 5 }],
  ])('%s', (address, expected) => {
    expect(at(address)).toMatchObject(expected);
  });

  it.each(['', '租住', '本村', '外地'])('%s is no home', (address) => {
    expect(at(address)).toBeNull();
  });
});

describe('an address in several columns', () => {
  it.each([
    [{ street: '清和路', building: '8', unit: '2', room: '301' }],
    [{ street: '清和路', building: '8栋', unit: '2单元', floor: '3', room: '301室' }],
    [{ building: '清和路8号楼', unit: '2', room: '301' }],
    [{ address: '清和路', building: '8幢', unit: '2', room: '301' }],
    [{ address: '清和路8幢', unit: '2', room: '301' }],
    [{ address: '清和路8幢2单元', room: '301' }],
  ])('%o is the same home', (parts) => {
    expect(placed(parts)).toMatchObject({ key: KNOWN, known: { uid: 'b8' } });
  });

  it('without a street is a building that only one street has', () => {
    expect(placed({ building: '18幢', room: '101' })?.known?.uid).toBe('b18');
    expect(placed({ building: '8幢', room: '101' })?.known).toBeNull();
  });

  it('takes a floor in words', () => {
    expect(placed({ street: '稻香街', building: '1', floor: '五楼', room: '东户' })?.floor).toBe(5);
    expect(placed({ street: '稻香街', building: '1', floor: 'B1', room: '5' })?.floor).toBe(-1);
  });
});

describe('a grid', () => {
  it.each([
    ['1', 1],
    ['第1网格', 1],
    ['一网格', 1],
    ['１网格', 1],
    ['青禾里社区第一网格', 1],
    ['grid 1', 1],
    ['东园网格', 2],
    ['十二网格', 12],
    ['第12网格', 12],
    ['第3网格', null],
    ['网格', null],
  ])('%s', (text, number) => {
    expect(gridReader(station.grids)(text)).toBe(number);
  });
});
