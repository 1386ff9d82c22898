import type { FastifyInstance } from 'fastify';
import { positionPaths, showPositionSchema, tellPositionSchema } from '#shared/ipc/position-api';
import type { GatewayDeps } from '../gateway-types';
import { noQuerySchema, parseInput } from './queries';
import type { Guard } from './route-access';

interface PositionRoutesOptions extends Pick<GatewayDeps, 'positions'> {
  readonly guard: Guard;
}

const TO_SEE = { config: { access: { kind: 'positions' } } } as const;
const ONES_OWN = { config: { access: { kind: 'own-position' } } } as const;

/** Where workers were last: see shared/ipc/position-api.ts. */
export function positionRoutes(app: FastifyInstance, { guard, positions }: PositionRoutesOptions): void {
  app.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'));
  app.addHook('preHandler', async (request) => void parseInput(noQuerySchema, request.query, 'query'));

  app.get(positionPaths.positions, TO_SEE, () => ({ positions: positions.list() }));
  app.get(positionPaths.own, ONES_OWN, (request) => positions.own(guard.caller(request).staff));
  app.patch(positionPaths.own, ONES_OWN, (request) => {
    const { isShown } = parseInput(showPositionSchema, request.body, 'body');
    return positions.show(guard.caller(request).staff, isShown);
  });
  app.post(positionPaths.own, ONES_OWN, (request) =>
    positions.tell(guard.caller(request).staff, parseInput(tellPositionSchema, request.body, 'body')),
  );
}
