import PouchDB from 'pouchdb-core';
// @ts-expect-error: publishes no types
import untypedAdapter from 'pouchdb-adapter-idb';

/**
 * PouchDB on IndexedDB, with the shapes that the shelf of pictures uses; it is fetched and opened with the first picture of a device.
 */

PouchDB.plugin(untypedAdapter as PouchDB.Plugin);

/** What PouchDB puts in front of a database's name. */
const POUCH_PREFIX = '_pouch_';

export interface PouchStub {
  readonly stub: true;
  readonly digest: string;
  readonly content_type: string;
  readonly length: number;
}

export interface PouchDocument {
  readonly _id: string;
  readonly _rev?: string;
  readonly _attachments?: Readonly<
    Record<string, PouchStub | { readonly content_type: string; readonly data: Blob } | undefined>
  >;
  readonly [field: string]: unknown;
}

export interface MediaPouch {
  allDocs(options: {
    readonly include_docs: true;
  }): Promise<{ readonly rows: readonly { readonly doc?: PouchDocument }[] }>;
  get(id: string): Promise<PouchDocument & { readonly _rev: string }>;
  put(document: PouchDocument): Promise<{ readonly rev: string }>;
  /** Writes several in one step of the disk. */
  putAll(documents: readonly PouchDocument[]): Promise<void>;
  remove(document: { readonly _id: string; readonly _rev: string }): Promise<unknown>;
  getAttachment(id: string, name: string): Promise<Blob>;
  close(): Promise<void>;
}

/** PouchDB answers for each document, also for one that it did not write. */
type BulkAnswer = { readonly ok: true } | { readonly error: unknown; readonly status?: number };

/** What several documents were answered with is an error if one of them was not written. */
export function assertAllWritten(answers: readonly BulkAnswer[]): void {
  for (const answer of answers)
    if ('error' in answer) throw Object.assign(new Error('a picture was not noted', { cause: answer }), answer);
}

/** Opens the database of that name, making it if need be. What it throws bears the name that IndexedDB gave it. */
export function openPouch(name: string): MediaPouch {
  listenIn();
  const pouch = new PouchDB(name, {
    adapter: 'idb',
    auto_compaction: true,
  } as PouchDB.Configuration.DatabaseConfiguration) as unknown as Omit<MediaPouch, 'putAll'> & {
    bulkDocs(documents: readonly PouchDocument[]): Promise<readonly BulkAnswer[]>;
  };
  const named = <T>(work: Promise<T>): Promise<T> =>
    work.catch((thrown: unknown) => Promise.reject(asIndexedDbNamesIt(thrown)));
  return {
    allDocs: (options) => named(pouch.allDocs(options)),
    get: (id) => named(pouch.get(id)),
    getAttachment: (id, attachment) => named(pouch.getAttachment(id, attachment)),
    put: (document) => named(pouch.put(document)),
    putAll: (documents) => named(pouch.bulkDocs(documents).then(assertAllWritten)),
    remove: (document) => named(pouch.remove(document)),
    close: () => pouch.close(),
  };
}

/** PouchDB hides in a reason what IndexedDB called it; `asStorageError` looks at names. */
function asIndexedDbNamesIt(thrown: unknown): Error {
  const { status, reason } = thrown as { readonly status?: unknown; readonly reason?: unknown };
  if (typeof status === 'number' && status < 500) return thrown as Error;
  const error = new Error('the pictures’ database failed', { cause: thrown });
  return Object.assign(error, typeof reason === 'string' && { name: reason });
}

let isListening = false;

/**
 * Two things that PouchDB cannot be told. Chromium acknowledges transactions before they are on the disk unless it is asked not to: a
 * picture that was called saved has to survive a power cut. And PouchDB closes its connection for good when it hears that a transaction
 * was aborted, as on a full disk, where no other can be opened: it does not hear of it beyond the transaction.
 */
function listenIn(): void {
  if (isListening) return;
  isListening = true;
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function (stores, mode, options) {
    if (!this.name.startsWith(POUCH_PREFIX) || mode !== 'readwrite')
      return transaction.call(this, stores, mode, options);
    const writing = transaction.call(this, stores, mode, { ...options, durability: 'strict' });
    writing.addEventListener('abort', (event) => event.stopPropagation());
    return writing;
  };
}

/** Whether something is missing, rather than broken. */
export const isMissing = (thrown: unknown): boolean => (thrown as { status?: unknown } | null)?.status === 404;
