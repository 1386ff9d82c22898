import { useEffect, useMemo, useState } from 'react';
import {
  readRiskContent,
  readRiskSummary,
  type RiskReportContent,
  type RiskSummary,
} from '#shared/domain/risk/content';
import { readRiskTable, type StationRiskTable } from '#shared/domain/risk/station-table';
import type { WireRecord } from '#shared/schema/envelope';
import type { RiskReport } from '#shared/schema/types/risk-report';
import type { RuleTable } from '#shared/schema/types/rule-table';
import { useAll, useOwned, useStation, type Sealer } from '#renderer/data/index';
import { useUidsOf } from '../people/index';

export type RiskReportRecord = RiskReport & WireRecord;
export type RuleTableRecord = RuleTable & WireRecord;

/** A report as its reader sees it. */
export interface ReadReport {
  readonly record: RiskReportRecord;
  /** Null where it is closed to the reader. */
  readonly summary: RiskSummary | null;
  /** Null where the reader may not see health, and for reports whose content nobody asked for. */
  readonly content: RiskReportContent | null;
}

/** Contents that a page needs: the newest report, and the one before it. */
const CONTENTS = 2;

/** The reports about somebody, the newest first: all summaries, and the content of the newest two. Undefined while they are read. */
export function useReports(personUid: string): readonly ReadReport[] | undefined {
  const { sealer } = useStation();
  const owned = useOwned<WireRecord>('care', useUidsOf(personUid));
  const records = useMemo(() => owned && newestFirst(owned), [owned]);
  const [read, setRead] = useState<{ readonly of: unknown; readonly reports: readonly ReadReport[] }>();
  useEffect(() => {
    if (!records) return;
    let isWanted = true;
    void Promise.all(records.map((record, at) => readReport(record, sealer, at < CONTENTS))).then((reports) => {
      if (isWanted) setRead({ of: records, reports });
    });
    return () => {
      isWanted = false;
    };
  }, [records, sealer]);
  return read?.reports;
}

function newestFirst(owned: readonly WireRecord[]): readonly RiskReportRecord[] {
  const reports = owned.filter(({ type }) => type === 'risk-report') as unknown as readonly RiskReportRecord[];
  return [...reports].sort((a, b) => (a.day < b.day ? 1 : -1));
}

/** Opens a report as far as the reader may. */
export async function readReport(record: RiskReportRecord, sealer: Sealer, isWhole: boolean): Promise<ReadReport> {
  const { uid } = record;
  const open = (field: 'summary' | 'content') => sealer.open(record[field], { uid, field });
  return {
    record,
    summary: readRiskSummary(await open('summary')),
    content: isWhole ? readRiskContent(await open('content')) : null,
  };
}

/** The station's table of weights with its record; undefined while loading. */
export function useRiskTable(): (StationRiskTable & { readonly record: RuleTableRecord | null }) | undefined {
  const tables = useAll<RuleTableRecord>('reference', 'rule-table');
  return useMemo(() => {
    if (!tables) return undefined;
    const record = tables.find(({ name }) => name === 'risk') ?? null;
    return { record, ...readRiskTable(record) };
  }, [tables]);
}
