import type { FastifyInstance } from 'fastify';
import fastifyStatic from '@fastify/static';
import { AppError } from '#shared/errors/app-error';
import { padPaths } from '#shared/ipc/pad-api';
import { DOOR_OF, pairSchema, type HallDoor, type TerminalKind } from '#shared/ipc/terminal-api';
import { hallPaths, takeTicketSchema } from '#shared/ipc/board-api';
import { addressBlock, type Allowances } from '../../allowance';
import type { GatewayDeps } from '../gateway-types';
import { createListener, type ListenerOptions } from '../listener';
import { sendError } from '../refusals';
import { noQuerySchema, parseInput } from '../routes/queries';
import type { StateStreams } from '../state-streams';
import { bookingRoutes } from './booking-routes';
import type { HallContext } from './hall-context';
import { callRoutes } from './call-routes';
import { leaveRoutes } from './leave-routes';
import { kioskRoutes } from './kiosk-routes';
import { padRoutes } from './pad-routes';
import { voiceRoutes } from './voice-routes';
import { printRoutes } from './print-routes';

export interface HallListenerOptions extends ListenerOptions {
  /** Who this door is for: the other kind has one of its own. */
  readonly kind: HallDoor;
  /** The built pages of each kind of terminal, or null where only the API is wanted. */
  readonly folders: Readonly<Record<TerminalKind, string | null>>;
  readonly deps: GatewayDeps;
  /** What boards and kiosks hear. */
  readonly streams: StateStreams;
  /** What pads hear. */
  readonly padStreams: StateStreams;
  readonly allowances: Allowances;
}

/** Whoever tries codes is slowed down long before a hit: a hundred million of them, and ten minutes. */
const ALLOWANCES = {
  address: { burst: 6, refillMs: 30_000 },
  station: { burst: 40, refillMs: 10_000 },
} as const;

const TOKEN = /^Bearer (t\.[\w.-]{1,120})$/;

/**
 * A door for boards or kiosks: an origin of its own, with their pages and what the hall's line tells them. A paired one's credential is known here
 * and nowhere else; no route of the staff's doors is behind this one, and no database.
 */
export function createHallListener(options: HallListenerOptions): FastifyInstance {
  const app = createListener(options);
  void app.register(async (scope) => hallRoutes(scope, options));
  app.setNotFoundHandler((request, reply) =>
    sendError(new AppError('request.not-found', 'no such route'), request, reply, options.log),
  );
  return app;
}

async function hallRoutes(app: FastifyInstance, options: HallListenerOptions): Promise<void> {
  const { kind, folders, deps, streams, padStreams, allowances, log } = options;
  const { queue, terminals, leaveCodes, now } = deps;
  const folder = folders[kind];

  const admitted: HallContext['admitted'] = (request, reply, wanted) => {
    void reply.header('cache-control', 'no-store');
    const token = TOKEN.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const terminal = terminals.verify(token);
    if (!terminal) throw new AppError('auth.invalid', 'this board, kiosk or pad has to be paired');
    if (terminal.kind !== wanted) throw new AppError('access.denied', `this is for a ${wanted}`);
    return { ...terminal, token };
  };

  app.post(hallPaths.pairing, async (request, reply) => {
    void reply.header('cache-control', 'no-store');
    const { code, kind: wanted = kind } = parseInput(pairSchema, request.body, 'body');
    if (DOOR_OF[wanted] !== kind) throw new AppError('access.denied', `this door is not for a ${wanted}`);
    const draws = [
      { key: `pairing ${addressBlock(request.ip)}`, allowance: ALLOWANCES.address },
      { key: 'pairing', allowance: ALLOWANCES.station },
    ];
    const taken = allowances.take(draws, now());
    if (!taken.allowed)
      throw new AppError('request.rate-limited', 'too many codes', { details: { retryAfterMs: taken.retryAfterMs } });
    const paired = await terminals.pair(code, wanted);
    if (!paired) throw new AppError('auth.wrong', 'the code is wrong, used or too old');
    taken.refund();
    return paired;
  });

  app.get(hallPaths.board, (request, reply) => {
    admitted(request, reply, kind);
    parseInput(noQuerySchema, request.query, 'query');
    return queue.board();
  });

  app.get(hallPaths.stream, (request, reply) => {
    const { id, token } = admitted(request, reply, kind);
    parseInput(noQuerySchema, request.query, 'query');
    streams.open(reply, id, () => terminals.verify(token) !== null);
  });

  if (kind === 'kiosk') {
    const context: HallContext = { admitted, deps, padStreams, allowances, log };
    leaveRoutes(app, { leaveCodes, allowances, now });
    app.post(hallPaths.tickets, (request, reply) =>
      queue.take(admitted(request, reply, kind), parseInput(takeTicketSchema, request.body, 'body')),
    );
    kioskRoutes(app, context);
    padRoutes(app, context);
    bookingRoutes(app, context);
    callRoutes(app, context);
    printRoutes(app, context);
    if (folders.pad !== null) await serve(app, folders.pad, padPaths.page);
  }

  if (kind === 'board') voiceRoutes(app, { admitted, deps });

  if (folder !== null) await serve(app, folder, '/');
}

async function serve(app: FastifyInstance, root: string, prefix: string): Promise<void> {
  // The folders of a door share the reply's helper.
  const decorateReply = !app.hasReplyDecorator('sendFile');
  await app.register(fastifyStatic, { root, prefix, index: ['index.html'], dotfiles: 'ignore', decorateReply });
}
