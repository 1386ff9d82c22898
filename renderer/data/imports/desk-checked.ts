import type { RosterRow, TableRow, Together } from '#shared/domain/roster/index';
import type { DeskRows } from './desk-rows';
import type { StationFacts } from './desk-station';
import type { CheckTask } from './desk-types';

/** The rows of a check that came to its end, with what judges them. */
export interface Checked {
  readonly task: CheckTask;
  readonly rows: DeskRows;
  readonly read: (row: TableRow) => RosterRow | null;
  readonly together: Together;
  readonly station: StationFacts;
}
