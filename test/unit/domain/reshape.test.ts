import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planMerge, planSplit, type ReshapeBuilding, type ReshapeHousehold } from '#shared/domain/grids/reshape';
import { reshapeChecks } from '#shared/domain/grids/reshape-checks';

const building = (uid: string, lng: number | null, gridNumber = 1): ReshapeBuilding => ({
  uid,
  gridNumber,
  position: lng === null ? null : [lng, 32],
});
const homes = (buildingUid: string | null, count: number, gridNumber = 1): readonly ReshapeHousehold[] =>
  Array.from({ length: count }, (_, index) => ({ uid: `${buildingUid}/${index}`, gridNumber, buildingUid }));

/** West of 118 is part 0, east of it part 1, beyond 119 nothing. */
const partOf = ([lng]: readonly [number, number]) => (lng > 119 ? null : lng < 118 ? 0 : 1);

describe('a grid that is cut', () => {
  it('sends every building with its households to the part in which it stands', () => {
    const buildings = [building('a', 117.9), building('b', 118.1), building('c', 118.2), building('x', 118.1, 2)];
    const plan = planSplit(1, 2, buildings, [...homes('a', 320), ...homes('b', 200), ...homes('c', 150)], partOf);
    expect(plan).toMatchObject({
      parts: [
        { part: 0, buildingUids: ['a'], band: 'within' },
        { part: 1, buildingUids: ['b', 'c'], band: 'within' },
      ],
      moves: [
        { buildingUid: 'b', part: 1 },
        { buildingUid: 'c', part: 1 },
      ],
      unplaced: [],
      outside: [],
      homeless: [],
    });
  });

  it('leaves where it is what nobody can place, and says so', () => {
    const buildings = [building('a', 117), building('b', 118.5), building('c', null), building('d', 120)];
    const plan = planSplit(1, 2, buildings, [...homes('c', 1), ...homes(null, 1), ...homes('gone', 1)], partOf);
    expect(plan).toMatchObject({
      parts: [{ buildingUids: ['a', 'c', 'd'], band: 'below' }, { buildingUids: ['b'] }],
      moves: [{ buildingUid: 'b', part: 1 }],
      unplaced: ['c'],
      outside: ['d'],
      homeless: ['null/0', 'gone/0'],
    });
  });

  it('is not cut into one part, nor so that a part has no building', () => {
    expect(planSplit(1, 1, [building('a', 117)], [], partOf)).toBe('one-part');
    expect(planSplit(1, 2, [building('a', 117), building('b', 117.5)], [], partOf)).toBe('empty-part');
    expect(planSplit(1, 2, [], [], partOf)).toBe('empty-part');
  });

  it('loses nobody and has nobody twice', () => {
    const anyBuilding = fc.record({
      uid: fc.uuid(),
      gridNumber: fc.integer({ min: 1, max: 2 }),
      position: fc.option(fc.tuple(fc.double({ min: 117, max: 120, noNaN: true }), fc.constant(32))),
    });
    fc.assert(
      fc.property(fc.array(anyBuilding, { maxLength: 20 }), fc.nat(5), (buildings, each) => {
        const households = buildings.flatMap(({ uid, gridNumber }) => homes(uid, each, gridNumber));
        const plan = planSplit(1, 2, buildings, households, partOf);
        if (typeof plan === 'string') return;
        const told = plan.parts.flatMap(({ householdUids }) => householdUids).sort();
        const wanted = households.flatMap(({ uid, gridNumber }) => (gridNumber === 1 ? [uid] : [])).sort();
        expect(told).toEqual(wanted);
      }),
    );
  });
});

describe('two grids that become one', () => {
  it('send every building of the one to the other, and say whether that is too many households', () => {
    const buildings = [building('a', 117), building('b', null, 2), building('c', 118, 3)];
    const plan = planMerge([2], 1, buildings, [...homes('a', 300), ...homes('b', 250, 2), ...homes('c', 9, 3)]);
    expect(plan).toMatchObject({
      parts: [{ part: 0, buildingUids: ['a', 'b'], band: 'above' }],
      moves: [{ buildingUid: 'b', part: 0 }],
    });
    if (typeof plan !== 'string') expect(plan.parts[0]?.householdUids).toHaveLength(550);
  });

  it('may be three', () => {
    const plan = planMerge(
      [2, 3],
      1,
      [building('a', 117), building('b', 118, 2), building('c', null, 3)],
      homes('c', 9, 3),
    );
    expect(plan).toMatchObject({ moves: [{ buildingUid: 'b' }, { buildingUid: 'c' }] });
    if (typeof plan !== 'string') expect(plan.parts[0]?.householdUids).toHaveLength(9);
  });

  it('are two different ones, each named once', () => {
    expect(planMerge([1], 1, [], [])).toBe('same-grid');
    expect(planMerge([2, 2], 1, [], [])).toBe('same-grid');
    expect(planMerge([], 1, [], [])).toBe('same-grid');
  });
});

describe('what is said before', () => {
  it('is what does not fit the scheme, what stays behind, and who has nobody to look after any more', () => {
    const buildings = [building('a', 117), building('b', 118.5), building('c', null), building('d', 120)];
    const plan = planSplit(1, 2, buildings, [...homes('a', 320), ...homes('b', 600), ...homes(null, 2)], partOf);
    if (typeof plan === 'string') throw new Error(plan);
    expect(reshapeChecks('split', plan)).toEqual([
      { kind: 'band', part: 1, place: 'above', households: 600 },
      { kind: 'outside', count: 1 },
      { kind: 'unplaced', count: 1 },
      { kind: 'homeless', count: 2 },
      { kind: 'no-team' },
    ]);
    const merged = planMerge([2, 3], 1, [building('a', 117)], homes('a', 310));
    if (typeof merged === 'string') throw new Error(merged);
    const teams = [
      { grid: 2, names: ['王芳'] },
      { grid: 3, names: [] },
    ];
    expect(reshapeChecks('merge', merged, teams)).toEqual([{ kind: 'team-left', grid: 2, names: ['王芳'] }]);
  });
});
