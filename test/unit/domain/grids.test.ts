import { describe, expect, it } from 'vitest';
import { checkAreaCode } from '#shared/domain/grids/area-code';
import { bandPlaceOf, gridTroubles } from '#shared/domain/grids/household-band';
import { readIntervalDays, USUAL_VISIT_INTERVALS } from '#shared/domain/visits/usual-intervals';
import { practiceRegionOf, regionOf } from '#shared/codes/region-codes';

describe('a grid', () => {
  it.each([
    [0, 'below'],
    [299, 'below'],
    [300, 'within'],
    [386, 'within'],
    [500, 'within'],
    [501, 'above'],
  ] as const)('of %i households lies %s the 300 to 500 that it should have', (households, place) => {
    expect(bandPlaceOf(households)).toBe(place);
  });

  it.each([
    [{ households: 386, workers: 1 }, []],
    [{ households: 299, workers: 1 }, ['too-few']],
    [{ households: 501, workers: 2 }, ['too-many']],
    [{ households: 0, workers: 0 }, ['too-few', 'no-worker']],
    [{ households: null, workers: 1 }, []],
    [{ households: null, workers: 0 }, ['no-worker']],
  ] as const)('with %j is told of as %j', (facts, troubles) => {
    expect(gridTroubles(facts)).toEqual(troubles);
  });
});

describe('the code of a community', () => {
  it.each([
    ['330106009013', { kind: 'good', code: '330106009013', region: '330106' }],
    [' 330106 009 013 ', { kind: 'good', code: '330106009013', region: '330106' }],
    ['３３０１０６００９０１３', { kind: 'good', code: '330106009013', region: '330106' }],
    ['', { kind: 'none' }],
    ['  ', { kind: 'none' }],
    ['33010600901', { kind: 'wrong', problem: 'length', length: 11 }],
    ['3301060090131', { kind: 'wrong', problem: 'length', length: 13 }],
    ['33010600901X', { kind: 'wrong', problem: 'not-digits' }],
    ['999999009013', { kind: 'wrong', problem: 'unknown-region', region: '999999' }],
    ['330106000013', { kind: 'wrong', problem: 'no-street' }],
    ['330106009000', { kind: 'wrong', problem: 'no-community' }],
  ])('%j is read as %j', (text, check) => {
    expect(checkAreaCode(text, regionOf)).toEqual(check);
  });

  it('of a county that was merged away is told apart from one that never was', () => {
    // 330103 下城区, until 2021.
    expect(checkAreaCode('330103009013', regionOf)).toEqual({ kind: 'wrong', problem: 'old-region', region: '330103' });
  });

  it('may be of no real county at a practice station alone', () => {
    expect(checkAreaCode('339901009013', practiceRegionOf).kind).toBe('good');
    expect(checkAreaCode('339901009013', regionOf)).toMatchObject({ problem: 'unknown-region' });
  });
});

describe('days between visits', () => {
  it.each([
    ['30', 30],
    ['１８０', 180],
    [' 1 ', 1],
    ['366', 366],
    ['0', null],
    ['367', null],
    ['', null],
    ['7.5', null],
    ['-3', null],
    ['一周', null],
  ])('typed as %j are read as %j', (text, days) => {
    expect(readIntervalDays(text)).toBe(days);
  });

  it('are fewest for those who live alone, as long as a station sets nothing else', () => {
    expect(Math.min(...Object.values(USUAL_VISIT_INTERVALS))).toBe(USUAL_VISIT_INTERVALS.livingAlone);
  });
});
