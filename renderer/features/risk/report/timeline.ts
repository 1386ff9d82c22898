import { startOfDayMs } from '#shared/domain/calendar/date';
import type { RiskLevel } from '#shared/domain/risk/score';
import type { FactSource } from '#shared/domain/risk/facts';
import type { ReadReport } from '../queries';
import type { EvidenceRecords } from './use-evidence';

/** Something that happened and counts, or a report that came to another level. */
export type TimelineEntry = { readonly key: string; readonly atMs: number; readonly isDay: boolean } & (
  | { readonly kind: 'visit'; readonly outcome: 'met' | 'absent' | 'refused'; readonly source: FactSource }
  | { readonly kind: 'assessment'; readonly source: FactSource }
  | { readonly kind: 'alarm'; readonly rule: string; readonly source: FactSource }
  | { readonly kind: 'incident'; readonly title: string; readonly source: FactSource }
  | { readonly kind: 'level'; readonly level: RiskLevel }
);

/** Everything that reports rest on, and where they changed their level, the newest first. */
export function riskTimeline(
  { visits, assessments, alarms, incidents }: EvidenceRecords,
  reports: readonly ReadReport[],
): readonly TimelineEntry[] {
  const entries: readonly TimelineEntry[] = [
    ...visits.map(({ uid, startedAtMs, answers }): TimelineEntry => ({
      ...{ kind: 'visit', key: uid, atMs: startedAtMs, isDay: false },
      ...{ outcome: answers.outcome, source: { type: 'visit', uid } },
    })),
    ...assessments.map(({ uid, assessedOn }): TimelineEntry => ({
      ...{ kind: 'assessment', key: uid, atMs: startOfDayMs(assessedOn), isDay: true },
      source: { type: 'assessment', uid },
    })),
    ...alarms.map(({ uid, rule, raisedAtMs }): TimelineEntry => ({
      ...{ kind: 'alarm', key: uid, atMs: raisedAtMs, isDay: false, rule },
      source: { type: 'alarm', uid },
    })),
    ...incidents.map(({ record: { uid, reportedAtMs, title } }): TimelineEntry => ({
      ...{ kind: 'incident', key: uid, atMs: reportedAtMs, isDay: false, title },
      source: { type: 'incident', uid },
    })),
    ...reports.flatMap(({ record, summary }, at): readonly TimelineEntry[] => {
      const before = reports[at + 1]?.summary;
      if (!summary || !before || before.level === summary.level) return [];
      return [{ kind: 'level', key: record.uid, atMs: record.madeAtMs, isDay: false, level: summary.level }];
    }),
  ];
  return [...entries].sort((a, b) => b.atMs - a.atMs || (a.key < b.key ? -1 : 1));
}
