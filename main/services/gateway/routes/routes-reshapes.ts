import type { FastifyInstance } from 'fastify';
import { reshapePaths, startReshapeSchema } from '#shared/ipc/reshape-api';
import type { GatewayDeps } from '../gateway-types';
import { noQuerySchema, parseInput } from './queries';
import type { Guard } from './route-access';

interface ReshapeRoutesOptions extends Pick<GatewayDeps, 'reshapes'> {
  readonly guard: Guard;
}

const MAKES_GRIDS = { config: { access: { kind: 'record', action: 'create', type: 'grid' } } } as const;

/** Cutting grids and putting them together: see shared/ipc/reshape-api.ts. */
export function reshapeRoutes(app: FastifyInstance, { guard, reshapes }: ReshapeRoutesOptions): void {
  app.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'));

  app.post(reshapePaths.reshapes, MAKES_GRIDS, async (request, reply) => {
    parseInput(noQuerySchema, request.query, 'query');
    const wanted = parseInput(startReshapeSchema, request.body, 'body');
    const answer = await reshapes.start(guard.caller(request).staff, wanted);
    return reply.code(answer.outcome === 'started' ? 201 : 200).send(answer);
  });

  app.get(reshapePaths.reshapes, MAKES_GRIDS, (request) => {
    parseInput(noQuerySchema, request.query, 'query');
    return { reshapes: reshapes.list() };
  });
}
