import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { onTestFinished } from 'vitest';
import { KEYS_FOLDER } from '#test/support/in-process-host';

/** The built program; `npm run build` makes it. */
const CLI = resolve('out/host/cli.js');

/** The host as a process of its own, and what it says. */
export interface Program {
  readonly child: ChildProcess;
  /** Everything said so far, on both streams. */
  said(): string;
  /** The first match in what it says; fails when it ends without. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  ends(): Promise<{ readonly code: number | null; readonly signal: string | null }>;
}

/** Starts the built program; it is killed when the test ends. */
export function run(
  args: readonly string[],
  options: { uid?: number; input?: string; keys?: string; data?: string } = {},
): Program {
  const { uid, input, keys = KEYS_FOLDER, data } = options;
  const child = spawn(process.execPath, [CLI, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, LINLI_KEYS: keys, ...(data !== undefined && { LINLI_DATA: data }) },
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  child.stdin.end(input);
  let said = '';
  const listeners = new Set<() => void>();
  const tell = () => listeners.forEach((listener) => listener());
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
      tell();
    });
  }
  const ended = once(child, 'close').then(([code, signal]: unknown[]) => ({
    code: code as number | null,
    signal: signal as string | null,
  }));
  return {
    child,
    said: () => said,
    ends: () => ended,
    says: (pattern) =>
      new Promise((found, failed) => {
        const look = () => {
          const match = pattern.exec(said);
          if (match) found(match);
        };
        listeners.add(look);
        look();
        void ended.then(() => failed(new Error(`it ended without saying ${pattern}:\n${said}`)));
      }),
  };
}

/** Arguments of a program that nobody else notices. */
export const quiet = (data: string, ...more: string[]) => [
  '--headless',
  '--no-lan',
  '--port=0',
  '--data',
  data,
  ...more,
];
/** What it says when it answers. */
export const READY = /(http:\/\/127\.0\.0\.1:\d+)/;

/** The origin of a program that has said where it is. */
export async function originOf(program: Program): Promise<string> {
  return (await program.says(READY))[1] ?? '';
}
