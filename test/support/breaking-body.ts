/**
 * The answer, whose body breaks when `line` aborts, as a connection does. Not left to the abort of the request: Node may forget a
 * combined signal once the answer's head is there, and a stream then goes on over a line that is cut.
 */
export function breakingWith(line: AbortSignal, response: Response): Response {
  if (!response.body) return response;
  const reader = response.body.getReader();
  let leave = (): void => undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const broken = (): void => {
        controller.error(line.reason);
        void reader.cancel().catch(() => undefined);
      };
      if (line.aborted) broken();
      else line.addEventListener('abort', broken, { once: true });
      leave = () => line.removeEventListener('abort', broken);
    },
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (line.aborted) return;
        if (!done) return controller.enqueue(value);
        leave();
        controller.close();
      } catch (cause) {
        leave();
        if (!line.aborted) controller.error(cause);
      }
    },
    cancel: (reason) => {
      leave();
      return reader.cancel(reason);
    },
  });
  return new Response(body, { status: response.status, headers: response.headers });
}
