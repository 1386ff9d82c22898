import { personCodes } from '#shared/codes/person-codes';
import {
  findHeader,
  suggestMapping,
  type CellValue,
  type RosterKind,
  type RosterMapping,
  type TableRow,
} from '#shared/domain/roster/index';

/** Rows as a sheet has them, from row 1. */
export const table = (...rows: readonly (readonly CellValue[])[]): readonly TableRow[] =>
  rows.map((cells, n) => ({ index: n + 1, cells }));

/** What is proposed for these heads; `named` tells it in words. */
export function suggest(
  heads: readonly string[],
  sample: readonly (readonly CellValue[])[] = [],
  kind: RosterKind | null = null,
  remembered: RosterMapping | null = null,
) {
  const header = findHeader(table(heads));
  if (!header) throw new Error('no heads');
  const suggested = suggestMapping(header, table(...sample), { kind, remembered, codes: personCodes });
  const named = header.columns.flatMap(({ position, title }) => {
    const field = suggested.mapping.fields[position];
    return field === undefined ? [] : [`${title} → ${field}`];
  });
  return { ...suggested, named, header };
}
