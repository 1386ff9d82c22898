import type { FastifyInstance } from 'fastify';
import { kioskLeavePaths, setLeaveCodeSchema, type LeaveCode } from '#shared/ipc/kiosk-leave-api';
import type { GatewayDeps } from '../gateway-types';
import { noQuerySchema, parseInput } from './queries';
import type { Guard } from './route-access';

const TO_SET = { config: { access: { kind: 'hall' } } } as const;

/** The code by which kiosks are left, for whoever sets the hall: see shared/ipc/kiosk-leave-api.ts. */
export function leaveCodeRoutes(
  app: FastifyInstance,
  { leaveCodes, guard }: Pick<GatewayDeps, 'leaveCodes'> & { readonly guard: Guard },
): void {
  app.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'));

  app.get(kioskLeavePaths.code, TO_SET, (request): LeaveCode => {
    parseInput(noQuerySchema, request.query, 'query');
    return { code: leaveCodes.current() };
  });

  app.post(kioskLeavePaths.code, TO_SET, async (request): Promise<LeaveCode> => {
    const { code } = parseInput(setLeaveCodeSchema, request.body, 'body');
    return { code: await leaveCodes.set(guard.caller(request).staff, code) };
  });
}
