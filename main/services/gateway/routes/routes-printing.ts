import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Result } from '#shared/errors/result';
import { AppError } from '#shared/errors/app-error';
import {
  printerIdSchema,
  printingPaths,
  printSchema,
  setPrinterSchema,
  ticketWishSchema,
} from '#shared/ipc/printing-api';
import type { GatewayDeps } from '../gateway-types';
import { noQuerySchema, parseInput } from './queries';
import type { Guard } from './route-access';

const AT_COUNTER = { config: { access: { kind: 'counter' } } } as const;
const TO_SET = { config: { access: { kind: 'hall' } } } as const;
const trialSchema = printerIdSchema.extend({ locale: z.enum(['zh', 'en']).default('zh') });

/** Ticket printers for the staff: see shared/ipc/printing-api.ts. */
export function printingRoutes(
  app: FastifyInstance,
  {
    printing,
    residentsOrigin,
    ticketRatings,
    guard,
  }: Pick<GatewayDeps, 'printing' | 'residentsOrigin' | 'ticketRatings'> & { readonly guard: Guard },
): void {
  app.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'));

  app.get(printingPaths.printers, AT_COUNTER, (request) => {
    parseInput(noQuerySchema, request.query, 'query');
    return printing.list(guard.caller(request).staff);
  });
  app.post(printingPaths.setting, TO_SET, async (request) =>
    valueOf(await printing.set(guard.caller(request).staff, parseInput(setPrinterSchema, request.body, 'body'))),
  );
  app.post(printingPaths.removal, TO_SET, async (request) =>
    valueOf(await printing.remove(guard.caller(request).staff, parseInput(printerIdSchema, request.body, 'body').id)),
  );
  app.post(printingPaths.trial, TO_SET, async (request) => {
    const { id, locale } = parseInput(trialSchema, request.body, 'body');
    return valueOf(await printing.trial(id, locale));
  });
  app.post(printingPaths.state, AT_COUNTER, async (request) =>
    valueOf(await printing.state(parseInput(printerIdSchema, request.body, 'body').id)),
  );
  app.post(printingPaths.ticket, AT_COUNTER, async (request) => {
    const { number, locale } = parseInput(ticketWishSchema, request.body, 'body');
    const ticketCode = (day: string, of: string) => ticketRatings.codeOf(day, of);
    const paper = await printing.ticket(number, locale, { origin: residentsOrigin(), ticketCode });
    if (!paper) throw new AppError('request.not-found', 'no such number today');
    return paper;
  });
  app.post(printingPaths.print, AT_COUNTER, (request) =>
    printing.atCounter(guard.caller(request).staff, parseInput(printSchema, request.body, 'body')),
  );
}

function valueOf<T>(result: Result<T, AppError>): T {
  if (!result.ok) throw result.error;
  return result.value;
}
