import Fastify, {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
} from 'fastify';
import { constants, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2';
import type { Socket } from 'node:net';
import { AppError } from '#shared/errors/app-error';
import { LIMITS } from '#shared/ipc/station-api';
import type { Log } from '../ports';
import type { Deadlines } from './gateway-types';
import { acceptJsonOnly } from './json-body';
import { malformed, Refusal, sendError } from './refusals';
import { setSecurityHeaders } from './security-headers';

export interface ListenerOptions {
  readonly tls: { readonly key: string; readonly cert: string } | null;
  /** Host names by which it may be asked, in lower case; null: any (a certificate already vouches for the name). */
  readonly hostNames: ReadonlySet<string> | null;
  readonly deadlines: Deadlines;
  readonly log: Log;
  /** Addresses of reverse proxies that are believed about where a request came from. */
  readonly proxies?: readonly string[];
}

const MAX_HEADER_BYTES = 16 * 1024;
const MAX_SOCKETS = 1000;
/**
 * What a device may have on its way before the host has taken it, one request and all of a connection: a picture of usual size, and two
 * of them. With HTTP/2's own 64 KB each picture waits for four answers of the air in between (20 ms away: 168 ms in place of 70).
 */
const WINDOW_BYTES = { stream: 256 * 1024, connection: 512 * 1024 } as const;
/** Room for the longest document id, every byte of it percent-encoded. */
const MAX_PARAMETER = 1600;

/** A fastify app with everything that holds for all routes: refusals, limits, deadlines, headers, names. */
export function createListener({ tls, hostNames, deadlines, log, proxies = [] }: ListenerOptions): FastifyInstance {
  const limits = {
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: deadlines.headers,
    connectionsCheckingInterval: 1000,
  };
  const common = {
    logger: false,
    bodyLimit: LIMITS.requestBytes,
    requestTimeout: deadlines.body,
    exposeHeadRoutes: false,
    trustProxy: proxies.length > 0 ? [...proxies] : false,
    routerOptions: { maxParamLength: MAX_PARAMETER },
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      sendError(error, request, reply, log),
  };
  const secure = tls && {
    ...limits,
    key: tls.key,
    cert: tls.cert,
    // PouchDB's replicator and older browsers speak HTTP/1.1.
    allowHTTP1: true,
    handshakeTimeout: deadlines.headers,
    minVersion: 'TLSv1.2',
    settings: {
      maxConcurrentStreams: 128,
      maxHeaderListSize: MAX_HEADER_BYTES,
      initialWindowSize: WINDOW_BYTES.stream,
    },
  };
  const transport = secure ? { http2: true, https: secure } : { http: limits };
  // Both kinds of server answer to the same routes; fastify's types tell them apart throughout.
  const app = Fastify({ ...common, ...transport } as FastifyServerOptions) as unknown as FastifyInstance;

  app.server.headersTimeout = deadlines.headers;
  app.server.maxConnections = MAX_SOCKETS;
  app.server.on('connection', (socket: Socket) => socket.setNoDelay(true));
  app.server.on('session', (session: ServerHttp2Session) => session.setLocalWindowSize(WINDOW_BYTES.connection));
  // Fastify allows more methods than the routes have; those get 405 from the not-found handler.
  app.addHook('onRequest', async (request, reply) => {
    setSecurityHeaders(reply);
    // A proxy's form of target; what it names would stand beside the Host header, and one of the two be believed.
    if (!request.url.startsWith('/')) throw malformed('not a path');
    if (request.headers.upgrade !== undefined) throw malformed('no other protocol is spoken here');
    if (hostNames && !hostNames.has(hostName(request))) {
      throw new Refusal(421, 'request.malformed', 'this station does not answer to that name');
    }
  });
  endSlowBodies(app, deadlines.body);
  acceptJsonOnly(app);
  app.setErrorHandler((error, request, reply) => sendError(error, request, reply, log));
  return app;
}

/** The name in the Host header, without port, in lower case; '' where there is none. */
function hostName(request: FastifyRequest): string {
  const host = (request.headers.host ?? String(request.headers[':authority'] ?? '')).toLowerCase();
  return host.replace(/:\d{1,5}$/, '');
}

/** HTTP/2 streams have no deadline of their own, so bodies get one here, whichever protocol brings them. */
function endSlowBodies(app: FastifyInstance, deadlineMs: number): void {
  app.addHook('preParsing', async (request, _reply, payload) => {
    const timer = setTimeout(() => giveUp(request.raw), deadlineMs);
    const done = (): void => clearTimeout(timer);
    payload.once('end', done).once('close', done).once('error', done);
    return payload;
  });
}

function giveUp(incoming: FastifyRequest['raw'] & { readonly stream?: ServerHttp2Stream }): void {
  if (incoming.stream) incoming.stream.close(constants.NGHTTP2_CANCEL);
  else incoming.destroy();
}

/** Which methods the app has for a path that no route of the asked method fits. */
export function methodsByPath(app: FastifyInstance): (path: string) => readonly string[] {
  const routes: { readonly pattern: RegExp; readonly methods: readonly string[] }[] = [];
  app.addHook('onRoute', ({ url, method }) => {
    if (url.includes('*')) return;
    const pattern = new RegExp(`^${url.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/:\w+/g, '[^/]+')}$`);
    routes.push({ pattern, methods: typeof method === 'string' ? [method] : method });
  });
  return (path) => [...new Set(routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods))];
}

/** Starts listening; a port that is taken is `host.port-busy`, and the message names it. */
export async function listen(app: FastifyInstance, host: string, port: number): Promise<number> {
  try {
    await app.listen({ host, port });
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === 'EADDRINUSE' || code === 'EACCES') {
      throw new AppError('host.port-busy', `port ${port} on ${host} cannot be had (${code})`, {
        cause,
        details: { port, host },
      });
    }
    throw cause;
  }
  const address = app.server.address();
  if (typeof address !== 'object' || address === null) throw new Error('a listener without a port');
  return address.port;
}
