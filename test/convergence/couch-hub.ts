import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { BulkRow } from '#shared/ipc/station-api';
import type {
  AllDocsRow,
  BulkWrite,
  ChangesQuery,
  EdgeHub,
  HubChange,
  HubDatabase,
  StoredLeaf,
  WireDocument,
} from '#sync-server/embedded/types';
import type { HubFiles } from './hub-files';

/**
 * A real CouchDB in the place of the embedded hub, behind the same gateway: what devices ask of a hub is asked of CouchDB. It
 * hands out no epochs, so those are kept here, as the embedded hub keeps them beside its files.
 */
export async function couchFiles(url: string, names: readonly string[]): Promise<HubFiles> {
  const couch = createCouch(url);
  const prefix = `linli-${randomBytes(4).toString('hex')}-`;
  const copies: Map<string, string>[] = [];
  const made = new Set<string>();
  let epoch = newEpoch();

  const make = async (name: string): Promise<void> => {
    await couch.send('PUT', `/${prefix}${name}?q=1`);
    made.add(`${prefix}${name}`);
  };
  const drop = async (database: string): Promise<void> => {
    await couch.send('DELETE', `/${database}`);
    made.delete(database);
  };
  for (const name of names) await make(name);

  return {
    open: () => openCouchHub(couch, prefix, names, epoch),
    // CouchDB has every acknowledged write on its disk; the epoch is noted nowhere that a crash could reach.
    crash: async () => async () => undefined,
    async copy() {
      const copy = new Map<string, string>();
      for (const name of names) {
        const target = `${prefix}copy-${copies.length}-${name}`;
        await couch.replicate(`${prefix}${name}`, target);
        made.add(target);
        copy.set(name, target);
      }
      copies.unshift(copy);
    },
    async restore(back) {
      const copy = copies[back % Math.max(1, copies.length)];
      if (!copy) return;
      for (const [name, source] of copy) {
        await drop(`${prefix}${name}`);
        await make(name);
        await couch.replicate(source, `${prefix}${name}`);
      }
      epoch = newEpoch();
    },
    async recreate() {
      for (const name of names) {
        await drop(`${prefix}${name}`);
        await make(name);
      }
      epoch = newEpoch();
    },
    async close() {
      for (const database of [...made]) await drop(database);
    },
  };
}

const newEpoch = (): string => randomBytes(6).toString('hex');

type Couch = ReturnType<typeof createCouch>;

function createCouch(text: string) {
  const url = new URL(text);
  const secret = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  const headers = {
    authorization: `Basic ${Buffer.from(secret).toString('base64')}`,
    'content-type': 'application/json',
  };
  const base = url.origin;
  const at = (database: string): string => Object.assign(new URL(text), { pathname: `/${database}` }).href;

  async function send(method: string, path: string, body?: unknown): Promise<unknown> {
    const init: RequestInit = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const answer = await fetch(base + path, init);
    if (!answer.ok) throw new Error(`CouchDB answers ${answer.status} to ${method} ${path.split('?')[0]}`);
    return answer.json();
  }
  return {
    send,
    replicate: (source: string, target: string) =>
      send('POST', '/_replicate', { source: at(source), target: at(target), create_target: true }),
  };
}

async function openCouchHub(couch: Couch, prefix: string, names: readonly string[], epoch: string): Promise<EdgeHub> {
  const listeners = new Set<(change: HubChange) => void>();
  const tell = (change: HubChange): void => listeners.forEach((listener) => listener(change));
  const databases = new Map<string, HubDatabase>();
  for (const name of names) databases.set(name, await openCouchDatabase(couch, `/${prefix}${name}`, name, epoch, tell));
  return {
    create: async (name) => databases.get(name) ?? notAsked(),
    names: () => names,
    database: (name) => databases.get(name) ?? null,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    stop: async () => listeners.clear(),
  };
}

const leafSchema = z.custom<WireDocument>((value) => typeof value === 'object' && value !== null);
const changesSchema = z.object({
  results: z.array(
    z.object({
      seq: z.string(),
      id: z.string(),
      changes: z.array(z.object({ rev: z.string() })),
      deleted: z.literal(true).optional(),
      doc: leafSchema.nullish(),
    }),
  ),
  last_seq: z.string(),
  pending: z.number(),
});
const rowsSchema = z.object({
  total_rows: z.number(),
  offset: z.number().nullish(),
  rows: z.array(
    z.object({
      id: z.string().optional(),
      key: z.string(),
      error: z.literal('not_found').optional(),
      value: z.object({ rev: z.string(), deleted: z.literal(true).optional() }).optional(),
      doc: leafSchema.nullish(),
    }),
  ),
});
const writtenSchema = z.array(
  z.union([
    z.object({ ok: z.literal(true), id: z.string(), rev: z.string() }),
    z.object({ id: z.string(), error: z.string(), reason: z.string() }),
  ]),
);

/** One database as the gateway asks it: devices read changes and documents, and write rows that are judged. */
async function openCouchDatabase(
  couch: Couch,
  path: string,
  name: string,
  epoch: string,
  tell: (change: HubChange) => void,
): Promise<HubDatabase> {
  /** CouchDB's own sequences by the number they begin with: two strings may name one moment. */
  const sequences = new Map<string, string>();
  let position = { epoch, seq: '' };
  let writing: Promise<unknown> = Promise.resolve();

  const note = (sequence: string): string => {
    const number = sequence.split('-')[0] ?? '0';
    sequences.set(number, sequence);
    return `${number}-${epoch}`;
  };
  const numbered = (since: string): string => {
    const [number = '0', of] = since.split('-');
    return of === epoch ? (sequences.get(number) ?? '0') : '0';
  };
  async function look(): Promise<void> {
    const { update_seq } = z.object({ update_seq: z.string() }).parse(await couch.send('GET', path));
    position = { epoch, seq: note(update_seq) };
  }

  async function leaves(ids: readonly string[]): Promise<ReadonlyMap<string, StoredLeaf>> {
    const { rows } = rowsSchema.parse(await couch.send('POST', `${path}/_all_docs?include_docs=true`, { keys: ids }));
    return new Map(
      rows.flatMap(({ key, value, doc }): readonly [string, StoredLeaf][] =>
        value
          ? [[key, { rev: value.rev, deleted: value.deleted ?? false, body: (doc ?? {}) as StoredLeaf['body'] }]]
          : [],
      ),
    );
  }

  async function write({ rows, judge }: BulkWrite): Promise<readonly BulkRow[]> {
    const answers: BulkRow[] = [];
    // One at a time: two rows of one id are judged each by what the other left.
    for (const row of rows as readonly Readonly<Record<string, unknown>>[]) {
      const id = String(row['_id']);
      const refusal = judge?.(row, (await leaves([id])).get(id) ?? null);
      if (refusal) answers.push({ id, ...refusal });
      else {
        const [answer] = writtenSchema.parse(await couch.send('POST', `${path}/_bulk_docs`, { docs: [row] }));
        if (answer) answers.push('ok' in answer ? answer : { ...answer, code: 'row.conflict' });
      }
    }
    await look();
    if (answers.some((answer) => 'ok' in answer)) tell({ database: name, position });
    return answers;
  }

  await look();
  return {
    name,
    position: () => position,
    info: async () => ({ documents: 0, position }),
    async changes({ since, limit, includeDocs, style, conflicts }: ChangesQuery) {
      const query = new URLSearchParams({ since: numbered(since), limit: String(limit), style });
      if (includeDocs) query.set('include_docs', 'true');
      if (conflicts) query.set('conflicts', 'true');
      const page = changesSchema.parse(await couch.send('GET', `${path}/_changes?${query}`));
      return {
        results: page.results.map(({ doc, deleted, seq, ...row }) => ({
          ...row,
          seq: note(seq),
          ...(deleted && { deleted }),
          ...(doc && { doc }),
        })),
        last_seq: note(page.last_seq),
        pending: page.pending,
      };
    },
    bulkDocs(asked) {
      const written = writing.then(() => write(asked));
      writing = written.catch(() => undefined);
      return written;
    },
    async allDocs({ keys }) {
      if (!keys) return notAsked();
      const found = rowsSchema.parse(await couch.send('POST', `${path}/_all_docs?include_docs=true`, { keys }));
      return {
        total_rows: found.total_rows,
        offset: 0,
        rows: found.rows.map(({ id, key, value, doc }): AllDocsRow =>
          value
            ? {
                id: id ?? key,
                key,
                value: { rev: value.rev, ...(value.deleted && { deleted: true }) },
                doc: doc ?? null,
              }
            : { key, error: 'not_found' },
        ),
      };
    },
    async get(id) {
      const leaf = (await leaves([id])).get(id);
      if (!leaf || leaf.deleted) return { found: false, reason: leaf ? 'deleted' : 'missing' };
      return { found: true, document: leaf.body as WireDocument };
    },
    bulkGet: notAsked,
    revsDiff: notAsked,
    openRevisions: notAsked,
    getLocal: notAsked,
    putLocal: notAsked,
    deleteLocal: notAsked,
    putWhole: notAsked,
    attachment: notAsked,
  };
}

function notAsked(): never {
  throw new Error('no device asks for this');
}
