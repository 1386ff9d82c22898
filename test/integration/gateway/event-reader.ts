import { eventChangeSchema, eventHelloSchema, type EventChange, type EventHello } from '#shared/ipc/station-api';

/** A client's end of the wake-up stream. */
export interface EventReader {
  readonly hello: EventHello;
  /** The next change, or null when the stream has ended. Comments are counted and passed over. */
  next(): Promise<EventChange | null>;
  comments(): number;
  close(): void;
}

/** Opens the stream and waits for its greeting; throws with the status when it is refused. */
export async function openEvents(origin: string, token: string): Promise<EventReader> {
  const abort = new AbortController();
  const response = await fetch(`${origin}/api/events`, {
    headers: { authorization: `Bearer ${token}` },
    signal: abort.signal,
  });
  if (!response.ok || !response.body) throw new Error(`refused with ${response.status}`);
  const blocks = blocksOf(response.body);
  let comments = 0;

  async function nextEvent(): Promise<{ event: string; data: string } | null> {
    for (;;) {
      const block = await blocks.next();
      if (block.done) return null;
      const event = /^event: (.*)$/m.exec(block.value)?.[1];
      const data = /^data: (.*)$/m.exec(block.value)?.[1];
      if (event !== undefined && data !== undefined) return { event, data };
      comments += 1;
    }
  }

  const first = await nextEvent();
  if (first?.event !== 'hello') throw new Error('the stream did not begin with hello');
  return {
    hello: eventHelloSchema.parse(JSON.parse(first.data)),
    next: async () => {
      const event = await nextEvent();
      return event && eventChangeSchema.parse(JSON.parse(event.data));
    },
    comments: () => comments,
    close: () => abort.abort(),
  };
}

async function* blocksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string, void> {
  const decoder = new TextDecoder();
  let buffer = '';
  try {
    for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
      buffer += decoder.decode(chunk, { stream: true });
      const blocks = buffer.split('\n\n');
      buffer = blocks.pop() ?? '';
      yield* blocks;
    }
  } catch (error) {
    if ((error as Error).name !== 'AbortError') throw error;
  }
}
