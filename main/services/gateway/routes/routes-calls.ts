import type { FastifyInstance } from 'fastify';
import { answersCalls } from '#shared/domain/access/access';
import { askCallLogSchema, callCommandSchema, callPaths, callSeatSchema } from '#shared/ipc/call-api';
import type { Sessions } from '../../ports';
import { DEADLINES, type GatewayDeps } from '../gateway-types';
import { createStateStreams } from '../state-streams';
import { parseInput } from './queries';
import type { Guard } from './route-access';

const TO_ANSWER = { config: { access: { kind: 'calls' } } } as const;
const TO_LEAD = { config: { access: { kind: 'hall' } } } as const;

interface DeskCallContext extends Pick<GatewayDeps, 'calls'> {
  readonly sessions: Sessions;
  readonly guard: Guard;
}

/** Calls from kiosks for whoever may answer: see shared/ipc/call-api.ts. */
export function deskCallRoutes(app: FastifyInstance, { calls, sessions, guard }: DeskCallContext): void {
  const streams = createStateStreams(() => Promise.resolve(null), DEADLINES.heartbeat);
  const leave = [calls.onChange(() => streams.changed()), sessions.onChange(() => streams.recheck())];
  app.addHook('preClose', async () => {
    for (const each of leave) each();
    streams.endAll();
  });
  app.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'));

  app.get(callPaths.stream, TO_ANSWER, (request, reply) => {
    const { seat, locked } = parseInput(callSeatSchema, request.query, 'query');
    const { token } = guard.held(request);
    const { staff, device } = guard.caller(request);
    const holds = async (): Promise<boolean> => {
      const verified = await sessions.verify(token);
      return verified.ok && verified.value.kind === 'person' && answersCalls(verified.value.access);
    };
    streams.open(reply, `${staff}/${device}`, holds, {
      state: async () => calls.ofSeat({ staff, seat }),
      begin: () => calls.seatListens({ staff, seat, isLocked: locked === 'yes' }),
    });
  });

  app.post(callPaths.commands, TO_ANSWER, (request) => {
    const { seat, call, act } = parseInput(callCommandSchema, request.body, 'body');
    return calls.act({ staff: guard.caller(request).staff, seat }, call, act);
  });

  app.get(callPaths.log, TO_LEAD, (request) => calls.log(parseInput(askCallLogSchema, request.query, 'query').day));
}
