import type { OpenedPerson } from '../../schema/opened-person';
import type { Alarm } from '../../schema/types/alarm';
import type { Assessment } from '../../schema/types/assessment';
import type { Certificate } from '../../schema/types/certificate';
import type { Incident } from '../../schema/types/incident';
import type { Category } from '../../schema/types/incident-category';
import type { ReadingMonth, Sensor } from '../../schema/types/sensor';
import type { Visit } from '../../schema/types/visit';
import { careEventsOf, readAssessmentContent } from '../ability/content';
import { dateAtStation, dayAtStation, dayNumber, type CalendarDate } from '../calendar/date';
import { standingOf } from '../devices/alarm';
import { isBatteryLow } from '../devices/online';
import type { DayOfLife, PressureReading } from '../devices/month';
import { ageOn } from '../people/age';
import { keyKindsOf, keyPersonSince } from '../people/key-people';
import { livingAloneOf } from '../people/living-alone';
import { validCertificate } from '../people/membership';
import { USUAL_VISIT_TABLE } from '../visits/plan-table';
import { visitInterval, type VisitIntervals } from '../visits/due';
import type { BloodPressure } from '../visits/blood-pressure';
import { CONDITIONS, type Condition } from '../visits/questions';
import type {
  AlarmEvidence,
  AssessmentEvidence,
  DailyEvidence,
  Evidence,
  IncidentEvidence,
  VisitEvidence,
} from './evidence';
import type { Subject } from './facts';

/** A record, and what lies sealed in it as far as the reader may open it: null for what is closed, or not there. */
export interface Opened<T> {
  readonly record: T;
  readonly opened: Readonly<Record<string, unknown>>;
}

/** An open incident at somebody's home. */
export type HomeIncident = IncidentEvidence;

/** Everything on record about somebody, in any order; visits and the like of merged files included. */
export interface Known {
  readonly person: Pick<
    OpenedPerson,
    'uid' | 'birthDate' | 'status' | 'disability' | 'livingAlone' | 'householdUid' | 'contacts'
  > & { readonly created: Pick<OpenedPerson['created'], 'at'> };
  /** How many live in the household now, the person included; 0 without one. */
  readonly residents: number;
  readonly certificates: readonly Opened<Pick<Certificate, 'kind' | 'status' | 'issuedOn' | 'expiresOn'>>[];
  readonly visits: readonly Opened<Pick<Visit, 'uid' | 'startedAtMs' | 'answers'>>[];
  readonly assessments: readonly Opened<Pick<Assessment, 'uid' | 'assessedOn' | 'replacesUid'>>[];
  /** Those in use that watch over the person or the home. */
  readonly sensors: readonly Pick<Sensor, 'uid' | 'personUid'>[];
  readonly months: readonly Opened<
    Pick<ReadingMonth, 'sensorUid' | 'month' | 'heardAtMs' | 'batteryPercent' | 'isSilent'>
  >[];
  readonly alarms: readonly Pick<Alarm, 'uid' | 'rule' | 'raisedAtMs' | 'steps'>[];
  /** Open ones at the home (`isAtHome`). */
  readonly incidents: readonly HomeIncident[];
  /** Days between visits of the person's own plan; null for none. */
  readonly everyDays: number | null;
}

/** What a report is made of. */
export interface RiskInput {
  readonly subject: Subject;
  readonly evidence: Evidence;
}

/** Somebody in no archive is visited that often, days: reports ask for no more of people whom the station need not look after. */
const YEARLY = 366;

/** An opening before six belongs to the night that began on the day before. */
const NIGHT_ENDS_MS = 6 * 3_600_000;

/**
 * What a report about somebody is made of on that day. Null for whom none is made: whoever moved away or died, and whoever is in no archive of key
 * people, was never assessed and is watched over by no device.
 */
export function riskInputOf(known: Known, intervals: VisitIntervals, today: CalendarDate): RiskInput | null {
  const { person, everyDays } = known;
  if (person.status !== 'living-here') return null;
  const alone = livingAloneOf(person, known.residents);
  const kinds = keyKindsOf(person, alone, today);
  const isWatched = known.sensors.some(({ personUid }) => personUid === person.uid);
  if (kinds.length === 0 && !isWatched && known.assessments.length === 0) return null;
  const recordedOn = dateAtStation(person.created.at);
  const needs = { everyDays, level: null };
  const visitEveryDays =
    kinds.length === 0
      ? (everyDays ?? YEARLY)
      : visitInterval(kinds, intervals, needs, USUAL_VISIT_TABLE.levelDays).days;
  const day = dayNumber(today);
  return {
    subject: { kinds, visitEveryDays, sinceDay: dayNumber(keyPersonSince(person, kinds, recordedOn)) },
    evidence: {
      person: {
        uid: person.uid,
        ageYears: ageOn(person.birthDate, today),
        kinds,
        livesAlone: alone.value,
        disabilityGrade: gradeOf(known),
        contacts: person.contacts.length,
      },
      visits: known.visits.map(visitEvidence),
      assessments: assessmentEvidence(known.assessments),
      days: [...known.months.flatMap(monthEvidence), ...deviceStates(known, day)],
      alarms: known.alarms.flatMap(alarmEvidence),
      incidents: known.incidents,
      company: [],
      doctor: [],
    },
  };
}

/** Whether an incident is one of somebody's own home: reported for them, at their address, or about fire in their building. */
export function isAtHome(
  { onBehalfOf, address, buildingUid }: Pick<Incident, 'onBehalfOf' | 'address' | 'buildingUid'>,
  isFire: boolean,
  home: { readonly personUid: string; readonly address: string | null; readonly buildingUid: string | null },
): boolean {
  if (onBehalfOf !== null) return onBehalfOf === home.personUid;
  if (address !== '' && address === home.address) return true;
  return isFire && buildingUid !== null && buildingUid === home.buildingUid;
}

/** Whether a category is about fire safety (消防), by the names that the station's table has. */
export const isAboutFire = (category: Pick<Category, 'major' | 'minor'> | null | undefined): boolean =>
  category != null && [category.major.name, category.minor.name].some((name) => name.includes('消防'));

/** The grade of the certificate that counts; without one, what the file says. */
function gradeOf({ certificates, person }: Known): Evidence['person']['disabilityGrade'] {
  const valid = validCertificate(certificates.map(({ record, opened }) => ({ ...record, holds: opened['holds'] })));
  const holds = isObject(valid?.holds) ? valid.holds['grade'] : person.disability?.grade;
  return GRADES.find((grade) => grade === holds) ?? null;
}
const GRADES = [1, 2, 3, 4] as const;

function visitEvidence({ record, opened }: Known['visits'][number]): VisitEvidence {
  const { uid, startedAtMs, answers } = record;
  return {
    uid,
    startedAtMs,
    outcome: answers.outcome,
    condition: CONDITIONS.find((condition: Condition) => condition === opened['condition']) ?? null,
    bloodPressure: readPressure(opened['bloodPressure']),
    safety: answers.safety ?? null,
    needs: answers.outcome === 'met' ? (answers.needs ?? []) : null,
  };
}

/** Those that were not corrected by another one; what does not open is no evidence. */
function assessmentEvidence(assessments: Known['assessments']): readonly AssessmentEvidence[] {
  const replaced = new Set(assessments.map(({ record }) => record.replacesUid));
  return assessments.flatMap(({ record: { uid, assessedOn }, opened }): readonly AssessmentEvidence[] => {
    const content = replaced.has(uid) ? null : readAssessmentContent(opened['content']);
    if (!content) return [];
    const { total, level } = content.result;
    return [{ uid, assessedOn, total, level, careEvents: careEventsOf(content.circumstances) }];
  });
}

function monthEvidence({ record: { sensorUid, month }, opened }: Known['months'][number]): readonly DailyEvidence[] {
  const first = dayNumber(`${month}-01`);
  const readings = new Map<number, BloodPressure[]>();
  for (const reading of listIn(opened['health'], 'readings') as readonly Partial<PressureReading>[]) {
    const read = readPressure(reading);
    if (!read || typeof reading.atMs !== 'number') continue;
    const day = dayAtStation(reading.atMs);
    readings.set(day, [...(readings.get(day) ?? []), read]);
  }
  const nights = new Map<number, number>();
  for (const { day, openings, nightMs } of listIn(opened['life'], 'days') as readonly Partial<DayOfLife>[]) {
    if (typeof day !== 'number' || openings === undefined) continue;
    const night = first + day - 1;
    nights.set(night, nights.get(night) ?? 0);
    for (const atMs of Array.isArray(nightMs) ? (nightMs as readonly number[]) : []) {
      const begun = dayAtStation(atMs - NIGHT_ENDS_MS);
      nights.set(begun, (nights.get(begun) ?? 0) + 1);
    }
  }
  return [
    ...[...readings].map(([day, bloodPressure]) => ({ deviceUid: sensorUid, day, bloodPressure })),
    ...[...nights].map(([day, nightOpenings]) => ({ deviceUid: sensorUid, day, nightOpenings })),
  ];
}

/** How the devices in use are now; of one that has never been heard of nothing is known. */
function deviceStates({ sensors, months }: Known, day: number): readonly DailyEvidence[] {
  return sensors.flatMap(({ uid }): readonly DailyEvidence[] => {
    const [newest] = months
      .map(({ record }) => record)
      .filter(({ sensorUid }) => sensorUid === uid)
      .sort((a, b) => (a.month < b.month ? 1 : -1));
    if (!newest) return [];
    if (newest.isSilent) return [{ deviceUid: uid, day, state: 'silent' }];
    return [{ deviceUid: uid, day, state: isBatteryLow(newest.batteryPercent) ? 'battery-low' : 'works' }];
  });
}

/** What else rings (a door by night, blood pressure, a silent device) is told by the readings themselves. */
const ALARM_KINDS: Readonly<Record<string, AlarmEvidence['kind']>> = {
  'no-water': 'water',
  smoke: 'smoke',
  help: 'help',
  leak: 'leak',
};

function alarmEvidence({ uid, rule, raisedAtMs, steps }: Known['alarms'][number]): readonly AlarmEvidence[] {
  const kind = ALARM_KINDS[rule];
  if (!kind) return [];
  const { state, outcome } = standingOf(
    { rule, raisedAtMs },
    steps.flatMap((each) =>
      each.kind === 'told-contacts' || each.kind === 'contacts-reached'
        ? []
        : [{ ...each, atMs: each.written.at, by: each.written.by }],
    ),
  );
  if (state !== 'closed') return [{ uid, kind, raisedAtMs, outcome: 'open' }];
  return [{ uid, kind, raisedAtMs, outcome: outcome === 'helped' ? 'needed-help' : 'fine' }];
}

function readPressure(value: unknown): BloodPressure | null {
  if (!isObject(value)) return null;
  const { systolic, diastolic } = value;
  return typeof systolic === 'number' && typeof diastolic === 'number' ? { systolic, diastolic } : null;
}

const listIn = (value: unknown, field: string): readonly unknown[] => {
  const list = isObject(value) ? value[field] : null;
  return Array.isArray(list) ? list.filter(isObject) : [];
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
