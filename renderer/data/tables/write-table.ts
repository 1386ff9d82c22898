import type { CellValue } from '#shared/domain/roster/types';
import { isFormulaLike, keepDigits, safeCell } from './safe-cell';
import type { WrittenColumn, WriteTable } from './types';
import { writeXlsx } from './write-xlsx';

/** See `WriteTable`. */
export const writeTable: WriteTable = (format, sheetName, columns, rows, notes) =>
  format === 'xlsx' ? writeXlsx(sheetName, columns, rows, notes) : writeCsv(columns, rows);

const BOM = '\ufeff';
const PIECE_CHARACTERS = 256 * 1024;

async function writeCsv(columns: readonly WrittenColumn[], rows: AsyncIterable<readonly CellValue[]>): Promise<Blob> {
  const pieces: Blob[] = [];
  let text = BOM + lineOf(columns.map(({ title }) => title));
  for await (const row of rows) {
    text += lineOf(row);
    if (text.length < PIECE_CHARACTERS) continue;
    // A blob may lie on the disk; a string cannot.
    pieces.push(new Blob([text]));
    text = '';
  }
  return new Blob([...pieces, text], { type: 'text/csv;charset=utf-8' });
}

const lineOf = (cells: readonly CellValue[]): string => `${cells.map(fieldOf).join(',')}\r\n`;

function fieldOf(cell: CellValue): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  const text = typeof cell === 'string' ? cell : cell.error;
  const safe = isFormulaLike(text) ? safeCell(text) : keepDigits(text);
  return /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
