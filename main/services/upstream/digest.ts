import { z } from 'zod';
import type { Asker } from './ask';
import { TroubleError } from './trouble';

const changesSchema = z.object({
  results: z.array(z.object({ id: z.string() })),
  last_seq: z.union([z.string(), z.number()]).transform(String),
});
const documentSchema = z.object({ _rev: z.string(), seq: z.string() });

/**
 * The station's digest upstream, which provisioning makes: one document a database, with the sequence it had when something was last
 * written to it. Whoever reads it need not ask every database.
 */
export interface Digest {
  /** Databases that were written to since the last call; null where there is no telling: the first time, or without a digest. */
  news(signal: AbortSignal): Promise<ReadonlySet<string> | null>;
  /** Notes how far a database has come, for the station's other machines. */
  note(database: string, seq: string, signal: AbortSignal): Promise<void>;
}

/** A hub that was set up without a digest, or keeps it from us, does without. */
const isAbsent = (thrown: unknown): boolean =>
  thrown instanceof TroubleError && (thrown.trouble === 'missing' || thrown.trouble === 'forbidden');

export function createDigest(asker: Asker, station: string, now: () => number): Digest {
  const at = `/digest-${station}`;
  let since: string | null = null;

  async function orNothing<T>(task: () => Promise<T>): Promise<T | null> {
    try {
      return await task();
    } catch (thrown) {
      if (!isAbsent(thrown)) throw thrown;
      since = null;
      return null;
    }
  }

  return {
    news: (signal) =>
      orNothing(async () => {
        const isFirst = since === null;
        const path = `${at}/_changes?since=${isFirst ? 'now' : encodeURIComponent(since ?? '')}&limit=1000`;
        const parsed = changesSchema.safeParse(await asker.ask({ method: 'GET', path, signal }));
        if (!parsed.success) throw new TroubleError('not-couchdb', 'a digest of another shape');
        since = parsed.data.last_seq;
        return isFirst ? null : new Set(parsed.data.results.map(({ id }) => id));
      }),
    note: async (database, seq, signal) => {
      await orNothing(async () => {
        const path = `${at}/${encodeURIComponent(database)}`;
        const known = documentSchema.safeParse(await asker.ask({ method: 'GET', path, signal })).data;
        if (known?.seq === seq) return;
        const row = { _id: database, seq, at: now(), ...(known && { _rev: known._rev }) };
        // Another machine that notes something at the same moment has told of the database, too.
        await asker.ask({ method: 'POST', path: `${at}/_bulk_docs`, body: JSON.stringify({ docs: [row] }), signal });
      });
    },
  };
}
