import type { Table } from 'dexie';
import type { WriteName } from '#shared/sync/ports';
import { onDevice } from '#shared/sync/storage-error';

export interface ReplicaRow {
  readonly key: 'replica';
  readonly id: string;
  /** Counters up to this one may have been handed out. */
  readonly reserved: number;
}

/** This local database as one that writes: see `ControlStore.replica`, `nextWrite`, `notice` and `renewReplica`. */
export interface Replica {
  id(): string;
  nextWrite(): Promise<WriteName>;
  notice(write: WriteName): Promise<void>;
  renew(): Promise<void>;
}

/**
 * Counters reserved in one disk write; twice as many each time while many are used within a moment. What a crash leaves unused is
 * skipped: gaps are harmless, repeats are not.
 */
const RESERVED_BLOCK = { least: 64, most: 2048 } as const;
const MOMENT_MS = 1000;

/** The replica kept in `meta`, minted on first use. */
export async function openReplica(meta: Table<ReplicaRow, string>, newId: () => string): Promise<Replica> {
  let current = await onDevice(() =>
    meta.db.transaction('rw', meta, async () => {
      const row = await meta.get('replica');
      if (row) return row;
      const minted: ReplicaRow = { key: 'replica', id: newId(), reserved: 0 };
      await meta.add(minted);
      return minted;
    }),
  );
  let next = current.reserved + 1;
  let block: number = RESERVED_BLOCK.least;
  let reservedAtMs = -Infinity;
  let writing: Promise<void> | null = null;

  /** One change of the row at a time; whoever comes meanwhile waits for it and looks again. */
  function put(row: ReplicaRow, firstFree: number): Promise<void> {
    writing ??= onDevice(() => meta.put(row))
      .then(() => {
        current = row;
        next = firstFree;
      })
      .finally(() => {
        writing = null;
      });
    return writing;
  }

  function reserve(): Promise<void> {
    if (writing) return writing;
    const isHurried = performance.now() - reservedAtMs < MOMENT_MS;
    block = isHurried ? Math.min(RESERVED_BLOCK.most, 2 * block) : RESERVED_BLOCK.least;
    reservedAtMs = performance.now();
    return put({ ...current, reserved: next + block }, next);
  }

  const fresh = (): ReplicaRow => ({ key: 'replica', id: newId(), reserved: 0 });

  return {
    id: () => current.id,

    async nextWrite() {
      while (next > current.reserved) await reserve();
      const counter = next;
      next += 1;
      return { replica: current.id, counter };
    },

    async notice({ replica, counter }) {
      while (replica === current.id && counter > current.reserved) {
        if (writing) await writing;
        else await put(fresh(), 1);
      }
    },

    async renew() {
      const { id } = current;
      while (current.id === id) {
        if (writing) await writing;
        else await put(fresh(), 1);
      }
    },
  };
}
