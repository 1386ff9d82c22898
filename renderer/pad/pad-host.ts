import {
  padAnswerSchema,
  padPaths,
  padsStateSchema,
  padTakenSchema,
  type PadMore,
  type PadOutcome,
  type PadRating,
  type PadsState,
  type PadTaken,
} from '#shared/ipc/pad-api';
import { hallPaths } from '#shared/ipc/board-api';
import { pairedSchema } from '#shared/ipc/terminal-api';
import { readEventStream } from '#shared/sync/event-stream';
import type { Pairing } from '#renderer/ui/pairing/index';

/** Where the host was not reached nothing is known of what was sent. */
export type Unsent = 'away' | 'unpaired';

/** The host that served this page. */
export interface PadHost {
  isPaired(): boolean;
  /** The window that the code named; null before it was paired. */
  counter(): string | null;
  pair(code: string): Promise<Pairing>;
  /** Calls back with the windows at once and whenever they have changed, until stopped; it comes back by itself. `unpaired`: this pad was shut out. */
  watch(heard: {
    readonly onState: (state: PadsState) => void;
    readonly onAway: () => void;
    readonly onUnpaired: () => void;
  }): () => void;
  rate(rating: PadRating): Promise<PadTaken | Unsent>;
  /** What follows a poor grade: what was ticked, where to call back. */
  more(more: PadMore): Promise<PadOutcome | Unsent>;
}

const KEPT = { token: 'linli-pad-token', counter: 'linli-pad-counter' } as const;
/** The host sends a heartbeat every 20 s; a stream silent for longer than two of them is a dead connection. */
const STREAM_SILENCE_MS = 45_000;
const AGAIN_MS = 2000;
/** An answer that takes longer is not on its way any more. */
const LONGEST_MS = 10_000;

/** See `PadHost`; credential and window are kept by the browser under names of their own, beside those of a kiosk at the same door. */
export function createPadHost(): PadHost {
  const headers = (): Record<string, string> => ({ authorization: `Bearer ${localStorage.getItem(KEPT.token) ?? ''}` });

  function forget(): void {
    for (const name of Object.values(KEPT)) localStorage.removeItem(name);
  }

  async function listen(onState: (state: PadsState) => void, signal: AbortSignal): Promise<'ended' | 'unpaired'> {
    const response = await fetch(padPaths.stream, {
      headers: { ...headers(), accept: 'text/event-stream' },
      cache: 'no-store',
      signal,
    });
    if (response.status === 401) return 'unpaired';
    if (!response.ok || !response.body) return 'ended';
    await readEventStream(response.body, signal, STREAM_SILENCE_MS, ({ event, data }) => {
      if (event === 'state' && !signal.aborted) onState(padsStateSchema.parse(JSON.parse(data)));
    });
    return 'ended';
  }

  async function send<T>(path: string, body: unknown, read: (json: unknown) => T): Promise<T | Unsent> {
    try {
      const response = await fetch(path, {
        method: 'POST',
        headers: { ...headers(), 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(LONGEST_MS),
      });
      if (response.status === 401) return 'unpaired';
      if (!response.ok) return 'away';
      return read(await response.json());
    } catch {
      return 'away';
    }
  }

  return {
    isPaired: () => localStorage.getItem(KEPT.token) !== null,
    counter: () => localStorage.getItem(KEPT.counter),
    pair: async (code) => {
      try {
        const response = await fetch(hallPaths.pairing, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ code, kind: 'pad' }),
        });
        if (response.status === 429) return 'too-often';
        if (!response.ok) return response.status < 500 ? 'wrong' : 'away';
        const { token, counter } = pairedSchema.parse(await response.json());
        localStorage.setItem(KEPT.counter, counter ?? '');
        localStorage.setItem(KEPT.token, token);
        return 'paired';
      } catch {
        return 'away';
      }
    },
    watch: ({ onState, onAway, onUnpaired }) => {
      const ending = new AbortController();
      const { signal } = ending;
      void (async () => {
        while (!signal.aborted) {
          const how = await listen(onState, signal).catch(() => 'ended' as const);
          if (signal.aborted) return;
          if (how === 'unpaired') {
            forget();
            return onUnpaired();
          }
          onAway();
          await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
        }
      })();
      return () => ending.abort();
    },
    rate: (rating) => send(padPaths.rating, rating, (json) => padTakenSchema.parse(json)),
    more: (more) => send(padPaths.more, more, (json) => padAnswerSchema.parse(json).outcome),
  };
}
