import type { FastifyInstance } from 'fastify';
import { AppError } from '#shared/errors/app-error';
import { openTerminalSchema, paths, type LocalDoors, type OpenTerminalAnswer } from '#shared/ipc/station-api';
import type { TerminalsView } from '#shared/ipc/terminal-api';
import type { GatewayDeps } from '../gateway-types';
import { isLocalPage } from './local-page';
import { noQuerySchema, parseInput } from './queries';
import { ANYBODY } from './route-access';

/** Where the practice's screens in the hall stand in for a hall that a newcomer has not got. */
const NAMES = { kiosk: '练习用自助终端', board: '练习用叫号屏' } as const;

interface LocalRoutesContext extends Pick<GatewayDeps, 'sessions' | 'terminals'> {
  /** Doors of this machine alone. */
  readonly localDoors: () => TerminalsView['doors'];
  readonly isLoopback: boolean;
}

/** What is answered before this very machine alone: see shared/ipc/station-api.ts. */
export function localRoutes(app: FastifyInstance, context: LocalRoutesContext): void {
  const { sessions, terminals, localDoors, isLoopback } = context;

  app.get(paths.localDoors, ANYBODY, (request, reply): LocalDoors => {
    void reply.header('cache-control', 'no-store');
    parseInput(noQuerySchema, request.query, 'query');
    if (!isLoopback || !isLocalPage(request)) throw new AppError('request.not-found', 'no such route');
    return localDoors();
  });

  // A code for a terminal is otherwise for whoever leads a shift to give. At a practice station anybody may sign in as that person anyway.
  app.post(paths.practiceTerminal, ANYBODY, async (request, reply): Promise<OpenTerminalAnswer> => {
    void reply.header('cache-control', 'no-store');
    const { kind } = parseInput(openTerminalSchema, request.body, 'body');
    const door = isLoopback && isLocalPage(request) && sessions.practice() !== null ? localDoors()[kind] : null;
    if (door === null) throw new AppError('request.not-found', 'no such route');
    const made = await terminals.makeCode(null, { kind, name: NAMES[kind] });
    if (!made.ok) throw made.error;
    return { url: `${door}/#pair=${made.value.code}` };
  });
}
