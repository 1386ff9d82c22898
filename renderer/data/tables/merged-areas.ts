import type { CellValue } from '#shared/domain/roster/types';
import { refused } from './failures';
import { TABLE_LIMITS } from './types';
import { attributeOf, type XmlHandler } from './xml-reader';

/** Cells shown as one; rows and columns from 1 and 0, both ends included. */
export interface MergedArea {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

const MAX_AREAS = 500_000;
const REFERENCE = /^\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$/i;

/** Column of a reference such as `AB12`, from 0; -1 for what is none. */
export function columnOf(reference: string): number {
  let column = 0;
  for (let at = 0; at < reference.length && at < 4; at += 1) {
    const letter = (reference.charCodeAt(at) & ~32) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column - 1;
}

/** Gathers the merged areas of a sheet. Throws `table.too-large`, and `table.broken` for what is no area. */
export function createMergesHandler(): XmlHandler & { readonly areas: readonly MergedArea[] } {
  const areas: MergedArea[] = [];
  return {
    areas,
    open(name, attributes) {
      if (name !== 'mergeCell') return;
      const match = REFERENCE.exec(attributeOf(attributes, 'ref') ?? '');
      if (!match) throw refused('table.broken', 'a merged area without cells');
      const [, fromColumn = '', fromRow = '', toColumn = fromColumn, toRow = fromRow] = match;
      if (areas.length >= MAX_AREAS) throw refused('table.too-large', 'too many merged areas');
      areas.push({
        top: Math.min(Number(fromRow), Number(toRow)),
        bottom: Math.max(Number(fromRow), Number(toRow)),
        left: Math.min(columnOf(fromColumn), columnOf(toColumn)),
        right: Math.max(columnOf(fromColumn), columnOf(toColumn)),
      });
    },
    close: () => undefined,
  };
}

const lastColumn = ({ right }: MergedArea): number => Math.min(right, TABLE_LIMITS.columns - 1);
const widthOf = (area: MergedArea): number => lastColumn(area) - area.left + 1;

interface BegunArea extends MergedArea {
  /** Null until the row of its first cell has come. */
  value: CellValue;
}

/** Fills the cells of merged areas, row after row from the top. */
export interface MergeFiller {
  /** Fills the row's cells in place; whether any cell holds a value of the row's own. Throws `table.broken` where areas overlap. */
  fill(row: number, cells: CellValue[]): boolean;
}

/** See `MergeFiller`. */
export function createMergeFiller(areas: readonly MergedArea[]): MergeFiller {
  const byTop = [...areas].sort((a, b) => a.top - b.top);
  let next = 0;
  let begun: BegunArea[] = [];

  function advance(row: number): void {
    begun = begun.filter(({ bottom }) => bottom >= row);
    let width = begun.reduce((sum, area) => sum + widthOf(area), 0);
    for (let area = byTop[next]; area && area.top <= row; area = byTop[next]) {
      next += 1;
      if (area.bottom < row || area.left >= TABLE_LIMITS.columns) continue;
      begun.push({ ...area, value: null });
      width += widthOf(area);
      // On one row there is room for no more.
      if (width > TABLE_LIMITS.columns) throw refused('table.broken', 'merged areas overlap');
    }
  }

  return {
    fill(row, cells) {
      advance(row);
      if (begun.length === 0) return cells.some((cell) => cell !== null);
      const own = [...cells];
      for (const area of begun) {
        if (area.top === row) area.value = own[area.left] ?? null;
        else own.fill(null, area.left, area.right + 1);
        if (area.value === null) continue;
        const right = lastColumn(area);
        while (cells.length < right) cells.push(null);
        for (let column = area.left; column <= right; column += 1) cells[column] = area.value;
      }
      return own.some((cell) => cell !== null);
    },
  };
}
