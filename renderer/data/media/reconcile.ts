import { databaseOf } from './database-of';
import type { MediaHub } from './media-hub';
import type { Shelf, ShelfRow } from './shelf';

/**
 * A hub that was set back may lack pictures that it had acknowledged: whenever a database shows another epoch than before, what this
 * device added and still holds is looked for there, and what is missing waits again.
 */
export interface Reconciler {
  /** Asks every database from which something lies here for its epoch. Throws what the hub throws. */
  look(signal: AbortSignal): Promise<void>;
  /** Takes note of an epoch that the hub named. */
  seen(database: string, epoch: string | null, signal: AbortSignal): Promise<void>;
}

const NOTE = 'epochs';

/** See `Reconciler`. `onMissing` is called when something waits again. */
export function createReconciler(shelf: Shelf, hub: Pick<MediaHub, 'has'>, onMissing: () => void): Reconciler {
  let epochs: Readonly<Record<string, string>> | null = null;
  let turn: Promise<void> = Promise.resolve();

  const sentFrom = (database: string): readonly ShelfRow[] =>
    [...shelf.rows().values()].filter((row) => isWhole(row) && databaseOf(row) === database);

  async function take(database: string, epoch: string | null, signal: AbortSignal): Promise<void> {
    epochs ??= ((await shelf.note(NOTE)) as Readonly<Record<string, string>> | null) ?? {};
    const before = epochs[database];
    const now = epoch ?? '';
    if (before === now) return;
    if (before !== undefined) {
      for (const row of sentFrom(database)) {
        if ((await hub.has(row.id, signal)).found) continue;
        await shelf.change(row.id, (current) => (isWhole(current) ? { ...current, state: 'waiting' } : null));
        onMissing();
      }
    }
    epochs = { ...epochs, [database]: now };
    await shelf.setNote(NOTE, epochs);
  }

  const seen: Reconciler['seen'] = (database, epoch, signal) => {
    const taken = turn.then(() => take(database, epoch, signal));
    turn = taken.catch(() => undefined);
    return taken;
  };

  return {
    seen,
    async look(signal) {
      const databases = new Map([...shelf.rows().values()].filter(isWhole).map((row) => [databaseOf(row), row.id]));
      for (const [database, id] of databases) await seen(database, (await hub.has(id, signal)).epoch, signal);
    },
  };
}

/** Sent, and could be sent again. */
const isWhole = (row: ShelfRow): boolean =>
  row.state === 'sent' && row.document !== null && row.bytes.full > 0 && row.bytes.thumb > 0;
