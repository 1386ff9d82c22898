import { describe, expect, it } from 'vitest';
import { personCodes } from '#shared/codes/person-codes';
import { practiceRegionOf, regionOf } from '#shared/codes/region-codes';
import {
  createTogether,
  findHeader,
  rowReader,
  suggestMapping,
  type RosterContext,
  type RosterFinding,
} from '#shared/domain/roster/index';
import { practiceRoster, type PracticeRoster } from '#test/support/rosters';

const context: RosterContext = {
  today: '2026-11-25',
  regionOf: practiceRegionOf,
  codes: personCodes,
  station: {
    grids: [1, 2, 3].map((number) => ({ uid: `g${number}`, number, names: [`第${number}网格`] })),
    buildings: [],
  },
  mayCreateBuildings: true,
};

/** All that is found in a roster, by itself and together, notes left out. */
function findings({ rows }: PracticeRoster, against: RosterContext = context): readonly RosterFinding[] {
  const header = findHeader(rows);
  if (!header) throw new Error('no heads');
  const below = rows.filter(({ index }) => index > header.rowIndex);
  const { mapping } = suggestMapping(header, below.slice(0, 50), { kind: null, remembered: null, codes: personCodes });
  const read = rowReader(mapping, against);
  const together = createTogether(mapping);
  const own = below.flatMap((row) => {
    const result = read(row);
    if (!result) return [];
    together.put(result);
    return result.findings;
  });
  together.judge();
  return [...own, ...below.flatMap(({ index }) => together.findingsOf(index))].filter(
    ({ severity }) => severity !== 'note',
  );
}

describe('a roster of 5,000 people with 40 slips', () => {
  const roster = practiceRoster({ rows: 5000, seed: 7, defects: 40 });

  it('has each slip found at its row and column, and nothing else', () => {
    expect(roster.defects).toHaveLength(40);
    const found = findings(roster).map(({ row, column, code }) => ({ row, column, code }));
    const planted = roster.defects.map(({ row, column, code }) => ({ row, column, code }));
    expect(found.sort((a, b) => a.row - b.row)).toEqual(planted);
  });

  it('has nothing found where nothing was put in', () => {
    expect(findings(practiceRoster({ rows: 3000, seed: 11, defects: 0 }))).toEqual([]);
  });

  it('is nobody’s at a real station', () => {
    const found = findings(practiceRoster({ rows: 20, seed: 3, defects: 0 }), { ...context, regionOf });
    expect(found.map(({ code }) => code)).toEqual(Array.from({ length: 20 }, () => 'id-region'));
  });
});
