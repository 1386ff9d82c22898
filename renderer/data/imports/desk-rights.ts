import { columnOf } from '#shared/domain/roster/findings';
import { isChild } from '#shared/domain/people/age';
import type { RosterField, RosterFinding, RosterRow, StationMatch } from '#shared/domain/roster/index';
import type { CheckTask } from './desk-types';

/** What keeps the person who imports from writing a row: a grid that is not theirs, a child's file. */
export function rightsFindings(
  row: RosterRow,
  { mapping, rules }: Pick<CheckTask, 'mapping' | 'rules'>,
  match: StationMatch,
): readonly RosterFinding[] {
  const found: RosterFinding[] = [];
  const add = (code: 'grid-closed' | 'child-closed', fields: readonly RosterField[]) => {
    const field = fields.find((each) => columnOf(mapping, each) !== null) ?? null;
    const column = field && columnOf(mapping, field);
    const rest = { otherRow: null, stationId: null, suggestion: null };
    found.push({ code, row: row.index, column, field, severity: 'error', ...rest });
  };
  const grids = [row.grid, match.person?.grid, match.dwelling?.grid, match.enterprise?.grid];
  if (grids.some((grid) => grid != null && !rules.openGrids.includes(grid))) add('grid-closed', ['grid', 'building']);
  const birthDate = 'person' in row.content ? row.content.person.birthDate : undefined;
  const isOfChild = [birthDate, match.person?.birthDate].some((date) => date && isChild(date, rules.today));
  if (isOfChild && !rules.mayWriteChildren) add('child-closed', ['birthDate', 'citizenId']);
  return found;
}
