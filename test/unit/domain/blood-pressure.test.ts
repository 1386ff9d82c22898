import { describe, expect, it } from 'vitest';
import { levelOf, readTyped } from '#shared/domain/visits/blood-pressure';

describe('a home reading', () => {
  it.each([
    [134, 84, 'usual'],
    [135, 70, 'high'],
    [120, 85, 'high'],
    [179, 109, 'high'],
    [180, 80, 'urgent'],
    [150, 110, 'urgent'],
    [89, 65, 'low'],
    [100, 59, 'low'],
    [90, 60, 'usual'],
    [140, 55, 'high'],
  ] as const)('of %i/%i is %s', (systolic, diastolic, level) => {
    expect(levelOf({ systolic, diastolic }, 70)).toBe(level);
  });

  it('of a child is not held against adults’ limits', () => {
    expect(levelOf({ systolic: 88, diastolic: 55 }, 9)).toBe('unrated');
    expect(levelOf({ systolic: 88, diastolic: 55 }, 18)).toBe('low');
  });

  it('may be left out, but not half', () => {
    expect(readTyped('', ' ')).toEqual({ kind: 'empty' });
    expect(readTyped('120', '')).toEqual({ kind: 'problem', problem: 'half' });
    expect(readTyped('', '80')).toEqual({ kind: 'problem', problem: 'half' });
  });

  it('is understood in full-width digits', () => {
    expect(readTyped('１２８', '76')).toEqual({ kind: 'reading', reading: { systolic: 128, diastolic: 76 } });
  });

  it.each([
    ['12o', '80', 'not-a-number'],
    ['-120', '80', 'not-a-number'],
    ['49', '40', 'systolic-range'],
    ['281', '90', 'systolic-range'],
    ['120', '29', 'diastolic-range'],
    ['120', '181', 'diastolic-range'],
    ['92', '148', 'not-below-systolic'],
    ['90', '90', 'not-below-systolic'],
  ])('of %s/%s is sent back: %s', (systolic, diastolic, problem) => {
    expect(readTyped(systolic, diastolic)).toEqual({ kind: 'problem', problem });
  });
});
