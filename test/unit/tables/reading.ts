import { AppError } from '#shared/errors/app-error';
import type { CellValue, TableRow } from '#shared/domain/roster/types';
import { openTable } from '#renderer/data/tables/index';

export const unhurried = (): AbortSignal => new AbortController().signal;

/** All rows of a sheet. */
export async function rowsOf(file: Uint8Array<ArrayBuffer> | Blob | string, sheet = 0): Promise<readonly TableRow[]> {
  const table = await openTable(file instanceof Blob ? file : new Blob([file]), 'file');
  const rows: TableRow[] = [];
  for await (const row of table.rows(sheet, unhurried())) rows.push(row);
  return rows;
}

/** Cells of all rows, without their numbers. */
export async function cellsOf(
  file: Uint8Array<ArrayBuffer> | Blob | string,
  sheet = 0,
): Promise<readonly (readonly CellValue[])[]> {
  return (await rowsOf(file, sheet)).map(({ cells }) => cells);
}

/** The code with which a file is refused, at its opening or while it is read; 'read' for one that is not. */
export async function refusalOf(file: Uint8Array<ArrayBuffer> | Blob | string): Promise<string> {
  try {
    await rowsOf(file);
    return 'read';
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}
