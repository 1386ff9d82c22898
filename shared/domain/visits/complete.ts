import type { Visit } from '../../schema/types/visit';
import { addDays, daysBetween, isCalendarDate, type CalendarDate } from '../calendar/date';
import { readTyped, type BloodPressure, type ReadingProblem } from './blood-pressure';
import type { VisitDraft } from './draft';
import { asksAboutHealth, asksForSignature, looksAtHome, NOTE_LIMIT, VISIT_FORM, type Condition } from './questions';
import { isSigned, type Signature } from './signature';

/** What keeps a visit from being completed, by the field that must change. */
export type VisitProblem =
  | { readonly field: 'outcome'; readonly problem: 'missing' }
  | { readonly field: 'condition'; readonly problem: 'missing' }
  | { readonly field: 'bloodPressure'; readonly problem: ReadingProblem }
  | { readonly field: 'note'; readonly problem: 'too-long' }
  | { readonly field: 'next'; readonly problem: 'missing' | 'not-a-date' | 'not-later' | 'too-far' };

/** Answers that leave the device sealed only; absent where nothing was said. */
export interface VisitSecrets {
  readonly condition?: Condition;
  readonly bloodPressure?: BloodPressure;
  readonly note?: string;
  readonly signature?: Signature;
}

/** The record's open fields. */
export type VisitFields = Pick<
  Visit,
  | 'personUid'
  | 'householdUid'
  | 'dwellingUid'
  | 'kind'
  | 'startedAtMs'
  | 'finishedAtMs'
  | 'place'
  | 'form'
  | 'nextVisitOn'
  | 'additions'
  | 'photos'
> & { readonly answers: Pick<Visit['answers'], 'outcome' | 'safety' | 'needs'> };

export type Completion =
  | { readonly ok: true; readonly fields: VisitFields; readonly secrets: VisitSecrets }
  | { readonly ok: false; readonly problems: readonly VisitProblem[] };

/** Nobody is left for longer than a year. */
const NEXT_WITHIN_DAYS = 366;

/** What a completion depends on beside the draft. */
export interface CompletionContext {
  readonly today: CalendarDate;
  /** Whether the worker may record health answers at all; who may not is not asked for them. */
  readonly recordsHealth: boolean;
}

/** Everything that keeps this draft from being completed, in the order of the form. */
export function problemsOf(draft: VisitDraft, { today, recordsHealth }: CompletionContext): readonly VisitProblem[] {
  const problems: VisitProblem[] = [];
  if (draft.outcome === null) problems.push({ field: 'outcome', problem: 'missing' });
  if (recordsHealth && asksAboutHealth(draft.outcome)) {
    if (draft.condition === null) problems.push({ field: 'condition', problem: 'missing' });
    const typed = readTyped(draft.systolic, draft.diastolic);
    if (typed.kind === 'problem') problems.push({ field: 'bloodPressure', problem: typed.problem });
  }
  if ([...draft.note.trim()].length > NOTE_LIMIT) problems.push({ field: 'note', problem: 'too-long' });
  if (draft.next.kind === 'on') {
    const problem = dateProblem(draft.next.date, today);
    if (problem) problems.push({ field: 'next', problem });
  }
  return problems;
}

/**
 * The visit as it goes into the record, or what is missing. Answers to questions that the outcome leaves out are dropped,
 * though the draft keeps them: somebody may have pressed the wrong button.
 */
export function completeVisit(draft: VisitDraft, at: CompletionContext & { readonly nowMs: number }): Completion {
  const problems = problemsOf(draft, at);
  const { outcome, condition, kind } = draft;
  if (problems.length > 0 || outcome === null) return { ok: false, problems };
  const isMet = asksAboutHealth(outcome);
  const isAsked = isMet && at.recordsHealth;
  const typed = readTyped(draft.systolic, draft.diastolic);
  const note = draft.note.trim();
  const hasLooked = looksAtHome(kind, outcome) && Object.keys(draft.safety).length > 0;
  return {
    ok: true,
    fields: {
      personUid: draft.personUid,
      householdUid: draft.householdUid,
      dwellingUid: draft.dwellingUid,
      kind,
      startedAtMs: draft.startedAtMs,
      finishedAtMs: Math.max(draft.startedAtMs, at.nowMs),
      place: kind === 'phone' ? null : draft.place,
      form: VISIT_FORM,
      nextVisitOn: nextVisitOn(draft, at.today),
      additions: [],
      photos: [...draft.photos],
      answers: {
        outcome,
        ...(hasLooked && { safety: { ...draft.safety } }),
        ...(isMet && draft.needs.length > 0 && { needs: [...draft.needs] }),
      },
    },
    secrets: {
      ...(isAsked && condition !== null && { condition }),
      ...(isAsked && typed.kind === 'reading' && { bloodPressure: typed.reading }),
      ...(note !== '' && { note }),
      ...(asksForSignature(kind, outcome) &&
        draft.signature &&
        isSigned(draft.signature) && { signature: draft.signature }),
    },
  };
}

/** The day on which the worker comes again, or null where nothing was agreed. Days count from the day of completion. */
export function nextVisitOn({ next }: VisitDraft, today: CalendarDate): CalendarDate | null {
  switch (next.kind) {
    case 'open':
      return null;
    case 'in-days':
      return addDays(today, next.days);
    case 'on':
      return next.date;
  }
}

function dateProblem(date: string, today: CalendarDate): 'missing' | 'not-a-date' | 'not-later' | 'too-far' | null {
  if (date === '') return 'missing';
  if (!isCalendarDate(date)) return 'not-a-date';
  const days = daysBetween(today, date);
  if (days < 1) return 'not-later';
  return days > NEXT_WITHIN_DAYS ? 'too-far' : null;
}
