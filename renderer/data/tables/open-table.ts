import { compoundContentOf } from './compound-file';
import { openCsv } from './csv-table';
import { refused } from './failures';
import { fileKindOf, KIND_BYTES } from './file-kind';
import { TABLE_LIMITS, type OpenTable } from './types';
import { openXlsx } from './xlsx-table';

/** See `OpenTable`. Works in workers and in Node alike. */
export const openTable: OpenTable = async (file, name) => {
  if (file.size === 0) throw refused('table.empty', 'no bytes');
  if (file.size > TABLE_LIMITS.fileBytes) {
    throw refused('table.too-large', 'the file is too large', { details: { bytes: file.size } });
  }
  const head = new Uint8Array(await file.slice(0, KIND_BYTES).arrayBuffer());
  switch (fileKindOf(head)) {
    case 'zip':
      return openXlsx(file);
    case 'text':
      return openCsv(file, name);
    case 'old-workbook':
      throw refused('table.legacy', 'a workbook of before 2007');
    case 'compound':
      throw await refusedCompound(file);
    case 'other':
      throw refused('table.not-a-table', 'another kind of file');
  }
};

async function refusedCompound(file: Blob): Promise<Error> {
  switch (await compoundContentOf(file)) {
    case 'encrypted-workbook':
      return refused('table.encrypted', 'a workbook with a password');
    case 'old-workbook':
      return refused('table.legacy', 'a workbook of before 2007');
    case 'other':
      return refused('table.not-a-table', 'another document of before 2007');
  }
}

/** Reads a file to its end and keeps nothing; how much was in the sheet. For measuring. Throws as `openTable` and its rows. */
export async function parseOnly(
  file: Blob,
  name: string,
  sheet: number,
  signal: AbortSignal,
): Promise<{ readonly rows: number; readonly cells: number }> {
  const table = await openTable(file, name);
  let rows = 0;
  let cells = 0;
  for await (const row of table.rows(sheet, signal)) {
    rows += 1;
    cells += row.cells.length;
  }
  return { rows, cells };
}
