import { Dexie, type Table } from 'dexie';
import type { LocalCipher } from '../local-cipher';
import { columnsOf, entriesFrom, FORMAT, type Columns } from './columns';
import type { RegisterEntry } from './entries';

/**
 * The register on the disk, closed: thousands of entries to one value, so that opening it is a few decryptions. A cache of the records
 * and never more: it says up to which write it is complete, and where anything does not fit it counts as not there.
 */
export interface RegisterPacks {
  /** What of it opens, and how far it reaches; null for none that fits. */
  load(condition: PackCondition): Promise<LoadedPacks | null>;
  /** Replaces what is there; whoever is killed meanwhile finds the former. */
  save(entries: readonly RegisterEntry[], head: PackCondition & { readonly watermark: number }): Promise<void>;
  discard(): Promise<void>;
  close(): void;
}

/** Under what circumstances entries were made. */
export interface PackCondition {
  /** Ids of the data keys that were held. */
  readonly kids: readonly string[];
  /** Anything else that entries depend on. */
  readonly made: string;
}

export interface LoadedPacks {
  readonly watermark: number;
  /** Keys that were held when the entries were made; others may open more of the records. */
  readonly kids: readonly string[];
  /** In the order in which they were saved; null for one that does not open. */
  pages(): AsyncIterable<readonly RegisterEntry[] | null>;
}

interface HeadRow extends PackCondition {
  readonly key: 'head';
  readonly format: string;
  readonly generation: number;
  readonly packs: number;
  readonly watermark: number;
}

interface PackRow {
  readonly id: string;
  readonly closed: Uint8Array<ArrayBuffer>;
}

/** Entries in one closed value. */
const PACK_ENTRIES = 2000;

/** Pages on their way from the disk at one time. */
const READ_AHEAD = 4;

class PackDatabase extends Dexie {
  declare readonly heads: Table<HeadRow, string>;
  declare readonly packs: Table<PackRow, string>;

  constructor(name: string) {
    super(name, { chromeTransactionDurability: 'strict' });
    this.version(1).stores({ heads: 'key', packs: 'id' });
  }
}

/** Where the register of a local database is packed. */
export const registerNameOf = (name: string): string => `${name}-register`;

/** Opens the packs kept under a database name. */
export function openRegisterPacks(name: string, cipher: LocalCipher, packEntries = PACK_ENTRIES): RegisterPacks {
  const database = new PackDatabase(name);
  const { heads, packs } = database;
  const idOf = ({ generation }: HeadRow, n: number): string => `${generation}~${n}`;
  // Everything the head says is bound in, so that no pack opens under another head.
  const placeOf = (head: HeadRow, n: number): string =>
    JSON.stringify([head.format, head.generation, head.packs, head.watermark, head.kids, head.made, n]);

  async function readPage(head: HeadRow, n: number): Promise<Columns | undefined> {
    const row = await packs.get(idOf(head, n));
    return row && ((await cipher.open(row.closed, placeOf(head, n))) as Columns | undefined);
  }

  async function* pages(head: HeadRow): AsyncIterable<readonly RegisterEntry[] | null> {
    // While one page is being taken in, the next ones come from the disk and are opened.
    const ahead: Promise<Columns | undefined>[] = [];
    let next = 0;
    for (let n = 0; n < head.packs; n += 1) {
      for (; next < Math.min(head.packs, n + READ_AHEAD); next += 1)
        ahead.push(readPage(head, next).catch(() => undefined));
      const columns = await ahead.shift();
      yield columns ? entriesFrom(columns) : null;
    }
  }

  return {
    async load({ kids, made }) {
      const head = await heads.get('head');
      const held = new Set(kids);
      if (head?.format !== FORMAT || head.made !== made || !head.kids.every((kid) => held.has(kid))) return null;
      return { watermark: head.watermark, kids: head.kids, pages: () => pages(head) };
    },

    async save(entries, { kids, made, watermark }) {
      const generation = ((await heads.get('head'))?.generation ?? 0) + 1;
      const parts = partsOf(entries, packEntries);
      const count = parts.length;
      const head: HeadRow = { key: 'head', format: FORMAT, generation, packs: count, watermark, kids, made };
      for (const [n, part] of parts.entries()) {
        await packs.put({ id: idOf(head, n), closed: await cipher.seal(columnsOf(part), placeOf(head, n)) });
      }
      await database.transaction('rw', heads, packs, async () => {
        await heads.put(head);
        const ids = await packs.toCollection().primaryKeys();
        await packs.bulkDelete(ids.filter((id) => !id.startsWith(`${generation}~`)));
      });
    },

    discard: () =>
      database.transaction('rw', heads, packs, async () => {
        await heads.clear();
        await packs.clear();
      }),

    close: () => database.close(),
  };
}

/** Parts of one type each, in the order of the entries. */
function partsOf(entries: readonly RegisterEntry[], most: number): readonly (readonly RegisterEntry[])[] {
  const parts: RegisterEntry[][] = [];
  for (const entry of entries) {
    const last = parts.at(-1);
    if (last && last.length < most && last[0]?.type === entry.type) last.push(entry);
    else parts.push([entry]);
  }
  return parts;
}
