import type { BulkRow } from '#shared/ipc/station-api';
import type { WireRecord } from '#shared/schema/envelope';
import type { Transfers } from '../../transfer-port';
import { judgeFollowing, type RowContext } from './row-checks';

/**
 * Brings a row whose record lies in another grid now after it, and answers the row as if it had been written here. It has passed
 * every check that a row of its author here passes.
 */
export async function followMoved(
  row: Readonly<Record<string, unknown>>,
  database: string,
  transfers: Pick<Transfers, 'follow'>,
  context: RowContext,
): Promise<BulkRow> {
  const { _rev, ...record } = row;
  const answer = await transfers.follow({
    database,
    record: record as unknown as WireRecord,
    judge: (next, inPlace) => judgeFollowing(next, inPlace, context),
  });
  return { id: String(row['_id']), ...answer };
}
