import type { CellValue, TableRow } from '#shared/domain/roster/types';
import { shownDate, type NumberMeaning } from './cell-dates';
import { plainText } from './cell-text';
import { refused } from './failures';
import { columnOf, createMergeFiller, type MergedArea } from './merged-areas';
import { TABLE_LIMITS } from './types';
import { attributesOf, type XmlHandler } from './xml-reader';

/** The error of a cell whose formula was saved without a value, as programs without a calculator do. */
const NOT_CALCULATED = '#CALC!';

const MAX_ROW = 1_048_576;

/** What the cells of a sheet refer to. */
export interface SheetContext {
  readonly strings: readonly string[];
  readonly meanings: readonly NumberMeaning[];
  readonly is1904: boolean;
  readonly merges: readonly MergedArea[];
}

/** A cell as it is being read. */
interface OpenCell {
  column: number;
  type: string;
  style: number;
  hasFormula: boolean;
  hasValue: boolean;
  text: string;
}

/**
 * Reads the rows of a sheet from its XML. `take` gives those that have come since it was last called: without rows that hold no
 * value of their own, without empty cells at their ends. Throws `table.broken` and `table.too-large`.
 */
export function createSheetParser(context: SheetContext): XmlHandler & { take(): readonly TableRow[] } {
  const same = createInterning();
  const filler = createMergeFiller(context.merges);
  const cell: OpenCell = { column: -1, type: '', style: 0, hasFormula: false, hasValue: false, text: '' };
  let ready: TableRow[] = [];
  let cells: CellValue[] = [];
  let row = 0;
  let rows = 0;
  let isInRow = false;
  let isInCell = false;
  let isReading = false;
  let isValue = false;

  function openRow(attributes: string): void {
    let index = row + 1;
    attributesOf(attributes, (name, value) => {
      if (name === 'r') index = Number(value);
    });
    if (!Number.isInteger(index) || index <= row || index > MAX_ROW) throw refused('table.broken', 'rows out of order');
    row = index;
    cells = [];
    isInRow = true;
    cell.column = -1;
  }

  function openCell(attributes: string): void {
    const before = cell.column;
    cell.column = before + 1;
    cell.type = 'n';
    cell.style = 0;
    cell.hasFormula = false;
    cell.hasValue = false;
    cell.text = '';
    attributesOf(attributes, (name, value) => {
      if (name === 'r') cell.column = columnOf(value);
      else if (name === 't') cell.type = value;
      else if (name === 's') cell.style = Number(value);
    });
    if (cell.column <= before) throw refused('table.broken', 'cells out of order');
    isInCell = true;
  }

  function closeCell(): void {
    isInCell = false;
    const read = valueOf(cell, context);
    const value = typeof read === 'string' ? same(read) : read;
    if (value === null) return;
    if (cell.column >= TABLE_LIMITS.columns) throw refused('table.too-large', 'too many columns', { details: { row } });
    while (cells.length < cell.column) cells.push(null);
    cells.push(value);
  }

  function closeRow(): void {
    isInRow = false;
    if (!filler.fill(row, cells)) return;
    rows += 1;
    if (rows > TABLE_LIMITS.rows) throw refused('table.too-large', 'too many rows');
    ready.push({ index: row, cells });
  }

  return {
    open(name, attributes) {
      if (isInCell) {
        if (name === 'v' || name === 't') isValue = !isReading;
        if (name === 'v' || name === 'is') cell.hasValue = true;
        else if (name === 'f') cell.hasFormula = true;
        else if (name === 'rPh') isReading = true;
      } else if (name === 'c' && isInRow) openCell(attributes);
      else if (name === 'row') openRow(attributes);
    },
    text(text) {
      if (!isValue) return;
      cell.text += text;
      if (cell.text.length > TABLE_LIMITS.cellCharacters) {
        throw refused('table.too-large', 'a cell holds too much', { details: { row, column: cell.column } });
      }
    },
    close(name) {
      if (name === 'v' || name === 't') isValue = false;
      else if (name === 'rPh') isReading = false;
      else if (name === 'c' && isInCell) closeCell();
      else if (name === 'row') closeRow();
    },
    take() {
      const taken = ready;
      ready = [];
      return taken;
    },
  };
}

const MAX_INTERNED = 50_000;

/** Gives equal texts as one string: rosters repeat streets, relations and days in every row. */
function createInterning(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    if (known.size < MAX_INTERNED) known.set(text, text);
    return text;
  };
}

function valueOf(cell: OpenCell, context: SheetContext): CellValue {
  const { text, type } = cell;
  const isEmpty = text === '';
  // A text that a formula made may be empty; any other formula has a value once it was calculated.
  if (cell.hasFormula && (!cell.hasValue || (isEmpty && type !== 'str'))) return { error: NOT_CALCULATED };
  if (isEmpty) return null;
  switch (type) {
    case 's':
      return sharedString(text, context.strings);
    case 'str':
    case 'inlineStr':
      return plainText(text);
    case 'b':
      return text === '1' || text === 'true';
    case 'e':
      return { error: text };
    case 'd':
      return text.slice(0, 10);
    default:
      return numberOf(cell, context);
  }
}

function sharedString(text: string, strings: readonly string[]): CellValue {
  const shared = strings[Number(text)];
  if (shared === undefined) throw refused('table.broken', 'a cell refers to a text that is not there');
  return shared === '' ? null : shared;
}

function numberOf({ text, style }: OpenCell, { meanings, is1904 }: SheetContext): CellValue {
  const number = Number(text);
  // What calls itself a number and is none stays as it stands.
  return Number.isFinite(number) ? shownDate(number, meanings[style] ?? 'number', is1904) : text;
}
