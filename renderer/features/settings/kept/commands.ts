import type { ErrorCode } from '#shared/errors/app-error';
import type { KeptExport, KeptView } from '#shared/ipc/admin-api';
import type { StationAdmin } from '#renderer/data/index';

/** What became of kept records that were to be written. */
export interface Delivery {
  readonly written: number;
  /** How many stay kept, by why. */
  readonly refused: ReadonlyMap<ErrorCode, number>;
}

/** As many as the host takes in one request, with room to answer in time. */
const AT_ONCE = 50;

/** Has the host open them; everything that was opened is in its audit chain. */
export async function exportKept(
  admin: Pick<StationAdmin, 'exportKept'>,
  entries: readonly KeptView[],
): Promise<KeptExport['records']> {
  const records: KeptExport['records'] = [];
  for (const ids of portions(entries)) records.push(...(await admin.exportKept(ids)));
  return records;
}

/** Has the host write them, the oldest first: a later state of a record then finds the earlier one in place. */
export async function deliverKept(
  admin: Pick<StationAdmin, 'deliverKept'>,
  entries: readonly KeptView[],
): Promise<Delivery> {
  const oldestFirst = entries.toSorted((a, b) => a.atMs - b.atMs);
  const refused = new Map<ErrorCode, number>();
  let written = 0;
  for (const ids of portions(oldestFirst)) {
    for (const answer of await admin.deliverKept(ids)) {
      if (answer.outcome === 'refused') refused.set(answer.code, (refused.get(answer.code) ?? 0) + 1);
      else written += 1;
    }
  }
  return { written, refused };
}

function portions(entries: readonly KeptView[]): readonly (readonly string[])[] {
  const ids = entries.map(({ id }) => id);
  const count = Math.ceil(ids.length / AT_ONCE);
  return Array.from({ length: count }, (_, index) => ids.slice(index * AT_ONCE, (index + 1) * AT_ONCE));
}
