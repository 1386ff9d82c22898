import type { PrinterState, PrinterWay } from '#shared/ipc/printing-api';
import { runJob, type Printed, type PrintTimes } from './run-job';

/** More than ever waits where the printer works. */
const MOST_WAITING = 20;
/** Whoever has waited so long has gone, or pressed again. */
const LONGEST_WAIT_MS = 30_000;

/** Papers that wait for one printer, printed one after the other. */
export interface LineUp {
  print(way: PrinterWay, paper: Uint8Array): Promise<Printed>;
  waiting(): number;
  /** What was last heard, and when; null for never. */
  last(): { readonly state: PrinterState; readonly atMs: number } | null;
  heard(state: PrinterState): void;
  /** What waits is not printed; resolves when what is being printed is. */
  end(): Promise<void>;
}

/** An empty line before a printer. */
export function createLineUp(times: PrintTimes, now: () => number): LineUp {
  let waiting = 0;
  let isOver = false;
  let last: ReturnType<LineUp['last']> = null;
  let running: Promise<unknown> = Promise.resolve();
  const stateNow = (): PrinterState => last?.state ?? 'unknown';
  const heard = (state: PrinterState) => {
    last = { state, atMs: now() };
  };
  return {
    print: (way, paper) => {
      if (isOver || waiting >= MOST_WAITING) return Promise.resolve({ outcome: 'busy', state: stateNow() });
      waiting += 1;
      const since = performance.now();
      const printed = running.then(async (): Promise<Printed> => {
        try {
          if (isOver || performance.now() - since > LONGEST_WAIT_MS) return { outcome: 'busy', state: stateNow() };
          const job = await runJob(way, paper, times);
          heard(job.state);
          return job;
        } finally {
          waiting -= 1;
        }
      });
      running = printed.catch(() => undefined);
      return printed;
    },
    waiting: () => waiting,
    last: () => last,
    heard,
    end: async () => {
      isOver = true;
      await running;
    },
  };
}
