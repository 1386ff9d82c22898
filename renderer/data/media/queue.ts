import { databaseOf } from './database-of';
import type { MediaParts } from './media-parts';
import type { ShelfRow } from './shelf';
import type { MediaQueue, PhotoStatus } from './types';

/** What a person reads about the pictures that wait. */
export function queueOf(
  parts: Pick<MediaParts, 'shelf' | 'uploads'> | null,
  mayWrite: (database: string) => boolean,
): MediaQueue {
  const queue = { photos: 0, bytes: 0, refused: 0, held: 0 };
  for (const row of parts?.shelf.rows().values() ?? []) {
    if (row.state === 'refused') queue.refused += 1;
    if (row.state !== 'waiting') continue;
    if (mayWrite(databaseOf(row))) {
      queue.photos += 1;
      queue.bytes += row.bytes.full + row.bytes.thumb;
    } else queue.held += 1;
  }
  const waitsFor = queue.photos > 0 ? (parts?.uploads.state().waitsFor ?? null) : null;
  return { ...queue, waitsFor };
}

/** Where a picture is, from what the device knows of it. */
export function statusOf(row: ShelfRow | undefined, isSending: boolean): PhotoStatus {
  if (!row) return { kind: 'elsewhere' };
  switch (row.state) {
    case 'draft':
      return { kind: 'draft' };
    case 'waiting':
      return { kind: isSending ? 'sending' : 'waiting' };
    case 'refused':
      return { kind: 'refused', code: row.code ?? 'internal' };
    case 'sent': {
      const here = row.bytes.full > 0;
      // Only a thumbnail that somebody looked at: the device never had more of it.
      return here || row.document ? { kind: 'sent', here } : { kind: 'elsewhere' };
    }
  }
}
