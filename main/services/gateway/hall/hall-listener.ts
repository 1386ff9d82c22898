import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fastifyStatic from '@fastify/static';
import { AppError } from '#shared/errors/app-error';
import { hallPaths, pairSchema, takeTicketSchema, type TerminalKind } from '#shared/ipc/queue-api';
import { addressBlock, type Allowances } from '../../allowance';
import type { Queue, Terminal, Terminals } from '../../queue-port';
import { createListener, type ListenerOptions } from '../listener';
import { sendError } from '../refusals';
import { noQuerySchema, parseInput } from '../routes/queries';
import type { StateStreams } from '../state-streams';

export interface HallListenerOptions extends ListenerOptions {
  /** Who this door is for: the other kind has one of its own. */
  readonly kind: TerminalKind;
  /** The built pages of the board or kiosk, or null where only the API is wanted. */
  readonly folder: string | null;
  readonly queue: Pick<Queue, 'board' | 'take'>;
  readonly terminals: Terminals;
  readonly streams: StateStreams;
  readonly allowances: Allowances;
  readonly now: () => number;
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
  const { kind, folder, queue, terminals, streams, allowances, now } = options;

  /** Throws `auth.invalid`, `access.denied`. */
  function admitted(request: FastifyRequest, reply: FastifyReply): Terminal & { readonly token: string } {
    void reply.header('cache-control', 'no-store');
    const token = TOKEN.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const terminal = terminals.verify(token);
    if (!terminal) throw new AppError('auth.invalid', 'this board or kiosk has to be paired');
    if (terminal.kind !== kind) throw new AppError('access.denied', `this door is for a ${kind}`);
    return { ...terminal, token };
  }

  app.post(hallPaths.pairing, async (request, reply) => {
    void reply.header('cache-control', 'no-store');
    const { code } = parseInput(pairSchema, request.body, 'body');
    const draws = [
      { key: `pairing ${addressBlock(request.ip)}`, allowance: ALLOWANCES.address },
      { key: 'pairing', allowance: ALLOWANCES.station },
    ];
    const taken = allowances.take(draws, now());
    if (!taken.allowed)
      throw new AppError('request.rate-limited', 'too many codes', { details: { retryAfterMs: taken.retryAfterMs } });
    const paired = await terminals.pair(code, kind);
    if (!paired) throw new AppError('auth.wrong', 'the code is wrong, used or too old');
    taken.refund();
    return paired;
  });

  app.get(hallPaths.board, (request, reply) => {
    admitted(request, reply);
    parseInput(noQuerySchema, request.query, 'query');
    return queue.board();
  });

  app.get(hallPaths.stream, (request, reply) => {
    const { id, token } = admitted(request, reply);
    parseInput(noQuerySchema, request.query, 'query');
    streams.open(reply, id, () => terminals.verify(token) !== null);
  });

  if (kind === 'kiosk')
    app.post(hallPaths.tickets, (request, reply) =>
      queue.take(admitted(request, reply), parseInput(takeTicketSchema, request.body, 'body')),
    );

  if (folder !== null)
    await app.register(fastifyStatic, { root: folder, prefix: '/', index: ['index.html'], dotfiles: 'ignore' });
}
