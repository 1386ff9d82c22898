import type { Table } from 'dexie';
import type { WriteName } from '#shared/sync/ports';
import { onDevice } from '#shared/sync/storage-error';

export interface ReplicaRow {
  readonly key: 'replica';
  readonly id: string;
  /** Counters up to this one may have been handed out. */
  readonly reserved: number;
}

/** This local database as one that writes: see `ControlStore.replica`, `nextWrite` and `notice`. */
export interface Replica {
  id(): string;
  nextWrite(): Promise<WriteName>;
  notice(write: WriteName): Promise<void>;
}

/** Counters reserved in one disk write. What a crash leaves unused is skipped: gaps are harmless, repeats are not. */
const RESERVED_BLOCK = 64;

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

  return {
    id: () => current.id,

    async nextWrite() {
      while (next > current.reserved) await put({ ...current, reserved: next + RESERVED_BLOCK }, next);
      const counter = next;
      next += 1;
      return { replica: current.id, counter };
    },

    async notice({ replica, counter }) {
      while (replica === current.id && counter > current.reserved) {
        if (writing) await writing;
        else await put({ key: 'replica', id: newId(), reserved: 0 }, 1);
      }
    },
  };
}
