import type { CalendarDate } from '#shared/domain/calendar/date';
import {
  ADDITION_FORM,
  beginAddition,
  isWorthSaving,
  readAddition,
  type AdditionDraft,
} from '#shared/domain/visits/addition';
import type { PhotoRef } from '#shared/media/photo';
import { ADDITION_PHOTO_LIMIT } from '#shared/schema/types/visit';
import { createDraftKeeper, createPhotoPreparer, type PhotoPreparer } from '#renderer/data/index';
import { createPhotoAdding, type PhotoAdding } from '../media/index';
import { addToVisit, keepAdditionPhoto, type VisitWriting } from './commands';
import type { VisitRecord } from './queries';

export interface AdditionState {
  readonly draft: AdditionDraft;
  readonly isSaving: boolean;
  /** Why it was not kept or not saved; null while all is well. */
  readonly failure: { readonly error: unknown } | null;
}

/** One person adding words and photos to a finished visit. What is written is on disk within a moment. */
export interface AdditionSession {
  state(): AdditionState;
  subscribe(listener: () => void): () => void;
  readonly photos: PhotoAdding;
  write(text: string): void;
  /** Takes a photo out of the draft and off this device. */
  removePhoto(photo: PhotoRef): Promise<void>;
  /** True when the addition is saved; otherwise the state says why not, or a photo was refused at the last moment. */
  save(): Promise<boolean>;
  /** Throws away what was written, photos too. */
  cancel(): Promise<void>;
  /** Ends the session with everything kept for the next time. */
  leave(): Promise<void>;
}

const SAVE_DELAY_MS = 250;

/** Takes up the addition to that visit that was begun on this device, or begins one. */
export async function openAdditionSession(
  station: VisitWriting,
  visit: VisitRecord,
  birthDate: CalendarDate,
  preparer: PhotoPreparer = createPhotoPreparer(),
): Promise<AdditionSession> {
  const kept = await keptAddition(station, visit);
  let state: AdditionState = { draft: kept ?? beginAddition(station.newUid()), isSaving: false, failure: null };
  const listeners = new Set<() => void>();
  const set = (change: Partial<AdditionState>) => {
    state = { ...state, ...change };
    for (const listener of listeners) listener();
  };
  const keeper = createDraftKeeper<AdditionDraft>({
    delayMs: SAVE_DELAY_MS,
    onState: (saving) => set({ failure: saving.kind === 'failed' ? { error: saving.error } : null }),
    save: async (value) => {
      const about = { form: ADDITION_FORM.id, formVersion: ADDITION_FORM.version, subject: visit.uid };
      const { savedAtMs } = await station.drafts.save({ ...about, startedAtMs: station.nowMs(), value });
      return savedAtMs;
    },
  });
  const put = (change: Partial<AdditionDraft>) => {
    set({ draft: { ...state.draft, ...change } });
    keeper.change(state.draft);
  };
  /** Puts it on the disk now; throws why that failed. */
  const putNow = async (change: Partial<AdditionDraft>) => {
    put(change);
    await keeper.flush();
    if (state.failure) throw state.failure.error;
  };
  const photos = createPhotoAdding({
    preparer,
    async keep(photo) {
      // The draft comes first: a photo of no draft goes out at the next opening.
      await putNow({});
      const ref = await keepAdditionPhoto(station, { birthDate }, visit, photo);
      await putNow({ photos: [...state.draft.photos, ref] });
    },
    // Written later and mostly elsewhere: where the device stands now says nothing about the visit.
    place: () => Promise.resolve(null),
    nowMs: station.nowMs,
    room: () => ADDITION_PHOTO_LIMIT - state.draft.photos.length,
  });
  const end = async () => {
    photos.end();
    await keeper.stop();
  };

  return {
    photos,
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    write(text) {
      // Keeping the draft once more would bring it back after it is saved.
      if (!state.isSaving) put({ text });
    },
    async removePhoto(photo) {
      await putNow({ photos: state.draft.photos.filter(({ id }) => id !== photo.id) });
      await station.media.discard([photo]);
    },
    async save() {
      if (state.isSaving) return false;
      const refused = photos.state().refused.length;
      set({ isSaving: true, failure: null });
      try {
        await photos.settled();
        // Somebody who thinks that a photo is among the rest is told before the form is gone.
        if (photos.state().refused.length > refused || !isWorthSaving(state.draft)) return false;
        await keeper.flush();
        await addToVisit(station, { birthDate }, visit, state.draft);
        await end();
        return true;
      } catch (error) {
        set({ failure: { error } });
        return false;
      } finally {
        set({ isSaving: false });
      }
    },
    async cancel() {
      await end();
      await photos.settled();
      await station.media.discard(state.draft.photos);
      await station.drafts.discard(ADDITION_FORM.id, visit.uid);
    },
    async leave() {
      await photos.settled();
      await keeper.flush();
      photos.end();
    },
  };
}

/** The draft that waits for this visit, unless it was added already: then only a crash kept it. */
async function keptAddition({ drafts, media }: VisitWriting, visit: VisitRecord): Promise<AdditionDraft | null> {
  const row = await drafts.get(ADDITION_FORM.id, visit.uid);
  const draft = row ? readAddition(row.value) : null;
  if (!draft || !visit.additions.some(({ id }) => id === draft.id)) return draft;
  await drafts.discard(ADDITION_FORM.id, visit.uid);
  await media.release(draft.photos).catch(() => undefined);
  return null;
}
