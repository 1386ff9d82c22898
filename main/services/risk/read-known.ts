import type { Known } from '#shared/domain/risk/known';
import { addDays, startOfDayMs, type CalendarDate } from '#shared/domain/calendar/date';
import { readRiskContent, type RiskReportContent } from '#shared/domain/risk/content';
import type { RiskTable } from '#shared/domain/risk/table';
import type { WireRecord } from '#shared/schema/envelope';
import { openEvidence, type SealedEvidence } from '#shared/schema/open-evidence';
import { openRecord, type OpenSealed } from '#shared/schema/open-record';
import type { OpenedPerson } from '#shared/schema/opened-person';
import type { Alarm } from '#shared/schema/types/alarm';
import type { Assessment } from '#shared/schema/types/assessment';
import type { Certificate } from '#shared/schema/types/certificate';
import type { RiskReport } from '#shared/schema/types/risk-report';
import type { ReadingMonth, Sensor } from '#shared/schema/types/sensor';
import type { Visit } from '#shared/schema/types/visit';
import type { VisitPlan } from '#shared/schema/types/visit-plan';
import { placeRow } from '#shared/sync/place-row';
import type { GridIndex } from './grid-index';
import type { StationTerms } from './station-terms';

/** A database of the hub as reading records by their ids needs it. */
export interface ReadDatabase {
  allDocs(query: {
    readonly keys: readonly string[];
    readonly startKey: null;
    readonly endKey: null;
    readonly inclusiveEnd: boolean;
    readonly descending: boolean;
    readonly skip: number;
    readonly limit: null;
    readonly includeDocs: boolean;
    readonly conflicts: boolean;
  }): Promise<{ readonly rows: readonly ({ readonly doc?: object | null } | { readonly error: string })[] }>;
}

/** What is known of somebody, and the newest report about them. */
export interface KnownPerson {
  readonly known: Known;
  readonly birthDate: CalendarDate;
  readonly last: RiskReportContent | null;
}

/** Topics that are told by what lies sealed in visits. */
const SEALED_TOPICS: readonly string[] = ['condition', 'blood-pressure'];

/** Reads everything about some people of one grid and opens what reports need of it. Whoever is not on record (any more) is not in the answer. */
export async function readKnown(
  uids: readonly string[],
  database: ReadDatabase,
  index: GridIndex,
  { table, isFire }: StationTerms,
  today: CalendarDate,
  open: OpenSealed,
): Promise<readonly KnownPerson[]> {
  const wanted = uids.map((uid) => ({ uid, ids: idsAbout(uid, index) }));
  const stored = await readAll(database, [...new Set(wanted.flatMap(({ ids }) => ids))]);
  const visitsFromMs = startOfDayMs(addDays(today, -longestLook(table)));
  const read = await Promise.all(
    wanted.map(({ uid, ids }) => {
      const records = ids.flatMap((id) => stored.get(id) ?? []);
      return readOne(uid, records, { index, isFire, visitsFromMs, open });
    }),
  );
  return read.filter((each) => each !== null);
}

function idsAbout(uid: string, index: GridIndex): readonly string[] {
  const report = index.newestReport(uid);
  return [...index.idsOf(uid), ...(report === null ? [] : [report])];
}

/** Values of visits of longer ago are not opened: no rule asks for them. */
const longestLook = ({ rules }: RiskTable): number =>
  rules.reduce(
    (most, { topic, measure }) =>
      SEALED_TOPICS.includes(topic) && 'days' in measure ? Math.max(most, measure.days) : most,
    0,
  );

async function readAll(database: ReadDatabase, ids: readonly string[]): Promise<ReadonlyMap<string, WireRecord>> {
  const { rows } = await database.allDocs({ ...BY_KEYS, keys: ids });
  const found = new Map<string, WireRecord>();
  for (const row of rows) {
    if (!('doc' in row) || !row.doc) continue;
    const { _rev, ...fields } = row.doc as Readonly<Record<string, unknown>>;
    const record = fields as unknown as WireRecord;
    const place = placeRow({ id: record._id, rev: String(_rev), deleted: false, record });
    if (place.kind === 'record') found.set(record._id, place.record);
  }
  return found;
}

const BY_KEYS = {
  startKey: null,
  endKey: null,
  inclusiveEnd: true,
  descending: false,
  skip: 0,
  limit: null,
  includeDocs: true,
  conflicts: false,
} as const;

interface ReadContext {
  readonly index: GridIndex;
  readonly isFire: StationTerms['isFire'];
  readonly visitsFromMs: number;
  readonly open: OpenSealed;
}

async function readOne(
  uid: string,
  stored: readonly WireRecord[],
  { index, isFire, visitsFromMs, open }: ReadContext,
): Promise<KnownPerson | null> {
  const ofType = <T>(type: string): readonly (T & WireRecord)[] =>
    stored.flatMap((record) => (record.type === type ? [record as unknown as T & WireRecord] : []));
  const closed = stored.find((record) => record.type === 'person' && record.uid === uid);
  if (!closed) return null;
  const person = (await openRecord(closed, open)) as unknown as OpenedPerson & WireRecord;
  const last = stored.find(({ type }) => type === 'risk-report');
  const sealed: SealedEvidence = {
    person,
    residents: index.residents(person.householdUid),
    certificates: ofType<Certificate>('certificate'),
    visits: ofType<Visit>('visit'),
    plan: ofType<VisitPlan>('visit-plan').find(({ personUid }) => personUid === uid) ?? null,
    assessments: ofType<Assessment>('assessment'),
    sensors: ofType<Sensor>('sensor'),
    months: ofType<ReadingMonth>('reading-month'),
    alarms: ofType<Alarm>('alarm'),
    incidents: index.incidentsAt(uid, isFire).map(({ categoryUid, ...incident }) => ({
      ...incident,
      isAboutFire: isFire(categoryUid),
    })),
  };
  const known = await openEvidence(sealed, open, visitsFromMs);
  return { known, birthDate: person.birthDate, last: last ? await openReport(last, open) : null };
}

async function openReport(record: WireRecord, open: OpenSealed): Promise<RiskReportContent | null> {
  const { uid, content } = record as unknown as RiskReport;
  return readRiskContent(await open(content, { uid, field: 'content' }));
}
