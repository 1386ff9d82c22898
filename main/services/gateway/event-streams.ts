import type { FastifyReply } from 'fastify';
import type { EventChange, EventHello } from '#shared/ipc/station-api';
import type { GatewayDeps } from './gateway-types';
import type { HubPosition } from './hub-port';
import { Refusal } from './refusals';
import { concerns } from './routes/route-access';
import type { Caller } from '../ports';

/** The wake-up streams of all clients. */
export interface EventStreams {
  /** Takes over the answer and keeps it open; refuses with `hub.busy` when this device holds too many. */
  open(reply: FastifyReply, caller: Caller, token: string): void;
  count(): number;
  endAll(): void;
}

interface EventStreamsOptions extends Pick<GatewayDeps, 'hub' | 'sessions'> {
  readonly heartbeatMs: number;
}

/** Per person and device: one in use, and a few that a dropped network left behind. */
const STREAMS_PER_DEVICE = 8;
const STREAMS_IN_ALL = 1000;
/** Writes of one database within this of the last told one are told together. */
const TICK_MS = 10;
/** A client that lets this much pile up unread has gone away without saying so. */
const MAX_UNREAD_BYTES = 64 * 1024;

export function createEventStreams(options: EventStreamsOptions): EventStreams {
  const open = new Map<() => void, string>();

  return {
    open(reply, caller, token) {
      const holder = `${caller.staff}/${caller.device}`;
      const held = [...open.values()].filter((other) => other === holder).length;
      if (held >= STREAMS_PER_DEVICE || open.size >= STREAMS_IN_ALL) {
        throw new Refusal(429, 'hub.busy', 'too many event streams');
      }
      const end = startStream(options, reply, caller, token, () => open.delete(end));
      open.set(end, holder);
    },
    count: () => open.size,
    endAll() {
      for (const end of [...open.keys()]) end();
    },
  };
}

function startStream(
  { hub, sessions, heartbeatMs }: EventStreamsOptions,
  reply: FastifyReply,
  caller: Caller,
  token: string,
  onEnd: () => void,
): () => void {
  const headers = {
    ...reply.getHeaders(),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
  };
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, headers as Record<string, string>);

  const write = (text: string): void => {
    if (raw.writableLength > MAX_UNREAD_BYTES) raw.destroy();
    else raw.write(text);
  };
  const tell = (event: string, data: EventHello | EventChange): void =>
    write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);

  const changes = coalesce((db, position) => tell('change', { db, ...position }));
  const leave = hub.onChange(({ database, position }) => {
    if (caller.databases.has(database)) changes.note(database, position);
  });
  const heartbeat = setInterval(() => {
    write(': still here\n\n');
    recheck();
  }, heartbeatMs);
  // A change of rights acts at once: the device comes back, hears what it is granted, and renews.
  const leaveSessions = sessions.onChange((changed) => {
    if (concerns(changed, caller)) recheck();
  });

  /** A token that has run out, was revoked or grants something else does not listen on. */
  function recheck(): void {
    sessions.verify(token).then((verified) => {
      if (!verified.ok || verified.value.kind !== 'person' || verified.value.grants !== caller.grants) end();
    }, end);
  }

  let ended = false;
  function end(): void {
    if (ended) return;
    ended = true;
    clearInterval(heartbeat);
    changes.stop();
    leave();
    leaveSessions();
    raw.end();
    onEnd();
  }
  raw.once('close', end);
  raw.once('error', end);

  const positions = [...caller.databases.keys()].flatMap((name) => {
    const database = hub.database(name);
    return database ? [[name, database.position()] as const] : [];
  });
  tell('hello', { databases: Object.fromEntries(positions), grants: caller.grants });
  return end;
}

/** Tells the first change of a database at once and then at most one per tick, always ending with the latest. */
function coalesce(tell: (database: string, position: HubPosition) => void) {
  const ticking = new Map<string, { timer: NodeJS.Timeout; latest: HubPosition | null }>();

  function note(database: string, position: HubPosition): void {
    const current = ticking.get(database);
    if (current) {
      current.latest = position;
      return;
    }
    tell(database, position);
    const timer = setTimeout(() => {
      const { latest } = ticking.get(database) ?? { latest: null };
      ticking.delete(database);
      if (latest) note(database, latest);
    }, TICK_MS);
    ticking.set(database, { timer, latest: null });
  }

  return {
    note,
    stop() {
      for (const { timer } of ticking.values()) clearTimeout(timer);
      ticking.clear();
    },
  };
}
