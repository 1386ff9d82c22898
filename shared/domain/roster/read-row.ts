import { cellText } from './cells';
import type { RosterContext } from './context';
import { readDwelling, readEnterprise } from './read-enterprise';
import { placeReader, type RowPlace } from './read-home';
import { readIdentity } from './read-identity';
import { readPerson } from './read-person';
import { cellReader, type RowCells } from './row-cells';
import type { RosterContent, RosterFinding, RosterMapping, RosterRow, TableRow } from './types';

/** Reads rows one after another with that mapping, and judges each by itself. Null for a row without anything in it. */
export function rowReader(mapping: RosterMapping, context: RosterContext): (row: TableRow) => RosterRow | null {
  const cellsOf = cellReader(mapping, context);
  const placeOf = placeReader(mapping, context);
  const read = Object.entries(mapping.fields).flatMap(([position, field]) =>
    field === 'ignore' ? [] : [{ position: Number(position), field }],
  );

  return (row) => {
    if (row.cells.every((cell) => cellText(cell) === '')) return null;
    const cells = cellsOf(row);
    if (read.every(({ position }) => cellText(row.cells[position]) === '') || isSum(cells)) {
      cells.notes.add('note', 'empty-row', null);
      return { index: row.index, grid: null, content: emptyContent(mapping), findings: cells.notes.all() };
    }
    const place = placeOf(cells);
    const content = readContent(cells, place, mapping, context);
    return { index: row.index, grid: place.grid, content, findings: cells.notes.all() };
  };
}

/** A line under the table that adds it up. */
const isSum = (cells: RowCells): boolean =>
  /^(?:合计|总计|小计|共计|总人数|总户数)/u.test(cells.tight('name')) && cells.tight('citizenId') === '';

function readContent(cells: RowCells, place: RowPlace, mapping: RosterMapping, context: RosterContext): RosterContent {
  switch (mapping.kind) {
    case 'dwelling':
      return { kind: 'dwelling', dwelling: readDwelling(cells, place) };
    case 'enterprise':
      return { kind: 'enterprise', enterprise: readEnterprise(cells, place) };
    case 'person':
    case 'household': {
      const who = readIdentity(cells, mapping, context);
      return { kind: mapping.kind, person: readPerson(cells, mapping, who, place, context.codes) };
    }
  }
}

function emptyContent({ kind }: RosterMapping): RosterContent {
  switch (kind) {
    case 'dwelling':
      return { kind, dwelling: {} };
    case 'enterprise':
      return { kind, enterprise: {} };
    case 'person':
    case 'household':
      return { kind, person: {} };
  }
}

/** Nothing that the mapping reads stands in the row: a line under the table, a sum. It is neither good nor bad, and not taken in. */
export const isEmptyRow = ({ findings }: { readonly findings: readonly RosterFinding[] }): boolean =>
  findings.some(({ code }) => code === 'empty-row');

/** Whether a row can be taken in, by all that was found about it. */
export const isTakenIn = (findings: readonly RosterFinding[]): boolean =>
  !findings.some(({ code, severity }) => severity === 'error' || code === 'empty-row');
