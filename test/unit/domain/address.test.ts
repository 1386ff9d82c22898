import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressKey } from '#shared/domain/people/address';

const HOME = addressKey('清和路 8幢2单元301');

describe('one home written in many ways', () => {
  it.each([
    '清和路8幢2单元301室',
    '清和路8栋2单元301',
    '清和路 8号楼 2门 301房',
    '清和路8座2梯301户',
    '清和路8#2单元301',
    '清和路8#楼2单元301室',
    '清和路8-2-301',
    '清和路８－２－３０１',
    '清和路8幢2-301',
    '清和路8栋-2单元-301号房',
    '清和路八幢二单元三〇一室',
    '清和路8幢2单元3楼301室',
    '清和路08幢02单元0301',
    '清和路，8幢，2单元，301',
    '江苏省南京市玄武区清和路8幢2单元301',
    '南京市玄武区清和街道清和社区清和路8幢2单元301室',
    '清和街道清和路8—2—301',
  ])('%s is the same home', (written) => {
    expect(addressKey(written)).toBe(HOME);
  });

  it.each([
    ['青禾小区十二栋一单元1001', '青禾小区12幢1单元1001'],
    ['五一路8号', '五一路8号'],
    ['五一路一百零三号', '五一路103号'],
    ['二七路88号8-2-301', '二七路88号8幢2单元301'],
    ['青禾大厦A座1201室', '青禾大厦a幢1201'],
    ['清和路8-301', '清和路8幢301'],
    ['8-2-301', '8幢2单元301'],
    ['清和社区8幢2单元301', '清和社区8幢2单元301'],
    ['景德镇路8号', '景德镇路8号'],
    ['社区路8号', '社区路8号'],
    ['街道口小区8幢', '街道口小区8幢'],
    ['', ''],
  ])('%s is compared as %s', (written, key) => {
    expect(addressKey(written)).toBe(key);
  });
});

describe('different homes', () => {
  it.each([
    '清和路18幢2单元301',
    '清和路8幢12单元301',
    '清和路8幢2单元302',
    '清和路8幢2单元1301',
    '青禾大道8幢2单元301',
    '清和路8号2单元301',
    '清和路8幢2单元301-1',
  ])('%s is another one', (written) => {
    expect(addressKey(written)).not.toBe(HOME);
  });

  it('keep their own keys whatever building, unit and room, and a key is its own key', () => {
    const number = fc.integer({ min: 1, max: 60 });
    const room = fc.tuple(fc.integer({ min: 1, max: 33 }), fc.integer({ min: 1, max: 9 })).map(([f, d]) => `${f}0${d}`);
    const home = fc.record({
      street: fc.constantFrom('清和路', '青禾大道', '五一路', '稻香小区'),
      building: number,
      unit: number,
      room,
    });
    fc.assert(
      fc.property(home, home, (a, b) => {
        const keyOf = ({ street, building, unit, room: door }: typeof a) =>
          addressKey(`${street}${building}栋${unit}单元${door}室`);
        const short = ({ street, building, unit, room: door }: typeof a) =>
          addressKey(`${street}${building}-${unit}-${door}`);
        expect(short(a)).toBe(keyOf(a));
        expect(addressKey(keyOf(a))).toBe(keyOf(a));
        expect(keyOf(a) === keyOf(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
  });
});
