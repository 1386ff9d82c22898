import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A running child program, spoken to line by line. */
export interface Child {
  readonly process: ChildProcess;
  /** Sends a line and gives the next line that comes back, or null when the program has ended. */
  ask(line: string): Promise<string | null>;
  send(line: string): void;
  /** The next line, or null when the program has ended. */
  next(): Promise<string | null>;
  /** Resolves when the program is gone. */
  readonly ended: Promise<void>;
}

/** Starts a program and waits for its `ready`. */
export async function runChild(command: string, args: readonly string[]): Promise<Child> {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.stdin.on('error', () => undefined);
  const next = async (): Promise<string | null> => {
    const line = await lines.next();
    return line.done ? null : line.value;
  };
  const send = (line: string): void => void child.stdin.write(`${line}\n`);
  const first = await next();
  if (first !== 'ready') throw new Error(`the child did not start: ${first}`);
  return {
    process: child,
    ended,
    next,
    send,
    ask: (line) => {
      send(line);
      return next();
    },
  };
}
