import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '#shared/errors/app-error';
import { paths, signInSchema, type Health } from '#shared/ipc/station-api';
import { authenticate } from './authenticate';
import type { EventStreams } from './event-streams';
import type { GatewayDeps } from './gateway-types';
import { noBodySchema, noQuerySchema, parseInput } from './queries';

interface ApiRoutesOptions extends GatewayDeps {
  readonly streams: EventStreams;
  readonly version: string;
  /** Whether this listener is the one of the loopback address. */
  readonly isLoopback: boolean;
}

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** The station's own routes: see shared/ipc/station-api.ts. */
export function apiRoutes(
  app: FastifyInstance,
  { sessions, streams, now, version, isLoopback }: ApiRoutesOptions,
): void {
  app.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'));

  app.get(paths.health, (request): Health => {
    parseInput(noQuerySchema, request.query, 'query');
    return { ok: true, product: 'linli', version, station: sessions.station(), nowMs: now() };
  });

  app.get(paths.practice, (request) => {
    const practice = isLoopback && isLocalPage(request) ? sessions.practice() : null;
    if (!practice) throw new AppError('request.not-found', 'no such route');
    return practice;
  });

  app.post(paths.session, async (request) => {
    parseInput(noQuerySchema, request.query, 'query');
    const signIn = parseInput(signInSchema, request.body, 'body');
    const outcome = await sessions.signIn(signIn, { remoteAddress: request.ip });
    if (!outcome.ok) throw outcome.error;
    return outcome.value;
  });

  app.post(paths.sessionRenewal, async (request) => {
    const { claims } = await authenticate(request, sessions);
    parseInput(noQuerySchema, request.query, 'query');
    parseInput(noBodySchema, request.body, 'body');
    const outcome = await sessions.renew(claims);
    if (!outcome.ok) throw outcome.error;
    return outcome.value;
  });

  app.get(paths.events, async (request, reply) => {
    const { claims, token } = await authenticate(request, sessions);
    parseInput(noQuerySchema, request.query, 'query');
    streams.open(reply, claims, token);
    return reply;
  });
}

/** Asked from this machine, and not by a page of another site that happens to be open here. */
function isLocalPage(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site'];
  return LOOPBACK.has(request.ip) && (site === undefined || site === 'same-origin' || site === 'none');
}
