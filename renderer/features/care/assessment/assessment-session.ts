import type { AssessmentContent } from '#shared/domain/ability/content';
import {
  ASSESSMENT_FORM,
  assessmentProblems,
  beginAssessment,
  beginCorrection,
  readAssessmentDraft,
  type AssessmentDraft,
  type AssessmentProblem,
} from '#shared/domain/ability/draft';
import type { Assessment } from '#shared/schema/types/assessment';
import { openKeptForm, type Attempt, type FormState, type OpenStation } from '#renderer/data/index';
import type { PersonRecord } from '../../people/index';
import { saveAssessment, type AssessmentWriting } from './commands';

export interface AssessmentState extends FormState<AssessmentDraft, AssessmentProblem> {
  readonly isResumed: boolean;
  /** Shown beside the questions. */
  readonly problems: readonly AssessmentProblem[];
  readonly completing: Attempt;
}

/** One person filling in one assessment. */
export interface AssessmentSession {
  state(): AssessmentState;
  subscribe(listener: () => void): () => void;
  /** Changes answers; they are on disk within a moment. */
  answer(change: Partial<AssessmentDraft>): void;
  flush(): Promise<void>;
  /** True when the assessment is saved; otherwise the state says what is missing or went wrong. */
  complete(): Promise<boolean>;
  /** Throws the draft away. */
  discard(): Promise<void>;
  /** Ends the session with every answer kept. */
  leave(): Promise<void>;
}

/** What a session begins with where no draft waits. */
export type AssessmentStart =
  | { readonly kind: 'new'; readonly isFirst: boolean }
  | {
      readonly kind: 'correction';
      readonly wrong: Pick<Assessment, 'uid' | 'assessedOn' | 'reason'>;
      readonly content: AssessmentContent;
    };

type SessionStation = AssessmentWriting & Pick<OpenStation, 'records'>;

/** Takes up the draft that waits for this person, or begins one. Nothing is kept until something is answered. */
export async function openAssessmentSession(
  station: SessionStation,
  person: Pick<PersonRecord, '_id' | 'uid'>,
  start: AssessmentStart,
): Promise<AssessmentSession> {
  const kept = await keptDraft(station, person.uid);
  const form = openKeptForm<AssessmentDraft, AssessmentProblem, AssessmentState>({
    drafts: station.drafts,
    form: ASSESSMENT_FORM,
    subject: person.uid,
    startedAtMs: (value) => value.startedAtMs,
    problemsOf: assessmentProblems,
    first: {
      draft: kept?.draft ?? begin(station, person.uid, start),
      isResumed: kept !== null,
      saving: kept ? { kind: 'saved', savedAtMs: kept.savedAtMs } : { kind: 'untouched' },
      problems: [],
      completing: { kind: 'no' },
    },
  });
  const { state, set } = form;
  return {
    state,
    subscribe: form.subscribe,
    answer(change) {
      // Keeping the draft once more would bring it back after the assessment is made.
      if (state().completing.kind !== 'running') form.put(change);
    },
    flush: form.flush,
    async complete() {
      if (state().completing.kind === 'running') return false;
      set({ completing: { kind: 'running' } });
      try {
        await form.flush();
        const outcome = await saveAssessment(station, person, state().draft);
        if (outcome.kind === 'incomplete') {
          set({ problems: outcome.problems, completing: { kind: 'no' } });
          return false;
        }
        await form.stop();
        return true;
      } catch (error) {
        set({ completing: { kind: 'failed', error } });
        return false;
      }
    },
    discard: form.discard,
    async leave() {
      form.end();
      await form.flush();
    },
  };
}

function begin(station: SessionStation, personUid: string, start: AssessmentStart): AssessmentDraft {
  const at = { assessmentUid: station.newUid(), nowMs: station.nowMs() };
  return start.kind === 'new'
    ? beginAssessment(personUid, { ...at, isFirst: start.isFirst })
    : beginCorrection(personUid, at, start.wrong, start.content);
}

/** The draft that waits, unless it has become an assessment already: then only a crash kept it. */
async function keptDraft({ drafts, records }: SessionStation, personUid: string) {
  const row = await drafts.get(ASSESSMENT_FORM.id, personUid);
  const draft = row ? readAssessmentDraft(row.value, personUid) : null;
  if (!row || !draft) return null;
  if (!(await records.byUid('care', 'assessment', draft.assessmentUid))) return { draft, savedAtMs: row.savedAtMs };
  await drafts.discard(ASSESSMENT_FORM.id, personUid);
  return null;
}
