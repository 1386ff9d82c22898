import type { CellValue, TableRow } from '#shared/domain/roster/types';

/**
 * Tables in files: XLSX and CSV read row by row off the main thread, and written from rows as they come. Nothing here knows what a
 * roster is.
 */

/** One sheet of a workbook, or the one table of a CSV file. */
export interface SheetInfo {
  readonly index: number;
  readonly name: string;
  readonly isHidden: boolean;
}

export interface OpenedTable {
  readonly format: 'xlsx' | 'csv';
  readonly sheets: readonly SheetInfo[];
  /** Of a CSV file: what it was read as. */
  readonly encoding: 'utf-8' | 'gb18030' | 'utf-16le' | null;
  /** Rows of a sheet in order, cells of merged areas filled with the area's value. Throws as `openTable`. */
  rows(sheet: number, signal: AbortSignal): AsyncIterable<TableRow>;
}

/** Most that is read of one file; rows as a station of 100,000 people fills them. */
export const TABLE_LIMITS = {
  fileBytes: 64 * 1024 * 1024,
  unpackedBytes: 512 * 1024 * 1024,
  rows: 200_000,
  columns: 300,
  cellCharacters: 32_767,
} as const;

/**
 * Opens a file by what it holds, whatever it is called. Throws `AppError`: `table.empty`, `table.too-large`, `table.encrypted`,
 * `table.macros`, `table.legacy` (.xls of before 2007), `table.bomb` (unpacks to more than `unpackedBytes`), `table.not-a-table`
 * (anything else: another kind of zip, HTML that calls itself a workbook, a picture), `table.broken`.
 */
export type OpenTable = (file: Blob, name: string) => Promise<OpenedTable>;

export type TableFormat = 'xlsx' | 'csv';

export interface WrittenColumn {
  readonly title: string;
  /** Characters that the column is wide. */
  readonly width: number;
}

/** A second sheet that says what the first one is; CSV has no room for it. */
export interface TableNotes {
  readonly sheetName: string;
  readonly rows: readonly (readonly [label: string, text: string])[];
}

/**
 * A file from rows, which are taken one after another and not kept. Texts that a spreadsheet would take for formulas come as texts:
 * in CSV with an apostrophe (`safeCell`), in XLSX unchanged, as text cells that stay texts when somebody edits them. Digits in texts
 * are never numbers; numbers and dates (`YYYY-MM-DD`) are such. CSV is in UTF-8 with a BOM, since Excel opens it as GBK otherwise.
 * Throws what `rows` throw, and `table.too-large` for more than a sheet holds.
 */
export type WriteTable = (
  format: TableFormat,
  sheetName: string,
  columns: readonly WrittenColumn[],
  rows: AsyncIterable<readonly CellValue[]>,
  notes?: TableNotes,
) => Promise<Blob>;
