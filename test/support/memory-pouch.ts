import PouchDB from 'pouchdb-core';
// @ts-expect-error: publishes no types
import memoryAdapter from 'pouchdb-adapter-memory';
import { assertAllWritten, type MediaPouch, type PouchDocument } from '#renderer/data/media/pouch';

PouchDB.plugin(memoryAdapter as PouchDB.Plugin);

/** A shelf's database in memory, which outlives its closing as one on a disk does, with faults that a test sets. */
export interface MemoryPouch {
  /** As opened by a page; closing it leaves the data. */
  open(): MediaPouch;
  /** From now on writes of more than this many bytes of pictures in all fail as on a full disk. */
  limit(bytes: number): void;
  /** Everything that lies there, as text. */
  dump(): Promise<string>;
  destroy(): Promise<void>;
}

type NodePouch = Omit<MediaPouch, 'getAttachment' | 'putAll'> & {
  bulkDocs(documents: readonly PouchDocument[]): Promise<Parameters<typeof assertAllWritten>[0]>;
  getAttachment(id: string, name: string): Promise<Buffer>;
  allDocs(options: object): Promise<{ readonly rows: readonly { readonly doc?: PouchDocument }[] }>;
  destroy(): Promise<void>;
};

let made = 0;

/** PouchDB in Node takes buffers where a browser's takes blobs. */
export function memoryPouch(): MemoryPouch {
  made += 1;
  const pouch = new PouchDB(`shelf-${process.pid}-${made}`, {
    adapter: 'memory',
    auto_compaction: true,
  } as PouchDB.Configuration.DatabaseConfiguration) as unknown as NodePouch;
  let most = Infinity;

  const bytesHeld = async (): Promise<number> => {
    const { rows } = await pouch.allDocs({ include_docs: true });
    const attachments = rows.flatMap(({ doc }) => Object.values(doc?._attachments ?? {}));
    return attachments.reduce((sum, each) => sum + (each && 'length' in each ? each.length : 0), 0);
  };

  async function inBuffers(document: PouchDocument): Promise<PouchDocument> {
    const attachments = await Promise.all(
      Object.entries(document._attachments ?? {}).map(async ([name, each]) => {
        if (!each || !('data' in each)) return [name, each] as const;
        return [name, { ...each, data: Buffer.from(await each.data.arrayBuffer()) }] as const;
      }),
    );
    const incoming = attachments.reduce((sum, [, each]) => sum + (each && 'data' in each ? each.data.length : 0), 0);
    if (incoming > 0 && (await bytesHeld()) + incoming > most)
      throw Object.assign(new Error('full'), { name: 'QuotaExceededError' });
    const isLocal = document._id.startsWith('_local/');
    return isLocal ? document : ({ ...document, _attachments: Object.fromEntries(attachments) } as PouchDocument);
  }

  return {
    open() {
      let isClosed = false;
      return {
        allDocs: (options) => pouch.allDocs(options),
        get: (id) => pouch.get(id),
        put: async (document) => pouch.put(await inBuffers(document)),
        putAll: async (documents) =>
          assertAllWritten(await pouch.bulkDocs(await Promise.all(documents.map(inBuffers)))),
        remove: (document) => pouch.remove(document),
        getAttachment: async (id, name) => new Blob([new Uint8Array(await pouch.getAttachment(id, name))]),
        close: async () => {
          // As PouchDB does.
          if (isClosed) throw new Error('database is closed');
          isClosed = true;
        },
      };
    },
    limit: (bytes) => {
      most = bytes;
    },
    dump: async () => JSON.stringify(await pouch.allDocs({ include_docs: true, attachments: true })),
    destroy: () => pouch.destroy(),
  };
}
