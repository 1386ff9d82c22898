import { Worker } from 'node:worker_threads';
import type { RiskReportContent } from '#shared/domain/risk/content';
import type { RiskInput } from '#shared/domain/risk/known';
import type { RiskTable } from '#shared/domain/risk/table';

/** Some people to be scored. */
export interface ScoringTask {
  readonly table: RiskTable;
  /** As of this day (`dayNumber`). */
  readonly day: number;
  readonly people: readonly { readonly input: RiskInput; readonly before: RiskReportContent | null }[];
}

export interface ScoringAnswer {
  /** In the order of the people. */
  readonly reports: readonly RiskReportContent[];
  /** How long scoring took, beside everything that is done to get there, ms. */
  readonly tookMs: number;
}

/** Scores people somewhere. */
export interface Scorer {
  score(task: ScoringTask): Promise<ScoringAnswer>;
  stop(): Promise<void>;
}

/** Scores in a thread of its own, so that nobody waits; the thread is begun when it is first asked for, and anew after it died. */
export function createThreadScorer(file: URL): Scorer {
  let thread: Worker | null = null;
  const waiting: { readonly resolve: (answer: ScoringAnswer) => void; readonly reject: (error: Error) => void }[] = [];

  function end(error: Error): void {
    thread = null;
    for (const { reject } of waiting.splice(0)) reject(error);
  }

  function begin(): Worker {
    const begun = new Worker(file, { name: 'risk' });
    // It holds no data that a stop could lose, so it keeps no host from ending.
    begun.unref();
    begun.on('message', (answer: ScoringAnswer) => waiting.shift()?.resolve(answer));
    begun.on('error', end);
    begun.on('exit', () => thread === begun && end(new Error('the scoring thread ended')));
    return begun;
  }

  return {
    score: (task) =>
      new Promise((resolve, reject) => {
        thread ??= begin();
        waiting.push({ resolve, reject });
        thread.postMessage(task);
      }),
    stop: async () => {
      const ending = thread;
      end(new Error('the host stops'));
      await ending?.terminate();
    },
  };
}
