import type { RiskReportContent } from '#shared/domain/risk/content';
import type { ScoreAnswer, ScoreQuestion } from './score.worker';

/** Scores people in a thread of the device. */
export interface DeviceScorer {
  score(question: Omit<ScoreQuestion, 'id'>): Promise<readonly RiskReportContent[]>;
  close(): void;
}

/** Begins a thread that scores; it ends with `close`, and what was asked then stays without an answer. */
export function startScorer(): DeviceScorer {
  const thread = new Worker(new URL('./score.worker.ts', import.meta.url), { type: 'module', name: 'risk' });
  const waiting = new Map<number, (reports: readonly RiskReportContent[]) => void>();
  let asked = 0;
  thread.addEventListener('message', ({ data: { id, reports } }: MessageEvent<ScoreAnswer>) => {
    waiting.get(id)?.(reports);
    waiting.delete(id);
  });
  return {
    score: (question) =>
      new Promise((resolve) => {
        asked += 1;
        waiting.set(asked, resolve);
        thread.postMessage({ ...question, id: asked } satisfies ScoreQuestion);
      }),
    close: () => thread.terminate(),
  };
}
