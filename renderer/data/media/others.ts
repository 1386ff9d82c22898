import { filter, firstValueFrom } from 'rxjs';
import type { Shelf } from './shelf';
import { startUploads, type UploadOptions } from './upload-loop';

/** The pictures of somebody else on this device, whom no page has signed in. */
export interface OtherShelf {
  readonly shelf: Shelf;
  /** Closes it and lets its owner in. */
  release(): Promise<void>;
}

export type OthersOptions = Omit<UploadOptions, 'shelf' | 'onEpoch'>;

/**
 * Sends what other people on this device left waiting, under the rights of whoever is signed in: it is closed, and sending takes no key.
 * One shelf after another; ends when nothing more can go, or with the first trouble, and is begun anew at the next greeting.
 */
export async function sendForOthers(
  shelves: AsyncIterable<OtherShelf>,
  options: OthersOptions,
  signal: AbortSignal,
): Promise<void> {
  for await (const { shelf, release } of shelves) {
    const uploads = startUploads({ ...options, shelf, onEpoch: () => undefined });
    const stop = () => void uploads.stop();
    signal.addEventListener('abort', stop, { once: true });
    try {
      if (signal.aborted) return;
      const last = await firstValueFrom(
        uploads.state$.pipe(filter(({ isIdle, waitsFor }) => isIdle || waitsFor !== null)),
        { defaultValue: null },
      );
      if (!last || last.waitsFor !== null) return;
    } finally {
      signal.removeEventListener('abort', stop);
      await uploads.stop();
      await release();
    }
  }
}
