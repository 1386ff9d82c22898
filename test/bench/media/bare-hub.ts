import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import PouchDB from 'pouchdb-core';
// @ts-expect-error: publishes no types
import leveldbAdapter from 'pouchdb-adapter-leveldb';

PouchDB.plugin(leveldbAdapter as PouchDB.Plugin);

/** What is used of a PouchDB on disk. */
interface BarePouch {
  info(): Promise<object>;
  get(id: string): Promise<object>;
  put(document: object): Promise<object>;
  bulkDocs(docs: readonly object[], options: object): Promise<readonly object[]>;
  revsDiff(revisions: object): Promise<object>;
  close(): Promise<void>;
}

/**
 * The least that PouchDB's replicator needs at its other end: PouchDB on leveldb behind plain HTTP, without TLS, sign-in, encryption
 * or fsync; and `PUT /raw/…`, which writes the bytes to a file and waits for the disk. What the product is measured against.
 */
export interface BareHub {
  readonly origin: string;
  close(): Promise<void>;
}

/** The page of tests, which does the asking: a page may only ask where it came from. */
const PAGES = resolve('out/test-pages');
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' };

/** Starts a bare hub. */
export async function startBareHub(): Promise<BareHub> {
  const folder = await mkdtemp(join(tmpdir(), 'linli-bare-'));
  const pouch = new PouchDB(join(folder, 'media'), { adapter: 'leveldb' }) as unknown as BarePouch;

  async function answer(request: IncomingMessage): Promise<object> {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://bare').pathname);
    const bytes = await bodyOf(request);
    if (path.startsWith('/raw/')) return writeFile(join(folder, path.slice('/raw/'.length)), bytes);
    const rest = path.slice('/media'.length).replace(/^\//, '');
    if (rest === '') return pouch.info();
    if (rest.startsWith('_local/')) {
      if (request.method === 'GET') return pouch.get(rest);
      return pouch.put(JSON.parse(new TextDecoder().decode(bytes)) as object);
    }
    const body = JSON.parse(new TextDecoder().decode(bytes)) as { readonly docs?: readonly object[] };
    if (rest === '_revs_diff') return pouch.revsDiff(body);
    if (rest === '_bulk_docs') return pouch.bulkDocs(body.docs ?? [], { new_edits: false });
    throw Object.assign(new Error('no such route'), { status: 404 });
  }

  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://bare').pathname;
    if (!/^\/(?:media|raw)(?:\/|$)/.test(path)) return void sendPage(response, path === '/' ? '/index.html' : path);
    answer(request).then(
      (body) => send(response, 200, body),
      (error: { readonly status?: number; readonly name?: string }) =>
        send(response, error.status ?? 500, { error: error.name ?? 'error', reason: String(error) }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await pouch.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array<ArrayBuffer>);
  return new Uint8Array(Buffer.concat(chunks));
}

async function writeFile(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<object> {
  const file = await open(path, 'w');
  await file.writeFile(bytes);
  await file.datasync();
  await file.close();
  return { ok: true };
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function sendPage(response: ServerResponse, path: string): void {
  readFile(join(PAGES, path)).then(
    (bytes) => response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'text/plain' }).end(bytes),
    () => response.writeHead(404).end(),
  );
}
