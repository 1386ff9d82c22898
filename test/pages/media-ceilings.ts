import PouchDB from 'pouchdb-core';
// @ts-expect-error: publishes no types
import httpAdapter from 'pouchdb-adapter-http';
// @ts-expect-error: publishes no types
import idbAdapter from 'pouchdb-adapter-idb';
// @ts-expect-error: publishes no types
import replication from 'pouchdb-replication';
import { aPhoto } from './media';

for (const plugin of [httpAdapter, idbAdapter, replication]) PouchDB.plugin(plugin as PouchDB.Plugin);

interface CeilingPouch {
  put(document: object): Promise<unknown>;
  replicate: { to(url: CeilingPouch): Promise<{ readonly docs_written: number }> };
  destroy(): Promise<void>;
}

/** Fresh pictures kept in a plain PouchDB of this page and replicated to a bare hub; the time of replication alone, in ms. */
export async function pouchReplication(url: string, count: number, bytes: number): Promise<number> {
  const round = crypto.randomUUID();
  const local = new PouchDB('ceiling', { adapter: 'idb' }) as unknown as CeilingPouch;
  for (let n = 0; n < count; n += 1) {
    const { full, thumb } = aPhoto(bytes, String(n));
    const attachment = (data: Uint8Array<ArrayBuffer>) => ({
      content_type: 'application/octet-stream',
      data: new Blob([data]),
    });
    await local.put({ _id: `photo-${round}-${n}`, _attachments: { full: attachment(full), thumb: attachment(thumb) } });
  }
  const remote = new PouchDB(url, {
    adapter: 'http',
    skip_setup: true,
  } as PouchDB.Configuration.DatabaseConfiguration);
  const startedAt = performance.now();
  const { docs_written: written } = await local.replicate
    .to(remote as unknown as CeilingPouch)
    .catch((error: unknown) => {
      throw new Error(`PouchDB did not replicate: ${JSON.stringify(error)}`);
    });
  const took = performance.now() - startedAt;
  await local.destroy();
  if (written !== count) throw new Error(`${written} of ${count} pictures were replicated`);
  return took;
}

/** The same bytes as bare requests, one after another, ms. */
export async function rawPuts(url: string, count: number, bytes: number): Promise<number> {
  const bodies = Array.from({ length: count }, (_, n) => {
    const { full, thumb } = aPhoto(bytes, String(n));
    return new Blob([full, thumb]);
  });
  const startedAt = performance.now();
  for (const [n, body] of bodies.entries()) {
    const answer = await fetch(`${url}/raw-${n}`, { method: 'PUT', body });
    if (!answer.ok) throw new Error(`a bare request was answered with ${answer.status}`);
    await answer.arrayBuffer();
  }
  return performance.now() - startedAt;
}
