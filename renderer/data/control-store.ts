import { Dexie, type Table } from 'dexie';
import { joinOutboxRows } from '#shared/sync/deliver';
import type { AsideRow, ControlStore, Cursor, OutboxRow } from '#shared/sync/ports';

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

interface ReplicaRow {
  readonly key: 'replica';
  readonly id: string;
  /** Counters up to this one may have been handed out. */
  readonly reserved: number;
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

/** Counters reserved in one disk write. What a crash leaves unused is skipped: gaps are harmless, repeats are not. */
const RESERVED_BLOCK = 64;

/** Opens sync's state in `database`, minting the replica id on first use. */
export async function openControlStore(database: ControlDatabase, newReplicaId: () => string): Promise<ControlStore> {
  const { outbox, cursors, asides, meta } = database;
  const found = await database.transaction('rw', meta, async () => {
    const row = await meta.get('replica');
    if (row) return row;
    const minted: ReplicaRow = { key: 'replica', id: newReplicaId(), reserved: 0 };
    await meta.add(minted);
    return minted;
  });
  const replica = found.id;
  let next = found.reserved + 1;
  let reserved = found.reserved;
  let reserving: Promise<void> | null = null;

  async function reserve(): Promise<void> {
    const upTo = next + RESERVED_BLOCK;
    await meta.put({ key: 'replica', id: replica, reserved: upTo });
    reserved = upTo;
  }

  return {
    replica,

    async nextCounter() {
      while (next > reserved) {
        reserving ??= reserve().finally(() => {
          reserving = null;
        });
        await reserving;
      }
      const counter = next;
      next += 1;
      return counter;
    },

    async queue(rows) {
      await database.transaction('rw', outbox, async () => {
        const existing = await outbox.bulkGet(rows.map((row) => row.id));
        await outbox.bulkPut(rows.map((row, index) => joinOutboxRows(existing[index], row)));
      });
    },

    async queued(ids) {
      const rows = await outbox.bulkGet([...ids]);
      return new Map(rows.flatMap((row): [string, OutboxRow][] => (row ? [[row.id, row]] : [])));
    },

    waiting: (db, limit) =>
      outbox
        .where('[db+state+queuedAtMs]')
        .between([db, 'waiting', Dexie.minKey], [db, 'waiting', Dexie.maxKey])
        .limit(limit)
        .toArray(),

    allQueued: () => outbox.toArray(),

    async acknowledge(acks) {
      await database.transaction('rw', outbox, async () => {
        const rows = await outbox.bulkGet(acks.map((ack) => ack.id));
        const arrived: string[] = [];
        const movedOn: OutboxRow[] = [];
        acks.forEach((ack, index) => {
          const row = rows[index];
          if (!row) return;
          if (row.vectorKey === ack.vectorKey) arrived.push(row.id);
          else movedOn.push({ ...row, rev: ack.rev });
        });
        await outbox.bulkDelete(arrived);
        await outbox.bulkPut(movedOn);
      });
    },

    async amend(changes) {
      await database.transaction('rw', outbox, async () => {
        const rows = await outbox.bulkGet(changes.map((change) => change.id));
        const amended = changes.flatMap(({ vectorKey, change }, index): OutboxRow[] => {
          const row = rows[index];
          return row?.vectorKey === vectorKey ? [{ ...row, ...change }] : [];
        });
        await outbox.bulkPut(amended);
      });
    },

    cursor: (db) => cursors.get(db),
    async setCursor(cursor) {
      await cursors.put(cursor);
    },
    async putAside(rows) {
      await asides.bulkPut([...rows]);
    },
    aside: () => asides.toArray(),
    async removeAside(ids) {
      await asides.bulkDelete([...ids]);
    },
  };
}
