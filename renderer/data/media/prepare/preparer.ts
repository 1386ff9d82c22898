import { wrap } from 'comlink';
import { AppError } from '#shared/errors/app-error';
import type { PreparedPhoto } from '#shared/media/photo';
import { carryAppErrors } from '../../worker-errors';
import type { PhotoDesk } from './desk';
import { imageKindOf, KIND_BYTES } from './kind';
import type { TakingMoment } from './taking';

/** Makes photos out of files, one after another, in workers that start when they are first needed. */
export interface PhotoPreparer {
  /**
   * The photo, written anew without metadata. Throws `photo.*`: what the file is or lacks, and `photo.failed` where the device has no
   * room for it in memory or does not get done.
   */
  prepare(file: Blob, moment: TakingMoment): Promise<PreparedPhoto>;
  /** The workers and all they hold are gone; what is under way fails. */
  end(): void;
}

/** Longer than the slowest tablet takes for the largest photo. */
const PATIENCE_MS = 60_000;

let carriesErrors = false;

/** A preparer of its own for whoever adds photos; `end` it. */
export function createPhotoPreparer(): PhotoPreparer {
  if (!carriesErrors) carryAppErrors();
  carriesErrors = true;
  const links: Partial<Record<'usual' | 'heic', Link>> = {};
  let last: Promise<unknown> = Promise.resolve();

  async function prepareNow(file: Blob, moment: TakingMoment): Promise<PreparedPhoto> {
    const which = (await isHeic(file)) ? 'heic' : 'usual';
    const link = (links[which] ??= which === 'heic' ? startHeicWorker() : startPhotoWorker());
    try {
      return await link.ask((desk) => desk.prepare(file, moment));
    } catch (thrown) {
      // A worker that died or hangs is of no more use; the next photo gets another one.
      if (thrown instanceof AppError && thrown.code === 'photo.failed') {
        link.end();
        delete links[which];
      }
      throw thrown;
    }
  }
  return {
    // Decoded, one photo takes hundreds of megabytes: never two at a time.
    prepare(file, moment) {
      const prepared = last.then(() => prepareNow(file, moment));
      last = prepared.catch(() => undefined);
      return prepared;
    },
    end() {
      for (const link of Object.values(links)) link.end();
    },
  };
}

/** Whether the file begins as HEIC does; what cannot be read is left to the worker to refuse. */
async function isHeic(file: Blob): Promise<boolean> {
  try {
    return imageKindOf(new Uint8Array(await file.slice(0, KIND_BYTES).arrayBuffer())) === 'heic';
  } catch {
    return false;
  }
}

interface Link {
  ask<T>(question: (desk: PhotoDesk) => Promise<T>): Promise<T>;
  end(): void;
}

const startPhotoWorker = (): Link =>
  linkTo(new Worker(new URL('./photo.worker.ts', import.meta.url), { type: 'module', name: 'photo' }));

const startHeicWorker = (): Link =>
  linkTo(new Worker(new URL('./heic.worker.ts', import.meta.url), { type: 'module', name: 'heic' }));

function linkTo(worker: Worker): Link {
  const remote = wrap<PhotoDesk>(worker);
  let fail: (error: AppError) => void = () => undefined;
  const died = new Promise<never>((_resolve, reject) => {
    fail = reject;
  });
  died.catch(() => undefined);
  worker.addEventListener('error', ({ message }) => fail(new AppError('photo.failed', message)));
  worker.addEventListener('messageerror', () => fail(new AppError('photo.failed', 'a message did not arrive')));
  return {
    async ask(question) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<never>((_resolve, reject) => {
        timer = setTimeout(() => reject(new AppError('photo.failed', 'it does not get done')), PATIENCE_MS);
      });
      try {
        return await Promise.race([question(remote as unknown as PhotoDesk), died, late]);
      } finally {
        clearTimeout(timer);
      }
    },
    end() {
      worker.terminate();
      fail(new AppError('photo.failed', 'the preparer was ended'));
    },
  };
}
