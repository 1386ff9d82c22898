import type { z } from 'zod';
import { AppError } from '#shared/errors/app-error';
import { readEventStream } from '#shared/sync/event-stream';
import type { Platform } from '#renderer/platform/platform';

/**
 * Follows a stream of the host that tells a state: calls `onState` at once and whenever it has changed, and `onAway` while the host does not answer; it
 * goes on by itself until the returned function is called.
 */
export type WatchStates = <T>(
  path: string,
  schema: z.ZodType<T>,
  onState: (state: T) => void,
  onAway: () => void,
) => () => void;

/** The host sends a heartbeat every 20 s; a stream silent for longer than two of them is a dead connection. */
const STREAM_SILENCE_MS = 45_000;
const AGAIN_MS = 2000;

/** See `WatchStates`; asked with the token of the moment. */
export function createWatchStates(platform: Platform, token: () => string): WatchStates {
  async function listen(path: string, onData: (data: unknown) => void, signal: AbortSignal): Promise<void> {
    const { body, ok } = await platform.fetch(platform.hubOrigin + path, {
      headers: { authorization: `Bearer ${token()}`, accept: 'text/event-stream' },
      cache: 'no-store',
      credentials: 'omit',
      signal,
    });
    if (!ok || !body) throw new AppError('hub.unreachable', 'no stream', { retry: true });
    await readEventStream(body, signal, STREAM_SILENCE_MS, ({ event, data }) => {
      if (event === 'state' && !signal.aborted) onData(JSON.parse(data));
    });
  }

  return (path, schema, onState, onAway) => {
    const ending = new AbortController();
    const { signal } = ending;
    void (async () => {
      while (!signal.aborted) {
        await listen(path, (data) => onState(schema.parse(data)), signal).catch(() => undefined);
        if (signal.aborted) return;
        onAway();
        await platform.sleep(AGAIN_MS, signal);
      }
    })();
    return () => ending.abort();
  };
}
