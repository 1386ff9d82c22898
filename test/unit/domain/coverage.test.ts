import { describe, expect, it } from 'vitest';
import { coverageByBuilding, type CoveredPerson } from '#shared/domain/grids/coverage';

const met = (buildingUid: string, overdueDays = 0): CoveredPerson => ({
  buildingUid,
  lastMetOn: '2026-11-01',
  overdueDays,
});
const never = (buildingUid: string): CoveredPerson => ({ buildingUid, lastMetOn: null, overdueDays: -3 });
const times = <T>(count: number, make: () => T): readonly T[] => Array.from({ length: count }, make);

describe('how far visits have come in a building', () => {
  it('counts who was met within the interval; nobody who is overdue, nor who was never met', () => {
    const found = coverageByBuilding([met('a'), met('a', -7), met('a', 1), never('a'), met('b')]);
    expect(found.get('a')).toEqual({ people: 4, visited: 2, band: 'middle' });
    expect(found.get('b')).toEqual({ people: 1, visited: 1, band: 'high' });
    expect(found.has('c')).toBe(false);
  });

  it.each([
    [0, 5, 'low'],
    [2, 5, 'low'],
    [1, 2, 'middle'],
    [3, 4, 'middle'],
    [4, 5, 'high'],
    [5, 5, 'high'],
  ] as const)('%i of %i is %s', (visited, people, band) => {
    const all = [...times(visited, () => met('a')), ...times(people - visited, () => met('a', 2))];
    expect(coverageByBuilding(all).get('a')?.band).toBe(band);
  });
});
