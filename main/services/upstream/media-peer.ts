import { setImmediate } from 'node:timers/promises';
import type { AppError } from '#shared/errors/app-error';
import type { Peer, PeerDocument, PeerRefusal, UpstreamDatabase, WholeDocument } from './ports';

/**
 * Attachments of a document between the two sides, by name: under a name of their own, since PouchDB's replicator would fetch those it
 * sees one by one.
 */
const CARRIED = 'carried';

/** A picture that comes down, checked as one that a device brings; or why it is none. */
export type CheckMedia = (
  picture: {
    readonly document: Readonly<Record<string, unknown>>;
    readonly attachments: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  },
  address: { readonly database: string; readonly id: string },
) => { readonly ok: true; readonly value: WholeDocument } | { readonly ok: false; readonly error: AppError };

/** A media database of the edge hub as one side of a replication. Pictures are written once, so there is nothing to settle. */
export function createMediaPeer(name: string, database: UpstreamDatabase, check: CheckMedia): Peer {
  async function take(row: PeerDocument): Promise<PeerRefusal | null> {
    const { _id: id, _rev, _revisions, [CARRIED]: carried, ...document } = row;
    if (id.startsWith('_')) return null;
    if (row._deleted === true) return { id, reason: 'row.deletion' };
    const checked = check(
      { document: { ...document, _id: id }, attachments: bytesOf(carried) },
      { database: name, id },
    );
    if (!checked.ok) return { id, reason: checked.error.code };
    const written = await database.putWhole(checked.value);
    return 'rev' in written && written.rev === _rev ? null : { id, reason: 'row.conflict' };
  }

  return {
    changes: async ({ since, limit }) => {
      await setImmediate();
      return database.changes({ ...ALL_LEAVES, since, limit });
    },
    revsDiff: (revisions) => database.revsDiff(revisions),
    bulkGet: async (docs) => carry(await database.bulkGet({ docs, revs: true, latest: true, attachments: true })),
    async write(docs) {
      const refused: PeerRefusal[] = [];
      for (const row of docs) {
        const refusal = await take(row);
        if (refusal) refused.push(refusal);
      }
      return refused;
    },
    getLocal: (id) => database.getLocal(id),
    putLocal: async (id, body) => (await database.putLocal(id, body)).ok,
  };
}

interface BulkGet {
  readonly results: readonly { readonly id: string; readonly docs: readonly object[] }[];
}

/** The answer of a `_bulk_get` with attachments, these under the other name. */
export function carry(answer: object): object {
  const { results } = answer as BulkGet;
  return {
    results: results.map(({ id, docs }) => ({
      id,
      docs: docs.map((doc) => {
        const { ok } = doc as { readonly ok?: PeerDocument };
        if (!ok) return doc;
        const { _attachments, ...document } = ok;
        return { ok: { ...document, [CARRIED]: _attachments ?? {} } };
      }),
    })),
  };
}

/** A carried document as CouchDB takes it, with what is said of each attachment and its bytes in base64. */
export function delivered({ [CARRIED]: carried, ...document }: PeerDocument): PeerDocument {
  const attachments = Object.entries((carried ?? {}) as Attachments).map(([name, { content_type, revpos, data }]) => [
    name,
    { content_type, revpos, data },
  ]);
  return {
    ...(document as PeerDocument),
    ...(attachments.length > 0 && { _attachments: Object.fromEntries(attachments) }),
  };
}

type Attachments = Readonly<
  Record<string, { readonly content_type?: string; readonly revpos?: number; readonly data?: string }>
>;

const bytesOf = (carried: unknown): ReadonlyMap<string, Uint8Array<ArrayBuffer>> =>
  new Map(
    Object.entries((carried ?? {}) as Attachments).map(([name, { data = '' }]) => [
      name,
      new Uint8Array(Buffer.from(data, 'base64')),
    ]),
  );

const ALL_LEAVES = {
  includeDocs: false,
  style: 'all_docs',
  conflicts: false,
  descending: false,
  ids: null,
} as const;
