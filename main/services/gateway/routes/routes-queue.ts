import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { daysBetween } from '#shared/domain/calendar/date';
import { worksAtCounter } from '#shared/domain/access/access';
import { askQueueSchema, hallSchema, queuePaths } from '#shared/ipc/queue-api';
import { makeCodeSchema, revokeTerminalSchema, type PadsView, type TerminalsView } from '#shared/ipc/terminal-api';
import { calendarDateSchema } from '#shared/schema/envelope';
import type { Sessions } from '../../ports';
import type { GatewayDeps } from '../gateway-types';
import { malformed } from '../refusals';
import type { StateStreams } from '../state-streams';
import { noQuerySchema, parseInput } from './queries';
import type { Guard } from './route-access';

const AT_COUNTER = { config: { access: { kind: 'counter' } } } as const;
const TO_SET = { config: { access: { kind: 'hall' } } } as const;

const MOST_DAYS = 31;
const spanSchema = z.strictObject({ from: calendarDateSchema, to: calendarDateSchema });

interface QueueRoutesContext extends Pick<GatewayDeps, 'queue' | 'terminals'> {
  readonly sessions: Sessions;
  readonly guard: Guard;
  readonly streams: StateStreams;
  /** What rating pads hear. */
  readonly padStreams: StateStreams;
  /** Where boards and kiosks are opened. */
  readonly doors: () => TerminalsView['doors'];
}

/** The hall's line for its staff: see shared/ipc/queue-api.ts. */
export function queueRoutes(app: FastifyInstance, context: QueueRoutesContext): void {
  const { queue, terminals, sessions, guard, streams, padStreams, doors } = context;
  const terminalsView = (): TerminalsView => ({ terminals: terminals.list(), doors: doors() });
  app.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'));

  app.get(queuePaths.queue, AT_COUNTER, (request) => {
    parseInput(noQuerySchema, request.query, 'query');
    return queue.view();
  });

  app.get(queuePaths.stream, AT_COUNTER, (request, reply) => {
    parseInput(noQuerySchema, request.query, 'query');
    const { token } = guard.held(request);
    const { staff, device } = guard.caller(request);
    streams.open(reply, `${staff}/${device}`, async () => {
      const verified = await sessions.verify(token);
      return verified.ok && verified.value.kind === 'person' && worksAtCounter(verified.value.access);
    });
  });

  app.post(queuePaths.commands, AT_COUNTER, (request) => {
    const { request: wish, command } = parseInput(askQueueSchema, request.body, 'body');
    return queue.ask({ kind: 'staff', uid: guard.caller(request).staff }, wish, command);
  });

  app.get(queuePaths.statistics, AT_COUNTER, (request) => {
    const { from, to } = parseInput(spanSchema, request.query, 'query');
    const days = daysBetween(from, to) + 1;
    if (days < 1 || days > MOST_DAYS) throw malformed(`query: from 1 to ${MOST_DAYS} days`);
    return queue.statistics(from, to);
  });

  app.get(queuePaths.pads, AT_COUNTER, (request): PadsView => {
    parseInput(noQuerySchema, request.query, 'query');
    const listening = padStreams.holders();
    const counters = terminals.list().flatMap(({ id, counter }) => (listening.has(id) ? (counter ?? []) : []));
    return { counters: [...new Set(counters)] };
  });

  app.post(queuePaths.hall, TO_SET, async (request) => {
    const set = await queue.setHall(guard.caller(request).staff, parseInput(hallSchema, request.body, 'body'));
    if (!set.ok) throw set.error;
    return set.value;
  });

  app.get(queuePaths.terminals, TO_SET, (request) => {
    parseInput(noQuerySchema, request.query, 'query');
    return terminalsView();
  });

  app.post(queuePaths.pairingCode, TO_SET, async (request) => {
    const made = await terminals.makeCode(
      guard.caller(request).staff,
      parseInput(makeCodeSchema, request.body, 'body'),
    );
    if (!made.ok) throw made.error;
    return made.value;
  });

  app.post(queuePaths.revocation, TO_SET, async (request) => {
    const { id } = parseInput(revokeTerminalSchema, request.body, 'body');
    const revoked = await terminals.revoke(guard.caller(request).staff, id);
    if (!revoked.ok) throw revoked.error;
    return terminalsView();
  });
}
