import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  areaTextSchema,
  MAX_AREA_POSITIONS,
  MAX_AREA_TEXT,
  readArea,
  readRing,
  ringTextSchema,
  roundDegrees,
  writeArea,
  writeRing,
  type MultiPolygon,
  type Position,
  type Ring,
} from '#shared/schema/area';

const position = fc
  .tuple(fc.double({ min: -180, max: 180, noNaN: true }), fc.double({ min: -90, max: 90, noNaN: true }))
  .map(([lng, lat]): Position => [roundDegrees(lng), roundDegrees(lat)]);
const ring = fc.array(position, { minLength: 3, maxLength: 30 }).map((open): Ring => [...open, open[0] as Position]);
const area: fc.Arbitrary<MultiPolygon> = fc.array(fc.array(ring, { minLength: 1, maxLength: 3 }), {
  minLength: 1,
  maxLength: 3,
});

describe('the text of an area', () => {
  it('gives back every corner as it was, to the centimetre, holes and separate parts included', () => {
    fc.assert(fc.property(area, (given) => void expect(readArea(writeArea(given))).toEqual(given)));
    fc.assert(fc.property(ring, (given) => void expect(readRing(writeRing(given))).toEqual(given)));
  });

  it('moves a corner by less than a centimetre where more decimals are given', () => {
    const given: Ring = [
      [118.78500000049, 32.0421234567891],
      [118.788, 32.042],
      [118.786, 32.044],
      [118.78500000049, 32.0421234567891],
    ];
    expect(readRing(writeRing(given))?.[0]).toEqual([118.785, 32.0421235]);
  });

  it('leaves room in a record for two boundaries of 10,000 corners that are ten metres apart', () => {
    const open = Array.from({ length: 10_000 }, (_, at): Position => {
      const angle = (at / 10_000) * 2 * Math.PI;
      return [roundDegrees(118.78 + 0.16 * Math.cos(angle)), roundDegrees(32.04 + 0.14 * Math.sin(angle))];
    });
    const text = writeArea([[[...open, open[0] as Position]]]);
    expect(text.length).toBeLessThan(MAX_AREA_TEXT);
    expect(areaTextSchema.safeParse(text).success).toBe(true);
  });

  it('is refused by a record where it tells of none', () => {
    const good = writeRing([
      [118.785, 32.042],
      [118.788, 32.042],
      [118.788, 32.0445],
      [118.785, 32.042],
    ]);
    expect(ringTextSchema.safeParse(good).success).toBe(true);
    const bad = ['', '.', '~', `${good}~`, good.slice(0, -1), `${good}A`, 'AAAA', '中文', `${good}$`, 'g'.repeat(60)];
    for (const text of bad) expect(areaTextSchema.safeParse(text).success, text).toBe(false);
    expect(ringTextSchema.safeParse(`${good}.${good}`).success).toBe(false);
  });

  it('is refused where it leaves the world or has too many corners', () => {
    const tooFar = writeRing([
      [181, 0],
      [181, 1],
      [180, 1],
      [181, 0],
    ]);
    expect(readRing(tooFar)).toBeNull();
    expect(readArea('AA'.repeat(MAX_AREA_POSITIONS))).toBeNull();
    expect(readArea('AA'.repeat(MAX_AREA_POSITIONS - 1))).not.toBeNull();
  });
});
