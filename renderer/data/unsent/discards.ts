import { AppError } from '#shared/errors/app-error';
import type { Discard, ParcelAnswers } from '#shared/ipc/station-api';
import { discardRows, type Discarded, type DiscardDeps } from '#shared/sync/discard';
import type { ControlDatabase, ParcelRow } from '../control/control-database';
import { parcelBatches } from './parcels';

/** What whoever decides about unsent records gives on somebody else's device. */
export type Confirmation = Pick<Discard, 'staffCode' | 'passphrase' | 'reason'>;

/** What became of rows that were to be discarded. */
export interface DiscardOutcome {
  readonly dropped: number;
  /** Rows that stay: changed meanwhile, sent after all, or not taken by the host. */
  readonly left: number;
}

export interface DiscardsOptions extends DiscardDeps {
  readonly controlDatabase: ControlDatabase;
  post(discard: Discard): Promise<ParcelAnswers>;
}

/** Longest that the hub is waited for while its states of the records are read. */
const FETCH_MS = 30_000;

/**
 * Discards unsent rows on somebody's word: the host keeps each and says so, and only then the device drops it. Throws
 * `hub.unreachable` with nothing changed, and what the host refuses the word with: `auth.wrong`, `auth.rate-limited`,
 * `auth.must-change`, `access.denied`.
 */
export async function discardOnWord(
  rows: readonly Discarded[],
  confirmation: Confirmation,
  { controlDatabase, post, ...deps }: DiscardsOptions,
): Promise<DiscardOutcome> {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const parcels = await controlDatabase.parcels.bulkGet([...byId.keys()]);
  const same = parcels.filter((each): each is ParcelRow => each?.vectorKey === byId.get(each?.id ?? '')?.vectorKey);
  let dropped = 0;
  for (const batch of parcelBatches(same)) {
    const { answers } = await post({ ...confirmation, parcels: batch.map(({ parcel }) => parcel) });
    const kept = batch.flatMap(({ id }, index) => (answers[index]?.outcome === 'kept' ? (byId.get(id) ?? []) : []));
    const busy = answers.some((answer) => answer.outcome === 'refused' && answer.code === 'hub.busy');
    dropped += (await discardRows(deps, kept, AbortSignal.timeout(FETCH_MS))).length;
    if (busy) throw new AppError('hub.busy', 'the host keeps no more rows', { retry: true });
  }
  return { dropped, left: rows.length - dropped };
}
