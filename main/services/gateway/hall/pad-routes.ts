import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '#shared/errors/app-error';
import {
  askTicketSchema,
  padMoreSchema,
  padPaths,
  padRatingSchema,
  rateTicketSchema,
  ticketPaths,
  ticketPhoneSchema,
  type PadOutcome,
  type PadTaken,
  type TicketOfCode,
} from '#shared/ipc/pad-api';
import { addressBlock } from '../../allowance';
import { noQuerySchema, parseInput } from '../routes/queries';
import type { HallContext } from './hall-context';

/** Somebody types a code once or twice; whoever tries them is slowed down long before a hit. */
const ALLOWANCES = {
  terminal: { burst: 20, refillMs: 3_000 },
  miss: { burst: 6, refillMs: 30_000 },
} as const;

/** What rating pads ask, and kiosks by the code on a ticket: see shared/ipc/pad-api.ts. */
export function padRoutes(app: FastifyInstance, context: HallContext): void {
  const { admitted, deps, padStreams, allowances } = context;
  const { ticketRatings, terminals, now } = deps;

  app.get(padPaths.state, (request, reply) => {
    admitted(request, reply, 'pad');
    parseInput(noQuerySchema, request.query, 'query');
    return ticketRatings.pads();
  });

  app.get(padPaths.stream, (request, reply) => {
    const { id, token } = admitted(request, reply, 'pad');
    parseInput(noQuerySchema, request.query, 'query');
    padStreams.open(reply, id, () => terminals.verify(token) !== null);
  });

  app.post(padPaths.rating, (request, reply): Promise<PadTaken> => {
    const counter = windowOf(request, reply);
    const { number, ...given } = parseInput(padRatingSchema, request.body, 'body');
    return ticketRatings.rateAt(counter, number, { ...given, comment: null });
  });

  app.post(padPaths.more, async (request, reply): Promise<{ readonly outcome: PadOutcome }> => {
    const counter = windowOf(request, reply);
    const { number, ...added } = parseInput(padMoreSchema, request.body, 'body');
    return { outcome: await ticketRatings.addAt(counter, number, added) };
  });

  app.post(ticketPaths.ticket, async (request, reply): Promise<TicketOfCode> => {
    const missing = taken(request, reply);
    const found = await ticketRatings.ofCode(parseInput(askTicketSchema, request.body, 'body').code);
    if (!found) throw new AppError('request.not-found', 'no ticket of today has this code');
    missing.refund();
    return found;
  });

  app.post(ticketPaths.rating, async (request, reply): Promise<PadTaken> => {
    const missing = taken(request, reply);
    const { code, ...given } = parseInput(rateTicketSchema, request.body, 'body');
    const outcome = await ticketRatings.rateByCode(code, { ...given, comment: null }, 'kiosk');
    if (outcome === null) throw new AppError('request.not-found', 'no ticket of today has this code');
    missing.refund();
    const asksPhone = outcome === 'taken' && (await ticketRatings.ofCode(code))?.asksPhone === true;
    return { outcome, asksPhone };
  });

  app.post(ticketPaths.phone, async (request, reply): Promise<{ readonly outcome: PadOutcome }> => {
    const missing = taken(request, reply);
    const { code, phone } = parseInput(ticketPhoneSchema, request.body, 'body');
    const outcome = await ticketRatings.addPhoneByCode(code, phone);
    if (outcome === null) throw new AppError('request.not-found', 'no ticket of today has this code');
    missing.refund();
    return { outcome };
  });

  function windowOf(request: FastifyRequest, reply: FastifyReply): string {
    const { counter } = admitted(request, reply, 'pad');
    if (counter === null) throw new AppError('access.denied', 'a pad stands at a window');
    return counter;
  }

  /** One attempt of a kiosk, which counts as a miss until it is given back. */
  function taken(request: FastifyRequest, reply: FastifyReply) {
    const { id } = admitted(request, reply, 'kiosk');
    const draw = (draws: Parameters<typeof allowances.take>[0]) => {
      const drawn = allowances.take(draws, now());
      if (drawn.allowed) return drawn;
      const details = { retryAfterMs: drawn.retryAfterMs };
      throw new AppError('request.rate-limited', 'too many codes', { details });
    };
    draw([{ key: `ticket ${id}`, allowance: ALLOWANCES.terminal }]);
    return draw([{ key: `ticket miss ${addressBlock(request.ip)}`, allowance: ALLOWANCES.miss }]);
  }
}
