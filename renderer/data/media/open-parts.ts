import { databaseOfScope, parseMediaId } from '#shared/media/names';
import { createLoader } from './loader';
import type { MediaParts, MediaStoreOptions } from './media-parts';
import { createReconciler } from './reconcile';
import { createRoom } from './room';
import type { Shelf } from './shelf';
import { createSigning } from './signing';
import { startUploads } from './upload-loop';

/** Opens what lies on the device, puts right what a kill left half done, and begins to send what waits. */
export async function openMediaParts(options: MediaStoreOptions, leaving: AbortSignal): Promise<MediaParts> {
  const { hub } = options;
  const shelf = await options.openShelf();
  try {
    await releaseForgotten(shelf, options);
    await removeUngranted({ shelf }, options);
    const room = createRoom({ ...options, shelf, limit: options.limitBytes });
    const reconciler = createReconciler(shelf, hub, () => uploads.added());
    const uploads = startUploads({
      ...options,
      shelf,
      onEpoch: (database, epoch) => void reconciler.seen(database, epoch, leaving).catch(() => undefined),
    });
    return {
      shelf,
      room,
      reconciler,
      uploads,
      loader: createLoader({ ...options, shelf, room }),
      signing: createSigning(shelf, await options.cipher(), hub),
    };
  } catch (thrown) {
    await shelf.close();
    throw thrown;
  }
}

/** A kill between the saving of a record and the release of its pictures: no draft names them any more, and they go out. */
async function releaseForgotten(shelf: Shelf, { hasDraft }: Pick<MediaStoreOptions, 'hasDraft'>): Promise<void> {
  for (const { id, state, draft } of [...shelf.rows().values()]) {
    if (state !== 'draft' || (draft && (await hasDraft(draft.form, draft.subject)))) continue;
    await shelf.change(id, (row) => ({ ...row, state: 'waiting', draft: null }));
  }
}

/** What the session does not open any more may not lie on the device either; what the hub has not got stays, closed. */
export async function removeUngranted(
  { shelf }: Pick<MediaParts, 'shelf'>,
  { mayRead }: Pick<MediaStoreOptions, 'mayRead'>,
): Promise<void> {
  for (const { id, state } of [...shelf.rows().values()]) {
    const scope = parseMediaId(id)?.scope ?? '';
    if (state === 'sent' && !mayRead(databaseOfScope(scope))) await shelf.remove(id);
  }
}
