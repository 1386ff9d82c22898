import type { ControlStore, OutboxRow } from '#shared/sync/ports';

export interface ResendDeps {
  readonly control: Pick<ControlStore, 'amend'>;
  /** Called with the hub database of a record that waits again. */
  onQueued(db: string): void;
}

/**
 * Lets a record that came back wait once more, in the very state that the tray showed: what it says, who wrote it and when stay as they
 * are. One that was corrected, sent or given up meanwhile is left alone.
 */
export async function resendRow(
  { id, vectorKey, db }: Pick<OutboxRow, 'id' | 'vectorKey' | 'db'>,
  { control, onQueued }: ResendDeps,
): Promise<void> {
  await control.amend([{ id, vectorKey, change: { state: 'waiting' } }]);
  onQueued(db);
}
