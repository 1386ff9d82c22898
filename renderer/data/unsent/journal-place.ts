import type { JournalFile } from './journal-log';
import type { JournalPlace } from './journal-service';

/** Folder of the origin's private file system in which journals lie. */
const FOLDER = 'linli-journals';

/** A file that another page is about to let go, as after a reload, is asked for again this often. */
const TRIES = 20;
const AGAIN_MS = 100;

/** A file as workers have it; the types of a page do not know of it. */
interface WritableInPlace {
  createSyncAccessHandle(): Promise<JournalFile>;
}

/** Journals in the origin's private file system (OPFS); for a worker, since only there a file can be written in place. */
export function opfsJournalPlace(): JournalPlace {
  const folder = async () => (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });
  return {
    async open(name) {
      const file: unknown = await (await folder()).getFileHandle(name, { create: true });
      for (let tries = 1; ; tries += 1) {
        try {
          return await (file as WritableInPlace).createSyncAccessHandle();
        } catch (thrown) {
          if (tries === TRIES || !isLocked(thrown)) throw thrown;
          await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
        }
      }
    },
    async files() {
      const names: string[] = [];
      for await (const name of (await folder()).keys()) names.push(name);
      return names;
    },
    remove: async (name) => (await folder()).removeEntry(name).catch(ignoreMissing),
  };
}

/**
 * Erases every journal on this device, from any thread. Throws while another page has one open: it is being told to erase itself
 * too, and the next contact tries again.
 */
export async function eraseJournals(): Promise<void> {
  if (typeof navigator === 'undefined' || !navigator.storage?.getDirectory) return;
  const root = await navigator.storage.getDirectory();
  await root.removeEntry(FOLDER, { recursive: true }).catch(ignoreMissing);
}

const isLocked = (thrown: unknown): boolean =>
  thrown instanceof DOMException && thrown.name === 'NoModificationAllowedError';

function ignoreMissing(thrown: unknown): void {
  if (!(thrown instanceof DOMException) || thrown.name !== 'NotFoundError') throw thrown;
}
