import type { FastifyInstance } from 'fastify';
import { TERMINAL_KINDS, type TerminalKind } from '#shared/ipc/queue-api';
import { createAllowances } from '../../allowance';
import type { GatewayDeps } from '../gateway-types';
import type { ListenerOptions } from '../listener';
import { createStateStreams, type StateStreams } from '../state-streams';
import { createHallListener } from './hall-listener';

/** Where boards and kiosks come in: over TLS for the LAN, plain for this machine alone. */
export interface HallDoorsConfig {
  readonly host: string;
  /** The station's name on the LAN, by which people are told to open them; null: the host. */
  readonly name: string | null;
  readonly ports: Readonly<Record<TerminalKind, number>>;
  readonly tls: { readonly key: string; readonly cert: string } | null;
  /** The built pages of each; null where there are none. */
  readonly folders: Readonly<Record<TerminalKind, string | null>>;
}

export interface HallDoors {
  readonly doors: readonly { readonly kind: TerminalKind; readonly app: FastifyInstance; readonly port: number }[];
  /** What boards and kiosks hear. */
  readonly streams: StateStreams;
  /** Ends the streams, and hears of the hall no more. */
  stop(): void;
}

/** Prepares a door for boards and one for kiosks; they are not listened at yet. */
export function createHallDoors(
  { ports, tls, folders }: HallDoorsConfig,
  { queue, terminals, now }: Pick<GatewayDeps, 'queue' | 'terminals' | 'now'>,
  common: Pick<ListenerOptions, 'deadlines' | 'log'> & { readonly loopbackNames: ReadonlySet<string> },
): HallDoors {
  const { deadlines, log, loopbackNames } = common;
  const streams = createStateStreams(() => queue.board(), deadlines.heartbeat);
  const allowances = createAllowances();
  const leave = [queue.onChange(() => streams.changed()), terminals.onRevoked(() => streams.recheck())];
  const doors = TERMINAL_KINDS.map((kind) => ({
    kind,
    port: ports[kind],
    app: createHallListener({
      ...{ kind, deadlines, log, tls, folder: folders[kind], queue, terminals, streams, allowances, now },
      hostNames: tls ? null : loopbackNames,
    }),
  }));
  return {
    doors,
    streams,
    stop: () => {
      for (const each of leave) each();
      streams.endAll();
    },
  };
}
