import type { FastifyReply } from 'fastify';
import { Refusal } from './refusals';

/** Streams that tell whoever listens the same state, whenever it has changed. */
export interface StateStreams {
  /**
   * Takes over the answer and keeps it open. `holds` is asked at every heartbeat and whenever `recheck` is called: who does not hold any more is
   * listened to no longer. Refuses with `hub.busy` when this holder has too many. `own`: what this one is told in place of what all are.
   */
  open(reply: FastifyReply, holder: string, holds: () => boolean | Promise<boolean>, own?: OwnState): void;
  /** Tells the state anew, to all at once and not more often than every `TICK_MS`. */
  changed(): void;
  recheck(): void;
  count(): number;
  /** Who listens at this moment. */
  holders(): ReadonlySet<string>;
  endAll(): void;
}

/** A stream that is told something of its own. */
export interface OwnState {
  readonly state: () => Promise<unknown>;
  /** Called once it is listened to; answers what is to be done when it has ended. */
  readonly begin: () => () => void;
}

/** One in use, and a few that a dropped network left behind. */
const STREAMS_PER_HOLDER = 8;
const STREAMS_IN_ALL = 500;
/** Changes within this are told together. */
const TICK_MS = 150;
/** A client that lets this much pile up unread has gone away without saying so. */
const MAX_UNREAD_BYTES = 512 * 1024;

interface Stream {
  readonly holder: string;
  readonly own: OwnState | null;
  write(text: string): void;
  recheck(): void;
  end(): void;
}

/** Streams of what `state` says; it is asked once for all who listen. */
export function createStateStreams(state: () => Promise<unknown>, heartbeatMs: number): StateStreams {
  const open = new Set<Stream>();
  let timer: NodeJS.Timeout | null = null;
  let toldAtMs = 0;

  const event = async (of: () => Promise<unknown>): Promise<string> =>
    `event: state\ndata: ${JSON.stringify(await of())}\n\n`;

  /** What cannot be told now is told with the next change; heartbeats go on. */
  async function tellAll(): Promise<void> {
    timer = null;
    toldAtMs = performance.now();
    if (open.size === 0) return;
    const text = [...open].some(({ own }) => !own) ? await event(state).catch(() => null) : null;
    for (const stream of [...open]) {
      const told = stream.own ? await event(stream.own.state).catch(() => null) : text;
      if (told !== null && open.has(stream)) stream.write(told);
    }
  }

  function start(
    reply: FastifyReply,
    holder: string,
    holds: () => boolean | Promise<boolean>,
    own: OwnState | null,
  ): Stream {
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
    const recheck = (): void => {
      Promise.resolve(holds()).then((isStill) => isStill || end(), end);
    };
    const heartbeat = setInterval(() => {
      write(': still here\n\n');
      recheck();
    }, heartbeatMs);
    const onEnd = own?.begin();
    const stream = { holder, own, write, recheck, end };
    function end(): void {
      if (!open.delete(stream)) return;
      clearInterval(heartbeat);
      onEnd?.();
      raw.end();
    }
    raw.once('close', end);
    raw.once('error', end);
    return stream;
  }

  return {
    open: (reply, holder, holds, own) => {
      const held = [...open].filter((stream) => stream.holder === holder).length;
      if (held >= STREAMS_PER_HOLDER || open.size >= STREAMS_IN_ALL)
        throw new Refusal(429, 'hub.busy', 'too many event streams');
      const stream = start(reply, holder, holds, own ?? null);
      open.add(stream);
      event(own?.state ?? state).then(stream.write, stream.end);
    },
    changed: () => {
      timer ??= setTimeout(() => void tellAll(), Math.max(0, toldAtMs + TICK_MS - performance.now()));
    },
    recheck: () => {
      for (const stream of [...open]) stream.recheck();
    },
    count: () => open.size,
    holders: () => new Set([...open].map(({ holder }) => holder)),
    endAll: () => {
      if (timer) clearTimeout(timer);
      timer = null;
      for (const stream of [...open]) stream.end();
    },
  };
}
