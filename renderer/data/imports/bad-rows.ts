import type { CellValue, FoundHeader } from '#shared/domain/roster/index';
import type { WrittenColumn } from '../tables/types';
import type { RosterDesk } from './desk-types';
import type { BadRowWords } from './types';

/** Rows asked of the desk at once. */
const PAGE = 500;

/** Of a text, a head and a reason as people read them. */
const WIDTH = { cell: 16, row: 8, reason: 60 } as const;

/** The columns of the file under their own heads, then the row's number and the reasons. */
export function columnsOf(header: FoundHeader | null, words: BadRowWords): readonly WrittenColumn[] {
  const last = Math.max(-1, ...(header?.columns ?? []).map(({ position }) => position));
  const titles = Array.from(
    { length: last + 1 },
    (_, position) => header?.columns.find((column) => column.position === position)?.title ?? '',
  );
  return [
    ...titles.map((title) => ({ title, width: WIDTH.cell })),
    { title: words.rowTitle, width: WIDTH.row },
    { title: words.reasonTitle, width: WIDTH.reason },
  ];
}

/** Rows with errors as they stand, each with its number and why. `columns` counts the last two too. */
export async function* badRows(
  desk: Pick<RosterDesk, 'rows'>,
  columns: number,
  words: BadRowWords,
): AsyncGenerator<readonly CellValue[]> {
  for (let offset = 0; ; offset += PAGE) {
    const { total, rows } = await desk.rows({ only: 'errors', code: null, offset, limit: PAGE });
    for (const { cells, row } of rows) {
      const own = Array.from({ length: columns - 2 }, (_, position) => cells[position] ?? null);
      const reasons = row.findings.filter(({ severity }) => severity === 'error').map(words.finding);
      yield [...own, row.index, [...new Set(reasons)].join('；')];
    }
    if (offset + PAGE >= total) return;
  }
}
