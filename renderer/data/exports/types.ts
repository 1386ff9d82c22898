import type { CellValue } from '#shared/domain/roster/index';
import type { CalendarDate } from '#shared/domain/calendar/date';
import type { ListQuery, RegisterKind, RegisterRows } from '../register/types';
import type { TableFormat, TableNotes, WrittenColumn } from '../tables/types';

/** Lists of the register as files. */
export interface Exports {
  /**
   * A file with the rows of a list, or with chosen ones of them. What is masked in lists is masked in it: ids and phones to their last
   * four, addresses outside the person's own grids without house, stair and door. In full it comes for people with the function
   * `export` alone, and each value is written down (`reveal` with purpose `export`) before the file is handed out; what was written
   * down stays when the file then fails. Closed files have neither name nor values in any file. Throws `access.denied`, what writing
   * records throws, and the signal's reason.
   */
  write<K extends RegisterKind>(order: ExportOrder<K>): Promise<Blob>;
  /** A file of figures that name nobody. Throws `table.too-large`. */
  figures(order: FiguresOrder): Promise<Blob>;
}

export interface FiguresOrder {
  readonly format: TableFormat;
  readonly sheetName: string;
  readonly columns: readonly WrittenColumn[];
  readonly rows: readonly (readonly CellValue[])[];
  readonly notes: TableNotes;
}

export interface ExportOrder<K extends RegisterKind> {
  readonly kind: K;
  /** Everything that a list finds, in its order; or these. */
  readonly rows: { readonly query: Omit<ListQuery<K>, 'offset' | 'limit'> } | { readonly ids: readonly string[] };
  readonly today: CalendarDate;
  readonly columns: readonly ExportColumn<K>[];
  readonly format: TableFormat;
  readonly isUnmasked: boolean;
  readonly sheetName: string;
  /** What the file says about itself, of so many rows; CSV has no room for it. */
  readonly notes: (rows: number) => TableNotes;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/** Values that are masked unless the order is for them in full. */
export const PROTECTED_VALUES = ['citizenId', 'phone', 'address'] as const;
export type ProtectedValue = (typeof PROTECTED_VALUES)[number];

export type ExportColumn<K extends RegisterKind> = WrittenColumn &
  (
    | {
        readonly kind: 'plain';
        /** The row's address is '' here. */
        readonly value: (row: RegisterRows[K]) => CellValue;
      }
    | { readonly kind: 'protected'; readonly value: ProtectedValue }
  );
