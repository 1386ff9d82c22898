import type { FastifyReply } from 'fastify';
import type { EventChange, EventHello, TokenClaims } from '#shared/ipc/station-api';
import type { GatewayDeps } from './gateway-types';
import type { HubPosition } from './hub-port';
import { Refusal } from './refusals';

/** The wake-up streams of all clients. */
export interface EventStreams {
  /** Takes over the answer and keeps it open; refuses with `hub.busy` when this device holds too many. */
  open(reply: FastifyReply, claims: TokenClaims, token: string): void;
  count(): number;
  endAll(): void;
}

interface EventStreamsOptions extends GatewayDeps {
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
    open(reply, claims, token) {
      const holder = `${claims.sub}/${claims.device}`;
      const held = [...open.values()].filter((other) => other === holder).length;
      if (held >= STREAMS_PER_DEVICE || open.size >= STREAMS_IN_ALL) {
        throw new Refusal(429, 'hub.busy', 'too many event streams');
      }
      const end = startStream(options, reply, claims, token, () => open.delete(end));
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
  claims: TokenClaims,
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
    if (Object.hasOwn(claims.dbs, database)) changes.note(database, position);
  });
  const heartbeat = setInterval(() => {
    write(': still here\n\n');
    // A token that has run out, or was revoked, does not listen on.
    sessions.verify(token).then((verified) => verified.ok || end(), end);
  }, heartbeatMs);

  let ended = false;
  function end(): void {
    if (ended) return;
    ended = true;
    clearInterval(heartbeat);
    changes.stop();
    leave();
    raw.end();
    onEnd();
  }
  raw.once('close', end);
  raw.once('error', end);

  const positions = Object.keys(claims.dbs).flatMap((name) => {
    const database = hub.database(name);
    return database ? [[name, database.position()] as const] : [];
  });
  tell('hello', { databases: Object.fromEntries(positions) });
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
