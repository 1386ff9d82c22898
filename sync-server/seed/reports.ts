import { addDays, dateAtStation, dayNumber, startOfDayMs, type CalendarDate } from '#shared/domain/calendar/date';
import { reportOf, summaryOf, type RiskReportContent } from '#shared/domain/risk/content';
import { factsOf } from '#shared/domain/risk/evidence';
import { riskInputOf, type Known } from '#shared/domain/risk/known';
import { scoreRisk } from '#shared/domain/risk/score';
import { USUAL_RISK_TABLE } from '#shared/domain/risk/usual-table';
import { USUAL_VISIT_INTERVALS } from '#shared/domain/visits/usual-intervals';
import type { WireRecord } from '#shared/schema/envelope';
import { openEvidence, type SealedEvidence } from '#shared/schema/open-evidence';
import { openRecord, type OpenSealed } from '#shared/schema/open-record';
import type { OpenedPerson } from '#shared/schema/opened-person';
import { deriveAuthorKey, importSealingKey, openValue, parseAuthorKid, sealingAad } from '#shared/schema/sealing';
import { sealFields } from '#shared/schema/seal-record';
import type { Alarm } from '#shared/schema/types/alarm';
import type { Assessment } from '#shared/schema/types/assessment';
import type { Certificate } from '#shared/schema/types/certificate';
import type { RiskReport } from '#shared/schema/types/risk-report';
import type { ReadingMonth, Sensor } from '#shared/schema/types/sensor';
import type { Visit } from '#shared/schema/types/visit';
import type { GridContext } from './grid-context';
import { derivedUid } from './random';
import { practiceManager } from './station';

/** Grids whose past is told: those that people look at. */
const GRIDS = 3;
/** People of a grid whose past is told. */
const MOST_PEOPLE = 40;
/** How far back reports go, days, and on which days of a month they were made; today's the host makes itself. */
const DAYS_BACK = 92;
const MADE_ON = ['01', '15'] as const;
/** The host made them in the early morning. */
const MADE_AFTER_MS = 3 * 3_600_000;

/**
 * The risk reports that the station's host made before today, of people whom a device watches over, who were assessed, or about whom an alarm
 * rang: by the same rules as the host, of what was on record on those days.
 */
export async function pastReports(
  context: GridContext,
  records: readonly WireRecord[],
): Promise<readonly WireRecord[]> {
  if (context.grid.number > GRIDS) return [];
  const open = createOpener(context);
  const watched = new Set(
    records.flatMap(({ type, personUid }) =>
      ['sensor', 'assessment', 'alarm'].includes(type) && typeof personUid === 'string' ? [personUid] : [],
    ),
  );
  const told = ofType<OpenedPerson>(records, 'person')
    .filter(({ uid, status }) => status === 'living-here' && watched.has(uid))
    .slice(0, MOST_PEOPLE);
  const days = daysBefore(dateAtStation(context.options.nowMs));
  const made: WireRecord[] = [];
  for (const sealed of told) {
    const person = (await openRecord(sealed, open)) as unknown as OpenedPerson & WireRecord;
    const known = await everythingAbout(person, records, open);
    let before: RiskReportContent | null = null;
    for (const day of days) {
      const content: RiskReportContent | null = reportOn(day, known, before);
      if (!content) continue;
      before = content;
      made.push(await reportRecord(context, person, day, content));
    }
  }
  return made;
}

/** The days on which reports were made, the oldest first. */
function daysBefore(today: CalendarDate): readonly CalendarDate[] {
  const days = Array.from({ length: DAYS_BACK }, (_, back) => addDays(today, back - DAYS_BACK));
  return days.filter((day) => MADE_ON.some((made) => day.endsWith(`-${made}`)));
}

async function everythingAbout(
  person: OpenedPerson & WireRecord,
  records: readonly WireRecord[],
  open: OpenSealed,
): Promise<Known> {
  const { uid, dwellingUid, householdUid } = person;
  const household = ofType<OpenedPerson>(records, 'person').filter((each) => each.householdUid === householdUid);
  const about = records.filter(
    (each) => each['personUid'] === uid || (each['personUid'] === null && each['dwellingUid'] === dwellingUid),
  );
  const sealed: SealedEvidence = {
    person,
    residents: household.filter(({ status }) => status === 'living-here').length,
    certificates: ofType<Certificate>(about, 'certificate'),
    visits: ofType<Visit>(about, 'visit'),
    plan: null,
    assessments: ofType<Assessment>(about, 'assessment'),
    sensors: ofType<Sensor>(about, 'sensor'),
    months: ofType<ReadingMonth>(about, 'reading-month'),
    alarms: ofType<Alarm>(about, 'alarm'),
    incidents: [],
  };
  return openEvidence(sealed, open);
}

/** What the host knew on that day, judged as it does. */
function reportOn(day: CalendarDate, known: Known, before: RiskReportContent | null): RiskReportContent | null {
  const endMs = startOfDayMs(addDays(day, 1));
  const then: Known = {
    ...known,
    visits: known.visits.filter(({ record }) => record.startedAtMs < endMs),
    assessments: known.assessments.filter(({ record }) => record.assessedOn <= day),
    months: known.months.filter(({ record }) => `${record.month}-01` <= day),
    alarms: known.alarms.filter(({ raisedAtMs }) => raisedAtMs < endMs),
  };
  const input = riskInputOf(then, USUAL_VISIT_INTERVALS, day);
  if (!input) return null;
  const number = dayNumber(day);
  const score = scoreRisk(input.subject, factsOf(input.evidence, number), USUAL_RISK_TABLE, number);
  return reportOf(input.subject, score, USUAL_RISK_TABLE, before);
}

async function reportRecord(
  { options, scope, framer, sealer, todayIso: today }: GridContext,
  { uid: personUid, birthDate }: OpenedPerson,
  day: CalendarDate,
  content: RiskReportContent,
): Promise<RiskReport & WireRecord> {
  const type = 'risk-report';
  const uid = derivedUid(options.randomSeed, `risk-report/${personUid}/${day}`);
  const madeAtMs = startOfDayMs(day) + MADE_AFTER_MS;
  const plain = { summary: summaryOf(content.score), content };
  const sealed = await sealFields({ type, uid, birthDate, today }, plain, sealer.seal);
  return {
    ...framer({ type, scope, uid, key: `${personUid}.${day}`, atMs: madeAtMs, by: practiceManager.uid }),
    ...{ type, personUid, day, madeAtMs, tableVersion: content.score.tableVersion },
    ...(sealed as Pick<RiskReport, 'summary' | 'content'>),
  };
}

const ofType = <T>(records: readonly WireRecord[], type: string): readonly (T & WireRecord)[] =>
  records.filter((record) => record.type === type) as unknown as readonly (T & WireRecord)[];

/** Opens what was sealed for this grid, authors' own keys included. */
function createOpener({ options, scope }: GridContext): OpenSealed {
  const imported = new Map<string, ReturnType<typeof importSealingKey>>();
  const keyOf = (kid: string) => {
    const known = imported.get(kid);
    if (known) return known;
    const base = options.keys.find((key) => key.scope === scope && key.kid === (parseAuthorKid(kid)?.classKid ?? kid));
    if (!base) return null;
    const key = (base.kid === kid ? Promise.resolve(base.key) : deriveAuthorKey(base.key, kid)).then(importSealingKey);
    imported.set(kid, key);
    return key;
  };
  return async (sealed, place) => {
    const key = await keyOf(sealed.kid);
    const opened = key && (await openValue(key, sealed, sealingAad(place)));
    return opened?.ok ? opened.value : null;
  };
}
