import type { FastifyInstance } from 'fastify';
import { platformNameSchema, platformPaths, sendAgainSchema, setPlatformSchema } from '#shared/ipc/platforms-api';
import type { GatewayDeps } from '../gateway-types';
import { noQuerySchema, parseInput } from './queries';
import type { Guard } from './route-access';

const TO_SET = { config: { access: { kind: 'messages' } } } as const;
const AT_COUNTER = { config: { access: { kind: 'counter' } } } as const;

/** Departments' platforms: see shared/ipc/platforms-api.ts. */
export function platformRoutes(
  app: FastifyInstance,
  { platforms, guard }: Pick<GatewayDeps, 'platforms'> & { readonly guard: Guard },
): void {
  app.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'));

  app.get(platformPaths.platforms, TO_SET, (request) => {
    parseInput(noQuerySchema, request.query, 'query');
    return platforms.view();
  });

  app.post(platformPaths.platforms, TO_SET, (request) =>
    platforms.set(guard.caller(request).staff, parseInput(setPlatformSchema, request.body, 'body')),
  );

  app.post(platformPaths.removal, TO_SET, (request) => {
    const { name } = parseInput(platformNameSchema, request.body, 'body');
    return platforms.remove(guard.caller(request).staff, name);
  });

  app.post(platformPaths.again, AT_COUNTER, async (request) => {
    const { applicationUid } = parseInput(sendAgainSchema, request.body, 'body');
    return { round: await platforms.again(applicationUid) };
  });
}
