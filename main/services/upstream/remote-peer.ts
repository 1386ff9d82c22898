import { z } from 'zod';
import type { Asker } from './ask';
import { carry, delivered } from './media-peer';
import type { Peer, PeerChanges, PeerDocument, PeerRefusal } from './ports';
import { TroubleError } from './trouble';

const changesSchema = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      seq: z.union([z.string(), z.number()]).transform(String),
      changes: z.array(z.object({ rev: z.string() })),
      deleted: z.literal(true).optional(),
    }),
  ),
  last_seq: z.union([z.string(), z.number()]).transform(String),
  pending: z.number().default(0),
});
const infoSchema = z.object({ update_seq: z.union([z.string(), z.number()]).transform(String) });
const rowsSchema = z.array(z.object({ id: z.string(), error: z.string().optional(), reason: z.string().default('') }));
const bulkSchema = z.looseObject({
  results: z.array(z.looseObject({ docs: z.array(z.record(z.string(), z.unknown())) })),
});
const objectSchema = z.record(z.string(), z.unknown());

/** A database upstream. */
export interface RemotePeer extends Peer {
  /** How far it has come; changes with every write, and when it is made anew. TroubleError `missing`, `forbidden` and others. */
  head(): Promise<string>;
}

/** So much goes up in one request at the most, unless one document alone is larger. */
const REQUEST_CHARACTERS = 4 * 1024 * 1024;

/** A database upstream over HTTP, for one run; of a media database documents come and go with their attachments. */
export function createRemotePeer(asker: Asker, database: string, signal: AbortSignal, isMedia: boolean): RemotePeer {
  const at = `/${encodeURIComponent(database)}`;
  const get = (path: string) => asker.ask({ method: 'GET', path: at + path, signal });
  const post = (path: string, body: string) => asker.ask({ method: 'POST', path: at + path, body, signal });

  async function send(rows: readonly string[], docs: readonly PeerDocument[]): Promise<readonly PeerRefusal[]> {
    const [first] = docs;
    if (!first) return [];
    try {
      return refusalsIn(await post('/_bulk_docs', `{"new_edits":false,"docs":[${rows.join(',')}]}`));
    } catch (thrown) {
      if (!(thrown instanceof TroubleError) || thrown.trouble !== 'too-large') throw thrown;
      // The one that is too large is found, and goes aside alone.
      if (docs.length === 1) return [{ id: first._id, reason: 'too large' }];
      const half = Math.ceil(docs.length / 2);
      const before = await send(rows.slice(0, half), docs.slice(0, half));
      return [...before, ...(await send(rows.slice(half), docs.slice(half)))];
    }
  }

  return {
    head: async () => read(infoSchema, await get('')).update_seq,
    changes: async ({ since, limit }): Promise<PeerChanges> =>
      withoutUndefined(
        read(changesSchema, await get(`/_changes?style=all_docs&since=${encodeURIComponent(since)}&limit=${limit}`)),
      ),
    revsDiff: async (revisions) => read(objectSchema, await post('/_revs_diff', JSON.stringify(revisions))),
    async bulkGet(docs) {
      const query = `/_bulk_get?revs=true&latest=true${isMedia ? '&attachments=true' : ''}`;
      const answer = read(bulkSchema, await post(query, JSON.stringify({ docs })));
      // Set back to a copy, or made anew, since its changes were read: what there is now is read the next time.
      if (answer.results.some((of) => of.docs.some((doc) => !('ok' in doc))))
        throw new TroubleError('busy', 'a revision went while it was asked for');
      return isMedia ? carry(answer) : answer;
    },
    async write(docs) {
      const refused: PeerRefusal[] = [];
      let rows: string[] = [];
      let characters = 0;
      let start = 0;
      const flush = async (end: number): Promise<void> => {
        refused.push(...(await send(rows, docs.slice(start, end))));
        [rows, characters, start] = [[], 0, end];
      };
      for (const [index, document] of docs.entries()) {
        const row = JSON.stringify(isMedia ? delivered(document) : document);
        if (characters + row.length > REQUEST_CHARACTERS && rows.length > 0) await flush(index);
        rows.push(row);
        characters += row.length;
      }
      await flush(docs.length);
      return refused;
    },
    getLocal: async (id) => {
      const found = await get(`/_local/${encodeURIComponent(id)}`);
      return found === null ? null : read(objectSchema, found);
    },
    putLocal: async (id, body) => {
      try {
        const path = `${at}/_local/${encodeURIComponent(id)}`;
        await asker.ask({ method: 'PUT', path, body: JSON.stringify(body), signal });
        return true;
      } catch (thrown) {
        if (thrown instanceof TroubleError && thrown.trouble === 'conflict') return false;
        throw thrown;
      }
    },
  };
}

/** Rows that were refused for what they are; a row that failed for any other reason comes again, and the whole batch with it. */
function refusalsIn(answer: unknown): readonly PeerRefusal[] {
  const failed = read(rowsSchema, answer).filter(({ error }) => error !== undefined);
  const other = failed.find(({ error }) => error !== 'forbidden' && error !== 'unauthorized');
  if (other) throw new TroubleError('busy', `a row was not written: ${other.error ?? ''}`);
  return failed.map(({ id, reason }) => ({ id, reason }));
}

function read<T>(schema: z.ZodType<T>, answer: unknown): T {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  if (answer === null) throw new TroubleError('missing', 'not found');
  throw new TroubleError('not-couchdb', 'an answer of another shape');
}

const withoutUndefined = (page: z.infer<typeof changesSchema>): PeerChanges => ({
  ...page,
  results: page.results.map(({ deleted, ...row }) => (deleted ? { ...row, deleted } : row)),
});
