import type { TransferKind, TransferRefusal } from '#shared/domain/transfers/transfers';
import type { BulkRow } from '#shared/ipc/station-api';
import type { StartTransfer, TransferAnswer, TransferCounts, TransferView } from '#shared/ipc/transfer-api';
import type { WireRecord } from '#shared/schema/envelope';

/** People and households on their way from grid to grid. Who may ask is for the caller to know. */
export interface Transfers {
  /** On disk when it answers `started`; it goes on by itself. */
  start(by: string, transfer: StartTransfer): Promise<TransferAnswer>;
  /**
   * Sends a building with its homes and all who live or work there, for whoever cuts a grid. `not-there` where nothing of it is left, as when
   * it went before.
   */
  startBuilding(
    by: string,
    building: Pick<StartTransfer, 'uid' | 'from' | 'to' | 'reason'>,
  ): Promise<
    | { readonly outcome: 'started'; readonly id: string }
    | { readonly outcome: 'refused'; readonly reason: TransferRefusal }
  >;
  /** What a transfer has brought over that is done; null for any other. */
  endedWith(id: string): TransferCounts | null;
  /** The last one first; without buildings. */
  list(): readonly TransferView[];
  /** The grid in which somebody's file lies now who left one of these scopes; null for nobody who did. */
  placementOf(type: TransferKind, uid: string, scopes: readonly string[]): number | null;
  /**
   * Brings a device's write to a record after it, and lets the stub in its place know, so that the device learns that it has arrived.
   * Both are on disk when it answers; brought twice it changes nothing. `row.conflict` when the record has come back meanwhile.
   */
  follow(write: FollowingWrite): Promise<FollowAnswer>;
}
export interface FollowingWrite {
  /** Where the stub lies. */
  readonly database: string;
  /** A row that may be written to that database; its revision does not count. */
  readonly record: WireRecord;
  /** What stands against the outcome, before it takes the place of what lies there (null: nothing lies there). */
  judge(next: WireRecord, inPlace: WireRecord | null): FollowRefusal | null;
}
export type FollowRefusal = Readonly<Omit<Extract<BulkRow, { error: string }>, 'id'>>;
export type FollowAnswer = { readonly ok: true; readonly rev: string } | FollowRefusal;
