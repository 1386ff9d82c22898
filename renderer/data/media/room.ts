import { MEDIA_PARTS, type MediaPart } from '#shared/media/document';
import type { Shelf, ShelfRow } from './shelf';

/** How much a device keeps of pictures, and what goes when there is more: only what the hub has, what nobody looked at for longest first. */
export interface Room {
  /** Drops as much as it takes for `bytes` more; what is not at the hub stays, whatever the limit says. */
  make(bytes: number): Promise<void>;
  /** Drops about as much as `bytes` because the disk is fuller than was thought; answers how much, 0 when there is nothing to drop. */
  free(bytes: number): Promise<number>;
}

/** Bytes of pictures on a device of each kind; a browser that has less room to give gives a third of what it has. */
export const MEDIA_BYTES = { tablet: 500_000_000, workstation: 5_000_000_000 } as const;
const SHARE_OF_STORAGE = 1 / 3;

export interface RoomOptions {
  readonly shelf: Shelf;
  readonly limit: number;
  /** Bytes that the browser lets this origin have in all; null when it does not say. */
  storageBytes(): Promise<number | null>;
}

/** See `Room`. */
export function createRoom({ shelf, limit, storageBytes }: RoomOptions): Room {
  async function drop(row: ShelfRow, part: MediaPart): Promise<number> {
    if (part === 'thumb') await shelf.remove(row.id);
    else
      await shelf.change(row.id, (now) => (now.state === 'sent' ? { ...now, bytes: { ...now.bytes, full: 0 } } : null));
    return row.bytes[part];
  }

  async function free(bytes: number): Promise<number> {
    let freed = 0;
    // Small ones last, and not while a whole one can go: a list without any is no list of pictures.
    for (const part of MEDIA_PARTS) {
      for (const row of evictable(shelf, part)) {
        if (freed >= bytes) break;
        freed += await drop(row, part);
      }
      if (freed > 0) break;
    }
    return freed;
  }

  return {
    free,
    async make(bytes) {
      const storage = await storageBytes();
      const most = storage === null ? limit : Math.min(limit, storage * SHARE_OF_STORAGE);
      const held = [...shelf.rows().values()].reduce((sum, row) => sum + row.bytes.full + row.bytes.thumb, 0);
      let over = held + bytes - most;
      while (over > 0) {
        const freed = await free(over);
        if (freed === 0) return;
        over -= freed;
      }
    },
  };
}

function evictable(shelf: Shelf, part: MediaPart): readonly ShelfRow[] {
  return [...shelf.rows().values()]
    .filter((row) => row.state === 'sent' && row.bytes[part] > 0)
    .sort((a, b) => a.usedAtMs - b.usedAtMs);
}
