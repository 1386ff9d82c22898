import {
  getQueryPlan,
  type BulkWriteRow,
  type EventBulk,
  type PreparedQuery,
  type RxDocumentData,
  type RxStorage,
  type RxStorageChangeEvent,
  type RxStorageInstance,
} from 'rxdb';
import { map, type Observable } from 'rxjs';
import { createRowCipher, type RowCipher } from './row-cipher';
import type { LocalCipher } from './local-cipher';

/**
 * An RxStorage that keeps documents closed on the disk. Readable there are the primary key, the indexed fields and RxDB's own;
 * everything else is one AES-GCM value bound to its collection and id. RxDB's own wrapper for this is not used: its events
 * overtake one another, and one row that does not open ends the change stream.
 *
 * Only one page has a database open (`tab-lock`), so every event comes from a write made here: the documents are remembered
 * until their events have passed, and events need no decryption. That keeps them in the order of the writes.
 */
export function encryptedStorage<I, O>(storage: RxStorage<I, O>, cipher: LocalCipher): RxStorage<I, O> {
  return {
    name: `encrypted-${storage.name}`,
    rxdbVersion: storage.rxdbVersion,
    async createStorageInstance(params) {
      const instance = await storage.createStorageInstance(params);
      // Holds names and schemas of collections, no document.
      if (params.collectionName === INTERNAL_STORE) return instance;
      return encryptedInstance(instance, createRowCipher(cipher, params.collectionName, params.schema));
    },
  };
}

const INTERNAL_STORE = '_rxdb_internal';

/** The row cipher of an instance that `encryptedStorage` made; null for any other. */
export const rowCipherOf = (instance: object): RowCipher | null => rowCiphers.get(instance) ?? null;

const rowCiphers = new WeakMap<object, RowCipher>();

/** The earliest time (`_meta.lwt`) of a write that is under way in an instance of `encryptedStorage`; null while none is. */
export const oldestWrite = (instance: object): number | null => oldestWrites.get(instance)?.() ?? null;

const oldestWrites = new WeakMap<object, () => number | null>();

function encryptedInstance<T, I, O>(inner: RxStorageInstance<T, I, O>, rows: RowCipher): RxStorageInstance<T, I, O> {
  type Row = RxDocumentData<T>;
  const inFlight = createInFlight<Row>((row) => `${rows.idOf(row)}|${row._rev}`);
  const open = (closed: Row): Promise<Row> => rows.open(closed) as Promise<Row>;
  const reveal = (closed: Row | undefined): Row | undefined =>
    closed && (inFlight.find(closed) ?? (rows.locked(closed) as Row));

  type Event = RxStorageChangeEvent<Row>;
  type Bulk = EventBulk<Event, unknown>;
  const revealEvent = (event: Event): Event =>
    ({
      ...event,
      documentData: reveal(event.documentData as Row),
      previousDocumentData: reveal(event.previousDocumentData as Row | undefined),
    }) as Event;
  const changes$: Observable<Bulk> = (inner.changeStream() as Observable<Bulk>).pipe(
    map((bulk) => ({ ...bulk, events: bulk.events.map(revealEvent) })),
  );

  /**
   * A page of documents in the order of their ids. RxDB's planner chooses among the indexes of the schema, none of which has that order,
   * and reads everything to sort it; its Dexie storage always has this one too.
   */
  function inOrderOfId(prepared: PreparedQuery<T>): PreparedQuery<T> {
    const { query } = prepared;
    const index = ['_deleted', rows.key];
    const isById =
      query.sort.length === 2 && query.sort.every((part, at) => index[at] !== undefined && index[at] in part);
    if (!isById || prepared.queryPlan.sortSatisfiedByIndex) return prepared;
    return { query, queryPlan: getQueryPlan(inner.schema, { ...query, index }) };
  }

  // Closing takes longer for one write than for the next: they may end in another order than they began.
  const inTurn = createTurns();
  const instance: RxStorageInstance<T, I, O> = {
    databaseName: inner.databaseName,
    collectionName: inner.collectionName,
    schema: inner.schema,
    internals: inner.internals,
    options: inner.options,
    underlyingPersistentStorage: inner,

    async bulkWrite(writes, context) {
      const involved = writes.flatMap(({ document, previous }) => [document as Row, ...(previous ? [previous] : [])]);
      inFlight.add(involved);
      const turn = inTurn();
      try {
        const closed = await Promise.all(
          writes.map(async ({ document, previous }): Promise<BulkWriteRow<T>> => ({
            document: (await rows.close(document as Row)) as BulkWriteRow<T>['document'],
            // Of the state before only its revision is looked at.
            ...(previous ? { previous: rows.clearPart(previous) as Row } : {}),
          })),
        );
        await turn.comes;
        const writing = inner.bulkWrite(closed, context);
        turn.passes();
        const { error } = await writing;
        if (error.length === 0) return { error };
        const writesById = new Map(writes.map((write) => [rows.idOf(write.document as Row), write]));
        return {
          error: await Promise.all(
            error.map(async (failure) => ({
              ...failure,
              writeRow: writesById.get(failure.documentId) ?? failure.writeRow,
              ...('documentInDb' in failure && failure.documentInDb
                ? { documentInDb: await open(failure.documentInDb) }
                : {}),
            })),
          ),
        };
      } finally {
        turn.passes();
        inFlight.remove(involved);
      }
    },

    findDocumentsById: async (ids, withDeleted) =>
      Promise.all((await inner.findDocumentsById(ids, withDeleted)).map(open)),
    query: async (query) => ({
      documents: await Promise.all((await inner.query(inOrderOfId(query))).documents.map(open)),
    }),
    count: (query) => inner.count(inOrderOfId(query)),
    getAttachmentData: (id, attachment, digest) => inner.getAttachmentData(id, attachment, digest),
    changeStream: () => changes$,
    cleanup: (minimumDeletedMs) => inner.cleanup(minimumDeletedMs),
    close: () => inner.close(),
    remove: () => inner.remove(),
  };
  rowCiphers.set(instance, rows);
  oldestWrites.set(instance, () => inFlight.oldest());
  return instance;
}

/** Hands out turns: one comes when all before it have passed. */
function createTurns() {
  let last = Promise.resolve();
  return () => {
    const comes = last;
    let passes = (): void => undefined;
    const passed = new Promise<void>((resolve) => (passes = resolve));
    last = comes.then(() => passed);
    return { comes, passes };
  };
}

/** Documents that are being written at the moment; one that two writes name stays until both are done. */
function createInFlight<Row extends { readonly _meta: { readonly lwt: number } }>(nameOf: (row: Row) => string) {
  const held = new Map<string, { readonly row: Row; writes: number }>();
  return {
    // Of a document that is replaced the time is earlier still, which does no harm.
    oldest: (): number | null =>
      held.size === 0 ? null : Math.min(...[...held.values()].map(({ row }) => row._meta.lwt)),
    find: (row: Row): Row | undefined => held.get(nameOf(row))?.row,
    add(rows: readonly Row[]): void {
      for (const row of rows) {
        const known = held.get(nameOf(row));
        if (known) known.writes += 1;
        else held.set(nameOf(row), { row, writes: 1 });
      }
    },
    remove(rows: readonly Row[]): void {
      for (const row of rows) {
        const known = held.get(nameOf(row));
        if (known && known.writes > 1) known.writes -= 1;
        else held.delete(nameOf(row));
      }
    },
  };
}
