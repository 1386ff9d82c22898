import { isAboutFire } from '#shared/domain/risk/known';
import { readRiskTable } from '#shared/domain/risk/station-table';
import type { RiskTable } from '#shared/domain/risk/table';
import type { VisitIntervals } from '#shared/domain/visits/due';
import { USUAL_VISIT_INTERVALS } from '#shared/domain/visits/usual-intervals';
import { category, categorySchema } from '#shared/schema/types/incident-category';
import { station as stationType, stationSchema } from '#shared/schema/types/place';
import { ruleTable, ruleTableSchema } from '#shared/schema/types/rule-table';
import { errorFields } from '../error-fields';
import type { Log } from '../ports';
import { recordsOf, type ListedDatabase } from '../records-of';

/** What the station goes by: its table, how often people are visited, and which categories are about fire. */
export interface StationTerms {
  readonly table: RiskTable;
  readonly intervals: VisitIntervals;
  isFire(categoryUid: string | null): boolean;
}

/** Types of the commons that reports depend on. */
export const TERM_TYPES: ReadonlySet<string> = new Set([stationType.type, ruleTable.type, category.type]);

/** Reads what the station goes by. A table that may not be used is told to the log, and the usual one stands in. */
export async function readTerms(commons: ListedDatabase, station: string, log: Log): Promise<StationTerms> {
  let intervals: VisitIntervals = USUAL_VISIT_INTERVALS;
  for await (const page of recordsOf<object>(commons, stationType.type, station)) {
    for (const each of page) intervals = stationSchema.safeParse(each).data?.visitIntervalDays ?? intervals;
  }
  let { table } = readRiskTable(null);
  for await (const page of recordsOf<object>(commons, ruleTable.type, station)) {
    for (const each of page) {
      const record = ruleTableSchema.safeParse(each).data;
      if (record?.name !== 'risk') continue;
      const read = readRiskTable(record);
      ({ table } = read);
      if (read.problems.length > 0) {
        log.warn('risk.table', { count: read.problems.length, ...errorFields(new Error('the table is not sound')) });
      }
    }
  }
  const fire = new Set<string>();
  for await (const page of recordsOf<object>(commons, category.type, station)) {
    for (const each of page) {
      const record = categorySchema.safeParse(each).data;
      if (isAboutFire(record) && record) fire.add(record.uid);
    }
  }
  return { table, intervals, isFire: (uid) => uid !== null && fire.has(uid) };
}
