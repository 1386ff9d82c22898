import { APPEND_ONLY } from '#shared/domain/access/table';
import type { OutboxRow } from '#shared/sync/ports';
import type { Confirmation, OpenStation } from '#renderer/data/index';

/**
 * Whether a record that came back may go out once more as it is. What was erased at the hub stays erased, and what is never changed
 * after it was written is not written anew.
 */
export const mayResend = ({ code, record }: Pick<OutboxRow, 'code' | 'record'>): boolean =>
  code !== 'row.deletion' && !APPEND_ONLY.has(record.type);

/**
 * Sends a record that came back once more, unchanged: the station may have changed its mind, as with a right given since. Resolves
 * when it waits to go out; what the station says then stands in the tray again. Throws `request.not-found`, `device.*`.
 */
export async function resend({ writer }: Pick<OpenStation, 'writer'>, { id }: Pick<OutboxRow, 'id'>): Promise<void> {
  await writer.edit(id, () => ({}));
}

/** What is still to be filled in before somebody can confirm, in the order in which it is asked. */
export const missingIn = (given: Confirmation): readonly (keyof Confirmation)[] =>
  (['staffCode', 'passphrase', 'reason'] as const).filter((field) =>
    field === 'passphrase' ? given[field] === '' : given[field].trim() === '',
  );
