import type { FastifyInstance } from 'fastify';
import { HALL_DOORS, type HallDoor, type TerminalKind } from '#shared/ipc/terminal-api';
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
  readonly ports: Readonly<Record<HallDoor, number>>;
  readonly tls: { readonly key: string; readonly cert: string } | null;
  /** Ports of the same doors on the loopback address, plain: for a second screen of this machine. Absent: none. */
  readonly localPorts?: Readonly<Record<HallDoor, number>>;
  /** The built pages of each; null where there are none. Those of the pads lie at the kiosks' door. */
  readonly folders: Readonly<Record<TerminalKind, string | null>>;
}

export interface HallDoors {
  readonly doors: readonly {
    readonly kind: HallDoor;
    readonly app: FastifyInstance;
    readonly port: number;
    readonly isLocal: boolean;
  }[];
  /** Ends the streams, and hears of the hall no more. */
  stop(): void;
}

/** Prepares a door for boards and one for kiosks; they are not listened at yet. */
export function createHallDoors(
  { ports, localPorts, tls, folders }: HallDoorsConfig,
  deps: GatewayDeps,
  common: Pick<ListenerOptions, 'deadlines' | 'log'> & {
    readonly loopbackNames: ReadonlySet<string>;
    readonly padStreams: StateStreams;
  },
): HallDoors {
  const { deadlines, log, loopbackNames, padStreams } = common;
  const { queue, terminals } = deps;
  const streams = createStateStreams(() => queue.board(), deadlines.heartbeat);
  const allowances = createAllowances();
  const leave = [
    queue.onChange(() => streams.changed()),
    terminals.onRevoked(() => streams.recheck()),
    terminals.onRevoked(() => padStreams.recheck()),
  ];
  const door = (kind: HallDoor, port: number, isLocal: boolean) => ({
    ...{ kind, port, isLocal },
    app: createHallListener({
      ...{ kind, deadlines, log, folders, deps, streams, padStreams, allowances },
      tls: isLocal ? null : tls,
      hostNames: isLocal || !tls ? loopbackNames : null,
    }),
  });
  const doors = [
    ...HALL_DOORS.map((kind) => door(kind, ports[kind], false)),
    ...HALL_DOORS.flatMap((kind) => (localPorts ? [door(kind, localPorts[kind], true)] : [])),
  ];
  return {
    doors,
    stop: () => {
      for (const each of leave) each();
      streams.endAll();
    },
  };
}
