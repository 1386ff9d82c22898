import type { WireRecord } from '#shared/schema/envelope';
import { placeRow } from '#shared/sync/place-row';

/** A database of the hub as whoever looks through it needs it. */
export interface ListedDatabase {
  allDocs(query: {
    readonly keys: null;
    readonly startKey: string;
    readonly endKey: string;
    readonly inclusiveEnd: boolean;
    readonly descending: boolean;
    readonly skip: number;
    readonly limit: number;
    readonly includeDocs: boolean;
    readonly conflicts: boolean;
  }): Promise<{ readonly rows: readonly ListedRow[] }>;
}

type ListedRow = { readonly id: string; readonly doc?: object | null } | { readonly error: string };

/** Bounds what is in memory at once, and how long a request waits. */
const PAGE_ROWS = 200;

/**
 * The records of one type, a page at a time, in their current form; what is none of ours is left out. Between pages everything else
 * that waits has its turn.
 */
export async function* recordsOf<T>(
  database: ListedDatabase,
  type: string,
  scope: string,
): AsyncGenerator<readonly (T & WireRecord)[]> {
  const prefix = `${type}~${scope}~`;
  let startKey = prefix;
  for (;;) {
    const { rows } = await database.allDocs({ ...RANGE, startKey, endKey: `${prefix}\uffff` });
    const records = rows.flatMap((row) => ('id' in row ? recordIn(row.doc) : []));
    yield records as unknown as readonly (T & WireRecord)[];
    if (rows.length < PAGE_ROWS) return;
    const last = rows.at(-1);
    if (!last || !('id' in last)) return;
    // Right behind it: no id goes on with a space.
    startKey = `${last.id} `;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const RANGE = {
  keys: null,
  inclusiveEnd: true,
  descending: false,
  skip: 0,
  limit: PAGE_ROWS,
  includeDocs: true,
  conflicts: false,
} as const;

/** A document of the hub without what the hub says of its state. */
export function withoutRev(document: object): WireRecord {
  const { _rev, ...fields } = document as Readonly<Record<string, unknown>>;
  void _rev;
  return fields as unknown as WireRecord;
}

function recordIn(doc: object | null | undefined): readonly WireRecord[] {
  if (!doc) return [];
  const { _rev, ...fields } = doc as Readonly<Record<string, unknown>>;
  const record = fields as unknown as WireRecord;
  const place = placeRow({ id: record._id, rev: String(_rev), deleted: false, record });
  return place.kind === 'record' ? [place.record] : [];
}
