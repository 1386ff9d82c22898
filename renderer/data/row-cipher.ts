import type { RxJsonSchema } from 'rxdb';
import type { LocalCipher } from './local-cipher';

/** A stored document, as far as encryption looks at it. */
export type Row = Readonly<Record<string, unknown>>;

/** Closes and opens the documents of one collection. */
export interface RowCipher {
  /** Name of the field that is the primary key. */
  readonly key: string;
  idOf(row: Row): string;
  /** The fields that lie readable on the disk, and everything else as one closed value. */
  close(row: Row): Promise<Row>;
  /** The document; one that does not open comes as `locked`. Never throws. */
  open(closed: Row): Promise<Row>;
  /** A document of which only the readable fields are known, marked as such. */
  locked(closed: Row): Row;
  clearPart(row: Row): Row;
}

/** Where the closed part of a stored document lies. */
const CLOSED = 'closed';

/** Stands in every id too, and queries may ask for it where no index does. */
const TYPE = 'type';

/** RxDB's own fields. */
const RXDB_FIELDS = ['_rev', '_deleted', '_meta', '_attachments'] as const;

/** See `RowCipher`. */
export function createRowCipher(
  cipher: LocalCipher,
  collection: string,
  { primaryKey, indexes }: Pick<RxJsonSchema<never>, 'primaryKey' | 'indexes'>,
): RowCipher {
  const key: string = typeof primaryKey === 'string' ? primaryKey : (primaryKey as { readonly key: string }).key;
  const composed = typeof primaryKey === 'string' ? [] : (primaryKey as { readonly fields: readonly string[] }).fields;
  const indexed = (indexes ?? []).flat().map((field) => String(field).split('.')[0] as string);
  const clear: ReadonlySet<string> = new Set([key, ...composed, ...indexed, TYPE, ...RXDB_FIELDS]);

  const idOf = (row: Row): string => String(row[key]);
  const placeOf = (row: Row): string => `${collection}|${idOf(row)}`;
  const clearPart = (row: Row): Row => pick(row, (field) => clear.has(field));
  const locked = (closed: Row): Row => ({ ...clearPart(closed), locked: true });

  return {
    key,
    idOf,
    clearPart,
    locked,
    async close(row) {
      const rest = pick(row, (field) => !clear.has(field));
      return { ...clearPart(row), [CLOSED]: toText(await cipher.seal(rest, placeOf(row))) };
    },
    async open(closed) {
      const text = closed[CLOSED];
      const rest = typeof text === 'string' ? await cipher.open(toBytes(text), placeOf(closed)) : undefined;
      return typeof rest === 'object' && rest !== null ? { ...rest, ...clearPart(closed) } : locked(closed);
    },
  };
}

function pick(row: Row, wanted: (field: string) => boolean): Row {
  const picked: Record<string, unknown> = {};
  for (const field in row) if (wanted(field)) picked[field] = row[field];
  return picked;
}

// RxDB's Dexie storage takes every object apart, a Uint8Array among them. A string of one byte a character lies in
// IndexedDB as those bytes.
const CHUNK = 8192;

// `apply` takes a typed array as it is; spreading one walks an iterator, at ten times the price.
const textOf = (bytes: Uint8Array): string => String.fromCharCode.apply(null, bytes as unknown as number[]);

function toText(bytes: Uint8Array): string {
  if (bytes.length <= CHUNK) return textOf(bytes);
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK) text += textOf(bytes.subarray(at, at + CHUNK));
  return text;
}

function toBytes(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}
