import { personCodes } from '#shared/codes/person-codes';
import { regionOf } from '#shared/codes/region-codes';
import {
  rowReader,
  type CellValue,
  type RosterContext,
  type RosterField,
  type RosterKind,
  type RosterMapping,
  type RosterPerson,
} from '#shared/domain/roster/index';

/** A station with two grids and one building. */
export const context: RosterContext = {
  today: '2026-11-25',
  regionOf,
  codes: personCodes,
  station: {
    grids: [
      { uid: 'g1', number: 1, names: ['第1网格'] },
      { uid: 'g2', number: 2, names: ['第2网格'] },
    ],
    buildings: [{ uid: 'b8', grid: 1, name: '8幢', street: '清和路' }],
  },
  mayCreateBuildings: true,
};

export type Cells = Partial<Record<RosterField, CellValue>>;

/** Reads one row whose columns are the fields given, in that order. */
export function read(
  cells: Cells,
  change: Partial<RosterMapping> = {},
  against: RosterContext = context,
  kind: RosterKind = 'person',
) {
  const fields = Object.keys(cells) as RosterField[];
  const mapping: RosterMapping = {
    kind,
    fields: Object.fromEntries(fields.map((field, position) => [position, field])),
    words: {},
    defaultGrid: 1,
    ...change,
  };
  const row = rowReader(mapping, against)({ index: 7, cells: Object.values(cells) as CellValue[] });
  if (!row) throw new Error('an empty row');
  const found = row.findings.map(({ severity, code, field, suggestion }) =>
    [severity, code, field, suggestion].filter((part) => part !== null).join(' '),
  );
  return { row, found, fields };
}

/** Reads one row about somebody with the name 张建国 and the standard's example of an id. */
export function person(cells: Cells, change: Partial<RosterMapping> = {}) {
  const { row, found } = read({ name: '张建国', citizenId: ID, ...cells }, change);
  if (row.content.kind !== 'person') throw new Error('no person');
  return { person: row.content.person as RosterPerson, found, row };
}

/** The standard's own example: 31 December 1949, a woman. */
export const ID = '11010519491231002X';
export const BORN = '1949-12-31';
