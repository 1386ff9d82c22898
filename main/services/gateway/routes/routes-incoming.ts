import type { FastifyInstance } from 'fastify';
import { incomingPaths, namedKeySchema, newKeySchema, residentReportsSchema } from '#shared/ipc/incoming-api';
import type { GatewayDeps } from '../gateway-types';
import { noQuerySchema, parseInput } from './queries';
import type { Guard } from './route-access';
import { valueOf } from './routes-api';

interface IncomingRoutesOptions extends Pick<GatewayDeps, 'incoming'> {
  readonly guard: Guard;
}

const SETS = { config: { access: { kind: 'messages' } } } as const;

/** Who may come in from outside: see shared/ipc/incoming-api.ts. */
export function incomingRoutes(app: FastifyInstance, { guard, incoming }: IncomingRoutesOptions): void {
  // A new key is in one of the answers.
  app.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'));
  app.addHook('preValidation', async (request) => void parseInput(noQuerySchema, request.query, 'query'));

  app.get(incomingPaths.incoming, SETS, () => incoming.view());

  app.post(incomingPaths.keys, SETS, async (request) => {
    const wanted = parseInput(newKeySchema, request.body, 'body');
    return valueOf(await incoming.makeKey(guard.caller(request).staff, wanted));
  });

  app.post(incomingPaths.revocation, SETS, async (request) => {
    const { id } = parseInput(namedKeySchema, request.body, 'body');
    return valueOf(await incoming.revokeKey(guard.caller(request).staff, id));
  });

  app.post(incomingPaths.residents, SETS, async (request) => {
    const wanted = parseInput(residentReportsSchema, request.body, 'body');
    return incoming.setResidents(guard.caller(request).staff, wanted);
  });
}
