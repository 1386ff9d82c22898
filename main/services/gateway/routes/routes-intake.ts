import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { AppError } from '#shared/errors/app-error';
import { INTAKE_KINDS, intakePaths, intakeSchema } from '#shared/ipc/intake-api';
import { publicKeySchema } from '#shared/ipc/station-api';
import { addressBlock, type Allowances } from '../../allowance';
import type { GatewayDeps } from '../gateway-types';
import { noQuerySchema, parseInput } from './queries';
import { malformed } from '../refusals';
import { ANYBODY } from './route-access';

interface IntakeRoutesOptions extends GatewayDeps {
  /** One for all listeners. */
  readonly allowances: Allowances;
}

/** A sealed application with a long text; pictures go another way. */
const MAX_BOX_BYTES = 64 * 1024;
/** The field names and quotes around the box. */
const FRAME_BYTES = 1024;

/** A kiosk hands in a form every few minutes at most; the second holds when many addresses try at once. */
const ALLOWANCES = {
  address: { burst: 10, refillMs: 20_000 },
  station: { burst: 120, refillMs: 2_000 },
} as const;

/**
 * What residents hand in without signing in: see shared/ipc/intake-api.ts. Write-only: no route here gives back anything but the
 * key that boxes are sealed to.
 */
export function intakeRoutes(app: FastifyInstance, options: IntakeRoutesOptions): void {
  const { intake, stationKeys, allowances, log, now } = options;
  app.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'));

  app.get(intakePaths.key, ANYBODY, (request) => {
    parseInput(noQuerySchema, request.query, 'query');
    return { deskKey: publicKeySchema.parse(stationKeys.desk.public), maxBytes: MAX_BOX_BYTES };
  });

  app.post(intakePaths.submit, { ...ANYBODY, bodyLimit: MAX_BOX_BYTES + FRAME_BYTES }, async (request, reply) => {
    const address = addressBlock(request.ip);
    const taken = allowances.take(
      [
        { key: `intake ${address}`, allowance: ALLOWANCES.address },
        { key: 'intake', allowance: ALLOWANCES.station },
      ],
      now(),
    );
    if (!taken.allowed) {
      const { retryAfterMs } = taken;
      throw new AppError('request.rate-limited', 'too much handed in', { retry: true, details: { retryAfterMs } });
    }
    parseInput(noQuerySchema, request.query, 'query');
    const kind = parseInput(z.enum(INTAKE_KINDS), (request.params as { kind: string }).kind, 'kind');
    const { box } = parseInput(intakeSchema, request.body, 'body');
    if (!isSealedTo(box, stationKeys.desk.public.kid)) throw malformed('box: not sealed to the desk');
    const id = await intake.submit(kind, box);
    log.info('intake.taken', { bytes: box.length });
    return reply.code(201).send({ id });
  });
}

/** Whether something has the form of a box for that key; whether it opens is seen at the desk. */
function isSealedTo(box: string, kid: string): boolean {
  const [head = '', ...rest] = box.split('.');
  if (rest.length !== 4 || !/^[\w-]+\.[\w-]*\.[\w-]+\.[\w-]+\.[\w-]+$/.test(box)) return false;
  try {
    const header = JSON.parse(Buffer.from(head, 'base64url').toString('utf8')) as Record<string, unknown> | null;
    return header?.['alg'] === 'ECDH-ES' && header['enc'] === 'A256GCM' && header['kid'] === kid;
  } catch {
    return false;
  }
}
