import { Dexie, type Table } from 'dexie';
import type { WireRecord } from '#shared/schema/envelope';
import { parseDocumentId } from '#shared/schema/ids';
import type { CollectionName } from '#shared/schema/record-type';
import { findRecordType } from '#shared/schema/registry';
import { COLLECTION_VERSIONS, collectionSchema } from '#shared/schema/rxdb-schema';
import type { LocalCipher } from '../local-cipher';
import { createRowCipher, type Row, type RowCipher } from '../row-cipher';
import { REGISTER_TYPES } from './entries';

/** The records of a station as they lie on the device, for reading alone. */
export interface RecordSource {
  /** Every record of a type, page by page; erased ones are not among them. */
  pages(type: string): AsyncIterable<readonly WireRecord[]>;
  /** Records of the register's types written from that time on (RxDB's `_meta.lwt`), and ids of those erased since. */
  since(lwt: number): Promise<FoundRecords>;
  /** Those that are there; ids of the others. */
  byIds(ids: readonly string[]): Promise<FoundRecords>;
  close(): void;
}

export interface FoundRecords {
  readonly records: readonly WireRecord[];
  /** Erased, unknown, or not to be opened here. */
  readonly gone: readonly string[];
}

/** Records opened at once. */
const PAGE_ROWS = 1000;

interface OpenTable {
  readonly rows: Table<Row, string>;
  readonly cipher: RowCipher;
  close(): void;
}

const TYPES: ReadonlySet<string> = new Set(REGISTER_TYPES);
const collectionOf = (type: string): CollectionName | undefined => findRecordType(type)?.collection;

/** The collections that hold what the register follows. */
export const REGISTER_COLLECTIONS: readonly CollectionName[] = [
  ...new Set(REGISTER_TYPES.flatMap((type) => collectionOf(type) ?? [])),
];

/**
 * Opens the Dexie databases that RxDB keeps under `name`, beside RxDB itself: several connections may read what one writes. They
 * have to be there already.
 */
export async function openRecordSource(name: string, cipher: LocalCipher): Promise<RecordSource> {
  const tables = new Map<CollectionName, OpenTable>();
  const close = (): void => tables.forEach((table) => table.close());
  try {
    for (const collection of REGISTER_COLLECTIONS) tables.set(collection, await openTable(name, collection, cipher));
  } catch (thrown) {
    close();
    throw thrown;
  }
  const tableOf = (collection: CollectionName): OpenTable => {
    const table = tables.get(collection);
    if (!table) throw new Error(`no table of ${collection}`);
    return table;
  };

  async function open({ cipher: rowCipher }: OpenTable, closed: readonly Row[]): Promise<FoundRecords> {
    const living = closed.filter((row) => row['_deleted'] !== '1');
    const opened = await Promise.all(living.map((row) => rowCipher.open(row)));
    const records = opened.filter((row) => row['locked'] !== true) as unknown as readonly WireRecord[];
    const found = new Set(records.map(({ _id }) => _id));
    return { records, gone: closed.map((row) => String(row['_id'])).filter((id) => !found.has(id)) };
  }

  return {
    close,
    async *pages(type) {
      const table = tableOf(collectionOf(type) ?? 'reference');
      let after = `${type}~`;
      for (;;) {
        const closed = await table.rows.where('_id').between(after, `${type}~\uffff`, false).limit(PAGE_ROWS).toArray();
        const last = closed.at(-1);
        if (!last) return;
        after = String(last['_id']);
        yield (await open(table, closed)).records;
      }
    },
    async since(lwt) {
      const found = await Promise.all(
        [...tables.values()].map(async (table) => {
          const written = await table.rows.where('_meta.lwt').aboveOrEqual(lwt).toArray();
          return open(
            table,
            written.filter((row) => TYPES.has(String(row['type']))),
          );
        }),
      );
      return together(found);
    },
    async byIds(ids) {
      const byCollection = new Map<CollectionName, string[]>();
      for (const id of ids) {
        const collection = collectionOf(parseDocumentId(id)?.type ?? '');
        if (!collection || !tables.has(collection)) continue;
        const wanted = byCollection.get(collection);
        if (wanted) wanted.push(id);
        else byCollection.set(collection, [id]);
      }
      const found = await Promise.all(
        [...byCollection].map(async ([collection, wanted]) => {
          const table = tableOf(collection);
          const rows = await table.rows.bulkGet(wanted);
          const { records } = await open(
            table,
            rows.filter((row) => row !== undefined),
          );
          const here = new Set(records.map(({ _id }) => _id));
          return { records, gone: wanted.filter((id) => !here.has(id)) };
        }),
      );
      return together(found);
    },
  };
}

const together = (found: readonly FoundRecords[]): FoundRecords => ({
  records: found.flatMap(({ records }) => records),
  gone: found.flatMap(({ gone }) => gone),
});

async function openTable(name: string, collection: CollectionName, cipher: LocalCipher): Promise<OpenTable> {
  const database = new Dexie(`rxdb-dexie-${name}--${COLLECTION_VERSIONS[collection]}--${collection}`);
  await database.open();
  return {
    rows: database.table('docs'),
    cipher: createRowCipher(cipher, collection, collectionSchema<never>(collection)),
    close: () => database.close(),
  };
}
