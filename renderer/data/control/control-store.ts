import type { Observable } from 'rxjs';
import { joinOutboxRows } from '#shared/sync/outbox';
import type { ControlStore, OutboxRow } from '#shared/sync/ports';
import { onDevice } from '#shared/sync/storage-error';
import type { ControlDatabase, ParcelRow } from './control-database';
import { createControlRows, openAll } from './control-rows';
import { createGroupCommit } from './group-commit';
import type { LocalCipher } from '../local-cipher';
import { createOutboxBook } from './outbox-book';
import { openReplica } from './replica';

/** The control store of a device, with its outbox to look at. */
export interface DeviceControl extends ControlStore {
  /** All rows of the outbox, as they are on disk; while thousands wait, some times a second. */
  readonly outbox$: Observable<readonly OutboxRow[]>;
  /** Tells of every change of the outbox that is on disk: parcels that were written, ids of rows that are gone. One listener. */
  onCommitted(listener: (written: readonly ParcelRow[], gone: readonly string[]) => void): void;
}

export interface ControlStoreOptions {
  readonly cipher: LocalCipher;
  newReplicaId(): string;
  /** Seals an unsent row to the hub, so that others can deliver it. */
  makeParcel(row: OutboxRow, replica: string): Promise<string>;
}

/** A decision about one row: the new row, null to remove it, undefined to leave it. */
type Decision = OutboxRow | null | undefined;
interface Change {
  readonly ids: readonly string[];
  next(row: OutboxRow | undefined, index: number): Decision;
}

/**
 * Opens sync's state in `database`, minting the replica id on first use. The outbox is held in memory, opened once: one page
 * owns the database, so memory is what is on the disk, and a transaction never has to wait for WebCrypto.
 */
export async function openControlStore(
  database: ControlDatabase,
  { cipher, newReplicaId, makeParcel }: ControlStoreOptions,
): Promise<DeviceControl> {
  const { outbox, parcels, cursors, asides } = database;
  const rows = createControlRows(cipher);
  const replica = await openReplica(database.meta, newReplicaId);
  const opened = await openAll(await onDevice(() => outbox.toArray()), rows.openOutbox);
  const book = createOutboxBook(opened);
  let tellCommitted: Parameters<DeviceControl['onCommitted']>[0] = () => undefined;

  async function parcelOf(row: OutboxRow): Promise<readonly ParcelRow[]> {
    const isSent = book.get(row.id)?.vectorKey === row.vectorKey;
    if (isSent) return []; // The parcel at hand carries this very state.
    return [{ id: row.id, vectorKey: row.vectorKey, parcel: await makeParcel(row, replica.id()) }];
  }

  /** Decides all changes by what is there, closes what they make, writes it in one transaction. */
  async function commit(changes: readonly Change[]): Promise<void> {
    const decided = new Map<string, OutboxRow | null>();
    for (const { ids, next } of changes) {
      ids.forEach((id, index) => {
        const row = next(decided.has(id) ? (decided.get(id) ?? undefined) : book.get(id), index);
        if (row !== undefined) decided.set(id, row);
      });
    }
    if (decided.size === 0) return;
    const kept = [...decided.values()].flatMap((row) => row ?? []);
    const gone = [...decided].flatMap(([id, row]) => (row === null ? [id] : []));
    const [closed, sealed] = await Promise.all([
      Promise.all(kept.map(rows.closeOutbox)),
      Promise.all(kept.map(parcelOf)),
    ]);
    await onDevice(() =>
      database.transaction('rw', outbox, parcels, async () => {
        await outbox.bulkPut(closed);
        await parcels.bulkPut(sealed.flat());
        await outbox.bulkDelete(gone);
        await parcels.bulkDelete(gone);
      }),
    );
    book.apply(kept, gone);
    tellCommitted(sealed.flat(), gone);
  }
  const commits = createGroupCommit(commit);
  const change = (ids: readonly string[], next: Change['next']): Promise<void> => commits.run({ ids, next });

  return {
    outbox$: book.rows$,
    onCommitted: (listener) => {
      tellCommitted = listener;
    },
    get replica() {
      return replica.id();
    },
    nextWrite: () => replica.nextWrite(),
    notice: (write) => replica.notice(write),
    renewReplica: () => replica.renew(),

    queue: (queued) =>
      change(
        queued.map((row) => row.id),
        (existing, index) => joinOutboxRows(existing, queued[index] as OutboxRow),
      ),

    queued: async (ids) =>
      new Map(
        ids.flatMap((id): readonly [string, OutboxRow][] => {
          const row = book.get(id);
          return row ? [[id, row]] : [];
        }),
      ),

    waiting: async (db, limit, passOver) => book.waiting(db, limit, passOver),

    allQueued: async () => [...book.all()],

    acknowledge: (acks) =>
      change(
        acks.map((ack) => ack.id),
        (row, index) => {
          const ack = acks[index];
          if (!row || !ack) return undefined;
          return row.vectorKey === ack.vectorKey ? null : { ...row, rev: ack.rev };
        },
      ),

    amend: (changes) =>
      change(
        changes.map(({ id }) => id),
        (row, index) => {
          const amendment = changes[index];
          return row && row.vectorKey === amendment?.vectorKey ? { ...row, ...amendment.change } : undefined;
        },
      ),

    cursor: (db) => onDevice(() => cursors.get(db)),
    cursors: () => onDevice(() => cursors.toArray()),
    setCursor: (cursor) => onDevice(async () => void (await cursors.put(cursor))),
    removeCursor: (db) =>
      onDevice(() =>
        database.transaction('rw', cursors, asides, async () => {
          await asides.where('db').equals(db).delete();
          await cursors.delete(db);
        }),
      ),
    putAside: async (put) => {
      const closed = await Promise.all(put.map(rows.closeAside));
      await onDevice(() => asides.bulkPut(closed));
    },
    aside: async () => openAll(await onDevice(() => asides.toArray()), rows.openAside),
    removeAside: (ids) => onDevice(() => asides.bulkDelete([...ids])),
  };
}
