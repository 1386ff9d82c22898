import { checkCharacterOf } from '#shared/domain/people/citizen-id';
import type { CellValue, RosterFindingCode } from '#shared/domain/roster/index';
import type { Dice } from './dice';

/** A slip that was put into a roster, and what has to be found at it. */
export interface PlantedDefect {
  /** `TableRow.index`. */
  readonly row: number;
  /** Position of the cell. */
  readonly column: number;
  readonly code: RosterFindingCode;
  /** The text that makes the cell right; null where another column or nothing but knowledge can. */
  readonly right: string | null;
}

/** Heads of the practice roster. */
export const ROSTER_COLUMNS = [
  '序号',
  '所属网格*',
  '户号',
  '姓名*',
  '与户主关系*',
  '性别',
  '身份证号码*',
  '出生日期',
  '民族',
  '联系电话',
  '居住地址*',
  '备注',
] as const;

/** Positions of its columns. */
export const COLUMN = {
  grid: 1,
  household: 2,
  name: 3,
  relation: 4,
  sex: 5,
  id: 6,
  birth: 7,
  ethnicity: 8,
  phone: 9,
  address: 10,
} as const;

/** Puts a slip into a row and tells which; null where that row does not suit it. */
type Slip = (row: CellValue[], context: SlipContext) => Omit<PlantedDefect, 'row'> | null;

interface SlipContext {
  /** A row of another household, left as it is. */
  readonly other: readonly CellValue[];
}

const text = (row: readonly CellValue[], column: number): string => String(row[column] ?? '');

const SLIPS: readonly Slip[] = [
  (row) => {
    const id = text(row, COLUMN.id).toUpperCase();
    const wrong = id.endsWith('7') ? '8' : '7';
    row[COLUMN.id] = id.slice(0, 17) + wrong;
    return { column: COLUMN.id, code: 'id-check', right: id };
  },
  (row) => {
    const id = text(row, COLUMN.id);
    row[COLUMN.id] = id.slice(0, 10) + id.slice(11);
    return { column: COLUMN.id, code: 'id-length', right: id };
  },
  (row) => {
    const id = text(row, COLUMN.id);
    row[COLUMN.id] = Number(`${id.slice(0, 15)}000`);
    return { column: COLUMN.id, code: 'id-lost-digits', right: id };
  },
  (row) => {
    const id = text(row, COLUMN.id);
    row[COLUMN.id] = `${id.slice(0, 8)}O${id.slice(9)}`;
    return { column: COLUMN.id, code: 'id-characters', right: id };
  },
  (row) => {
    const id = text(row, COLUMN.id);
    const body = `99${id.slice(2, 17)}`;
    row[COLUMN.id] = body + checkCharacterOf(`${body}0`);
    return { column: COLUMN.id, code: 'id-region', right: id };
  },
  (row) => {
    const id = text(row, COLUMN.id);
    const body = `${id.slice(0, 10)}0231${id.slice(14, 17)}`;
    row[COLUMN.id] = body + checkCharacterOf(`${body}0`);
    return { column: COLUMN.id, code: 'id-birth', right: id };
  },
  (row) => {
    const id = text(row, COLUMN.id);
    const right = `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`;
    row[COLUMN.birth] = `${Number(id.slice(6, 10)) - 10}-${id.slice(10, 12)}-${id.slice(12, 14)}`;
    return { column: COLUMN.birth, code: 'birth-disagrees', right };
  },
  (row) => {
    const right = text(row, COLUMN.sex);
    row[COLUMN.sex] = right === '男' ? '女' : '男';
    return { column: COLUMN.sex, code: 'sex-disagrees', right };
  },
  (row) => {
    const id = text(row, COLUMN.id);
    row[COLUMN.birth] = '农历八月十五';
    return {
      column: COLUMN.birth,
      code: 'birth-unreadable',
      right: `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`,
    };
  },
  (row) => {
    const right = text(row, COLUMN.relation);
    if (right === '户主') return null;
    row[COLUMN.relation] = '那口子';
    return { column: COLUMN.relation, code: 'relation-unknown', right };
  },
  (row) => {
    row[COLUMN.phone] = '1380013';
    return { column: COLUMN.phone, code: 'phone-implausible', right: '15400138000' };
  },
  (row) => {
    const right = text(row, COLUMN.name);
    row[COLUMN.name] = null;
    return { column: COLUMN.name, code: 'missing', right };
  },
  (row) => {
    const right = text(row, COLUMN.relation);
    if (right === '户主') return null;
    row[COLUMN.relation] = '户主';
    return { column: COLUMN.relation, code: 'two-heads', right };
  },
  (row) => {
    const right = text(row, COLUMN.relation);
    if (right !== '户主') return null;
    row[COLUMN.relation] = '其他';
    return { column: COLUMN.relation, code: 'no-head', right };
  },
  (row, { other }) => {
    if (text(row, COLUMN.relation) === '户主') return null;
    for (const column of [COLUMN.name, COLUMN.sex, COLUMN.id, COLUMN.birth]) row[column] = other[column] ?? null;
    row[COLUMN.relation] = '其他';
    return { column: COLUMN.id, code: 'duplicate-in-file', right: null };
  },
  (row) => {
    const right = text(row, COLUMN.grid);
    row[COLUMN.grid] = '第99网格';
    return { column: COLUMN.grid, code: 'grid-unknown', right };
  },
  (row) => {
    const right = text(row, COLUMN.ethnicity);
    row[COLUMN.ethnicity] = '火星族';
    return { column: COLUMN.ethnicity, code: 'word-unknown', right };
  },
  (row) => {
    const right = text(row, COLUMN.relation);
    if (right !== '妻' && right !== '夫') return null;
    row[COLUMN.relation] = right === '妻' ? '夫' : '妻';
    return { column: COLUMN.relation, code: 'relation-sex-disagrees', right };
  },
];

/**
 * Puts slips into rows, every kind in turn, each in a household of its own. `starts` are the rows in which households begin;
 * `firstRow` is the index that the first of the rows has in the file.
 */
export function plantDefects(
  rows: CellValue[][],
  starts: readonly number[],
  wanted: number,
  dice: Dice,
  firstRow: number,
): readonly PlantedDefect[] {
  const sizes = starts.map((start, n) => (starts[n + 1] ?? rows.length) - start);
  const free = starts.flatMap((start, n) => ((sizes[n] ?? 0) >= 2 ? [{ start, size: sizes[n] ?? 0 }] : []));
  const untouched = rows[0] ?? [];
  // The first household is what a double repeats.
  free.shift();
  const defects: PlantedDefect[] = [];
  for (let n = 0; defects.length < wanted && free.length > 0; n += 1) {
    const [household] = free.splice(dice.int(0, free.length - 1), 1);
    if (!household) break;
    const slip = SLIPS[defects.length % SLIPS.length] as Slip;
    for (let member = household.size - 1; member >= 0; member -= 1) {
      const at = household.start + member;
      const row = rows[at];
      const planted = row && slip(row, { other: untouched });
      if (!planted) continue;
      defects.push({ ...planted, row: firstRow + at });
      break;
    }
  }
  return defects.sort((a, b) => a.row - b.row);
}
