import { isDeepStrictEqual } from 'node:util';
import { REPLICA_HEADER } from '#shared/ipc/station-api';
import type { WireRecord } from '#shared/schema/envelope';
import { assertRight } from '../bench';

/** The bare wire: what plain `fetch` reaches against the same hub, and what it says is there. */
export interface Wire {
  readonly origin: string;
  readonly token: string;
  /** Names the writer; a replica belongs to one device. */
  readonly replica: string;
}

/** A record with the revision it has at the hub. */
export type HubDocument = WireRecord & { readonly _rev: string };

/** As our own client pages and pushes. */
const PAGE_ROWS = 2000;
const PUSH_ROWS = 500;

/** Reads a database from its start to its end, page after page. */
export async function rawChanges({ origin, token }: Wire, db: string): Promise<readonly HubDocument[]> {
  const documents: HubDocument[] = [];
  let since = '0';
  for (;;) {
    const query = new URLSearchParams({ since, limit: String(PAGE_ROWS), include_docs: 'true' });
    const response = await fetch(`${origin}/hub/${db}/_changes?${query}`, { headers: authorized(token) });
    if (!response.ok) throw new Error(`the hub refused to show ${db}: ${response.status} ${await response.text()}`);
    const page = (await response.json()) as {
      readonly results: readonly { readonly doc: HubDocument }[];
      readonly last_seq: string;
      readonly pending: number;
    };
    for (const { doc } of page.results) documents.push(doc);
    if (page.pending === 0) return documents;
    since = page.last_seq;
  }
}

/** Writes records, page after page; answers their revisions by id. Throws when one is refused. */
export async function rawBulkDocs(
  { origin, token, replica }: Wire,
  db: string,
  records: readonly WireRecord[],
): Promise<ReadonlyMap<string, string>> {
  const revisions = new Map<string, string>();
  for (let start = 0; start < records.length; start += PUSH_ROWS) {
    const response = await fetch(`${origin}/hub/${db}/_bulk_docs`, {
      method: 'POST',
      headers: { ...authorized(token), 'content-type': 'application/json', [REPLICA_HEADER]: replica },
      body: JSON.stringify({ docs: records.slice(start, start + PUSH_ROWS) }),
    });
    if (!response.ok) throw new Error(`the hub refused ${db} ${replica}: ${response.status} ${await response.text()}`);
    const answers = (await response.json()) as readonly { readonly id: string; readonly rev?: string }[];
    for (const answer of answers) {
      if (!answer.rev) throw new Error(`the hub refused a raw row: ${JSON.stringify(answer)}`);
      revisions.set(answer.id, answer.rev);
    }
  }
  return revisions;
}

/** How far a database has come. */
export async function rawPosition({ origin, token }: Wire, db: string): Promise<string> {
  const response = await fetch(`${origin}/hub/${db}`, { headers: authorized(token) });
  return ((await response.json()) as { readonly update_seq: string }).update_seq;
}

/** Ends the benchmark unless the hub holds these very records, and no other. */
export async function assertAtHub(wire: Wire, db: string, records: readonly WireRecord[]): Promise<void> {
  const found = await rawChanges(wire, db);
  assertRight(found.length === records.length, `${found.length} of ${records.length} records at the hub`);
  const byId = new Map(found.map(({ _rev, ...record }) => [record._id, record]));
  for (const record of records) {
    assertRight(isDeepStrictEqual(byId.get(record._id), record), `${record._id} at the hub is not what was sent`);
  }
}

const authorized = (token: string) => ({ authorization: `Bearer ${token}` });
