import type { FastifyInstance } from 'fastify';
import { AppError } from '#shared/errors/app-error';
import { kioskLeavePaths, leaveKioskSchema } from '#shared/ipc/kiosk-leave-api';
import { addressBlock, type Allowances } from '../../allowance';
import type { LeaveCodes } from '../../queue-port';
import { parseInput } from '../routes/queries';

/**
 * A clerk mistypes once or twice. Whoever tries codes before the screen waits a minute for each after the fifth: two years for all there
 * are. Each kiosk has an allowance of its own, so that nobody shuts staff out of another.
 */
const ALLOWANCE = { burst: 5, refillMs: 60_000 } as const;

export interface LeaveRoutesOptions {
  readonly leaveCodes: Pick<LeaveCodes, 'isRight'>;
  readonly allowances: Allowances;
  readonly now: () => number;
}

/**
 * Where a kiosk's screen is left, whether it is paired or not: one that was shut out has to be closed, too. The answer has no content; the
 * window looks at its status and at nothing that a page could write.
 */
export function leaveRoutes(app: FastifyInstance, { leaveCodes, allowances, now }: LeaveRoutesOptions): void {
  app.post(kioskLeavePaths.leave, async (request, reply) => {
    void reply.header('cache-control', 'no-store');
    const { code } = parseInput(leaveKioskSchema, request.body, 'body');
    const taken = allowances.take([{ key: `leave ${addressBlock(request.ip)}`, allowance: ALLOWANCE }], now());
    if (!taken.allowed)
      throw new AppError('request.rate-limited', 'too many codes', { details: { retryAfterMs: taken.retryAfterMs } });
    if (!leaveCodes.isRight(code)) throw new AppError('auth.wrong', 'not the code of this hall');
    taken.refund();
    return reply.code(204).send();
  });
}
