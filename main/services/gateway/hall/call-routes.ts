import type { FastifyInstance } from 'fastify';
import { AppError } from '#shared/errors/app-error';
import { endCallSchema, kioskCallPaths, kioskSignalSchema, startCallSchema } from '#shared/ipc/call-api';
import { DEADLINES } from '../gateway-types';
import { noQuerySchema, parseInput } from '../routes/queries';
import { createStateStreams } from '../state-streams';
import type { HallContext } from './hall-context';

/** Presses of one kiosk: a few at once, then one every fifteen seconds. It rings at somebody's desk each time. */
const PRESSES = { burst: 5, refillMs: 15_000 } as const;

/** A kiosk's call to a staffed desk: see shared/ipc/call-api.ts. */
export function callRoutes(app: FastifyInstance, { admitted, deps, allowances }: HallContext): void {
  const { calls, terminals, now } = deps;
  const streams = createStateStreams(() => Promise.resolve(null), DEADLINES.heartbeat);
  const leave = [calls.onChange(() => streams.changed()), terminals.onRevoked(() => streams.recheck())];
  app.addHook('preClose', async () => {
    for (const each of leave) each();
    streams.endAll();
  });

  app.post(kioskCallPaths.start, (request, reply) => {
    const { id } = admitted(request, reply, 'kiosk');
    const wanted = parseInput(startCallSchema, request.body, 'body');
    const taken = allowances.take([{ key: `call ${id}`, allowance: PRESSES }], now());
    if (!taken.allowed)
      throw new AppError('request.rate-limited', 'it has just rung', { details: { retryAfterMs: taken.retryAfterMs } });
    return calls.start(id, wanted);
  });

  app.get(kioskCallPaths.stream, (request, reply) => {
    const { id, token } = admitted(request, reply, 'kiosk');
    parseInput(noQuerySchema, request.query, 'query');
    streams.open(reply, id, () => terminals.verify(token) !== null, {
      state: async () => calls.ofKiosk(id),
      begin: () => calls.kioskListens(id),
    });
  });

  app.post(kioskCallPaths.signal, (request, reply) => {
    const { id } = admitted(request, reply, 'kiosk');
    const { call, sdp } = parseInput(kioskSignalSchema, request.body, 'body');
    return calls.offer(id, call, sdp);
  });

  app.post(kioskCallPaths.end, (request, reply) => {
    const { id } = admitted(request, reply, 'kiosk');
    return calls.hangUp(id, parseInput(endCallSchema, request.body, 'body').call);
  });
}
