/**
 * The parts of PouchDB that the hub is built on, with the shapes the hub uses: these packages publish no types of their
 * own. All of PouchDB enters the product through this file.
 */
import PouchDB from 'pouchdb-core';
// @ts-expect-error: publishes no types
import untypedAdapter from 'pouchdb-adapter-leveldb';
// @ts-expect-error: publishes no types
import untypedLeveldown from 'leveldown';
// @ts-expect-error: publishes no types
import * as untypedMerge from 'pouchdb-merge';
// @ts-expect-error: publishes no types
import untypedReplication from 'pouchdb-replication';

export type LevelCallback<T = void> = (error: Error | null | undefined, value: T) => void;

export interface LevelOptions {
  readonly sync?: boolean;
  readonly asBuffer?: boolean;
}

/** Keys and values are buffers or text, as the iterator was asked for. */
export type LevelEntryCallback = (error: Error | null | undefined, key?: unknown, value?: unknown) => void;

export interface LevelIterator {
  next(callback: LevelEntryCallback): void;
  end(callback: LevelCallback): void;
}

export interface LevelIteratorOptions {
  readonly values?: boolean;
  readonly valueAsBuffer?: boolean;
}

export type LevelOperation =
  | { readonly type: 'put'; readonly key: unknown; readonly value: unknown }
  | { readonly type: 'del'; readonly key: unknown };

export interface LevelChainedBatch {
  _put(key: unknown, value: unknown, options: LevelOptions): void;
  _write(options: LevelOptions, callback: LevelCallback): void;
}

/** One open leveldb. The underscored methods are where every caller's options arrive, whatever wrapper it came through. */
export interface Level {
  readonly status: 'new' | 'opening' | 'open' | 'closing' | 'closed';
  open(options: object, callback: LevelCallback): void;
  close(callback: LevelCallback): void;
  getMany(keys: readonly string[], options: LevelOptions, callback: LevelCallback<(string | undefined)[]>): void;
  iterator(options: object): LevelIterator;
  compactRange(start: Buffer, end: Buffer, callback: LevelCallback): void;
  _get(key: unknown, options: LevelOptions, callback: LevelCallback<unknown>): void;
  _getMany(keys: readonly unknown[], options: LevelOptions, callback: LevelCallback<readonly unknown[]>): void;
  _iterator(options: LevelIteratorOptions): LevelIterator;
  _put(key: unknown, value: unknown, options: LevelOptions, callback: LevelCallback): void;
  _del(key: unknown, options: LevelOptions, callback: LevelCallback): void;
  _batch(operations: readonly LevelOperation[], options: LevelOptions, callback: LevelCallback): void;
  _clear(options: object, callback: LevelCallback): void;
  _chainedBatch(): LevelChainedBatch;
}

export interface Leveldown {
  (location: string): Level;
  destroy(location: string, callback: LevelCallback): void;
}

export const leveldown = untypedLeveldown as Leveldown;

/** A node of a revision tree: hash, whether its body is there, children. */
export type RevisionNode = readonly [
  string,
  { readonly status: string; readonly deleted?: boolean },
  readonly RevisionNode[],
];
export interface RevisionBranch {
  readonly pos: number;
  readonly ids: RevisionNode;
}
export type RevisionTree = readonly RevisionBranch[];

export interface RevisionPath {
  /** Generation of the first entry. */
  readonly pos: number;
  readonly ids: readonly { readonly id: string }[];
}

export interface Merge {
  collectLeaves(tree: RevisionTree): { readonly rev: string; readonly opts: { readonly deleted?: boolean } }[];
  rootToLeaf(tree: RevisionTree): RevisionPath[];
  revExists(tree: RevisionTree, rev: string): boolean;
}

export const merge = untypedMerge as Merge;

export interface BulkDocsAnswer {
  readonly ok?: boolean;
  readonly id?: string;
  readonly rev?: string;
  readonly error?: boolean | string;
  readonly name?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly status?: number;
}

/** The part of a PouchDB that writes; reading goes to leveldb directly (see level-reader.ts). */
export interface Pouch {
  info(): Promise<{ readonly doc_count: number; readonly update_seq: number }>;
  bulkDocs(rows: readonly object[], options: { readonly new_edits: boolean }): Promise<BulkDocsAnswer[]>;
  put(document: object): Promise<{ readonly rev: string }>;
  remove(document: { readonly _id: string; readonly _rev: string }): Promise<unknown>;
  close(): Promise<void>;
}

PouchDB.plugin(untypedAdapter as PouchDB.Plugin);

/** What the replicator tells at its end. */
export interface ReplicationResult {
  readonly docs_read: number;
  readonly docs_written: number;
  readonly doc_write_failures: number;
  readonly last_seq: string | number;
}

/** A replication that runs; it settles with its end. */
export interface RunningReplication extends Promise<ReplicationResult> {
  on(event: 'denied', listener: (row: { readonly id: string; readonly reason?: string }) => void): this;
  on(event: 'checkpoint', listener: (at: { readonly checkpoint?: string | number }) => void): this;
  cancel(): void;
}

interface Replicator {
  replicate(source: object, target: object, options: object): RunningReplication;
}

/** PouchDB's replicator, over anything that has the methods it calls. It puts itself into a class; PouchDB's own stays as it is. */
export const { replicate: startReplication } = (() => {
  class Holder {}
  (untypedReplication as (holder: object) => void)(Holder);
  return Holder as unknown as Replicator;
})();

/** Opens the PouchDB in a folder over the given store; the promise of its first call says whether that worked. */
export function openPouch(location: string, store: Leveldown): Pouch {
  return new PouchDB(location, {
    adapter: 'leveldb',
    db: store,
    auto_compaction: true,
  } as PouchDB.Configuration.DatabaseConfiguration) as unknown as Pouch;
}
