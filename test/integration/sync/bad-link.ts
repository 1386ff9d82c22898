import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { paths } from '#shared/ipc/station-api';

/**
 * What stands between a device and its hub: `portal` answers everything with a page, `portal-but-health` lets through who asks
 * whether the hub is well, `mute` takes the call and says nothing, `half-bodies` falls silent in the middle of a body.
 */
export type LinkState = 'up' | 'portal' | 'portal-but-health' | 'mute' | 'half-bodies';

/** A proxy over real sockets, which fails as networks do. */
export interface BadLink {
  /** What devices call in place of the hub. */
  readonly origin: string;
  set(state: LinkState): void;
  /** Every answer comes this much later. */
  delay(ms: number): void;
  /** From now on `isReset` says of each request whether its connection is reset once the hub has answered it. */
  reset(isReset: (line: string) => boolean): void;
  /** Connections that are there now are dead from here on: what comes is swallowed, and nobody is told. */
  deaden(): void;
  /** Nobody listens, and every connection breaks. */
  refuse(): Promise<void>;
  /** Listens again, where it did. */
  listen(): Promise<void>;
  /** Requests so far, by method and path without query. */
  readonly requests: readonly string[];
  /** Requests whose asker still waits. */
  waiting(): number;
  close(): Promise<void>;
}

const PAGE = '<html><title>免费上网</title>请先登录网络</html>';

export async function openBadLink(hub: string): Promise<BadLink> {
  const target = new URL(hub);
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  const dead = new WeakSet<Socket>();
  let state: LinkState = 'up';
  let delayMs = 0;
  let waiting = 0;
  let isReset: (line: string) => boolean = () => false;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', target);
    const line = `${request.method} ${pathname}`;
    requests.push(line);
    waiting += 1;
    response.once('close', () => (waiting -= 1));
    if (dead.has(request.socket)) return;
    if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
    if (state === 'mute') return;
    if (state === 'portal' || (state === 'portal-but-health' && pathname !== paths.health)) {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE);
      return;
    }
    forward(request, response, isReset(line));
  }

  function forward(request: IncomingMessage, response: ServerResponse, isToBeReset: boolean): void {
    const { method, url, socket } = request;
    const headers = { ...request.headers, host: target.host };
    const breakOff = (): void => {
      if (!dead.has(socket)) response.destroy();
    };
    const upstream = ask({ host: target.hostname, port: target.port, method, path: url, headers }, (answered) => {
      const isStream = answered.headers['content-type']?.startsWith('text/event-stream') ?? false;
      const half = state === 'half-bodies' && !isStream;
      if (isToBeReset) return void socket.resetAndDestroy();
      if (dead.has(socket)) return;
      response.writeHead(answered.statusCode ?? 502, answered.headers);
      let isCut = false;
      answered.on('data', (chunk: Buffer) => {
        if (dead.has(socket) || isCut) return;
        isCut = half;
        response.write(half ? chunk.subarray(0, Math.floor(chunk.length / 2)) : chunk);
      });
      answered.on('end', () => {
        if (!half && !dead.has(socket)) response.end();
      });
      answered.on('error', breakOff);
    });
    upstream.on('error', breakOff);
    response.once('close', () => upstream.destroy());
    request.pipe(upstream);
  }

  const server = createServer((request, response) => void answer(request, response));
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
  });
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const refuse = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return {
    origin: `http://127.0.0.1:${port}`,
    set: (next) => {
      state = next;
    },
    delay: (ms) => {
      delayMs = ms;
    },
    reset: (next) => {
      isReset = next;
    },
    deaden: () => {
      for (const socket of sockets) dead.add(socket);
    },
    refuse,
    listen: () => listen(port),
    requests,
    waiting: () => waiting,
    close: async () => {
      if (server.listening) await refuse();
    },
  };
}
