import { Dexie, type Table } from 'dexie';
import type { CollectionName } from '#shared/schema/record-type';
import type { Cursor, OutboxState } from '#shared/sync/ports';
import type { ContestedRow } from './contested-index';
import type { ReplicaRow } from './replica';

/** An unsent record on the disk: what lets it be counted and shown to nobody in the clear, the record and its reason closed. */
export interface ClosedOutboxRow {
  readonly id: string;
  readonly db: string;
  readonly collection: CollectionName;
  readonly state: OutboxState;
  readonly vectorKey: string;
  readonly queuedAtMs: number;
  readonly closed: Uint8Array<ArrayBuffer>;
}

export interface ClosedAsideRow {
  readonly id: string;
  readonly db: string;
  readonly closed: Uint8Array<ArrayBuffer>;
}

export interface ClosedDraftRow {
  readonly id: string;
  readonly form: string;
  readonly closed: Uint8Array<ArrayBuffer>;
}

/** The same unsent record, sealed to the hub: whoever is signed in on this device can deliver it and nobody here can open it. */
export interface ParcelRow {
  readonly id: string;
  readonly vectorKey: string;
  readonly parcel: string;
}

/** What became of a parcel that somebody else delivered; its author's next opening acts on it. */
export interface DeliveredRow {
  readonly id: string;
  readonly vectorKey: string;
  readonly outcome: 'written' | 'kept' | 'refused';
  /** Revision at the hub; '' unless written. */
  readonly rev: string;
}

/**
 * `taken-over`: this database holds what an earlier release kept in the clear. `contested`: the index of contested records is whole.
 * `left-at-hub`: see `shared/sync/budget`.
 */
export type MarkRow =
  | { readonly key: 'taken-over' | 'contested' }
  | { readonly key: 'left-at-hub'; readonly left: Readonly<Record<string, string>> };

/**
 * Sync's durable state of one person on this device, beside RxDB: one IndexedDB database with strict durability, so that a
 * promise that resolves means the disk has it. Readable without a key are ids, databases, states, versions, times; never a
 * value of a record.
 */
export class ControlDatabase extends Dexie {
  declare readonly outbox: Table<ClosedOutboxRow, string>;
  declare readonly parcels: Table<ParcelRow, string>;
  declare readonly delivered: Table<DeliveredRow, string>;
  declare readonly cursors: Table<Cursor, string>;
  declare readonly asides: Table<ClosedAsideRow, string>;
  declare readonly drafts: Table<ClosedDraftRow, string>;
  declare readonly meta: Table<ReplicaRow, string>;
  declare readonly marks: Table<MarkRow, string>;
  declare readonly contested: Table<ContestedRow, string>;

  constructor(name: string, options: ConstructorParameters<typeof Dexie>[1] = {}) {
    super(name, { chromeTransactionDurability: 'strict', ...options });
    this.version(1).stores({
      outbox: 'id',
      parcels: 'id',
      delivered: 'id',
      cursors: 'db',
      asides: 'id, db',
      drafts: 'id',
      meta: 'key',
      marks: 'key',
    });
    this.version(2).stores({ contested: 'id' });
  }
}
