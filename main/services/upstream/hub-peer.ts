import { setImmediate } from 'node:timers/promises';
import type { DatabaseIdentity } from '#shared/schema/ids';
import { AppError } from '#shared/errors/app-error';
import { admit, type CheckRecord, type Winner } from './admission';
import type { Peer, PeerChanges, PeerDocument, PeerRefusal, UpstreamDatabase } from './ports';

export interface HubPeerOptions {
  readonly database: UpstreamDatabase;
  readonly identity: DatabaseIdentity;
  readonly check: CheckRecord;
  /** Called when documents that were here before have got revisions from above: they may have two leaves now. */
  readonly settle: (ids: readonly string[]) => Promise<void>;
}

/** A database of the edge hub as one side of a replication: everything goes out, and in comes what passes the checks. */
export function createHubPeer({ database, identity, check, settle }: HubPeerOptions): Peer {
  const firsts = createFirsts();
  return {
    changes: async ({ since, limit }) => {
      // A long run of pages must not keep the station waiting.
      await setImmediate();
      const page = await database.changes({ ...ALL_LEAVES, since, limit });
      firsts.note(page);
      return page;
    },
    revsDiff: (revisions) => database.revsDiff(revisions),
    async bulkGet(docs) {
      const known = docs.map(({ id, rev }) => firsts.take(id, rev));
      const rest = docs.filter((_, index) => !known[index]);
      const read = rest.length > 0 ? await readBulk(database, rest) : { results: [] };
      const found = known.flatMap((document) => (document ? [{ id: document._id, docs: [{ ok: document }] }] : []));
      return { results: [...found, ...read.results] };
    },
    write: (docs) => take(docs),
    getLocal: (id) => database.getLocal(id),
    putLocal: async (id, body) => (await database.putLocal(id, body)).ok,
  };

  async function take(docs: readonly PeerDocument[]): Promise<readonly PeerRefusal[]> {
    const byId = new Map<string, PeerDocument[]>();
    for (const row of docs) byId.set(row._id, [...(byId.get(row._id) ?? []), row]);
    const winners = await readWinners(database, [...byId.keys()]);
    const refused: PeerRefusal[] = [];
    const rows: PeerDocument[] = [];
    for (const [id, group] of byId) {
      for (const admission of admit(group, winners.get(id) ?? null, identity, check)) {
        if (admission.kind === 'taken') rows.push(admission.row);
        else if (admission.kind === 'refused') refused.push({ id, reason: admission.reason });
      }
    }
    for (const answer of await database.bulkDocs({ rows, newEdits: false })) {
      if ('error' in answer) refused.push({ id: answer.id, reason: answer.code ?? 'row.malformed' });
    }
    const met = [...new Set(rows.map(({ _id }) => _id))].filter((id) => winners.has(id) || isTwice(byId.get(id)));
    if (met.length > 0) await settle(met);
    return refused;
  }
}

/** Pages of changes whose documents may still be asked for: as many as the replicator reads ahead, and one more. */
const PAGES_KEPT = 4;

interface Firsts {
  note(page: PeerChanges): void;
  /** The document at that revision with its ancestry, once; null where it has to be read. */
  take(id: string, rev: string): PeerDocument | null;
}

/**
 * Documents in their first revision as they stood in the pages of changes: reading a page reads them anyway, and a first revision has no
 * ancestry to look up. In a first replication that is nearly all of them.
 */
function createFirsts(): Firsts {
  const pages: Map<string, PeerDocument>[] = [];
  return {
    note({ results }) {
      const page = new Map<string, PeerDocument>();
      for (const { id, changes, doc } of results) {
        if (changes.length === 1 && doc?._rev.startsWith('1-')) page.set(`${id} ${doc._rev}`, doc);
      }
      pages.push(page);
      if (pages.length > PAGES_KEPT) pages.shift();
    },
    take(id, rev) {
      const key = `${id} ${rev}`;
      const page = pages.find((each) => each.has(key));
      const document = page?.get(key);
      if (!document) return null;
      page?.delete(key);
      return { ...document, _revisions: { start: 1, ids: [rev.slice(2)] } };
    },
  };
}

const isTwice = (rows: readonly unknown[] | undefined): boolean => (rows?.length ?? 0) > 1;

/** The winning leaves of those ids that are known. */
async function readWinners(database: UpstreamDatabase, ids: readonly string[]): Promise<ReadonlyMap<string, Winner>> {
  const { rows } = await database.allDocs({ ...BY_KEYS, keys: ids });
  return new Map(
    rows.flatMap((row) =>
      'error' in row ? [] : [[row.id, { rev: row.value.rev, deleted: row.value.deleted === true }] as const],
    ),
  );
}

type Wanted = readonly { readonly id: string; readonly rev: string }[];

/** Whole bodies with their ancestry; what does not fit one answer is read in halves. */
async function readBulk(database: UpstreamDatabase, docs: Wanted): Promise<{ readonly results: readonly object[] }> {
  try {
    return await database.bulkGet({ docs, revs: true, latest: true });
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'request.too-large' || docs.length < 2) throw thrown;
    const half = Math.ceil(docs.length / 2);
    const before = await readBulk(database, docs.slice(0, half));
    const after = await readBulk(database, docs.slice(half));
    return { results: [...before.results, ...after.results] };
  }
}

const ALL_LEAVES = {
  includeDocs: true,
  style: 'all_docs',
  conflicts: false,
  descending: false,
  ids: null,
} as const;

/** Asks for rows by their ids, without documents. */
export const BY_KEYS = {
  startKey: null,
  endKey: null,
  inclusiveEnd: true,
  descending: false,
  skip: 0,
  limit: null,
  includeDocs: false,
  conflicts: false,
} as const;
