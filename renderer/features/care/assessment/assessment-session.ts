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
import type { OpenStation } from '#renderer/data/index';
import type { PersonRecord } from '../../people/index';
import { createDraftKeeper, type SaveState } from '../../visits/index';
import { saveAssessment, type AssessmentWriting } from './commands';

export interface AssessmentState {
  readonly draft: AssessmentDraft;
  readonly isResumed: boolean;
  readonly saving: SaveState;
  /** Shown beside the questions; filled by the first try to save, kept current from then on. */
  readonly problems: readonly AssessmentProblem[];
  readonly completing: { readonly kind: 'no' | 'running' } | { readonly kind: 'failed'; readonly error: unknown };
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

const SAVE_DELAY_MS = 250;

/** Takes up the draft that waits for this person, or begins one. Nothing is kept until something is answered. */
export async function openAssessmentSession(
  station: SessionStation,
  person: Pick<PersonRecord, '_id' | 'uid'>,
  start: AssessmentStart,
): Promise<AssessmentSession> {
  const kept = await keptDraft(station, person.uid);
  let state: AssessmentState = {
    draft: kept?.draft ?? begin(station, person.uid, start),
    isResumed: kept !== null,
    saving: kept ? { kind: 'saved', savedAtMs: kept.savedAtMs } : { kind: 'untouched' },
    problems: [],
    completing: { kind: 'no' },
  };
  let isOver = false;
  const listeners = new Set<() => void>();
  const set = (change: Partial<AssessmentState>) => {
    if (isOver) return;
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  const keeper = createDraftKeeper<AssessmentDraft>({
    delayMs: SAVE_DELAY_MS,
    onState: (saving) => set({ saving }),
    save: async (value) => {
      const about = { form: ASSESSMENT_FORM.id, formVersion: ASSESSMENT_FORM.version, subject: person.uid };
      return (await station.drafts.save({ ...about, startedAtMs: value.startedAtMs, value })).savedAtMs;
    },
  });
  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    answer(change) {
      // Keeping the draft once more would bring it back after the assessment is made.
      if (state.completing.kind === 'running') return;
      const draft = { ...state.draft, ...change };
      const wasTried = state.problems.length > 0;
      set({ draft, saving: { kind: 'saving' }, ...(wasTried && { problems: assessmentProblems(draft) }) });
      keeper.change(draft);
    },
    flush: () => keeper.flush(),
    async complete() {
      if (state.completing.kind === 'running') return false;
      set({ completing: { kind: 'running' } });
      try {
        await keeper.flush();
        const outcome = await saveAssessment(station, person, state.draft);
        if (outcome.kind === 'incomplete') {
          set({ problems: outcome.problems, completing: { kind: 'no' } });
          return false;
        }
        await keeper.stop();
        return true;
      } catch (error) {
        set({ completing: { kind: 'failed', error } });
        return false;
      }
    },
    async discard() {
      await keeper.stop();
      await station.drafts.discard(ASSESSMENT_FORM.id, person.uid);
    },
    async leave() {
      isOver = true;
      await keeper.flush();
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
