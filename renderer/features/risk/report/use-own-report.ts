import { useEffect, useState } from 'react';
import { dayNumber, type CalendarDate } from '#shared/domain/calendar/date';
import { isSameReport, type RiskReportContent } from '#shared/domain/risk/content';
import { riskInputOf } from '#shared/domain/risk/known';
import type { RiskTable } from '#shared/domain/risk/table';
import { USUAL_VISIT_INTERVALS } from '#shared/domain/visits/usual-intervals';
import type { VisitIntervals } from '#shared/domain/visits/due';
import type { WireRecord } from '#shared/schema/envelope';
import { openEvidence } from '#shared/schema/open-evidence';
import type { Station } from '#shared/schema/types/place';
import { useAll, useStation, type Sealer } from '#renderer/data/index';
import type { PersonRecord } from '../../people/index';
import { useRiskTable, type ReadReport } from '../queries';
import { startScorer } from './scorer';
import type { EvidenceRecords } from './use-evidence';

/** What is known on this device and not yet in the report. */
export interface OwnReport {
  /** `counted`: by this device, `content` says what it comes to. `uncounted`: the reader may not see enough for that. */
  readonly kind: 'counted' | 'uncounted';
  readonly content: RiskReportContent | null;
}

/**
 * The report that this device makes itself, where something is on it that came after the newest report and says something else. Null where
 * nothing did, or the report already says the same. Without a report there is nothing to be newer than.
 */
export function useOwnReport(
  person: PersonRecord,
  evidence: EvidenceRecords | undefined,
  report: ReadReport | undefined,
  today: CalendarDate,
): OwnReport | null {
  const { sealer } = useStation();
  const table = useRiskTable()?.table;
  const intervals = useAll<Station & WireRecord>('reference', 'station')?.[0]?.visitIntervalDays;
  const madeAtMs = report?.record.madeAtMs;
  const isNewer = evidence !== undefined && madeAtMs !== undefined && newestOf(person, evidence) > madeAtMs;
  const before = report?.content ?? null;
  const [counted, setCounted] = useState<{ readonly of: unknown; readonly content: RiskReportContent | null }>();
  useEffect(() => {
    if (!isNewer || !before || !table || !evidence) return;
    let isWanted = true;
    const scorer = startScorer();
    void countAnew({
      person,
      evidence,
      before,
      table,
      intervals: intervals ?? USUAL_VISIT_INTERVALS,
      today,
      sealer,
      scorer,
    })
      .then((content) => isWanted && setCounted({ of: evidence, content }))
      .finally(() => scorer.close());
    return () => {
      isWanted = false;
      scorer.close();
    };
  }, [isNewer, before, table, evidence, intervals, person, today, sealer]);
  if (!isNewer) return null;
  if (!before) return { kind: 'uncounted', content: null };
  const content = counted?.of === evidence ? counted.content : null;
  return content && !isSameReport(content, before) ? { kind: 'counted', content } : null;
}

/** When something about the person was last written down. */
function newestOf(person: PersonRecord, evidence: EvidenceRecords): number {
  const { certificates, visits, plan, assessments, months, alarms, incidents } = evidence;
  const records: readonly WireRecord[] = [
    ...[person, ...certificates, ...visits, ...(plan ? [plan] : []), ...assessments, ...months, ...alarms],
    ...incidents.map(({ record }) => record),
  ];
  return records.reduce((newest, { changed }) => Math.max(newest, changed.at), 0);
}

interface Counting {
  readonly person: PersonRecord;
  readonly evidence: EvidenceRecords;
  readonly before: RiskReportContent;
  readonly table: RiskTable;
  readonly intervals: VisitIntervals;
  readonly today: CalendarDate;
  readonly sealer: Sealer;
  readonly scorer: ReturnType<typeof startScorer>;
}

async function countAnew(counting: Counting): Promise<RiskReportContent | null> {
  const { person, evidence, before, table, intervals, today, sealer, scorer } = counting;
  const incidents = evidence.incidents.map(({ record: { uid, reportedAtMs }, isAboutFire }) => ({
    uid,
    reportedAtMs,
    isAboutFire,
  }));
  const known = await openEvidence({ ...evidence, person, incidents }, sealer.open);
  const input = riskInputOf(known, intervals, today);
  if (!input) return null;
  const [content] = await scorer.score({ table, day: dayNumber(today), people: [{ input, before }] });
  return content ?? null;
}
