import type { Shelf } from './shelf';

export interface SentNotesOptions {
  readonly shelf: Shelf;
  /** Called when it is on the disk that the hub has the picture. */
  onNoted(id: string, epoch: string): void;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/**
 * What the hub has acknowledged, written down on the shelf: several pictures in one write, since each waits for the disk that the next
 * picture is read from. What was acknowledged and could not be written is sent again by the next page, which changes nothing.
 */
export interface SentNotes {
  /** Whether the hub has the picture and the shelf does not know it yet. */
  has(id: string): boolean;
  add(id: string, epoch: string): void;
  /** Resolves when everything that was added is written, or could not be. */
  written(): Promise<void>;
}

/** How long the first of several waits for others. */
const GATHER_MS = 200;

/** See `SentNotes`. */
export function createSentNotes({ shelf, onNoted, sleep }: SentNotesOptions): SentNotes {
  const acknowledged = new Set<string>();
  let gathering = new Map<string, string>();
  let hurry = new AbortController();
  let writing: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    await sleep(GATHER_MS, hurry.signal);
    const epochs = gathering;
    gathering = new Map();
    hurry = new AbortController();
    await shelf.changeAll([...epochs.keys()], (row) => ({ ...row, state: 'sent', code: null }));
    for (const [id, epoch] of epochs) {
      acknowledged.delete(id);
      onNoted(id, epoch);
    }
  }

  return {
    has: (id) => acknowledged.has(id),
    add(id, epoch) {
      acknowledged.add(id);
      gathering.set(id, epoch);
      if (gathering.size === 1) writing = writing.then(write).catch(() => undefined);
    },
    async written() {
      if (gathering.size > 0) hurry.abort();
      await writing;
    },
  };
}
