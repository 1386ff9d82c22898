import type { Level } from './pouchdb-parts';
import type { DocumentMetadata } from './revisions';

/**
 * Reads PouchDB's tables straight off leveldb. PouchDB itself fetches one document at a time and takes any failing read
 * for a missing document; here a page is one range and two multi-gets (five times as fast), and a failure is a failure.
 * The layout is that of pouchdb-adapter-leveldb-core 9.0.0, whose version is pinned; `contract.test.ts` guards it.
 */

const SEPARATOR = '\xff';
/** The character after the separator: an upper bound for all keys of one table. */
const BEYOND = '\u0100';

const bySequence = (seq: number): string => `${SEPARATOR}by-sequence${SEPARATOR}${String(seq).padStart(16, '0')}`;
const byId = (id: string): string => `${SEPARATOR}document-store${SEPARATOR}${id}`;
const localKey = (id: string): string => `${SEPARATOR}local-store${SEPARATOR}${id}`;
const binaryKey = (digest: string): string => `${SEPARATOR}attach-binary-store${SEPARATOR}${digest}`;

/** Bytes that one trip to the store's thread may bring back; leveldown's own 16 KB makes a page of records many trips. */
const READ_AHEAD_BYTES = 256 * 1024;

/** A stored body: what the client sent plus `_id`, `_rev` and, on deletions, `_deleted`. */
export interface StoredBody {
  readonly _id: string;
  readonly _rev: string;
  readonly _deleted?: boolean;
  readonly [field: string]: unknown;
}

interface Range {
  readonly gte?: string;
  readonly lt?: string;
  readonly lte?: string;
  readonly reverse?: boolean;
}

/** A body with the sequence it lies under and its length as text. */
export interface WrittenBody {
  readonly seq: number;
  readonly length: number;
  readonly body: StoredBody;
}

export interface SequenceRange {
  /** Not included. */
  readonly since: number;
  /** Not included. */
  readonly before: number;
  readonly reverse: boolean;
  readonly limit: number;
}

/** The bodies written in a range of sequences, oldest first, or newest first with `reverse`. */
export async function readBodies(level: Level, range: SequenceRange): Promise<WrittenBody[]> {
  const bounds = { gte: bySequence(range.since + 1), lt: bySequence(range.before), reverse: range.reverse };
  const rows = await readRange(level, bounds, range.limit);
  return rows.map(({ key, value }) => ({
    seq: Number(key.slice(-16)),
    length: value.length,
    body: JSON.parse(value) as StoredBody,
  }));
}

/** Metadata of the ids, in their order; undefined for unknown ones. */
export async function readMetadata(level: Level, ids: readonly string[]): Promise<(DocumentMetadata | undefined)[]> {
  return parseAll<DocumentMetadata>(await getMany(level, ids.map(byId)));
}

/** The bodies under the sequences, in their order; undefined for compacted ones and for sequence 0. */
export async function readBodiesAt(level: Level, seqs: readonly number[]): Promise<(WrittenBody | undefined)[]> {
  const texts = await getMany(level, seqs.map(bySequence));
  return texts.map((text, index) =>
    text === undefined
      ? undefined
      : { seq: seqs[index] ?? 0, length: text.length, body: JSON.parse(text) as StoredBody },
  );
}

/** A `_local/…` document as stored, or undefined. */
export async function readLocal(level: Level, id: string): Promise<StoredBody | undefined> {
  return parseAll<StoredBody>(await getMany(level, [localKey(id)]))[0];
}

/** The bytes of an attachment by its digest, or null. */
export function readBinary(level: Level, digest: string): Promise<Uint8Array<ArrayBuffer> | null> {
  return new Promise((resolve, reject) => {
    level._get(binaryKey(digest), { asBuffer: true }, (error, value) => {
      if (!error) resolve(value as Uint8Array<ArrayBuffer>);
      else if (/notfound/i.test(error.message)) resolve(null);
      else reject(error);
    });
  });
}

export interface IdRange {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly toIncluded: boolean;
  readonly reverse: boolean;
}

/** Metadata of a range of ids in their order, deleted ones too; at most `limit`. */
export async function readIdRange(level: Level, range: IdRange, limit: number): Promise<DocumentMetadata[]> {
  const table = `${SEPARATOR}document-store${SEPARATOR}`;
  const end: Range =
    range.to === undefined
      ? { lt: `${SEPARATOR}document-store${BEYOND}` }
      : range.toIncluded
        ? { lte: table + range.to }
        : { lt: table + range.to };
  const rows = await readRange(level, { gte: table + (range.from ?? ''), ...end, reverse: range.reverse }, limit);
  return rows.map(({ value }) => JSON.parse(value) as DocumentMetadata);
}

function parseAll<T>(texts: readonly (string | undefined)[]): (T | undefined)[] {
  return texts.map((text) => (text === undefined ? undefined : (JSON.parse(text) as T)));
}

function getMany(level: Level, keys: readonly string[]): Promise<(string | undefined)[]> {
  if (keys.length === 0) return Promise.resolve([]);
  return new Promise((resolve, reject) => {
    level.getMany(keys, { asBuffer: false }, (error, values) => (error ? reject(error) : resolve(values)));
  });
}

function readRange(level: Level, range: Range, limit: number): Promise<{ key: string; value: string }[]> {
  if (limit <= 0) return Promise.resolve([]);
  const iterator = level.iterator({
    ...range,
    limit,
    keyAsBuffer: false,
    valueAsBuffer: false,
    highWaterMark: READ_AHEAD_BYTES,
  });
  return new Promise((resolve, reject) => {
    const rows: { key: string; value: string }[] = [];
    const finish = (error: Error | null | undefined): void => {
      iterator.end((endError) => ((error ?? endError) ? reject((error ?? endError) as Error) : resolve(rows)));
    };
    const step = (): void => {
      iterator.next((error, key, value) => {
        if (error || key === undefined || value === undefined) return finish(error);
        rows.push({ key: key as string, value: value as string });
        step();
      });
    };
    step();
  });
}
