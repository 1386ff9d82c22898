import { randomBytes } from 'node:crypto';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { runGateway, type RunningGateway } from '#test/integration/gateway/running-gateway';

/** What a district does to a request instead of answering it; false lets it through. */
export type Fault = (request: IncomingMessage, response: ServerResponse) => boolean;

/** A district's CouchDB as a station meets it: behind a name and password, with faults to order. */
export interface District {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  fault: Fault | null;
  /** Requests so far, `GET /grid-qinghe-1`. */
  readonly asked: readonly string[];
  /** Takes a database away and makes it anew, empty. */
  makeAnew(database: string): Promise<void>;
  /** As a colleague at the district asks, past the faults. */
  ask(method: string, path: string, body?: unknown, node?: number): Promise<DistrictAnswer>;
  /** How many nodes it has, and to which of them its load balancer sends the station. */
  readonly nodes: number;
  node: number;
  /** Nobody answers until `comeBack`. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
}

export interface DistrictAnswer {
  readonly status: number;
  readonly body: unknown;
}

interface Behind {
  readonly nodes: number;
  /** Where a database's requests go, at one of the nodes. */
  address(path: string, node: number): string;
  readonly headers: () => Readonly<Record<string, string>>;
  makeAnew(database: string): Promise<void>;
  close(): Promise<void>;
}

export type DistrictKind = 'the embedded hub' | 'CouchDB' | 'a cluster of CouchDB';

const couchUrl = process.env['COUCHDB_URL'] ?? '';
const clusterUrls = (process.env['COUCHDB_CLUSTER_URLS'] ?? '').split(',').filter((url) => url !== '');

/** Real CouchDBs: one node where COUCHDB_URL names it, several where COUCHDB_CLUSTER_URLS does (with commas). */
export const COUCHES: readonly DistrictKind[] = [
  ...(couchUrl ? (['CouchDB'] as const) : []),
  ...(clusterUrls.length > 0 ? (['a cluster of CouchDB'] as const) : []),
];

/** The embedded hub as stand-in, and what there is of real CouchDBs. */
export const DISTRICTS: readonly DistrictKind[] = ['the embedded hub', ...COUCHES];

const USER = 'qinghe';
const PASSWORD = 'test:密码';

/** Opens a district with these databases; it closes with the test. */
export async function openDistrict(kind: DistrictKind, databases: readonly string[]): Promise<District> {
  const urls = kind === 'CouchDB' ? [couchUrl] : clusterUrls;
  const behind = kind === 'the embedded hub' ? await standIn(databases) : await couch(urls, databases);
  const asked: string[] = [];
  const basic = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`;
  let fault: Fault | null = null;
  let node = 0;

  const server = createServer((incoming, response) => {
    asked.push(`${incoming.method ?? ''} ${(incoming.url ?? '').split('?')[0] ?? ''}`);
    if (fault?.(incoming, response)) return;
    if (incoming.headers.authorization !== basic)
      return answer(response, 401, { error: 'unauthorized', reason: 'Name or password is incorrect.' });
    forward(behind, node, incoming, response);
  });
  let port = 0;
  const listen = () => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  await listen();
  port = (server.address() as AddressInfo).port;
  onTestFinished(async () => {
    await close();
    await behind.close();
  });

  return {
    url: `http://127.0.0.1:${port}`,
    user: USER,
    password: PASSWORD,
    get fault() {
      return fault;
    },
    set fault(next) {
      fault = next;
    },
    asked,
    makeAnew: (database) => behind.makeAnew(database),
    goAway: close,
    comeBack: listen,
    nodes: behind.nodes,
    get node() {
      return node;
    },
    set node(next) {
      node = next;
    },
    async ask(method, path, body, at = node) {
      const sent = body === undefined ? {} : { body: JSON.stringify(body) };
      const headers = { ...behind.headers(), accept: 'application/json', 'content-type': 'application/json' };
      const got = await fetch(behind.address(path, at), { method, headers, ...sent });
      return { status: got.status, body: await got.json() };
    },
  };
}

/** Answers with JSON, as CouchDB does. */
export function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

function forward(behind: Behind, node: number, incoming: IncomingMessage, response: ServerResponse): void {
  const { authorization: _authorization, host: _host, connection: _connection, ...headers } = incoming.headers;
  const sent = request(
    behind.address(incoming.url ?? '/', node),
    { method: incoming.method ?? 'GET', headers: { ...headers, ...behind.headers() } },
    (got) => {
      response.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(response);
    },
  );
  sent.on('error', () => response.destroy());
  incoming.pipe(sent);
}

async function standIn(databases: readonly string[]): Promise<Behind> {
  let running: RunningGateway = await runGateway({ databases, now: Date.now });
  const grants = Object.fromEntries(databases.map((name) => [name, 'write' as const]));
  let token = running.sessions.issue({ post: 'replicator', dbs: grants });
  return {
    nodes: 1,
    address: (path) => `${running.origin}/hub${path}`,
    headers: () => ({ authorization: `Bearer ${token}` }),
    async makeAnew() {
      await running.stop();
      running = await runGateway({ databases, now: Date.now });
      token = running.sessions.issue({ post: 'replicator', dbs: grants });
    },
    close: () => running.stop(),
  };
}

async function couch(texts: readonly string[], databases: readonly string[]): Promise<Behind> {
  const urls = texts.map((text) => new URL(text));
  const [url] = urls;
  if (!url) throw new Error('no CouchDB is named');
  const secret = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  const headers = { authorization: `Basic ${Buffer.from(secret).toString('base64')}` };
  const bases = urls.map(({ origin, pathname }) => origin + pathname.replace(/\/$/, ''));
  const [base] = bases;
  const prefix = `u${randomBytes(5).toString('hex')}-`;
  const put = async (name: string, method: string): Promise<void> => {
    const got = await fetch(`${base}/${prefix}${name}`, { method, headers });
    if (!got.ok) throw new Error(`CouchDB: ${method} of a database, ${got.status}`);
  };
  for (const name of databases) await put(name, 'PUT');
  return {
    nodes: bases.length,
    address: (path, node) => `${bases[node]}/${path === '/' ? '' : `${prefix}${path.slice(1)}`}`,
    headers: () => headers,
    async makeAnew(name) {
      await put(name, 'DELETE');
      await put(name, 'PUT');
    },
    async close() {
      for (const name of databases) await put(name, 'DELETE');
    },
  };
}
