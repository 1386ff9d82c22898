import { createRequire } from 'node:module';
import { AppError } from '#shared/errors/app-error';
import type { DurableFolder } from '../services/durable-folder';

/** The right to be the one host of a data folder. */
export interface FolderLock {
  release(): Promise<void>;
}

/** The little of leveldown that a lock needs; the package publishes no types. */
interface Level {
  open(callback: (error: Error | null | undefined) => void): void;
  close(callback: (error: Error | null | undefined) => void): void;
}
const leveldown = createRequire(import.meta.url)('leveldown') as (location: string) => Level;

const LOCK_FOLDER = 'lock';
const PID_FILE = 'host.pid';
const HELD = /lock.*(temporarily unavailable|already held|being used|denied)/i;

/**
 * Takes the lock of a data folder, or fails with `host.already-running` (details `folder`, and `pid` where it is known).
 *
 * It is the operating system's own lock on the `LOCK` file of an empty leveldb: atomic on every system, and gone with the
 * process however that ends, so there is nothing stale to recover after SIGKILL or a power cut. The pid file only serves
 * the message.
 */
export async function lockFolder(folder: DurableFolder): Promise<FolderLock> {
  const level = leveldown(`${folder.path}/${LOCK_FOLDER}`);
  try {
    await settle((done) => level.open(done));
  } catch (cause) {
    if (!(cause instanceof Error) || !HELD.test(cause.message)) throw cause;
    const pid = Number(await folder.read(PID_FILE));
    throw new AppError('host.already-running', 'another host holds the data folder', {
      cause,
      details: { folder: folder.path, ...(Number.isInteger(pid) && pid > 0 ? { pid } : {}) },
    });
  }
  const release = () => settle((done) => level.close(done));
  try {
    await folder.write(PID_FILE, String(process.pid));
  } catch (cause) {
    await release();
    throw cause;
  }
  return { release };
}

function settle(run: (done: (error: Error | null | undefined) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => run((error) => (error ? reject(error) : resolve())));
}
