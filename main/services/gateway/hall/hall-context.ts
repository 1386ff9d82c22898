import type { FastifyReply, FastifyRequest } from 'fastify';
import type { TerminalKind } from '#shared/ipc/terminal-api';
import type { Allowances } from '../../allowance';
import type { Log } from '../../ports';
import type { Terminal } from '../../queue-port';
import type { GatewayDeps } from '../gateway-types';
import type { StateStreams } from '../state-streams';

/** What a file of routes at the hall's doors is given. */
export interface HallContext {
  /** Who asks, by the credential of that kind alone, with answers that nothing keeps. Throws `auth.invalid`, `access.denied`. */
  admitted(request: FastifyRequest, reply: FastifyReply, kind: TerminalKind): Terminal & { readonly token: string };
  readonly deps: GatewayDeps;
  /** What the pads of the hall hear. */
  readonly padStreams: StateStreams;
  readonly allowances: Allowances;
  readonly log: Log;
}
