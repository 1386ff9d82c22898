import { Dexie, type Table } from 'dexie';
import type { WireRecord } from '#shared/schema/envelope';
import { briefPaths, fromCells, toCells } from './briefs';
import type { LocalCipher } from './local-cipher';

/**
 * Everybody at a glance: the briefs of a type, thousands to one closed value, so that opening 100,000 records is the price of
 * opening fifty. A pack is a cache of the collection, never more: it names the write up to which it is complete, everything written
 * since is read from the collection, and where anything does not fit it is thrown away.
 */
export interface Packs {
  /** Briefs of the type that hold every write before `watermark` (RxDB's `_meta.lwt`); null for none. */
  load(type: string, format: string): Promise<PackedBriefs | null>;
  /** Replaces those of the type; whoever is killed meanwhile finds the former ones. */
  save(type: string, format: string, briefs: PackedBriefs): Promise<void>;
  discard(type: string): Promise<void>;
  /** Discards those of every type: something that they hold may not lie here any longer. A `save` begun before has no effect. */
  discardAll(): Promise<void>;
  close(): void;
}

export interface PackedBriefs {
  readonly records: readonly WireRecord[];
  readonly watermark: number;
}

interface HeadRow {
  readonly type: string;
  readonly generation: number;
  readonly packs: number;
  readonly watermark: number;
  /** Of the stored record and of the brief; another one is another release's. */
  readonly format: string;
}

interface PackRow {
  readonly id: string;
  readonly type: string;
  readonly generation: number;
  readonly closed: Uint8Array<ArrayBuffer>;
}

/** Records in one closed value. */
const PACK_ROWS = 2000;

class PackDatabase extends Dexie {
  declare readonly heads: Table<HeadRow, string>;
  declare readonly packs: Table<PackRow, string>;

  constructor(name: string) {
    super(name, { chromeTransactionDurability: 'strict' });
    this.version(1).stores({ heads: 'type', packs: 'id, type' });
  }
}

/** Opens the packs kept under a database name. */
export function openPacks(name: string, cipher: LocalCipher, packRows = PACK_ROWS): Packs {
  const database = new PackDatabase(name);
  const { heads, packs } = database;
  const idOf = ({ type, generation }: HeadRow, n: number) => `${type}~${generation}~${n}`;
  // Everything the head says is bound in, so that no pack opens under another head.
  const placeOf = ({ type, generation, packs: count, watermark, format }: HeadRow, n: number) =>
    [type, generation, n, count, watermark, format].join('|');

  // One after the other: packs that were begun before others were thrown away must not come after that.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = (task: () => Promise<void>): Promise<void> => {
    const done = last.then(task);
    last = done.catch(() => undefined);
    return done;
  };

  async function readAll(head: HeadRow, paths: readonly string[]): Promise<readonly WireRecord[] | null> {
    const ids = Array.from({ length: head.packs }, (_, n) => idOf(head, n));
    const rows = await packs.bulkGet(ids);
    const opened = await Promise.all(
      rows.map((row, n) => (row ? cipher.open(row.closed, placeOf(head, n)) : undefined)),
    );
    if (opened.includes(undefined)) return null;
    return (opened as readonly (readonly (readonly unknown[])[])[]).flatMap((cells) =>
      cells.map((each) => fromCells(head.type, paths, each)),
    );
  }

  async function write(type: string, format: string, { records, watermark }: PackedBriefs): Promise<void> {
    const paths = briefPaths(type);
    if (!paths) return;
    const generation = ((await heads.get(type))?.generation ?? 0) + 1;
    const count = Math.ceil(records.length / packRows);
    const head: HeadRow = { type, generation, packs: count, watermark, format: formatOf(format, paths) };
    for (let n = 0; n < count; n += 1) {
      const cells = records.slice(n * packRows, (n + 1) * packRows).map((record) => toCells(paths, record));
      await packs.put({ id: idOf(head, n), type, generation, closed: await cipher.seal(cells, placeOf(head, n)) });
    }
    await database.transaction('rw', heads, packs, async () => {
      await heads.put(head);
      const others = await packs.where('type').equals(type).primaryKeys();
      await packs.bulkDelete(others.filter((id) => !id.startsWith(`${type}~${generation}~`)));
    });
  }

  return {
    async load(type, format) {
      const paths = briefPaths(type);
      const head = await heads.get(type);
      if (!paths || head?.format !== formatOf(format, paths)) return null;
      const records = await readAll(head, paths);
      return records && { records, watermark: head.watermark };
    },

    save: (type, format, briefs) => inTurn(() => write(type, format, briefs)),

    discard: (type) =>
      inTurn(() =>
        database.transaction('rw', heads, packs, async () => {
          await heads.delete(type);
          await packs.where('type').equals(type).delete();
        }),
      ),

    discardAll: () =>
      inTurn(() =>
        database.transaction('rw', heads, packs, async () => {
          await heads.clear();
          await packs.clear();
        }),
      ),

    close: () => database.close(),
  };
}

const formatOf = (format: string, paths: readonly string[]): string => [format, ...paths].join(' ');
