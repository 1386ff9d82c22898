/** The three dimensions of the report (健康、安全、生活), in the order in which they are named. */
export const DIMENSIONS = ['health', 'safety', 'life'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/**
 * What is looked at, and what the severity of a fact about it means. A fact of severity 0 says that somebody looked and found nothing
 * wrong; that nobody looked is no fact.
 */
export const TOPICS = [
  /** Level of an ability assessment: 0 able to 4 fully dependent. */
  'ability',
  /** A care-risk event that an assessment names (fall, choking, straying, self-harm): 1. */
  'care-event',
  /** A reading: 0 usual, 1 low, 2 abnormal, 3 urgent. */
  'blood-pressure',
  /** What somebody looked like at a visit: 0 well, 1 unwell, 2 needs care. */
  'condition',
  /** A certificate's grade turned round: 1 the mildest to 4 the most severe. */
  'disability',
  /** Days that an agreed appointment with a doctor is past; 0 while it is to come or was kept. */
  'doctor',
  /** Age in years. */
  'age',
  /** Alarms of devices at home: 0 turned out well, 1 somebody was in need of help, 2 open. */
  'water-alarm',
  'smoke-alarm',
  'call-for-help',
  'leak-alarm',
  /** Times that the door was opened in one night. */
  'night-door',
  /** Points of the home that were not in order at a look round. */
  'home-safety',
  /** A device that should watch: 0 works, 1 battery low, 2 silent. */
  'device',
  /** An open incident at the home: 1, or 2 where it is about fire. */
  'incident',
  /** Lives alone: 1. */
  'alone',
  /** Nobody to call is on file: 1; somebody is: 0. */
  'contacts',
  /** Somebody met the person: 0. What counts is how long ago. */
  'met',
  /** A visit that met a closed door: 1, or a refusal: 2. */
  'not-met',
  /** Needs named at the newest visit and not met. */
  'needs',
  /** A day on which the person ate or was active among others: 1. Takes weight off. */
  'company',
] as const;
export type Topic = (typeof TOPICS)[number];

/** Where a fact can be looked up. */
export interface FactSource {
  readonly type: 'assessment' | 'visit' | 'reading' | 'alarm' | 'device' | 'incident' | 'person' | 'contract';
  /** Of the record. */
  readonly uid: string;
}

/** One thing known about somebody. */
export interface Fact {
  readonly topic: Topic;
  /** Days since 1970-01-01 (`dayNumber`): thousands of people are scored at once, and texts of days are slow to compare. */
  readonly day: number;
  readonly severity: number;
  /** What words about it need, by topic: `[systolic, diastolic]`, points of an assessment. */
  readonly figures?: readonly number[];
  readonly source: FactSource;
}

/** Whom a report is about, as far as rules ask. */
export interface Subject {
  readonly kinds: readonly ('livingAlone' | 'elderly' | 'child' | 'disabled')[];
  /** Days between two visits that the station keeps to for this person. */
  readonly visitEveryDays: number;
  /** From this day on the station had to look after the person. */
  readonly sinceDay: number;
}
