import { reportOf } from '#shared/domain/risk/content';
import { factsOf } from '#shared/domain/risk/evidence';
import { scoreRisk } from '#shared/domain/risk/score';
import type { ScoringAnswer, ScoringTask } from './scorer';

/** Scores people in the thread that it is called in. */
export function scoreAll({ table, day, people }: ScoringTask): ScoringAnswer {
  const startedAtMs = performance.now();
  const reports = people.map(({ input: { subject, evidence }, before }) =>
    reportOf(subject, scoreRisk(subject, factsOf(evidence, day), table, day), table, before),
  );
  return { reports, tookMs: performance.now() - startedAtMs };
}
