import type { FastifyInstance } from 'fastify';
import { bookAtDeskSchema, bookingPaths, bookingRequestSchema, bookingSettingsSchema } from '#shared/ipc/booking-api';
import type { GatewayDeps } from '../gateway-types';
import { noQuerySchema, parseInput } from './queries';
import type { Guard } from './route-access';

const AT_COUNTER = { config: { access: { kind: 'counter' } } } as const;
const TO_SET = { config: { access: { kind: 'hall' } } } as const;

/** Bookings of the hall for its staff: see shared/ipc/booking-api.ts. */
export function bookingStaffRoutes(
  app: FastifyInstance,
  { bookings, guard }: Pick<GatewayDeps, 'bookings'> & { readonly guard: Guard },
): void {
  app.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'));

  app.get(bookingPaths.offer, AT_COUNTER, (request) => {
    parseInput(noQuerySchema, request.query, 'query');
    return bookings.offer(false);
  });

  app.post(bookingPaths.bookings, AT_COUNTER, (request) => {
    const { phone, ...wanted } = parseInput(bookAtDeskSchema, request.body, 'body');
    return bookings.book(`staff ${guard.caller(request).staff}`, { ...wanted, phone: phone ?? '' });
  });

  app.post(bookingPaths.arrival, AT_COUNTER, (request) =>
    bookings.arrive(parseInput(bookingRequestSchema, request.body, 'body'), false),
  );

  app.post(bookingPaths.cancellation, AT_COUNTER, (request) =>
    bookings.cancel(parseInput(bookingRequestSchema, request.body, 'body')),
  );

  app.get(bookingPaths.settings, AT_COUNTER, (request) => {
    parseInput(noQuerySchema, request.query, 'query');
    return bookings.settings();
  });

  app.post(bookingPaths.settings, TO_SET, (request) =>
    bookings.setSettings(guard.caller(request).staff, parseInput(bookingSettingsSchema, request.body, 'body')),
  );
}
