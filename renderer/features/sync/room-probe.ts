/** What still fits: `little` and `nothing` as against what a day of work may need at most. */
export type Fits = 'enough' | 'little' | 'nothing';

/** A day's records and the journal beside them; a few dozen saves. */
const TIGHT_BYTES = 32 * 1024 ** 2;
const FULL_BYTES = 4 * 1024 ** 2;

/**
 * Finds out by trying how much the browser still lets this origin store. Chromium tells every page of the same ten gigabytes, however
 * full the disk is; what it refuses is the truth. Nothing stays of the trial. `enough` where it cannot be tried.
 */
export async function tryRoom(): Promise<Fits> {
  try {
    const root = await navigator.storage.getDirectory();
    const name = `room-${Math.random().toString(36).slice(2)}`;
    const file = await root.getFileHandle(name, { create: true });
    try {
      if (await fits(file, TIGHT_BYTES)) return 'enough';
      return (await fits(file, FULL_BYTES)) ? 'little' : 'nothing';
    } finally {
      await root.removeEntry(name);
    }
  } catch (thrown) {
    return isQuota(thrown) ? 'nothing' : 'enough';
  }
}

async function fits(file: FileSystemFileHandle, bytes: number): Promise<boolean> {
  const trial = await file.createWritable();
  try {
    await trial.truncate(bytes);
    return true;
  } catch (thrown) {
    if (isQuota(thrown)) return false;
    throw thrown;
  } finally {
    // A stream that failed is closed already.
    await trial.abort().catch(() => undefined);
  }
}

const isQuota = (thrown: unknown): boolean => thrown instanceof DOMException && thrown.name === 'QuotaExceededError';
