import type { KeptView } from '#shared/ipc/admin-api';
import type { Vector } from '#shared/schema/envelope';

/**
 * Rows that the host took in but did not write, sealed as they came, until somebody decides. What was kept stays in the list for good;
 * deposits go when their device takes them back.
 */
export interface KeptParcels {
  /** On disk when it resolves; false for a row that is there already. Throws `hub.busy` when there is no room left. */
  keep(parcel: KeptParcel): Promise<boolean>;
  /** Takes the place of an older state of the same record from the same device; false when this one is no newer. `hub.busy`. */
  deposit(parcel: DepositedParcel): Promise<boolean>;
  /** Drops the deposit of a record that its device does not hold unsent any more. */
  withdraw(author: string, device: string, record: string): Promise<void>;
  deposited(author: string, device: string): readonly Omit<DepositedParcel, 'parcel'>[];
  /** Notes that a kept row was written to the hub after all, on whose word; a deposit goes. */
  settle(id: string, by: string): Promise<void>;
  /** Everything kept and deposited, the newest first, without the boxes. */
  list(): readonly KeptEntry[];
  /** Boxes by id; ids of which nothing is kept are absent. */
  boxes(ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Rows kept of a device about which nobody has decided; deposits are not among them. */
  countOf(device: string): number;
}
export interface KeptParcel {
  readonly why: Exclude<KeptView['why'], 'deposited'>;
  readonly author: string;
  readonly device: string;
  readonly db: string;
  readonly record: string;
  /** Record and state, so that the same row brought twice is known. */
  readonly row: string;
  readonly parcel: string;
  /** Who had it discarded. */
  readonly by?: string;
  /** The reason given for that, sealed to the host. */
  readonly note?: string;
}
export interface DepositedParcel extends Pick<KeptParcel, 'author' | 'device' | 'db' | 'record' | 'row'> {
  readonly vv: Vector;
  readonly parcel: string;
}
/** As `KeptView`, with the note still sealed. */
export type KeptEntry = KeptView;
