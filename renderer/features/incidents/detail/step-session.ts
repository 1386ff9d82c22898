import type { PhotoRef } from '#shared/media/photo';
import type { DispatchReason } from '#shared/schema/types/incident-step';
import {
  createPhotoPreparer,
  openKeptForm,
  type Attempt,
  type FormState,
  type OpenStation,
  type PhotoPreparer,
} from '#renderer/data/index';
import { createPhotoAdding, type PhotoAdding } from '../../media/index';
import type { Whereabouts } from '../../visits/index';
import { keepIncidentPhoto, takeStep, type IncidentWriting, type SeenIncident } from '../commands';
import {
  beginStep,
  readStepDraft,
  STEP_FORM,
  STEP_PHOTO_LIMIT,
  contentOf,
  formProblems,
  type FormStep,
  type StepDraft,
  type FormProblem,
} from './step-draft';

export interface StepState extends FormState<StepDraft, FormProblem> {
  readonly problems: readonly FormProblem[];
  readonly taking: Attempt;
}

/** Somebody writing one step; words and photos outlive the page. */
export interface StepSession {
  state(): StepState;
  subscribe(listener: () => void): () => void;
  answer(change: Partial<StepDraft>): void;
  flush(): Promise<void>;
  readonly photos: PhotoAdding;
  removePhoto(photo: PhotoRef): Promise<void>;
  /** True when the step is on this device; `seen` is the incident as it is shown now. */
  take(seen: SeenIncident, because: DispatchReason | null): Promise<boolean>;
  /** Throws away what was written. */
  discard(): Promise<void>;
  /** Ends it with everything saved. */
  leave(): Promise<void>;
}

interface StepStart {
  readonly incident: SeenIncident & { readonly grid: number | null };
  readonly kind: FormStep;
  /** What the form begins with where nothing was kept. */
  readonly known: Partial<StepDraft>;
  /** What of the incident says whether a step is whole. */
  readonly about: () => Parameters<typeof formProblems>[1];
  readonly locate: () => Promise<Whereabouts>;
  readonly preparer?: PhotoPreparer;
}

/** Takes up the step that was begun for this incident, or begins one. Nothing is kept until something is answered. */
export async function openStepSession(
  station: IncidentWriting & Pick<OpenStation, 'records'>,
  { incident, kind, known, about, locate, preparer = createPhotoPreparer() }: StepStart,
): Promise<StepSession> {
  const subject = incident.uid;
  const row = await station.drafts.get(STEP_FORM.id, subject);
  const kept = row ? readStepDraft(row.value, kind) : null;
  const startedAtMs = station.nowMs();
  const form = openKeptForm<StepDraft, FormProblem, StepState>({
    drafts: station.drafts,
    form: STEP_FORM,
    subject,
    startedAtMs: () => startedAtMs,
    problemsOf: (draft) => formProblems(draft, about()),
    first: {
      draft: kept ?? beginStep(kind, station.newUid(), known),
      saving: row && kept ? { kind: 'saved', savedAtMs: row.savedAtMs } : { kind: 'untouched' },
      problems: [],
      taking: { kind: 'no' },
    },
  });
  const { state, set, put, putNow } = form;
  const photos = createPhotoAdding({
    preparer,
    async keep(photo) {
      // The draft comes first: a photo of no draft goes out at the next opening.
      await putNow({});
      const ref = await keepIncidentPhoto(station, incident.grid, photo, { form: STEP_FORM.id, subject });
      await putNow({ photos: [...state().draft.photos, ref] });
    },
    async place() {
      const found = await locate();
      if (found.kind !== 'found') return null;
      const { lat, lng, accuracyMeters } = found.place;
      return { latitude: lat, longitude: lng, accuracyM: accuracyMeters };
    },
    nowMs: station.nowMs,
    room: () => STEP_PHOTO_LIMIT - state().draft.photos.length,
  });
  const end = async () => {
    form.end();
    photos.end();
    await form.discard();
  };

  return {
    state,
    subscribe: form.subscribe,
    answer(change) {
      if (state().taking.kind !== 'running') put(change);
    },
    async flush() {
      await photos.settled();
      await form.flush();
    },
    photos,
    async removePhoto(photo) {
      const { photos: kept, resident } = state().draft;
      await putNow({
        photos: kept.filter(({ id }) => id !== photo.id),
        resident: resident && { ...resident, photoIds: resident.photoIds.filter((id) => id !== photo.id) },
      });
      await station.media.discard([photo]);
    },
    async take(seen, because) {
      if (state().taking.kind === 'running') return false;
      set({ taking: { kind: 'running' } });
      try {
        const refused = photos.state().refused.length;
        await photos.settled();
        await form.flush();
        const problems = formProblems(state().draft, about());
        if (problems.length > 0 || photos.state().refused.length > refused) {
          set({ problems, taking: { kind: 'no' } });
          return false;
        }
        await takeStep(station, seen, contentOf(state().draft, because), state().draft);
        await end();
        return true;
      } catch (error) {
        set({ taking: { kind: 'failed', error } });
        return false;
      }
    },
    async discard() {
      await photos.settled();
      const { draft } = state();
      await end();
      await station.media.discard(draft.photos);
    },
    async leave() {
      await photos.settled();
      form.end();
      photos.end();
      await form.flush();
    },
  };
}
