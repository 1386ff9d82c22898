import { fork } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'vite';

/** What a child program answers to, by name; arguments and answers are plain data. */
export type Calls<C> = { readonly [N in keyof C]: (argument: never) => Promise<unknown> };

/** A program of ours in a process of its own. */
export interface Child<C extends Calls<C>> {
  call<N extends keyof C & string>(name: N, argument: Parameters<C[N]>[0]): ReturnType<C[N]>;
  /** Lets it end by itself; resolves when it is gone. */
  stop(): Promise<void>;
}

interface Question {
  readonly n: number;
  readonly name: string;
  readonly argument: unknown;
}
type Answer = { readonly n: number } & ({ readonly value: unknown } | { readonly failure: string });

/** Programs that benchmarks run beside themselves, by their file in this folder. */
const PROGRAMS = ['hub-child', 'clients-child', 'upstream-child'] as const;
export type Program = (typeof PROGRAMS)[number];

/** The programs as plain JavaScript: Node 20 runs no TypeScript by itself. */
export interface Programs {
  start<C extends Calls<C>>(program: Program): Child<C>;
  /** Takes their files away again. */
  remove(): Promise<void>;
}

/** See `Programs`. */
export async function bundlePrograms(): Promise<Programs> {
  // Inside the project, so that the programs find their packages.
  const folder = path.resolve('.cache', `bench-${process.pid}-${Date.now()}`);
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      ssr: true,
      target: 'node20',
      outDir: folder,
      rolldownOptions: {
        input: Object.fromEntries(PROGRAMS.map((name) => [name, path.resolve(`test/bench/sync/${name}.ts`)])),
        output: { entryFileNames: '[name].mjs', chunkFileNames: 'chunks/[name]-[hash].mjs' },
      },
    },
  });
  return {
    start: (program) => startChild(path.join(folder, `${program}.mjs`)),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function startChild<C extends Calls<C>>(file: string): Child<C> {
  const child = fork(file, { serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let asked = 0;
  child.on('message', (answer: Answer) => {
    const asker = waiting.get(answer.n);
    waiting.delete(answer.n);
    if ('failure' in answer) asker?.reject(new Error(`${path.basename(file)}: ${answer.failure}`));
    else asker?.resolve(answer.value);
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  void gone.then(() => {
    for (const { reject } of waiting.values()) reject(new Error(`${path.basename(file)} has ended`));
  });
  return {
    call: (name, argument) =>
      new Promise((resolve, reject) => {
        asked += 1;
        waiting.set(asked, { resolve, reject });
        child.send({ n: asked, name, argument } satisfies Question);
      }) as never,
    stop: async () => {
      if (child.connected) child.disconnect();
      await gone;
    },
  };
}

/** Answers what the parent asks, in the order it asks; `atEnd` runs when the parent lets go. */
export function serve<C extends Calls<C>>(calls: C, atEnd: () => Promise<void>): void {
  process.on('message', ({ n, name, argument }: Question) => {
    const call = calls[name as keyof C] as unknown as (argument: unknown) => Promise<unknown>;
    call(argument).then(
      (value) => process.send?.({ n, value } satisfies Answer),
      (error: unknown) => process.send?.({ n, failure: String((error as Error).stack) } satisfies Answer),
    );
  });
  process.once('disconnect', () => {
    void atEnd().finally(() => process.exit(0));
  });
}
