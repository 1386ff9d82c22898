import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import type { Dialogue } from './setup';

/** A dialogue over the process's own terminal, or over lines piped into it. Close it when the talk is over. */
export function terminalDialogue(
  input: NodeJS.ReadableStream & { readonly isTTY?: boolean },
  output: NodeJS.WritableStream,
): Dialogue & { close(): void } {
  let isSecret = false;
  // What is typed comes back through this stream; a secret one is held back.
  const echo = new Writable({
    decodeStrings: false,
    write: (chunk: string, _encoding, done) => {
      if (!isSecret) output.write(chunk);
      done();
    },
  });
  const reader = createInterface({ input, output: echo, terminal: input.isTTY === true });
  // Lines that are piped in may arrive before they are asked for.
  const lines = reader[Symbol.asyncIterator]();
  return {
    ask: async (question, { secret = false } = {}) => {
      output.write(question);
      isSecret = secret;
      const { value, done } = await lines.next();
      if (secret) output.write('\n');
      isSecret = false;
      return done === true ? null : value;
    },
    say: (line) => void output.write(`${line}\n`),
    close: () => reader.close(),
  };
}
