import type { QueueCommand } from '#shared/domain/queue/commands';
import { AppError } from '#shared/errors/app-error';
import {
  pairingCodeSchema,
  queueAnswerSchema,
  queuePaths,
  queueViewSchema,
  terminalsViewSchema,
  type MakeCode,
  type PairingCode,
  type QueueAnswer,
  type QueueView,
  type TerminalsView,
} from '#shared/ipc/queue-api';
import { readEventStream } from '#shared/sync/event-stream';
import type { Platform } from '#renderer/platform/platform';
import type { StationClient } from './station-client';

/** The hall's line, which the host alone keeps (`shared/ipc/queue-api`). Throws `hub.unreachable`, `access.denied` and as calls of the hub do. */
export interface QueueCalls {
  /** `request` is chosen once for a wish and given again when no answer came: it is done once. */
  ask(request: string, command: QueueCommand): Promise<QueueAnswer>;
  /**
   * Calls `onView` with the hall at once and whenever it has changed, and `onAway` while the host does not answer; it goes on by itself until the
   * returned function is called.
   */
  watch(onView: (view: QueueView) => void, onAway: () => void): () => void;
  terminals(): Promise<TerminalsView>;
  makeCode(wanted: MakeCode): Promise<PairingCode>;
  revokeTerminal(id: string): Promise<TerminalsView>;
}

/** The host sends a heartbeat every 20 s; a stream silent for longer than two of them is a dead connection. */
const STREAM_SILENCE_MS = 45_000;
const AGAIN_MS = 2000;

/** See `QueueCalls`; asked with the token of the moment. */
export function createQueueCalls(platform: Platform, client: StationClient, token: () => string): QueueCalls {
  const get = (path: string) => ({ path, token: token() });
  const post = (path: string, body: unknown) => ({ ...get(path), method: 'POST' as const, body });

  async function listen(onView: (view: QueueView) => void, signal: AbortSignal): Promise<void> {
    const { body, ok } = await platform.fetch(platform.hubOrigin + queuePaths.stream, {
      headers: { authorization: `Bearer ${token()}`, accept: 'text/event-stream' },
      cache: 'no-store',
      credentials: 'omit',
      signal,
    });
    if (!ok || !body) throw new AppError('hub.unreachable', 'no stream', { retry: true });
    await readEventStream(body, signal, STREAM_SILENCE_MS, ({ event, data }) => {
      if (event === 'state' && !signal.aborted) onView(queueViewSchema.parse(JSON.parse(data)));
    });
  }

  return {
    ask: (request, command) => client.call(post(queuePaths.commands, { request, command }), queueAnswerSchema),
    watch: (onView, onAway) => {
      const ending = new AbortController();
      const { signal } = ending;
      void (async () => {
        while (!signal.aborted) {
          await listen(onView, signal).catch(() => undefined);
          if (signal.aborted) return;
          onAway();
          await platform.sleep(AGAIN_MS, signal);
        }
      })();
      return () => ending.abort();
    },
    terminals: () => client.call(get(queuePaths.terminals), terminalsViewSchema),
    makeCode: (wanted) => client.call(post(queuePaths.pairingCode, wanted), pairingCodeSchema),
    revokeTerminal: (id) => client.call(post(queuePaths.revocation, { id }), terminalsViewSchema),
  };
}
