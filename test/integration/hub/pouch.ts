import PouchDB from 'pouchdb-core';
// @ts-expect-error: publishes no types
import httpAdapter from 'pouchdb-adapter-http';
// @ts-expect-error: publishes no types
import memoryAdapter from 'pouchdb-adapter-memory';
// @ts-expect-error: publishes no types
import replication from 'pouchdb-replication';

PouchDB.plugin(httpAdapter as PouchDB.Plugin);
PouchDB.plugin(memoryAdapter as PouchDB.Plugin);
PouchDB.plugin(replication as PouchDB.Plugin);

export interface PouchChange {
  readonly id: string;
  readonly seq: string | number;
}

export interface PouchReplication extends Promise<{
  readonly ok: boolean;
  readonly docs_written: number;
  readonly docs_read: number;
}> {
  on(event: string, listener: (value: never) => void): this;
  cancel(): void;
}

export interface Doc {
  readonly _id: string;
  readonly _rev?: string;
  readonly _deleted?: boolean;
  readonly [field: string]: unknown;
}

/** What the suite uses of a PouchDB with the three plugins. */
export interface TestPouch {
  info(): Promise<{ readonly doc_count: number }>;
  put(doc: Doc): Promise<{ readonly rev: string }>;
  get(id: string, options?: object): Promise<Doc & { readonly _conflicts?: readonly string[] }>;
  remove(doc: Doc): Promise<unknown>;
  bulkDocs(
    docs: readonly Doc[],
    options?: object,
  ): Promise<readonly { readonly ok?: boolean; readonly rev?: string }[]>;
  allDocs(options?: object): Promise<{ readonly rows: readonly { readonly id: string }[] }>;
  replicate: {
    to(target: TestPouch, options?: object): PouchReplication;
    from(source: TestPouch, options?: object): PouchReplication;
  };
  sync(other: TestPouch, options?: object): PouchReplication;
  close(): Promise<void>;
}

let made = 0;

/** A PouchDB in memory: the other side of a replication. */
export function memoryPouch(): TestPouch {
  made += 1;
  return new PouchDB(`memory-${process.pid}-${made}`, { adapter: 'memory' }) as unknown as TestPouch;
}

/** A database on the other end of HTTP. */
export function remotePouch(url: string, headers: Readonly<Record<string, string>>): TestPouch {
  return new PouchDB(url, {
    adapter: 'http',
    fetch: (address: string | Request, init: RequestInit = {}) => {
      const { credentials: _credentials, ...rest } = init;
      return globalThis.fetch(address, { ...rest, headers: { 'content-type': 'application/json', ...headers } });
    },
  } as PouchDB.Configuration.DatabaseConfiguration) as unknown as TestPouch;
}
