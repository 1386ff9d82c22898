import { describe, expect, it } from 'vitest';
import { distanceMeters } from '#shared/geo/meters';
import { contains } from '#shared/geo/contains';
import type { Ring } from '#shared/schema/types/place';
import { planOf } from '../../../renderer/features/map/building/floor-plan';
import { boxOf, homePosition } from '../../../renderer/features/map/home-places';
import { choicesOf, mapPlace } from '../../../renderer/features/map/places';

const center = [118.78, 32.04] as const;
/** 40 m along, 12 m deep, turned by a quarter of a right angle. */
const turned: Ring = ((): Ring => {
  const [cos, sin] = [Math.cos(Math.PI / 8), Math.sin(Math.PI / 8)];
  const corner = (x: number, y: number) =>
    [
      center[0] + (x * cos - y * sin) / (111_320 * Math.cos((center[1] * Math.PI) / 180)),
      center[1] + (x * sin + y * cos) / 111_320,
    ] as const;
  return [corner(-20, -6), corner(20, -6), corner(20, 6), corner(-20, 6), corner(-20, -6)];
})();
const frame = { center, ring: turned, units: 3, floors: 6 };

describe('homes of a building', () => {
  const box = boxOf(frame);
  const homes = [1, 2, 3].flatMap((unit) =>
    [1, 2, 3, 4, 5, 6].flatMap((floor) =>
      ['01', '02'].map((door) => homePosition(box, frame, { unit: String(unit), floor, room: `${floor}${door}` })),
    ),
  );

  it('are drawn within its outline, however it stands', () => {
    for (const position of homes) expect(contains([[turned]], position)).toBe(true);
  });

  it('are drawn each at a place of its own', () => {
    homes.forEach((a, at) => {
      for (const b of homes.slice(at + 1)) expect(distanceMeters(a, b)).toBeGreaterThan(1);
    });
  });

  it('stand around the middle where no outline is known, and anywhere sensible where numbers are odd', () => {
    const bare = { center, ring: null, units: 1, floors: 1 };
    for (const spot of [
      { unit: '', floor: -1, room: '地下室' },
      { unit: '99', floor: 200, room: '1' },
    ]) {
      expect(distanceMeters(homePosition(boxOf(bare), bare, spot), center)).toBeLessThan(30);
    }
  });
});

describe('the plan of a building', () => {
  const home = (id: string, unit: string, floor: number, room: string) => ({ id, unit, floor, room });

  it('has its floors from the top, its units side by side and its doors in order', () => {
    const plan = planOf([
      home('a', '2', 1, '102'),
      home('b', '1', 2, '201'),
      home('c', '10', 1, '101'),
      home('d', '2', 1, '101'),
      home('e', '1', 11, '1101'),
    ]);
    expect(plan.floors.map(({ floor }) => floor)).toEqual([11, 2, 1]);
    expect(plan.units).toEqual([
      { unit: '1', columns: 1 },
      { unit: '2', columns: 2 },
      { unit: '10', columns: 1 },
    ]);
    expect(plan.floors[2]?.cells.map((cell) => cell.map(({ id }) => id))).toEqual([[], ['d'], ['a'], ['c']]);
    expect(plan.floors[0]?.cells[0]?.map(({ id }) => id)).toEqual(['e']);
  });

  it('loses no home: two of the same number share a cell, an odd room has a column of its own', () => {
    const homes = [
      home('a', '', 1, '101'),
      home('b', '', 1, '101'),
      home('c', '', 1, '门卫'),
      home('d', '', -1, '车库'),
    ];
    const plan = planOf(homes);
    const shown = plan.floors.flatMap(({ cells }) => cells.flat().map(({ id }) => id));
    expect(shown.sort()).toEqual(['a', 'b', 'c', 'd']);
  });
});

describe('the address of the map', () => {
  it('says what is opened, and takes nonsense for nothing', () => {
    const choices = { grid: 3, building: 'B', tool: 'draw', look: 'raised', incident: null, merge: [] } as const;
    expect(choicesOf(mapPlace(choices).query)).toEqual(choices);
    const usual = { grid: null, building: null, tool: 'browse', look: 'streets', incident: null, merge: [] };
    expect(choicesOf(mapPlace().query)).toEqual(usual);
    expect(choicesOf({ grid: '-2', tool: 'explode', look: 'x' })).toEqual(usual);
  });
});
