import type { OutboxRow } from '#shared/sync/ports';
import type { Confirmation } from '#renderer/data/index';

/** What the station will not take another time either: it was erased there, or lies there and is never changed. */
const FOR_GOOD: ReadonlySet<string | undefined> = new Set(['row.deletion', 'row.append-only']);

/** Whether a record that came back may go out once more as it is. */
export const mayResend = ({ code }: Pick<OutboxRow, 'code'>): boolean => !FOR_GOOD.has(code);

/** What is still to be filled in before somebody can confirm, in the order in which it is asked. */
export const missingIn = (given: Confirmation): readonly (keyof Confirmation)[] =>
  (['staffCode', 'passphrase', 'reason'] as const).filter((field) =>
    field === 'passphrase' ? given[field] === '' : given[field].trim() === '',
  );
