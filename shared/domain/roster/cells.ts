import { withoutInvisible } from '../people/invisible';
import type { CellValue, TableRow } from './types';

/** A cell as text: width, outer spaces and what nobody sees do not matter, a number is written without an exponent. '' for an empty cell, null for an error. */
export function cellText(value: CellValue | undefined): string | null {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return unquoted(withoutInvisible(value).normalize('NFKC').trim());
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  return null;
}

/** Cell of a row as text, '' for one that the row does not reach or that holds an error. */
export const textAt = (row: TableRow, position: number): string => cellText(row.cells[position]) ?? '';

/** Text without any space: people spread names and numbers out to fill a column. */
export const compact = (text: string): string => text.replace(/\s/gu, '');

/** Without what keeps a spreadsheet from taking a text for a number or a formula: `'110105…` and `="110105…"`. */
function unquoted(text: string): string {
  if (text.startsWith("'")) return text.slice(1).trim();
  return text.startsWith('="') && text.endsWith('"') ? text.slice(2, -1).trim() : text;
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) return '';
  return Number.isInteger(value) ? BigInt(value).toString() : String(value);
}
