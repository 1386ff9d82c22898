import { FOLLOWING_TYPES, subjectOf } from '#shared/domain/transfers/transfers';
import { parseDocumentId } from '#shared/schema/ids';
import { leafOf, type Leaf, type TransferDatabase } from './leaf';

/** Bounds what is in memory at once, and how long a request waits. */
const PAGE_ROWS = 200;

/** What lies under an id, of one type and scope, a page at a time; between pages everything else that waits has its turn. */
export async function* leavesOf(
  database: TransferDatabase,
  type: string,
  scope: string,
): AsyncGenerator<readonly FoundLeaf[]> {
  const prefix = `${type}~${scope}~`;
  let startKey = prefix;
  for (;;) {
    const { rows } = await database.allDocs({ ...RANGE, startKey, endKey: `${prefix}\uffff` });
    yield rows.flatMap((row) => ('id' in row && row.doc ? [{ id: row.id, leaf: leafOf(row.doc) }] : []));
    const last = rows.at(-1);
    if (rows.length < PAGE_ROWS || !last || !('id' in last)) return;
    // Right behind it: no id goes on with a space.
    startKey = `${last.id} `;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

export interface FoundLeaf {
  readonly id: string;
  readonly leaf: Leaf;
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

/** Everything in a grid that goes where these people and households go, and the stubs among it; a page at a time. */
export async function* leavesAbout(
  database: TransferDatabase,
  scope: string,
  heads: ReadonlySet<string>,
): AsyncGenerator<readonly FoundLeaf[]> {
  for (const type of FOLLOWING_TYPES) {
    for await (const page of leavesOf(database, type, scope)) {
      yield page.filter(({ leaf }) =>
        leaf.kind === 'record' ? heads.has(subjectOf(leaf.record) ?? '') : leaf.kind === 'stub',
      );
    }
  }
}

/** uid in an id of a person or household. */
export const keyIn = (id: string): string => parseDocumentId(id)?.key ?? '';
