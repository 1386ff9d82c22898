import { ulid } from 'ulid';
import { dateAtStation, dateOfDay, type CalendarDate } from '#shared/domain/calendar/date';
import { isSameReport, summaryOf, type RiskReportContent } from '#shared/domain/risk/content';
import type { WireRecord } from '#shared/schema/envelope';
import { claimsMove } from '#shared/schema/moved';
import { documentId } from '#shared/schema/ids';
import { sealFields } from '#shared/schema/seal-record';
import { sealingAad, sealValue } from '#shared/schema/sealing';
import { riskReport, type RiskReport } from '#shared/schema/types/risk-report';
import { createRecord } from '#shared/sync/author';
import type { GridKeys } from '../grid-keys';
import type { NotedReport } from './grid-index';
import { WINNER, type HostWriter, type WritableDatabase } from '../host-writer';

/** A report that was made, beside the one before. */
export interface MadeReport {
  readonly personUid: string;
  readonly birthDate: CalendarDate;
  readonly content: RiskReportContent;
  readonly last: RiskReportContent | null;
}

export interface ReportWriting {
  readonly database: WritableDatabase;
  readonly scope: string;
  readonly keys: Pick<GridKeys, 'newest'>;
  readonly writer: HostWriter;
  readonly author: () => string;
  readonly now: () => number;
}

/**
 * Writes those that say something else than the one before; answers which. A second one of the same day is written over the first. A row
 * that somebody else changed at that moment is left: it comes again with the feed.
 */
export async function writeReports(
  made: readonly MadeReport[],
  writing: ReportWriting,
): Promise<readonly NotedReport[]> {
  const changed = made.filter(({ content, last }) => !last || !isSameReport(content, last));
  const rows = (await Promise.all(changed.map((each) => rowOf(each, writing)))).filter((row) => row !== null);
  if (rows.length === 0) return [];
  const answers = await writing.database.bulkDocs({ rows, newEdits: true });
  const refused = answers.filter((answer) => 'error' in answer && answer.error !== 'conflict');
  if (refused.length > 0) throw new Error('the hub did not take a report');
  return rows.flatMap((row, at) => {
    const { _id: id, personUid, day } = row as unknown as RiskReport;
    return answers[at] && 'ok' in answers[at] ? [{ id, personUid, day }] : [];
  });
}

async function rowOf(
  { personUid, birthDate, content }: MadeReport,
  writing: ReportWriting,
): Promise<WireRecord | null> {
  const { database, scope, keys, writer, author, now } = writing;
  const day = dateOfDay(content.score.day);
  const key = `${personUid}.${day}`;
  const { type, version: schema } = riskReport;
  const stored = await database.get(documentId(type, scope, key), WINNER);
  // One that went to another grid is that grid's to write.
  if (stored.found && claimsMove(stored.document)) return null;
  const before = stored.found ? (stored.document as WireRecord & { readonly _rev: string }) : null;
  const uid = before?.uid ?? ulid(now());
  const plain = {
    personUid,
    day,
    madeAtMs: now(),
    tableVersion: content.score.tableVersion,
    summary: summaryOf(content.score),
    content,
  };
  const about = { type, uid, birthDate, today: dateAtStation(now()) };
  const fields = await sealFields(about, plain, async (value, place, keyClass) => {
    const { kid, key: dataKey } = await keys.newest({ scope, class: keyClass });
    return sealValue(dataKey, kid, value, sealingAad(place));
  });
  if (!before) return createRecord({ type, schema, scope, uid, key, fields }, writer.write(author()));
  const { _rev, ...record } = before;
  return { ...writer.edit(record as WireRecord, fields, author()), _rev } as WireRecord;
}
