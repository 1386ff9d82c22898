import type { FastifyInstance } from 'fastify';
import { ownerOfMedia } from '#shared/media/names';
import { setUpstreamSchema, upstreamPaths } from '#shared/ipc/upstream-api';
import type { GatewayDeps } from '../gateway-types';
import { noBodySchema, noQuerySchema, parseInput } from './queries';
import type { Guard } from './route-access';
import { valueOf } from './routes-api';

interface UpstreamRoutesOptions extends Pick<GatewayDeps, 'upstream'> {
  readonly guard: Guard;
}

const READS_HOST = { config: { access: { kind: 'host-state' } } } as const;
const SETS = { config: { access: { kind: 'upstream' } } } as const;
const SIGNED_IN = { config: { access: { kind: 'token' } } } as const;

/** The district's CouchDB behind the station: see shared/ipc/upstream-api.ts. */
export function upstreamRoutes(app: FastifyInstance, { guard, upstream }: UpstreamRoutesOptions): void {
  app.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'));

  app.get(upstreamPaths.upstream, READS_HOST, (request) => {
    parseInput(noQuerySchema, request.query, 'query');
    return upstream.view();
  });

  app.patch(upstreamPaths.upstream, SETS, async (request) => {
    parseInput(noQuerySchema, request.query, 'query');
    const wanted = parseInput(setUpstreamSchema, request.body, 'body');
    return valueOf(await upstream.set(guard.caller(request).staff, wanted));
  });

  app.post(upstreamPaths.trial, SETS, async (request) => {
    parseInput(noQuerySchema, request.query, 'query');
    return valueOf(await upstream.trial(parseInput(setUpstreamSchema, request.body, 'body')));
  });

  app.post(upstreamPaths.now, SETS, async (request) => {
    parseInput(noQuerySchema, request.query, 'query');
    parseInput(noBodySchema, request.body, 'body');
    return upstream.tryNow();
  });

  app.get(upstreamPaths.reach, SIGNED_IN, (request) => {
    parseInput(noQuerySchema, request.query, 'query');
    const { databases } = guard.caller(request);
    return upstream.reach((name) => databases.has(ownerOfMedia(name) ?? name));
  });
}
