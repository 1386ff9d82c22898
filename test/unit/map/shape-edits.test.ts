import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MultiPolygon, Position, Ring } from '#shared/schema/types/place';
import { amend, begin, redo, step, undo } from '../../../renderer/ui/map/edit/history';
import {
  cornersOf,
  insertCorner,
  moveCorner,
  neighbour,
  positionOf,
  removeCorner,
  shapeThrough,
} from '../../../renderer/ui/map/edit/shape-edits';

const square: Ring = [
  [0, 0],
  [4, 0],
  [4, 4],
  [0, 4],
  [0, 0],
];
const hole: Ring = [
  [1, 1],
  [2, 1],
  [2, 2],
  [1, 1],
];
const shape: MultiPolygon = [[square, hole]];
const at = (ring: number, index: number) => ({ polygon: 0, ring, index });

const isClosed = (area: MultiPolygon) =>
  area.flat().every((ring) => ring.length >= 4 && String(ring[0]) === String(ring.at(-1)));

describe('the corners of a boundary', () => {
  it('move, and what is not touched stays the same', () => {
    const moved = moveCorner(shape, at(0, 2), [5, 5]);
    expect(moved[0]?.[0]).toEqual([
      [0, 0],
      [4, 0],
      [5, 5],
      [0, 4],
      [0, 0],
    ]);
    expect(moved[0]?.[1]).toBe(hole);
    expect(positionOf(shape, at(0, 2))).toEqual([4, 4]);
  });

  it('move the end of the line along with its beginning', () => {
    const [[outer = []] = []] = moveCorner(shape, at(0, 0), [-1, -1]);
    expect(outer[0]).toEqual([-1, -1]);
    expect(outer.at(-1)).toEqual([-1, -1]);
  });

  it('come in between two others, also before the line closes', () => {
    const [[outer = []] = []] = insertCorner(shape, at(0, 3), [0, 2]);
    expect(outer).toEqual([
      [0, 0],
      [4, 0],
      [4, 4],
      [0, 4],
      [0, 2],
      [0, 0],
    ]);
  });

  it('go; the first one leaves a closed line behind', () => {
    const left = removeCorner(shape, at(0, 0));
    expect(left?.[0]?.[0]).toEqual([
      [4, 0],
      [4, 4],
      [0, 4],
      [4, 0],
    ]);
  });

  it('take a hole with them that would be no area any more, and never the whole boundary', () => {
    expect(removeCorner(shape, at(1, 1))).toEqual([[square]]);
    expect(removeCorner([[hole]], at(0, 1))).toBeNull();
    expect(removeCorner([[hole], [square]], { polygon: 0, ring: 0, index: 1 })).toEqual([[square]]);
  });

  it('are walked through one after another, from one ring to the next and round again', () => {
    let corner = neighbour(shape, null, 1);
    const walked = Array.from({ length: cornersOf(shape) }, () => {
      const here = corner;
      corner = neighbour(shape, corner, 1);
      return here;
    });
    expect(walked).toEqual([0, 1, 2, 3].map((index) => at(0, index)).concat([0, 1, 2].map((index) => at(1, index))));
    expect(corner).toEqual(at(0, 0));
    expect(neighbour(shape, at(0, 0), -1)).toEqual(at(1, 2));
  });

  it('stay a closed line whatever is done to them', () => {
    const position = fc.tuple(fc.integer({ min: -9, max: 9 }), fc.integer({ min: -9, max: 9 }));
    const act = fc.tuple(fc.constantFrom('move', 'insert', 'remove'), fc.nat(), position);
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        let now: MultiPolygon = shape;
        for (const [kind, choice, to] of acts) {
          const rings = now.flatMap((polygon, polygonAt) =>
            polygon.map((ring, ringAt) => ({ polygonAt, ringAt, ring })),
          );
          const { polygonAt, ringAt, ring } = rings[choice % rings.length] as (typeof rings)[number];
          const corner = { polygon: polygonAt, ring: ringAt, index: choice % (ring.length - 1) };
          const before = cornersOf(now);
          if (kind === 'move') now = moveCorner(now, corner, to as Position);
          if (kind === 'insert') {
            now = insertCorner(now, corner, to as Position);
            expect(cornersOf(now)).toBe(before + 1);
          }
          if (kind === 'remove') now = removeCorner(now, corner) ?? now;
          expect(isClosed(now)).toBe(true);
        }
      }),
    );
  });

  it('make an area from three on', () => {
    expect(
      shapeThrough([
        [0, 0],
        [1, 0],
      ]),
    ).toBeNull();
    expect(
      shapeThrough([
        [0, 0],
        [1, 0],
        [1, 1],
      ]),
    ).toEqual([
      [
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 0],
        ],
      ],
    ]);
  });
});

describe('what was done', () => {
  it('is taken back step by step and done again, and another step forgets what was taken back', () => {
    const three = step(step(begin('a'), 'b'), 'c');
    expect(undo(undo(undo(three))).now).toBe('a');
    expect(redo(redo(undo(undo(three)))).now).toBe('c');
    expect(redo(step(undo(three), 'd')).now).toBe('d');
  });

  it('is one step for as long as a hand pulls', () => {
    const pulled = amend(amend(step(begin('a'), 'b'), 'b2'), 'b3');
    expect(pulled.now).toBe('b3');
    expect(undo(pulled).now).toBe('a');
  });
});
