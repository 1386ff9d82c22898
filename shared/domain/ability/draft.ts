import type { AssessmentReason } from '../../schema/types/assessment';
import type { CalendarDate } from '../calendar/date';
import {
  assessmentContent,
  ASSESSMENT_NOTE_LIMIT,
  DISORDERS,
  MOST_EVENTS,
  readAnswers,
  readCircumstances,
  readReason,
  type AssessmentCircumstances,
  type AssessmentContent,
  type Disorder,
} from './content';
import { unanswered, type AbilityAnswers } from './level';

/** Under which name an assessment that is being written is kept; its subject is the person's uid. */
export const ASSESSMENT_FORM = { id: 'assessment', version: 1 } as const;

/** Assessments are for people of 60 and over (老年人). */
export const ASSESSED_FROM_YEARS = 60;

/** An assessment being written down. */
export interface AssessmentDraft {
  /** Of the assessment to be: minted at the start, so that saving twice can never make two. */
  readonly assessmentUid: string;
  readonly personUid: string;
  readonly startedAtMs: number;
  readonly reason: AssessmentReason | null;
  /** The one that this corrects, and its day, which stays; null for a new one. */
  readonly corrects: { readonly uid: string; readonly assessedOn: CalendarDate } | null;
  readonly answers: AbilityAnswers;
  /** Null until somebody has asked. */
  readonly disorder: Disorder | null;
  readonly events: AssessmentCircumstances['events'];
  readonly note: string;
}

interface Start {
  readonly assessmentUid: string;
  readonly nowMs: number;
}

/** A fresh draft; of somebody who was never assessed the reason is plain. */
export const beginAssessment = (
  personUid: string,
  { assessmentUid, nowMs, isFirst }: Start & { readonly isFirst: boolean },
): AssessmentDraft => ({
  assessmentUid,
  personUid,
  startedAtMs: nowMs,
  reason: isFirst ? 'first' : null,
  corrects: null,
  answers: {},
  disorder: null,
  events: {},
  note: '',
});

/** A draft that corrects an assessment: with all that it says, to be changed. */
export const beginCorrection = (
  personUid: string,
  { assessmentUid, nowMs }: Start,
  wrong: { readonly uid: string; readonly assessedOn: CalendarDate; readonly reason: AssessmentReason },
  { answers, circumstances, note }: AssessmentContent,
): AssessmentDraft => ({
  assessmentUid,
  personUid,
  startedAtMs: nowMs,
  reason: wrong.reason,
  corrects: { uid: wrong.uid, assessedOn: wrong.assessedOn },
  answers,
  ...circumstances,
  note,
});

/** A draft as it was kept, or null when it is none of this person's. What this build does not know is left out. */
export function readAssessmentDraft(value: unknown, personUid: string): AssessmentDraft | null {
  if (!isObject(value) || value['personUid'] !== personUid) return null;
  const { assessmentUid, startedAtMs, corrects, note } = value;
  if (typeof assessmentUid !== 'string' || typeof startedAtMs !== 'number') return null;
  return {
    assessmentUid,
    personUid,
    startedAtMs,
    reason: readReason(value['reason']),
    corrects: readCorrects(corrects),
    answers: readAnswers(value['answers']),
    disorder: DISORDERS.find((disorder) => disorder === value['disorder']) ?? null,
    events: readCircumstances(value).events,
    note: typeof note === 'string' ? note : '',
  };
}

/** So many events of a kind; none stands for nothing said. */
export function withEvents(
  events: AssessmentDraft['events'],
  event: keyof AssessmentDraft['events'],
  count: number,
): AssessmentDraft['events'] {
  const { [event]: _before, ...others } = events;
  const within = Math.min(MOST_EVENTS, Math.max(0, count));
  return within === 0 ? others : { ...others, [event]: within };
}

/** What keeps an assessment from being saved, in the order of the form. */
export type AssessmentProblem =
  | { readonly field: 'item'; readonly id: string }
  | { readonly field: 'disorder' | 'reason'; readonly problem: 'missing' }
  | { readonly field: 'note'; readonly problem: 'too-long' };

/** Everything that is missing or too much. */
export function assessmentProblems({ reason, answers, disorder, note }: AssessmentDraft): readonly AssessmentProblem[] {
  return [
    ...unanswered(answers).map((id) => ({ field: 'item', id }) as const),
    ...(disorder === null ? [{ field: 'disorder', problem: 'missing' } as const] : []),
    ...(reason === null ? [{ field: 'reason', problem: 'missing' } as const] : []),
    ...([...note.trim()].length > ASSESSMENT_NOTE_LIMIT ? [{ field: 'note', problem: 'too-long' } as const] : []),
  ];
}

/** The record's open fields. */
export interface AssessmentFields {
  readonly personUid: string;
  readonly assessedOn: CalendarDate;
  readonly reason: AssessmentReason;
  readonly replacesUid: string | null;
}

export type AssessmentCompletion =
  | { readonly ok: true; readonly fields: AssessmentFields; readonly content: AssessmentContent }
  | { readonly ok: false; readonly problems: readonly AssessmentProblem[] };

/** The assessment as it goes into the record, or what is missing. A correction keeps the day of what it corrects. */
export function completeAssessment(draft: AssessmentDraft, today: CalendarDate): AssessmentCompletion {
  const problems = assessmentProblems(draft);
  const { personUid, reason, corrects, answers, disorder, events, note } = draft;
  const content = disorder && assessmentContent(answers, { disorder, events }, note.trim());
  if (problems.length > 0 || reason === null || !content) return { ok: false, problems };
  const assessedOn = corrects?.assessedOn ?? today;
  return { ok: true, fields: { personUid, assessedOn, reason, replacesUid: corrects?.uid ?? null }, content };
}

function readCorrects(value: unknown): AssessmentDraft['corrects'] {
  if (!isObject(value)) return null;
  const { uid, assessedOn } = value;
  return typeof uid === 'string' && typeof assessedOn === 'string' ? { uid, assessedOn } : null;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
