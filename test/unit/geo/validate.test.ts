import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intersection } from '#shared/geo/overlay';
import { checkBoundaries, type BoundaryFacts, type BoundaryFinding, type GridShape } from '#shared/geo/validate';
import { splitByLine } from '#shared/geo/split';
import { areaSquareMeters } from '#shared/geo/meters';
import type { MultiPolygon } from '#shared/schema/area';
import { anyStar, at, rectangle, ring, star } from './shapes';

const NOTHING: BoundaryFacts = { households: null, teams: null };
const grids = (...boundaries: readonly (MultiPolygon | null)[]): readonly GridShape[] =>
  boundaries.map((boundary, index) => ({ number: index + 1, boundary }));

const found = (shapes: readonly GridShape[], facts: BoundaryFacts = NOTHING): readonly BoundaryFinding[] =>
  checkBoundaries(shapes, facts);

/** So many households, in a row within a rectangle one thousandth wide. */
const households = (gridNumber: number, count: number, east: number | null, prefix = gridNumber) =>
  Array.from({ length: count }, (_, index) => ({
    uid: `${prefix}-${index}`,
    gridNumber,
    position: east === null ? null : at(east + 0.5, 0.1 + (0.8 * index) / count),
  }));

describe('boundaries', () => {
  it('that share their borders are as they should be, corners of one on the edge of another included', () => {
    const tiling = grids(
      rectangle(0, 0, 1, 1),
      [[ring([1, 0], [2, 0], [2, 1], [1, 1], [1, 0.4])]],
      rectangle(0, 1, 2, 2),
    );
    expect(found(tiling)).toEqual([]);
  });

  it('overlap: how much, where, and whether it is a sliver that nobody drew on purpose', () => {
    const [overlap] = found(grids(rectangle(0, 0, 1, 1), rectangle(0.5, 0, 2, 1)));
    expect(overlap).toMatchObject({ kind: 'overlap', grids: [1, 2], width: 'wide' });
    if (overlap?.kind !== 'overlap') throw new Error('no overlap');
    expect(overlap.squareMeters).toBeCloseTo(areaSquareMeters(rectangle(0.5, 0, 1, 1)), 0);
    const [sliver] = found(grids(rectangle(0, 0, 1, 1), rectangle(0.99, 0, 2, 1)));
    expect(sliver).toMatchObject({ kind: 'overlap', width: 'sliver' });
    // One within the other, without any border in common.
    expect(found(grids(rectangle(0, 0, 3, 3), rectangle(1, 1, 2, 2)))).toMatchObject([
      { kind: 'overlap', grids: [1, 2] },
    ]);
    // Two that are the same.
    expect(found(grids(rectangle(0, 0, 1, 1), rectangle(0, 0, 1, 1)))).toMatchObject([{ kind: 'overlap' }]);
  });

  it('leave a gap between them, a sliver included', () => {
    const frame: MultiPolygon = [[ring([0, 0], [3, 0], [3, 3], [0, 3]), ring([1, 1], [2, 1], [2, 2], [1, 2])]];
    const filled = (north: number): MultiPolygon => rectangle(1, 1, 2, north);
    expect(found(grids(frame, filled(2)))).toEqual([]);
    const [gap] = found(grids(frame, filled(1.5)));
    expect(gap).toMatchObject({ kind: 'gap', grids: [1, 2], width: 'wide' });
    expect(found(grids(frame, filled(1.99)))).toMatchObject([{ kind: 'gap', width: 'sliver' }]);
  });

  it('leave a sliver between them that is open at its ends, as two who draw by eye do, and no other', () => {
    const [gap, ...more] = found(grids(rectangle(0, 0, 1, 1), rectangle(1.01, 0, 2, 1)));
    expect(more).toEqual([]);
    expect(gap).toMatchObject({ kind: 'gap', grids: [1, 2], width: 'sliver' });
    if (gap?.kind !== 'gap') throw new Error('no gap');
    expect(gap.squareMeters).toBeCloseTo(areaSquareMeters(rectangle(1, 0, 1.01, 1)), -1);
    // A wedge that is closed at one end; a street between two grids; neighbours of unequal height.
    const wedge: MultiPolygon = [[ring([1, 0], [2, 0], [2, 1], [1.02, 1])]];
    expect(found(grids(rectangle(0, 0, 1, 1), wedge))).toMatchObject([{ kind: 'gap', grids: [1, 2] }]);
    expect(found(grids(rectangle(0, 0, 1, 1), rectangle(1.2, 0, 2, 1)))).toEqual([]);
    expect(found(grids(rectangle(0, 0, 1, 1), rectangle(1, 0.2, 2, 3)))).toEqual([]);
  });

  it('leave a hole in one grid', () => {
    const frame: MultiPolygon = [[ring([0, 0], [3, 0], [3, 3], [0, 3]), ring([1, 1], [2, 1], [2, 2], [1, 2])]];
    expect(found(grids(frame, rectangle(3, 0, 4, 3)))).toMatchObject([{ kind: 'hole', grid: 1, width: 'wide' }]);
  });

  it('cross themselves, or have not been drawn', () => {
    const bow: MultiPolygon = [[ring([0, 0], [2, 2], [2, 0], [0, 1])]];
    const findings = found(grids(bow, null));
    expect(findings).toContainEqual({ kind: 'not-drawn', grid: 2 });
    const crossing = findings.find(({ kind }) => kind === 'self-crossing');
    if (crossing?.kind !== 'self-crossing') throw new Error('no crossing');
    expect(crossing.places).toHaveLength(1);
    expect(crossing.places[0]?.[0]).toBeCloseTo(at(2 / 3, 2 / 3)[0], 6);
  });

  it('are fine where two were made by cutting one, however the cut runs', () => {
    const parts = splitByLine(star(24, [0, 0], [2, 1.3, 1.7]), [at(-3, 0.31), at(0.17, -0.23), at(3, 0.77)]);
    expect(parts.length).toBeGreaterThan(1);
    expect(found(grids(...parts)).filter(({ kind }) => kind !== 'hole')).toEqual([]);
  });

  it('of 10,000 corners beside neighbours are checked while somebody waits', () => {
    const corners = Array.from({ length: 10_000 }, (_, index): [number, number] => {
      const angle = (index / 10_000) * 2 * Math.PI;
      return [20 * Math.cos(angle), 20 * Math.sin(angle)];
    });
    const large: MultiPolygon = [[ring(...corners)]];
    const halves = splitByLine(large, [at(0, -30), at(0, 30)]);
    const startedAt = performance.now();
    expect(found(grids(...halves))).toEqual([]);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});

describe('neighbours', () => {
  it('are told to overlap whenever laying them over each other shows ground in common, and never else', () => {
    fc.assert(
      fc.property(anyStar, anyStar, (a, b) => {
        const common = areaSquareMeters(intersection(a, b));
        const overlaps = found(grids(a, b)).filter(({ kind }) => kind === 'overlap');
        if (overlaps.length === 0) expect(common).toBeLessThan(5);
        else expect(common).toBeGreaterThan(0);
      }),
      { numRuns: 100 },
    );
  });
});

describe('who lives in a grid', () => {
  const two = grids(rectangle(0, 0, 1, 1), rectangle(1, 0, 2, 1));

  it('is told where homes stand in no grid, or in another than their household is kept in', () => {
    const facts = {
      households: [
        ...households(1, 320, 0),
        ...households(2, 310, 1),
        ...households(1, 5, 1, 8),
        ...households(2, 3, 7, 9),
      ],
      teams: null,
    };
    const findings = found(two, facts);
    expect(findings).toEqual([
      { kind: 'household-outside', count: 3, uids: ['9-0', '9-1', '9-2'] },
      { kind: 'household-elsewhere', grid: 1, standsIn: 2, count: 5, uids: ['8-0', '8-1', '8-2', '8-3', '8-4'] },
    ]);
  });

  it('is too few or too many households, counted where homes stand, and where they are kept when nobody knows', () => {
    const facts = {
      households: [...households(1, 299, 0), ...households(2, 500, null), ...households(2, 1, 1)],
      teams: null,
    };
    expect(found(two, facts)).toEqual([
      { kind: 'households-outside-band', grid: 1, households: 299, place: 'below' },
      { kind: 'households-outside-band', grid: 2, households: 501, place: 'above' },
    ]);
  });

  it('counts where it is kept in a grid that nobody has drawn', () => {
    const facts = { households: households(2, 400, 9), teams: null };
    expect(found(grids(rectangle(0, 0, 1, 1), null), facts).map(({ kind }) => kind)).toEqual([
      'not-drawn',
      'households-outside-band',
    ]);
  });
});

describe('who looks after a grid', () => {
  it('is one grid worker, a building head and a volunteer or more', () => {
    const teams = [
      { gridNumber: 1, workers: 1, buildingHeads: 1, volunteers: 1 },
      { gridNumber: 2, workers: 2, buildingHeads: 0, volunteers: 4 },
    ];
    const three = grids(rectangle(0, 0, 1, 1), rectangle(1, 0, 2, 1), rectangle(2, 0, 3, 1));
    expect(found(three, { households: null, teams })).toEqual([
      { kind: 'team-incomplete', grid: 2, missing: ['building-head'], workersTooMany: 1 },
      { kind: 'team-incomplete', grid: 3, missing: ['worker', 'building-head', 'volunteer'], workersTooMany: 0 },
    ]);
  });
});
