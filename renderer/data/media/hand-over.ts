import { AppError, toAppError } from '#shared/errors/app-error';
import { MEDIA_PARTS } from '#shared/media/document';
import type { MediaHub } from './media-hub';
import type { OtherShelf } from './others';
import type { Shelf, ShelfRow } from './shelf';

export interface HandOverOptions {
  readonly hub: Pick<MediaHub, 'deposit'>;
  /** Which of what was released are handed over. */
  wants(row: ShelfRow): boolean;
  /** Called after each that has arrived. */
  onArrived?(): void;
}

export interface HandOverAllOptions {
  /** What lies here of the person who is in; null where nothing does. */
  readonly own: Shelf | null;
  /** Shelves of other people on this device, one after another. */
  others(): AsyncIterable<OtherShelf>;
  readonly hub: HandOverOptions['hub'];
  /** Told how many are left whenever that changes. */
  onLeft(left: number): void;
}

/** Lays down at the host whatever anybody has unsent on this device. Throws as `handOver`; the next call goes on. */
export async function handOverAll(options: HandOverAllOptions, signal: AbortSignal): Promise<void> {
  const { own, others, hub, onLeft } = options;
  let left = own ? countUnsent(own) : 0;
  for await (const { shelf, release } of others()) {
    left += countUnsent(shelf);
    await release();
  }
  onLeft(left);
  if (left === 0) return;
  const each: HandOverOptions = { hub, wants: () => true, onArrived: () => onLeft((left -= 1)) };
  if (own) await handOver(own, each, signal);
  for await (const { shelf, release } of others()) {
    try {
      await handOver(shelf, each, signal);
    } finally {
      await release();
    }
  }
}

/**
 * Lays down at the host what may not go there the usual way any more, one after the other; what has arrived counts as sent, so a second
 * call goes on where the first was cut off. What the host refuses for good stays as it is and stands in nobody's way. Throws what speaks
 * of the host and not of the picture: `hub.*`, `auth.*`, `host.*`, and `device.storage-*`.
 */
export async function handOver(shelf: Shelf, options: HandOverOptions, signal: AbortSignal): Promise<void> {
  const rows = [...shelf.rows().values()].filter((row) => isUnsent(row) && options.wants(row));
  for (const row of rows.sort((a, b) => a.addedAtMs - b.addedAtMs)) {
    if (signal.aborted) throw new AppError('hub.unreachable', 'there is no more time', { retry: true });
    if (!(await handOverOne(shelf, row, options.hub, signal))) continue;
    options.onArrived?.();
  }
}

/** Whether it has arrived. */
async function handOverOne(
  shelf: Shelf,
  row: ShelfRow,
  hub: HandOverOptions['hub'],
  signal: AbortSignal,
): Promise<boolean> {
  const [full, thumb] = await Promise.all(MEDIA_PARTS.map((part) => shelf.part(row.id, part)));
  if (!full || !thumb || !row.document) return false;
  try {
    await hub.deposit(row.document, { full, thumb }, signal);
  } catch (thrown) {
    const error = toAppError(thrown);
    if (isOfPicture(error)) return false;
    throw error;
  }
  await shelf.change(row.id, (now) => ({ ...now, state: 'sent', code: null }));
  return true;
}

/** What a device has of its own and the host has not, pictures of drafts not among them: no record will ever name those. */
export const isUnsent = ({ state }: ShelfRow): boolean => state === 'waiting' || state === 'refused';

/** How many would be lost if the device were erased now; those of drafts among them. */
export const countUnsent = (shelf: Shelf): number =>
  [...shelf.rows().values()].filter((row) => isUnsent(row) || row.state === 'draft').length;

/** Says something about the picture, or is the host stumbling over it: the next one may fare better. */
const isOfPicture = ({ code }: AppError): boolean => /^(?:row|request)\.|^internal$/.test(code);
