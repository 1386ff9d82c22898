import type { FastifyInstance } from 'fastify';
import { AppError } from '#shared/errors/app-error';
import { bookAtKioskSchema, bookingCodeSchema, kioskBookingPaths, type BookingOfCode } from '#shared/ipc/booking-api';
import { noQuerySchema, parseInput } from '../routes/queries';
import type { HallContext } from './hall-context';

/** One kiosk serves one person after the other; whoever tries codes or fills the slots is slowed down. */
const ALLOWANCES = {
  book: { burst: 10, refillMs: 60_000 },
  code: { burst: 10, refillMs: 30_000 },
} as const;

/** Bookings at a kiosk: a slot for a phone number, and the number of the line for a code. */
export function bookingRoutes(app: FastifyInstance, { admitted, deps, allowances }: HallContext): void {
  const { bookings, now } = deps;

  function take(name: keyof typeof ALLOWANCES, kiosk: string) {
    const taken = allowances.take([{ key: `booking ${name} ${kiosk}`, allowance: ALLOWANCES[name] }], now());
    if (taken.allowed) return taken;
    const { retryAfterMs } = taken;
    throw new AppError('request.rate-limited', 'too many bookings', { details: { retryAfterMs } });
  }

  app.get(kioskBookingPaths.offer, (request, reply) => {
    admitted(request, reply, 'kiosk');
    parseInput(noQuerySchema, request.query, 'query');
    return bookings.offer(true);
  });

  app.post(kioskBookingPaths.bookings, async (request, reply) => {
    const { id } = admitted(request, reply, 'kiosk');
    const { agreed, ...wanted } = parseInput(bookAtKioskSchema, request.body, 'body');
    void agreed;
    const taken = take('book', id);
    const answer = await bookings.book(`kiosk ${id}`, { ...wanted, name: '', channel: 'kiosk' });
    if (answer.outcome === 'refused') taken.refund();
    return answer;
  });

  app.post(kioskBookingPaths.booking, async (request, reply): Promise<BookingOfCode> => {
    const { id } = admitted(request, reply, 'kiosk');
    const typed = parseInput(bookingCodeSchema, request.body, 'body');
    const taken = take('code', id);
    const found = await bookings.find(typed.code);
    if (!found) return { booking: null };
    taken.refund();
    const { code, group, name, day, atMs, untilMs } = found;
    return { booking: { code, group, name, day, atMs, untilMs } };
  });

  app.post(kioskBookingPaths.arrival, async (request, reply) => {
    const { id } = admitted(request, reply, 'kiosk');
    const { code } = parseInput(bookingCodeSchema, request.body, 'body');
    const taken = take('code', id);
    const answer = await bookings.arrive({ code }, true);
    if (answer.outcome === 'done' || answer.why !== 'unknown') taken.refund();
    return answer;
  });
}
