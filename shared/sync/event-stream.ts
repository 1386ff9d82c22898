export interface StreamEvent {
  readonly event: string;
  readonly data: string;
}

/** Lines of one event longer than this come from something that is not our hub. */
const MAX_BUFFER = 1_000_000;

/**
 * Reads server-sent events off a fetch body until it ends, `signal` aborts or nothing, not even a comment, came for
 * `silenceMs` (a connection whose other end is gone does not say so).
 */
export async function readEventStream(
  body: ReadableStream<Uint8Array>,
  signal: AbortSignal,
  silenceMs: number,
  onEvent: (event: StreamEvent) => void,
): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  const cancel = () => void reader.cancel().catch(() => undefined);
  signal.addEventListener('abort', cancel, { once: true });
  let watchdog = setTimeout(cancel, silenceMs);
  try {
    let buffer = '';
    for (;;) {
      const { done, value } = await reader.read();
      clearTimeout(watchdog);
      watchdog = setTimeout(cancel, silenceMs);
      if (done) return;
      buffer += value;
      const blocks = buffer.split('\n\n');
      buffer = blocks.pop() ?? '';
      if (buffer.length > MAX_BUFFER) throw new Error('an event that never ends');
      for (const block of blocks) {
        const event = parseBlock(block);
        if (event) onEvent(event);
      }
    }
  } finally {
    clearTimeout(watchdog);
    signal.removeEventListener('abort', cancel);
    cancel();
  }
}

function parseBlock(block: string): StreamEvent | null {
  let event = 'message';
  const data: string[] = [];
  for (const line of block.split('\n')) {
    if (line.startsWith('event:')) event = line.slice(6).trim();
    else if (line.startsWith('data:')) data.push(line.slice(5).trimStart());
  }
  return data.length > 0 ? { event, data: data.join('\n') } : null;
}
