import { reportOf, type RiskReportContent } from '#shared/domain/risk/content';
import { factsOf } from '#shared/domain/risk/evidence';
import type { RiskInput } from '#shared/domain/risk/known';
import { scoreRisk } from '#shared/domain/risk/score';
import type { RiskTable } from '#shared/domain/risk/table';

/** What the thread is asked: reports about some people by one table. */
export interface ScoreQuestion {
  readonly id: number;
  readonly table: RiskTable;
  readonly day: number;
  readonly people: readonly { readonly input: RiskInput; readonly before: RiskReportContent | null }[];
}

export interface ScoreAnswer {
  readonly id: number;
  readonly reports: readonly RiskReportContent[];
}

/** The thread that scores on the device: nobody waits for a key while it does. */
addEventListener('message', ({ data }: MessageEvent<ScoreQuestion>) => {
  const { id, table, day, people } = data;
  const reports = people.map(({ input: { subject, evidence }, before }) =>
    reportOf(subject, scoreRisk(subject, factsOf(evidence, day), table, day), table, before),
  );
  postMessage({ id, reports } satisfies ScoreAnswer);
});
