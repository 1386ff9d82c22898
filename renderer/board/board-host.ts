import { boardViewSchema, hallPaths, voicePaths, voiceViewSchema, type BoardView } from '#shared/ipc/board-api';
import { pairedSchema } from '#shared/ipc/terminal-api';
import { readEventStream } from '#shared/sync/event-stream';
import type { Pairing } from '#renderer/ui/pairing/index';
import type { ClipSource } from './clips';

/** The host that served this page. */
export interface BoardHost extends ClipSource {
  /** Whether this screen has a credential. */
  isPaired(): boolean;
  pair(code: string): Promise<Pairing>;
  /** Calls back with the hall at once and whenever it has changed, until stopped; it comes back by itself. `unpaired`: this screen was shut out. */
  watch(heard: {
    readonly onView: (view: BoardView) => void;
    readonly onAway: () => void;
    readonly onUnpaired: () => void;
  }): () => void;
}

const KEPT = 'linli-board-token';
/** The host sends a heartbeat every 20 s; a stream silent for longer than two of them is a dead connection. */
const STREAM_SILENCE_MS = 45_000;
const AGAIN_MS = 2000;

/** See `BoardHost`; the credential is kept by the browser under this page's own origin. */
export function createBoardHost(): BoardHost {
  const token = (): string | null => localStorage.getItem(KEPT);

  async function listen(onView: (view: BoardView) => void, signal: AbortSignal): Promise<'ended' | 'unpaired'> {
    const response = await fetch(hallPaths.stream, {
      headers: { authorization: `Bearer ${token() ?? ''}`, accept: 'text/event-stream' },
      cache: 'no-store',
      signal,
    });
    if (response.status === 401) return 'unpaired';
    if (!response.ok || !response.body) return 'ended';
    await readEventStream(response.body, signal, STREAM_SILENCE_MS, ({ event, data }) => {
      if (event === 'state' && !signal.aborted) onView(boardViewSchema.parse(JSON.parse(data)));
    });
    return 'ended';
  }

  const ask = (path: string): Promise<Response> =>
    fetch(path, { headers: { authorization: `Bearer ${token() ?? ''}` }, cache: 'no-store' });

  return {
    clips: async () => {
      if (token() === null) return [];
      const response = await ask(voicePaths.clips);
      return response.ok ? voiceViewSchema.parse(await response.json()).clips : [];
    },
    clip: async (name) => {
      const response = await ask(voicePaths.clip.replace(':name', encodeURIComponent(name)));
      return response.ok ? response.arrayBuffer() : null;
    },
    isPaired: () => token() !== null,
    pair: async (code) => {
      try {
        const response = await fetch(hallPaths.pairing, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ code }),
        });
        if (response.status === 429) return 'too-often';
        if (!response.ok) return response.status < 500 ? 'wrong' : 'away';
        localStorage.setItem(KEPT, pairedSchema.parse(await response.json()).token);
        return 'paired';
      } catch {
        return 'away';
      }
    },
    watch: ({ onView, onAway, onUnpaired }) => {
      const ending = new AbortController();
      const { signal } = ending;
      void (async () => {
        while (!signal.aborted) {
          const how = await listen(onView, signal).catch(() => 'ended' as const);
          if (signal.aborted) return;
          if (how === 'unpaired') {
            localStorage.removeItem(KEPT);
            return onUnpaired();
          }
          onAway();
          await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
        }
      })();
      return () => ending.abort();
    },
  };
}
