import { useEffect, useMemo, useState } from 'react';
import type { CalendarDate } from '#shared/domain/calendar/date';
import { readRiskSummary, type RiskSummary } from '#shared/domain/risk/content';
import { riskMove, type RiskMove } from '#shared/domain/risk/population';
import { documentId } from '#shared/schema/ids';
import { useAll, useRegisterAnswer, useStation, type PersonRow, type Sealer } from '#renderer/data/index';
import { scopeOf, useCanonicalUids } from '../../people/index';
import type { RiskReportRecord } from '../queries';

/** Somebody with the newest report, and how it differs from the one of the day that is asked about. */
export interface RiskRow {
  readonly person: PersonRow;
  readonly report: RiskReportRecord;
  readonly summary: RiskSummary;
  /** Null where there was no report yet on that day. */
  readonly move: RiskMove | null;
}

export interface Population {
  /** Undefined until the first are there. */
  readonly rows: readonly RiskRow[] | undefined;
  /** Reports whose summary is closed to the reader. */
  readonly closed: number;
}

/** Summaries that are opened in one go: between, the page has its turn. */
const AT_ONCE = 200;

/** Everybody with a report on this device, kept current. `since` is the day with which they are compared. */
export function usePopulation(today: CalendarDate, since: CalendarDate): Population {
  const { sealer } = useStation();
  const records = useAll<RiskReportRecord>('care', 'risk-report');
  const canonical = useCanonicalUids();
  const pairs = useMemo(() => records && pairsOf(records, canonical, since), [records, canonical, since]);
  const ids = useMemo(() => pairs?.map(({ personId }) => personId) ?? [], [pairs]);
  const people = useRegisterAnswer((register) => register.rows('person', ids, today), [ids, today]);
  const [opened, setOpened] = useState<{ readonly of: unknown; readonly pairs: readonly OpenedPair[] }>();
  useEffect(() => {
    if (!pairs) return;
    let isWanted = true;
    void openPairs(pairs, sealer, () => isWanted).then((all) => {
      if (all && isWanted) setOpened({ of: pairs, pairs: all });
    });
    return () => {
      isWanted = false;
    };
  }, [pairs, sealer]);
  return useMemo(() => {
    if (!opened || !people) return { rows: undefined, closed: 0 };
    const byId = new Map(people.map((person) => [person.id, person]));
    let closed = 0;
    const rows = opened.pairs.flatMap(({ personId, now, summary, before }): readonly RiskRow[] => {
      const person = byId.get(personId);
      if (!person || person.status !== 'living-here') return [];
      if (!summary || person.name === null) {
        closed += 1;
        return [];
      }
      return [{ person, report: now, summary, move: before && riskMove(before, summary) }];
    });
    return { rows, closed };
  }, [opened, people]);
}

interface Pair {
  readonly personId: string;
  readonly now: RiskReportRecord;
  /** The newest of that day or before; null for none. */
  readonly before: RiskReportRecord | null;
}

interface OpenedPair extends Omit<Pair, 'before'> {
  readonly summary: RiskSummary | null;
  readonly before: RiskSummary | null;
}

function pairsOf(
  records: readonly RiskReportRecord[],
  canonical: (uid: string) => string,
  since: CalendarDate,
): readonly Pair[] {
  const pairs = new Map<string, Pair>();
  for (const record of records) {
    const personId = documentId('person', scopeOf(record._id), canonical(record.personUid));
    const known = pairs.get(personId);
    const isOld = record.day <= since;
    const now = !known || known.now.day < record.day ? record : known.now;
    const before = isOld && (known?.before?.day ?? '') < record.day ? record : (known?.before ?? null);
    pairs.set(personId, { personId, now, before });
  }
  return [...pairs.values()];
}

// Records come as the same object until they change: what they say is opened once.
const summaries = new WeakMap<RiskReportRecord, RiskSummary | null>();

async function openPairs(
  pairs: readonly Pair[],
  sealer: Sealer,
  isWanted: () => boolean,
): Promise<readonly OpenedPair[] | null> {
  const opened: OpenedPair[] = [];
  for (let from = 0; from < pairs.length; from += AT_ONCE) {
    if (!isWanted()) return null;
    const some = pairs.slice(from, from + AT_ONCE).map(async ({ personId, now, before }) => ({
      ...{ personId, now, summary: await summaryIn(now, sealer) },
      before: before && (await summaryIn(before, sealer)),
    }));
    opened.push(...(await Promise.all(some)));
  }
  return opened;
}

async function summaryIn(record: RiskReportRecord, sealer: Sealer): Promise<RiskSummary | null> {
  const known = summaries.get(record);
  if (known !== undefined) return known;
  const summary = readRiskSummary(await sealer.open(record.summary, { uid: record.uid, field: 'summary' }));
  summaries.set(record, summary);
  return summary;
}
