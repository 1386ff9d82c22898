import type { CellValue } from '#shared/domain/roster/index';
import { AppError } from '#shared/errors/app-error';
import type { SessionView } from '../types';
import type { Register, RegisterKind, RegisterRows } from '../register/types';
import { writeTable } from '../tables/write-table';
import { createFullValues, type FullValues, type FullValuesDeps } from './full-values';
import { maskedValue } from './masked-values';
import type { ExportOrder, Exports, ProtectedValue } from './types';

export interface ExportsDeps extends FullValuesDeps {
  readonly register: Pick<Register, 'ids' | 'rows'>;
  /** The signed-in person, as rights stand now. */
  staff(): SessionView['staff'];
}

/** Rows asked of the register at once: a list of 100,000 is never in memory as a whole. */
const CHUNK = 500;
/** Every row may bring three records of who took out what. */
const CHUNK_IN_FULL = 100;

/** See `Exports`. */
export function createExports(deps: ExportsDeps): Exports {
  const { register, staff } = deps;
  const fullValues = createFullValues(deps);

  async function* rowsOf<K extends RegisterKind>(order: ExportOrder<K>, ids: readonly string[]) {
    const { kind, today, columns, isUnmasked, signal, onProgress } = order;
    const wanted = columns.flatMap((column) => (column.kind === 'protected' ? [column.value] : []));
    const size = isUnmasked ? CHUNK_IN_FULL : CHUNK;
    for (let from = 0; from < ids.length; from += size) {
      signal.throwIfAborted();
      onProgress(from, ids.length);
      const rows = await register.rows(kind, ids.slice(from, from + size), today);
      const { gridNumbers } = staff();
      const inFull = isUnmasked ? await fullValues(kind, rows, wanted, gridNumbers) : null;
      for (const row of rows) yield cellsOf(order, row, gridNumbers, inFull);
    }
    signal.throwIfAborted();
    onProgress(ids.length, ids.length);
  }

  return {
    figures: ({ format, sheetName, columns, rows, notes }) =>
      writeTable(format, sheetName, columns, eachOf(rows), notes),
    async write(order) {
      const { rows, kind, isUnmasked, format, sheetName, columns, notes } = order;
      if (isUnmasked && !staff().functions.includes('export')) {
        throw new AppError('access.denied', 'values in full are for the function export');
      }
      const ids = 'ids' in rows ? rows.ids : await register.ids({ ...rows.query, kind, offset: 0, limit: 0 });
      return writeTable(format, sheetName, columns, rowsOf(order, ids), notes(ids.length));
    },
  };
}

async function* eachOf<T>(rows: readonly T[]): AsyncGenerator<T> {
  yield* rows;
}

function cellsOf<K extends RegisterKind>(
  { columns }: ExportOrder<K>,
  row: RegisterRows[K],
  ownGrids: readonly number[],
  inFull: FullValues | null,
): readonly CellValue[] {
  const withoutAddress = { ...row, address: '' };
  const protectedValue = (value: ProtectedValue): CellValue =>
    inFull?.get(row.id)?.[value] ?? maskedValue(row, value, ownGrids);
  return columns.map((column) =>
    column.kind === 'protected' ? protectedValue(column.value) : column.value(withoutAddress),
  );
}
