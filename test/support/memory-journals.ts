import type { JournalFile } from '#renderer/data/unsent/journal-log';
import { createJournalFolder, type JournalFolder, type JournalPlace } from '#renderer/data/unsent/journal-service';

/** Files in memory that outlive whoever has them open, with the locks of OPFS. */
export interface MemoryJournals {
  readonly files: Map<string, Uint8Array<ArrayBuffer>>;
  /** Bytes that all files may have together; what goes beyond fails as on a full disk. */
  quota: number;
  /** Writes so far. */
  writes: number;
  place(): JournalPlace;
  folder(): JournalFolder;
}

export function memoryJournals(): MemoryJournals {
  const open = new Set<string>();
  const journals: MemoryJournals = {
    files: new Map(),
    quota: Infinity,
    writes: 0,
    place: () => ({
      async open(name) {
        if (open.has(name)) throw new DOMException('locked', 'NoModificationAllowedError');
        open.add(name);
        return memoryFile(journals, name, () => void open.delete(name));
      },
      files: async () => [...journals.files.keys()],
      remove: async (name) => void journals.files.delete(name),
    }),
    folder: () => createJournalFolder(journals.place()),
  };
  return journals;
}

/** One file; closed, it gives its lock back. */
export function memoryFile(
  journals: Pick<MemoryJournals, 'files' | 'quota' | 'writes'>,
  name: string,
  close = (): void => undefined,
): JournalFile {
  const { files } = journals;
  const bytes = () => files.get(name) ?? new Uint8Array();
  if (!files.has(name)) files.set(name, bytes());
  return {
    getSize: () => bytes().length,
    read(buffer, { at }) {
      const part = bytes().subarray(at, at + buffer.length);
      buffer.set(part);
      return part.length;
    },
    write(buffer, { at }) {
      const size = Math.max(bytes().length, at + buffer.length);
      const others = [...files].reduce((sum, [each, content]) => sum + (each === name ? 0 : content.length), 0);
      if (others + size > journals.quota) throw new DOMException('full', 'QuotaExceededError');
      const next = new Uint8Array(size);
      next.set(bytes());
      next.set(buffer, at);
      files.set(name, next);
      journals.writes += 1;
      return buffer.length;
    },
    truncate(size) {
      const next = new Uint8Array(size);
      next.set(bytes().subarray(0, size));
      files.set(name, next);
    },
    flush: () => undefined,
    close,
  };
}
