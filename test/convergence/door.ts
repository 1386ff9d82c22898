import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pause } from './limited';
import type { DistrictLine } from './operations';

/** Where the requests that come through a door go. */
export interface BehindDoor {
  address(path: string): string;
  headers(): Readonly<Record<string, string>>;
}

/** The line between a station and its district: HTTP, with everything that goes wrong on it. */
export interface Door {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  set(line: DistrictLine): void;
  /** Nobody answers; resolves when what had come through has been answered behind it. */
  shut(): Promise<void>;
  open(): void;
  requests(): number;
  pending(): number;
  close(): Promise<void>;
}

const USER = 'qinghe';
const PASSWORD = 'test:密码';
const SLOW_MS = 25;

/** Opens a door on a port of its own. */
export async function openDoor(behind: BehindDoor): Promise<Door> {
  const basic = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`;
  let line: DistrictLine = 'up';
  let isShut = false;
  let requests = 0;
  const underway = new Set<Promise<void>>();

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readAll(incoming);
    const number = requests;
    if (isShut || line === 'down' || (line === 'flaky' && number % 3 === 0)) return void response.destroy();
    if (line === 'portal')
      return void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>请登录</html>');
    if (line === 'busy') return json(response, 503, { error: 'service_unavailable', reason: 'later' });
    if (line === 'refuses' || incoming.headers.authorization !== basic)
      return json(response, 401, { error: 'unauthorized', reason: 'Name or password is incorrect.' });
    if (line === 'slow') await pause(SLOW_MS);
    const got = await fetch(behind.address(incoming.url ?? '/'), {
      method: incoming.method ?? 'GET',
      headers: { ...behind.headers(), accept: 'application/json', 'content-type': 'application/json' },
      ...(body !== '' && { body }),
    });
    const bytes = Buffer.from(await got.arrayBuffer());
    const isLost = line === 'lost-answers' && incoming.method !== 'GET';
    if (isShut || line === ('down' as DistrictLine) || isLost) return void response.destroy();
    response.writeHead(got.status, {
      'content-type': got.headers.get('content-type') ?? 'text/plain',
      'content-length': bytes.length,
    });
    if (line !== 'cut-answers') return void response.end(bytes);
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => response.destroy());
  }

  const server = createServer((incoming, response) => {
    requests += 1;
    const answering: Promise<void> = answer(incoming, response)
      .catch(() => void response.destroy())
      .finally(() => underway.delete(answering));
    underway.add(answering);
  });
  await listen(server);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    user: USER,
    password: PASSWORD,
    set: (next) => {
      line = next;
      if (next === 'down') server.closeAllConnections();
    },
    async shut() {
      isShut = true;
      server.closeAllConnections();
      while (underway.size > 0) await Promise.all(underway);
    },
    open: () => {
      isShut = false;
    },
    requests: () => requests,
    pending: () => underway.size,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const listen = (server: Server): Promise<void> =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve()));

async function readAll(incoming: IncomingMessage): Promise<string> {
  let text = '';
  incoming.setEncoding('utf8');
  for await (const part of incoming as AsyncIterable<string>) text += part;
  return text;
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
