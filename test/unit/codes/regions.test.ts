import { describe, expect, it } from 'vitest';
import { PRACTICE_REGION, practiceRegionOf, regionOf } from '#shared/codes/region-codes';
import { CURRENT_REGIONS, SUPERSEDED_REGIONS } from '#shared/codes/region-data';
import { NOWHERE } from '#sync-server/seed/identity';

describe('region codes', () => {
  it.each([
    ['110105', '朝阳区', 'current'],
    ['320102', '玄武区', 'current'],
    ['440524', '潮阳县, the standard’s own example', 'superseded'],
    ['510102', '成都市东城区 until 1990', 'superseded'],
    ['110103', '崇文区 until 2010', 'superseded'],
    ['110000', '北京市', 'current'],
    ['830000', 'residence permits of people from Taiwan', 'current'],
    ['990105', 'no such province', null],
    ['339901', 'where practice people come from', null],
    ['11010', 'five digits', null],
    ['', 'nothing', null],
  ])('%s, %s', (code, _name, expected) => {
    expect(regionOf(code)).toBe(expected);
  });

  it('are as many as the editions have', () => {
    const codes = (lines: readonly string[]) =>
      lines.reduce(
        (sum, line) =>
          sum +
          line
            .split(' ')
            .slice(1)
            .reduce((n, city) => n + (city.length - 2) / 2, 0),
        0,
      );
    expect(codes(CURRENT_REGIONS)).toBe(3348);
    expect(codes(SUPERSEDED_REGIONS)).toBe(3433);
  });

  it('of practice people are known at a practice station alone', () => {
    expect(PRACTICE_REGION).toBe(NOWHERE);
    expect(practiceRegionOf(PRACTICE_REGION)).toBe('current');
    expect(practiceRegionOf('110105')).toBe('current');
    expect(practiceRegionOf('990105')).toBeNull();
  });
});
