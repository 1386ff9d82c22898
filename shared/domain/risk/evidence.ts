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
  readonly kind: 'water' | 'smoke' | 'help' | 'leak';
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
const ALARM_TOPIC = {
  water: 'water-alarm',
  smoke: 'smoke-alarm',
  help: 'call-for-help',
  leak: 'leak-alarm',
} as const;

/**
 * Everything known about somebody, taken apart into facts as of `today` (a day's number). What is closed to the reader is no fact. Thousands of
 * people have millions of facts: they are pushed one by one, and those of one record share its source.
 */
export function factsOf(evidence: Evidence, today: number): readonly Fact[] {
  const { person } = evidence;
  const facts: Fact[] = [];
  const add = (topic: Topic, day: number, severity: number, source: FactSource): void =>
    void facts.push({ topic, day, severity, source });
  addPerson(add, person, today);
  for (const visit of evidence.visits) addVisit(add, facts, visit, person.ageYears);
  for (const { uid, assessedOn, total, level, careEvents } of evidence.assessments) {
    const source = { type: 'assessment', uid } as const;
    const day = dayNumber(assessedOn);
    facts.push({ topic: 'ability', day, severity: level, figures: [total], source });
    for (let event = 0; event < careEvents; event += 1) add('care-event', day, 1, source);
  }
  for (const { deviceUid: uid, day, bloodPressure, nightOpenings, state } of evidence.days) {
    const source = { type: 'reading', uid } as const;
    if (bloodPressure)
      for (const reading of bloodPressure) facts.push(factOfReading(reading, day, person.ageYears, source));
    if (nightOpenings !== undefined) add('night-door', day, nightOpenings, source);
    if (state !== undefined) add('device', day, SEVERITY_OF_DEVICE[state], { type: 'device', uid });
  }
  for (const { uid, kind, raisedAtMs, outcome } of evidence.alarms)
    add(ALARM_TOPIC[kind], dayAtStation(raisedAtMs), SEVERITY_OF_ALARM[outcome], { type: 'alarm', uid });
  for (const { uid, isAboutFire } of evidence.incidents) {
    // It is open today, however long ago it was reported.
    add('incident', today, isAboutFire ? 2 : 1, { type: 'incident', uid });
  }
  for (const { uid, on } of evidence.company) add('company', dayNumber(on), 1, { type: 'person', uid });
  for (const { uid, dueOn, keptOn } of evidence.doctor) {
    const source = { type: 'contract', uid } as const;
    if (keptOn !== null) add('doctor', dayNumber(keptOn), 0, source);
    else add('doctor', today, Math.max(0, today - dayNumber(dueOn)), source);
  }
  return facts;
}

type Add = (topic: Topic, day: number, severity: number, source: FactSource) => void;

function addPerson(add: Add, person: PersonEvidence, today: number): void {
  const source = { type: 'person', uid: person.uid } as const;
  const { disabilityGrade: grade } = person;
  add('age', today, person.ageYears, source);
  add('alone', today, person.livesAlone ? 1 : 0, source);
  add('contacts', today, person.contacts === 0 ? 1 : 0, source);
  if (grade !== null) add('disability', today, 5 - grade, source);
}

function addVisit(add: Add, facts: Fact[], visit: VisitEvidence, ageYears: number): void {
  const { uid, startedAtMs, outcome, condition, bloodPressure, safety, needs } = visit;
  const source = { type: 'visit', uid } as const;
  const day = dayAtStation(startedAtMs);
  if (outcome !== 'met') return add('not-met', day, outcome === 'refused' ? 2 : 1, source);
  add('met', day, 0, source);
  if (condition !== null) add('condition', day, SEVERITY_OF_CONDITION[condition], source);
  if (bloodPressure !== null) facts.push(factOfReading(bloodPressure, day, ageYears, source));
  if (safety !== null) {
    const points = Object.values(safety);
    if (points.length > 0) add('home-safety', day, points.filter((isInOrder) => !isInOrder).length, source);
  }
  if (needs !== null) add('needs', day, needs.length, source);
}

const factOfReading = (reading: BloodPressure, day: number, ageYears: number, source: FactSource): Fact => ({
  topic: 'blood-pressure',
  day,
  severity: SEVERITY_OF_READING[levelOf(reading, ageYears)],
  figures: [reading.systolic, reading.diastolic],
  source,
});
