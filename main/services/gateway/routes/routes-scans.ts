import type { FastifyInstance } from 'fastify';
import { AppError } from '#shared/errors/app-error';
import { scanIdBodySchema, scanPaths, scanSettingsSchema, scanTakenSchema } from '#shared/ipc/scans-api';
import type { GatewayDeps } from '../gateway-types';
import { noQuerySchema, parseInput } from './queries';
import type { Guard } from './route-access';

const AT_COUNTER = { config: { access: { kind: 'counter' } } } as const;
const TO_SET = { config: { access: { kind: 'hall' } } } as const;

/** Scans from the scanner's folder, for whoever works at a counter: see shared/ipc/scans-api.ts. */
export function scanRoutes(
  app: FastifyInstance,
  { scans, guard }: Pick<GatewayDeps, 'scans'> & { readonly guard: Guard },
): void {
  app.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'));

  app.get(scanPaths.scans, AT_COUNTER, (request) => {
    parseInput(noQuerySchema, request.query, 'query');
    return scans.view(guard.caller(request).staff);
  });
  app.get(scanPaths.file, AT_COUNTER, async (request, reply) => {
    parseInput(noQuerySchema, request.query, 'query');
    const { id } = parseInput(scanIdBodySchema, request.params, 'address');
    const scan = await scans.read(id);
    if (!scan) throw new AppError('request.not-found', 'the scan lies there no more');
    // Bytes for the page's own code: whatever a scanner was made to save, no browser opens it as a page.
    return reply.type('application/octet-stream').send(Buffer.from(scan.bytes));
  });
  app.post(scanPaths.taking, AT_COUNTER, (request) =>
    scans.take(guard.caller(request).staff, parseInput(scanIdBodySchema, request.body, 'body').id),
  );
  app.post(scanPaths.taken, AT_COUNTER, (request) =>
    scans.putAway(guard.caller(request).staff, parseInput(scanTakenSchema, request.body, 'body')),
  );
  app.get(scanPaths.settings, TO_SET, (request) => {
    parseInput(noQuerySchema, request.query, 'query');
    return scans.settings();
  });
  app.post(scanPaths.settings, TO_SET, (request) =>
    scans.set(guard.caller(request).staff, parseInput(scanSettingsSchema, request.body, 'body')),
  );
}
