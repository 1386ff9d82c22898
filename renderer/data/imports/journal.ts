import { Dexie, type Table } from 'dexie';
import type { PlannedChange, PlannedRecord } from '#shared/domain/roster/types';
import type { ImportBatch } from '#shared/schema/types/import-batch';
import { onDevice } from '#shared/sync/storage-error';
import type { LocalCipher } from '../local-cipher';

/** What an import is about to do, in one grid. */
export interface GridShare {
  readonly grid: number;
  readonly counts: ImportBatch['counts'];
}

/**
 * How far an import has come. `planning`: nothing of it is written; a crash discards it. `applying`, `undoing`, `redoing`: goes on
 * until it is done.
 */
export type JournalPhase = 'planning' | 'applying' | 'undoing' | 'redoing';

export interface JournalHead {
  readonly importUid: string;
  readonly phase: JournalPhase;
  readonly fileName: string;
  readonly startedAtMs: number;
  readonly shares: readonly GridShare[];
  /** Records that all chunks together make or change. */
  readonly records: number;
}

/** Some of what is to be done; written in one go. */
export type Chunk =
  | { readonly kind: 'create'; readonly records: readonly PlannedRecord[] }
  /** `partUids` by grid: of the record that remembers what was there before. */
  | {
      readonly kind: 'change';
      readonly changes: readonly PlannedChange[];
      readonly partUids: Readonly<Record<number, string>>;
    };

export interface ChunkEntry {
  readonly position: number;
  readonly kind: Chunk['kind'];
  /** Records that it makes or changes. */
  readonly size: number;
}

/** What imports have still to do, on the disk, closed: uids of imports, phases and numbers are all that can be read there. */
export interface ImportJournal {
  /** The import that is under way; null for none. One at a time. */
  head(): Promise<JournalHead | null>;
  /** Writes the head, anew where there is one. */
  put(head: JournalHead): Promise<void>;
  add(importUid: string, position: number, chunk: Chunk): Promise<void>;
  /** The chunks still to be done, in order. */
  left(importUid: string): Promise<readonly ChunkEntry[]>;
  /** Throws `device.storage-failed` where it does not open. */
  chunk(importUid: string, position: number): Promise<Chunk>;
  done(importUid: string, position: number): Promise<void>;
  /** Forgets all chunks of an import. */
  clear(importUid: string): Promise<void>;
  /** Forgets an import with all its chunks. */
  remove(importUid: string): Promise<void>;
  close(): void;
}

interface HeadRow {
  readonly importUid: string;
  readonly phase: JournalPhase;
  readonly closed: Uint8Array<ArrayBuffer>;
}

interface ChunkRow {
  readonly importUid: string;
  readonly position: number;
  readonly kind: Chunk['kind'];
  readonly size: number;
  readonly closed: Uint8Array<ArrayBuffer>;
}

class ImportDatabase extends Dexie {
  declare readonly heads: Table<HeadRow, string>;
  declare readonly chunks: Table<ChunkRow, [string, number]>;

  constructor(name: string) {
    super(name, { chromeTransactionDurability: 'strict' });
    this.version(1).stores({ heads: 'importUid', chunks: '[importUid+position]' });
  }
}

/** Opens the journal kept under a database name. */
export function openJournal(name: string, cipher: LocalCipher): ImportJournal {
  const database = new ImportDatabase(name);
  const { heads, chunks } = database;
  const headPlace = (importUid: string, phase: JournalPhase) => `head|${importUid}|${phase}`;
  const chunkPlace = (importUid: string, position: number) => `chunk|${importUid}|${position}`;
  const allOf = (importUid: string) =>
    chunks.where('[importUid+position]').between([importUid, Dexie.minKey], [importUid, Dexie.maxKey]);
  const forget = (importUid: string) =>
    database.transaction('rw', heads, chunks, async () => {
      await heads.delete(importUid);
      await allOf(importUid).delete();
    });

  return {
    head: () =>
      onDevice(async () => {
        for (const row of await heads.toArray()) {
          const contents = await cipher.open(row.closed, headPlace(row.importUid, row.phase));
          if (contents) return contents as JournalHead;
          // Another key closed it: nobody can go on with it.
          await forget(row.importUid);
        }
        return null;
      }),
    put: async (head) => {
      const closed = await cipher.seal(head, headPlace(head.importUid, head.phase));
      await onDevice(() => heads.put({ importUid: head.importUid, phase: head.phase, closed }));
    },
    add: async (importUid, position, chunk) => {
      const closed = await cipher.seal(chunk, chunkPlace(importUid, position));
      await onDevice(() => chunks.put({ importUid, position, kind: chunk.kind, size: sizeOf(chunk), closed }));
    },
    left: (importUid) =>
      onDevice(async () => {
        const entries: ChunkEntry[] = [];
        await allOf(importUid).each(({ position, kind, size }) => void entries.push({ position, kind, size }));
        return entries;
      }),
    chunk: (importUid, position) =>
      onDevice(async () => {
        const row = await chunks.get([importUid, position]);
        const opened = row && (await cipher.open(row.closed, chunkPlace(importUid, position)));
        if (!opened) throw new Error('a chunk of the journal does not open');
        return opened as Chunk;
      }),
    done: (importUid, position) => onDevice(() => chunks.delete([importUid, position])),
    clear: (importUid) => onDevice(async () => void (await allOf(importUid).delete())),
    remove: (importUid) => onDevice(() => forget(importUid)),
    close: () => database.close(),
  };
}

const sizeOf = (chunk: Chunk): number => (chunk.kind === 'create' ? chunk.records.length : chunk.changes.length);
