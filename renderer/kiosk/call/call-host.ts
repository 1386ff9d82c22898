import { kioskCallPaths, kioskCallViewSchema, type KioskCallView, type StartCall } from '#shared/ipc/call-api';
import { readEventStream } from '#shared/sync/event-stream';

/** What came of asking the host. `too-often`: it has just rung several times. `refused`: not now, or not any more. */
export type CallAnswered =
  { readonly kind: 'ok'; readonly view: KioskCallView } | { readonly kind: 'away' | 'too-often' | 'refused' };

/** The switchboard, as a kiosk reaches it. */
export interface CallHost {
  start(wanted: StartCall): Promise<CallAnswered>;
  signal(call: string, sdp: string): Promise<CallAnswered>;
  /** Gets through also when the page is on its way out. */
  end(call: string): Promise<CallAnswered>;
  /** Calls back with this kiosk's call at once and whenever it has changed, until stopped; it comes back by itself. */
  watch(onView: (view: KioskCallView) => void, onAway: () => void): () => void;
}

const PATIENCE_MS = 8000;
/** The host sends a heartbeat every 20 s; a stream silent for longer than two of them is a dead connection. */
const STREAM_SILENCE_MS = 45_000;
const AGAIN_MS = 2000;

/** See `CallHost`; `token` is the kiosk's credential. */
export function createCallHost(token: () => string): CallHost {
  const authorization = () => ({ authorization: `Bearer ${token()}` });

  async function post(path: string, body: unknown): Promise<CallAnswered> {
    try {
      const response = await fetch(path, {
        method: 'POST',
        headers: { ...authorization(), 'content-type': 'application/json' },
        body: JSON.stringify(body),
        cache: 'no-store',
        keepalive: path === kioskCallPaths.end,
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      if (response.status === 429) return { kind: 'too-often' };
      if (!response.ok) return { kind: response.status < 500 ? 'refused' : 'away' };
      return { kind: 'ok', view: kioskCallViewSchema.parse(await response.json()) };
    } catch {
      return { kind: 'away' };
    }
  }

  async function listen(onView: (view: KioskCallView) => void, signal: AbortSignal): Promise<void> {
    const response = await fetch(kioskCallPaths.stream, {
      headers: { ...authorization(), accept: 'text/event-stream' },
      cache: 'no-store',
      signal,
    });
    if (!response.ok || !response.body) return;
    await readEventStream(response.body, signal, STREAM_SILENCE_MS, ({ event, data }) => {
      if (event === 'state' && !signal.aborted) onView(kioskCallViewSchema.parse(JSON.parse(data)));
    });
  }

  return {
    start: (wanted) => post(kioskCallPaths.start, wanted),
    signal: (call, sdp) => post(kioskCallPaths.signal, { call, sdp }),
    end: (call) => post(kioskCallPaths.end, { call }),
    watch: (onView, onAway) => {
      const ending = new AbortController();
      const { signal } = ending;
      void (async () => {
        while (!signal.aborted) {
          await listen(onView, signal).catch(() => undefined);
          if (signal.aborted) return;
          onAway();
          await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
        }
      })();
      return () => ending.abort();
    },
  };
}
