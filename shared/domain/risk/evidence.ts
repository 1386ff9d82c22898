import { dayAtStation, dayNumber, type CalendarDate } from '../calendar/date';
import type { KeyKind } from '../people/key-people';
import { levelOf, type BloodPressure } from '../visits/blood-pressure';
import type { Condition, VisitOutcome } from '../visits/questions';
import type { Fact, FactSource, Topic } from './facts';

/** What the person's own file and household say. */
export interface PersonEvidence {
  readonly uid: string;
  readonly ageYears: number;
  readonly kinds: readonly KeyKind[];
  readonly livesAlone: boolean;
  /** Grade of a valid disability certificate, 1 the most severe; null without one. */
  readonly disabilityGrade: 1 | 2 | 3 | 4 | null;
  /** People on file who may be called. */
  readonly contacts: number;
}

/** A visit as somebody who may read it sees it; what is closed to the reader is null. */
export interface VisitEvidence {
  readonly uid: string;
  readonly startedAtMs: number;
  readonly outcome: VisitOutcome;
  readonly condition: Condition | null;
  readonly bloodPressure: BloodPressure | null;
  /** Points looked at: true is in order. */
  readonly safety: Readonly<Record<string, boolean>> | null;
  readonly needs: readonly string[] | null;
}

/** An ability assessment (GB/T 42195-2022). */
export interface AssessmentEvidence {
  readonly uid: string;
  readonly assessedOn: CalendarDate;
  /** Of 90. */
  readonly total: number;
  /** 0 able to 4 fully dependent. */
  readonly level: number;
  /** Falls, choking, straying, self-harm in the 30 days before. */
  readonly careEvents: number;
}

/** One day of one device at home. */
export interface DailyEvidence {
  readonly deviceUid: string;
  readonly day: number;
  readonly bloodPressure?: readonly BloodPressure[];
  /** Times that a door was opened in the night that begins on that day. */
  readonly nightOpenings?: number;
  readonly state?: 'works' | 'battery-low' | 'silent';
}

/** An alarm and what came of it. */
export interface AlarmEvidence {
  readonly uid: string;
  readonly kind: 'water' | 'smoke' | 'help';
  readonly raisedAtMs: number;
  readonly outcome: 'open' | 'needed-help' | 'fine';
}

/** An incident that is open at the person's home. */
export interface IncidentEvidence {
  readonly uid: string;
  readonly reportedAtMs: number;
  readonly isAboutFire: boolean;
}

/** A day on which the person ate or was active among others. */
export interface CompanyEvidence {
  readonly uid: string;
  readonly on: CalendarDate;
}

/** An agreed appointment with a doctor; `keptOn` null while nobody went. */
export interface DoctorEvidence {
  readonly uid: string;
  readonly dueOn: CalendarDate;
  readonly keptOn: CalendarDate | null;
}

export interface Evidence {
  readonly person: PersonEvidence;
  readonly visits: readonly VisitEvidence[];
  readonly assessments: readonly AssessmentEvidence[];
  readonly days: readonly DailyEvidence[];
  readonly alarms: readonly AlarmEvidence[];
  readonly incidents: readonly IncidentEvidence[];
  readonly company: readonly CompanyEvidence[];
  readonly doctor: readonly DoctorEvidence[];
}

const SEVERITY_OF_READING = { unrated: 0, usual: 0, low: 1, high: 2, urgent: 3 } as const;
const SEVERITY_OF_CONDITION = { well: 0, unwell: 1, 'needs-care': 2 } as const;
const SEVERITY_OF_DEVICE = { works: 0, 'battery-low': 1, silent: 2 } as const;
const SEVERITY_OF_ALARM = { fine: 0, 'needed-help': 1, open: 2 } as const;
const ALARM_TOPIC = { water: 'water-alarm', smoke: 'smoke-alarm', help: 'call-for-help' } as const;

/** Everything known about somebody, taken apart into facts as of `today` (a day's number). What is closed to the reader is no fact. */
export function factsOf(evidence: Evidence, today: number): readonly Fact[] {
  const { person } = evidence;
  return [
    ...factsOfPerson(person, today),
    ...evidence.visits.flatMap((visit) => factsOfVisit(visit, person.ageYears)),
    ...evidence.assessments.flatMap(factsOfAssessment),
    ...evidence.days.flatMap((day) => factsOfDay(day, person.ageYears)),
    ...evidence.alarms.map(factOfAlarm),
    ...evidence.incidents.map(({ uid, isAboutFire }): Fact => {
      // It is open today, however long ago it was reported.
      return fact('incident', today, isAboutFire ? 2 : 1, { type: 'incident', uid });
    }),
    ...evidence.company.map(({ uid, on }) => fact('company', dayNumber(on), 1, { type: 'person', uid })),
    ...evidence.doctor.map((agreed) => factOfAppointment(agreed, today)),
  ];
}

function factsOfPerson(person: PersonEvidence, today: number): readonly Fact[] {
  const source = { type: 'person', uid: person.uid } as const;
  const { disabilityGrade: grade } = person;
  return [
    fact('age', today, person.ageYears, source),
    fact('alone', today, person.livesAlone ? 1 : 0, source),
    fact('contacts', today, person.contacts === 0 ? 1 : 0, source),
    ...(grade === null ? [] : [fact('disability', today, 5 - grade, source)]),
  ];
}

function factsOfVisit(visit: VisitEvidence, ageYears: number): readonly Fact[] {
  const { uid, startedAtMs, outcome, condition, bloodPressure, safety, needs } = visit;
  const source = { type: 'visit', uid } as const;
  const day = dayAtStation(startedAtMs);
  if (outcome !== 'met') return [fact('not-met', day, outcome === 'refused' ? 2 : 1, source)];
  return [
    fact('met', day, 0, source),
    ...(condition === null ? [] : [fact('condition', day, SEVERITY_OF_CONDITION[condition], source)]),
    ...(bloodPressure === null ? [] : [factOfReading(bloodPressure, day, ageYears, source)]),
    ...(safety === null || Object.keys(safety).length === 0
      ? []
      : [fact('home-safety', day, Object.values(safety).filter((isInOrder) => !isInOrder).length, source)]),
    ...(needs === null ? [] : [fact('needs', day, needs.length, source)]),
  ];
}

function factsOfAssessment({ uid, assessedOn, total, level, careEvents }: AssessmentEvidence): readonly Fact[] {
  const source = { type: 'assessment', uid } as const;
  const day = dayNumber(assessedOn);
  return [
    { ...fact('ability', day, level, source), figures: [total] },
    ...Array.from({ length: careEvents }, () => fact('care-event', day, 1, source)),
  ];
}

function factsOfDay(
  { deviceUid, day, bloodPressure, nightOpenings, state }: DailyEvidence,
  ageYears: number,
): readonly Fact[] {
  const source = { type: 'reading', uid: deviceUid } as const;
  return [
    ...(bloodPressure ?? []).map((reading) => factOfReading(reading, day, ageYears, source)),
    ...(nightOpenings === undefined ? [] : [fact('night-door', day, nightOpenings, source)]),
    ...(state === undefined
      ? []
      : [fact('device', day, SEVERITY_OF_DEVICE[state], { type: 'device', uid: deviceUid })]),
  ];
}

const factOfReading = (
  { systolic, diastolic }: BloodPressure,
  day: number,
  ageYears: number,
  source: FactSource,
): Fact => ({
  ...fact('blood-pressure', day, SEVERITY_OF_READING[levelOf({ systolic, diastolic }, ageYears)], source),
  figures: [systolic, diastolic],
});

const factOfAlarm = ({ uid, kind, raisedAtMs, outcome }: AlarmEvidence): Fact =>
  fact(ALARM_TOPIC[kind], dayAtStation(raisedAtMs), SEVERITY_OF_ALARM[outcome], { type: 'alarm', uid });

function factOfAppointment({ uid, dueOn, keptOn }: DoctorEvidence, today: number): Fact {
  const source = { type: 'contract', uid } as const;
  if (keptOn !== null) return fact('doctor', dayNumber(keptOn), 0, source);
  return fact('doctor', today, Math.max(0, today - dayNumber(dueOn)), source);
}

const fact = (topic: Topic, day: number, severity: number, source: FactSource): Fact => ({
  topic,
  day,
  severity,
  source,
});
