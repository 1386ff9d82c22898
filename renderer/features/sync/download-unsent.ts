import type { OutboxRow } from '#shared/sync/ports';
import { download } from '#renderer/ui/index';
import { exportFile } from './export';

/** Hands unsent records to the person as a file. */
export function downloadUnsent(rows: readonly OutboxRow[], nowMs: number): void {
  const { name, text } = exportFile(rows, nowMs);
  download(name, new Blob([text], { type: 'application/json' }));
}
