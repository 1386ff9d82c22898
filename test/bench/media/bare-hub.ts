import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import {
  createSecureServer,
  type Http2ServerRequest,
  type Http2ServerResponse,
  type ServerHttp2Session,
} from 'node:http2';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import PouchDB from 'pouchdb-core';
// @ts-expect-error: publishes no types
import leveldbAdapter from 'pouchdb-adapter-leveldb';
import { makeAuthority, makeServerCertificate, spkiHash } from '#main/services/certificates/certificate';
import { durableLeveldown } from '#sync-server/embedded/durable-leveldown';

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
 * The least that PouchDB's replicator needs at its other end: PouchDB on leveldb that waits for the disk at every write, behind HTTP/2
 * over TLS as the product's host is; and `PUT /raw/…`, which writes the bytes to a file and waits for the disk. No sign-in, no checks,
 * nothing encrypted. What the product is measured against.
 */
export interface BareHub {
  readonly origin: string;
  /** SHA-256 of its public key, for `startChromium`. */
  readonly spki: string;
  close(): Promise<void>;
}

/** The page of tests, which does the asking: a page may only ask where it came from. */
const PAGES = resolve('out/test-pages');
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript' };

/** The name in its address, for `startChromium`. */
export const BARE_NAME = 'bare.local';
const DAY_MS = 86_400_000;

/** Starts a bare hub. */
export async function startBareHub(): Promise<BareHub> {
  const folder = await mkdtemp(join(tmpdir(), 'linli-bare-'));
  const pouch = new PouchDB(join(folder, 'media'), {
    adapter: 'leveldb',
    db: durableLeveldown(null).factory,
  } as PouchDB.Configuration.DatabaseConfiguration) as unknown as BarePouch;
  const validity = { fromMs: Date.now() - DAY_MS, untilMs: Date.now() + DAY_MS };
  const authority = await makeAuthority('bare', validity);
  const { keyPem, certificatePem } = await makeServerCertificate(authority, { dns: [BARE_NAME], ip: [] }, validity);

  async function answer(request: Http2ServerRequest): Promise<object> {
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

  const server = createSecureServer({ key: keyPem, cert: certificatePem }, (request, response) => {
    const path = new URL(request.url ?? '/', 'http://bare').pathname;
    if (!/^\/(?:media|raw)(?:\/|$)/.test(path)) return void sendPage(response, path === '/' ? '/index.html' : path);
    answer(request).then(
      (body) => send(response, 200, body),
      (error: { readonly status?: number; readonly name?: string }) =>
        send(response, error.status ?? 500, { error: error.name ?? 'error', reason: String(error) }),
    );
  });
  const sessions = new Set<ServerHttp2Session>();
  server.on('session', (session) => sessions.add(session));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `https://${BARE_NAME}:${(server.address() as AddressInfo).port}`,
    spki: spkiHash(certificatePem),
    async close() {
      for (const session of sessions) session.destroy();
      await new Promise((resolve) => server.close(resolve));
      await pouch.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function bodyOf(request: Http2ServerRequest): Promise<Uint8Array<ArrayBuffer>> {
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

function send(response: Http2ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function sendPage(response: Http2ServerResponse, path: string): void {
  readFile(join(PAGES, path)).then(
    (bytes) => {
      response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'text/plain' });
      response.end(new Uint8Array(bytes));
    },
    () => response.writeHead(404).end(),
  );
}
