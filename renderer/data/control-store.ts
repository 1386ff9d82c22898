import { Dexie, type Table } from 'dexie';
import { BehaviorSubject, type Observable } from 'rxjs';
import { joinOutboxRows } from '#shared/sync/outbox';
import type { AsideRow, ControlStore, Cursor, OutboxRow } from '#shared/sync/ports';
import { onDevice } from '#shared/sync/storage-error';
import { openReplica, type ReplicaRow } from './replica';

/**
 * Sync's durable state beside RxDB: outbox, cursors, rows put aside, the replica and its counter, and drafts. One
 * IndexedDB database per station and person, with strict durability: a promise that resolves means the disk has it.
 */

/** A form somebody has begun; kept as they type, removed when it becomes a record or is discarded. */
export interface DraftRow {
  /** `<form>~<subject>`: one draft per form and subject. */
  readonly id: string;
  readonly form: string;
  readonly formVersion: number;
  readonly value: unknown;
  readonly startedAtMs: number;
  readonly savedAtMs: number;
}

export class ControlDatabase extends Dexie {
  declare readonly outbox: Table<OutboxRow, string>;
  declare readonly cursors: Table<Cursor, string>;
  declare readonly asides: Table<AsideRow, string>;
  declare readonly drafts: Table<DraftRow, string>;
  declare readonly meta: Table<ReplicaRow, string>;

  constructor(name: string, options: ConstructorParameters<typeof Dexie>[1] = {}) {
    super(name, { chromeTransactionDurability: 'strict', ...options });
    this.version(1).stores({
      outbox: 'id, [db+state+queuedAtMs], state',
      cursors: 'db',
      asides: 'id, db',
      drafts: 'id, form',
      meta: 'key',
    });
  }
}

/** The control store of a device, with its outbox to look at. */
export interface DeviceControl extends ControlStore {
  /** All rows of the outbox, as they are on disk; kept in memory, so that watching thousands costs no reading. */
  readonly outbox$: Observable<readonly OutboxRow[]>;
}

/** Opens sync's state in `database`, minting the replica id on first use. */
export async function openControlStore(database: ControlDatabase, newReplicaId: () => string): Promise<DeviceControl> {
  const { outbox, cursors, asides } = database;
  const replica = await openReplica(database.meta, newReplicaId);
  const rowsById = new Map((await onDevice(() => outbox.toArray())).map((row) => [row.id, row]));
  const outbox$ = new BehaviorSubject<readonly OutboxRow[]>([...rowsById.values()]);

  /** Changes rows in one transaction, each by what is there now: the new row, null to remove it, undefined to leave it. */
  async function change(
    ids: readonly string[],
    next: (row: OutboxRow | undefined, index: number) => OutboxRow | null | undefined,
  ): Promise<void> {
    const changes = await onDevice(() =>
      database.transaction('rw', outbox, async () => {
        const rows = await outbox.bulkGet([...ids]);
        const decided = rows.map((row, index) => [ids[index] as string, next(row, index)] as const);
        await outbox.bulkPut(decided.flatMap(([, row]) => row ?? []));
        await outbox.bulkDelete(decided.flatMap(([id, row]) => (row === null ? [id] : [])));
        return decided;
      }),
    );
    for (const [id, row] of changes) {
      if (row) rowsById.set(id, row);
      else if (row === null) rowsById.delete(id);
    }
    outbox$.next([...rowsById.values()]);
  }

  return {
    outbox$,
    get replica() {
      return replica.id();
    },
    nextWrite: () => replica.nextWrite(),
    notice: (write) => replica.notice(write),

    queue: (rows) =>
      change(
        rows.map((row) => row.id),
        (existing, index) => joinOutboxRows(existing, rows[index] as OutboxRow),
      ),

    async queued(ids) {
      const rows = await onDevice(() => outbox.bulkGet([...ids]));
      return new Map(rows.flatMap((row): [string, OutboxRow][] => (row ? [[row.id, row]] : [])));
    },

    waiting: (db, limit, passOver) =>
      onDevice(() =>
        outbox
          .where('[db+state+queuedAtMs]')
          .between([db, 'waiting', Dexie.minKey], [db, 'waiting', Dexie.maxKey])
          .filter((row) => !passOver.has(row.id))
          .limit(limit)
          .toArray(),
      ),

    allQueued: () => onDevice(() => outbox.toArray()),

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
    setCursor: (cursor) => onDevice(async () => void (await cursors.put(cursor))),
    putAside: (rows) => onDevice(async () => void (await asides.bulkPut([...rows]))),
    aside: () => onDevice(() => asides.toArray()),
    removeAside: (ids) => onDevice(() => asides.bulkDelete([...ids])),
  };
}
