import { dateAtStation } from '#shared/domain/calendar/date';
import { problemsOf, type VisitProblem } from '#shared/domain/visits/complete';
import { beginVisit, readDraft, type VisitDraft } from '#shared/domain/visits/draft';
import { VISIT_FORM } from '#shared/domain/visits/questions';
import type { PhotoPlace, PhotoRef, PreparedPhoto } from '#shared/media/photo';
import {
  createPhotoPreparer,
  openKeptForm,
  type Attempt,
  type FormState,
  type OpenStation,
  type PhotoPreparer,
} from '#renderer/data/index';
import { createPhotoAdding, type PhotoAdding } from '../media/index';
import type { PersonRecord } from '../people/index';
import { canRecordHealth, keepVisitPhoto, logVisit, type VisitWriting } from './commands';
import type { Whereabouts } from './whereabouts';

export interface VisitSessionState extends FormState<VisitDraft, VisitProblem> {
  readonly isResumed: boolean;
  readonly recordsHealth: boolean;
  readonly whereabouts: Whereabouts;
  /** Shown beside the fields. */
  readonly problems: readonly VisitProblem[];
  readonly completing: Attempt;
}

/** One person filling in one visit form. */
export interface VisitSession {
  state(): VisitSessionState;
  subscribe(listener: () => void): () => void;
  /** Changes answers; they are on disk within a moment. */
  answer(change: Partial<VisitDraft>): void;
  flush(): Promise<void>;
  /** Photos on their way into the draft. */
  readonly photos: PhotoAdding;
  /** Takes a photo out of the draft and off this device. */
  removePhoto(photo: PhotoRef): Promise<void>;
  /** True when the visit is saved; otherwise the state says what is missing or went wrong. */
  complete(): Promise<boolean>;
  /** Ends the session with every answer saved. */
  leave(): Promise<void>;
}

type SessionStation = VisitWriting & Pick<OpenStation, 'records'>;

/** As many photos as anybody looks at; more make a visit no clearer. */
export const PHOTO_LIMIT = 30;

/** A draft taken up later than this was begun elsewhere: where the device stands now says nothing about the visit. */
const SAME_PLACE_MS = 15 * 60_000;

/** Takes up the person's draft or begins one, and asks where the device stands. Nothing is kept until something is answered. */
export async function openVisitSession(
  station: SessionStation,
  person: PersonRecord,
  locate: () => Promise<Whereabouts>,
  preparer: PhotoPreparer = createPhotoPreparer(),
): Promise<VisitSession> {
  const kept = await keptDraft(station, person.uid);
  const draft = kept?.draft ?? beginVisit(person, { visitUid: station.newUid(), nowMs: station.nowMs() });
  const isLate = station.nowMs() - draft.startedAtMs > SAME_PLACE_MS;
  const recordsHealth = await canRecordHealth(station, person);
  const form = openKeptForm<VisitDraft, VisitProblem, VisitSessionState>({
    drafts: station.drafts,
    form: VISIT_FORM,
    subject: person.uid,
    startedAtMs: (value) => value.startedAtMs,
    problemsOf: (value) => problemsOf(value, { today: dateAtStation(station.nowMs()), recordsHealth }),
    first: {
      draft,
      isResumed: kept !== null,
      recordsHealth,
      saving: kept ? { kind: 'saved', savedAtMs: kept.savedAtMs } : { kind: 'untouched' },
      whereabouts: draft.place ? { kind: 'found', place: draft.place } : { kind: isLate ? 'late' : 'asking' },
      problems: [],
      completing: { kind: 'no' },
    },
  });
  const { state, set, put, putNow } = form;

  if (state().whereabouts.kind === 'asking') {
    void locate().then((whereabouts) => {
      set({ whereabouts });
      if (whereabouts.kind !== 'found') return;
      const { place } = whereabouts;
      if (state().saving.kind === 'untouched') set({ draft: { ...state().draft, place } });
      else put({ place });
    });
  }

  const photos = createPhotoAdding({
    preparer,
    async keep(photo: PreparedPhoto) {
      // The draft comes first: a photo of no draft goes out at the next opening.
      await putNow({});
      const ref = await keepVisitPhoto(station, person, state().draft, photo, state());
      await putNow({ photos: [...state().draft.photos, ref] });
    },
    place: async () => (state().draft.kind === 'phone' ? null : placeOf(await locate())),
    nowMs: station.nowMs,
    room: () => PHOTO_LIMIT - state().draft.photos.length,
  });

  return {
    photos,
    async removePhoto(photo) {
      await putNow({ photos: state().draft.photos.filter(({ id }) => id !== photo.id) });
      await station.media.discard([photo]);
    },
    state,
    subscribe: form.subscribe,
    answer(change) {
      // Saving the draft once more would bring it back after the visit is made.
      if (state().completing.kind !== 'running') put(change);
    },
    async flush() {
      await photos.settled();
      await form.flush();
    },
    async complete() {
      if (state().completing.kind === 'running') return false;
      set({ completing: { kind: 'running' } });
      try {
        const refused = photos.state().refused.length;
        await photos.settled();
        await form.flush();
        // Somebody who thinks that a photo is among the rest is told before the form is gone.
        if (photos.state().refused.length > refused) {
          set({ completing: { kind: 'no' } });
          return false;
        }
        const outcome = await logVisit(station, person, state().draft, state());
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
    async leave() {
      await photos.settled();
      form.end();
      photos.end();
      await form.flush();
    },
  };
}

/** A place as photos have it. */
const placeOf = (whereabouts: Whereabouts): PhotoPlace | null =>
  whereabouts.kind === 'found'
    ? {
        latitude: whereabouts.place.lat,
        longitude: whereabouts.place.lng,
        accuracyM: whereabouts.place.accuracyMeters,
      }
    : null;

/** The draft that waits for this person, unless it has become a visit already: then only a crash kept it. */
async function keptDraft(
  { drafts, media, records }: SessionStation,
  personUid: string,
): Promise<{ readonly draft: VisitDraft; readonly savedAtMs: number } | null> {
  const row = await drafts.get(VISIT_FORM.id, personUid);
  const draft = row ? readDraft(row.value, personUid) : null;
  if (!row || !draft) return null;
  if (await records.byUid('visits', 'visit', draft.visitUid)) {
    await drafts.discard(VISIT_FORM.id, personUid);
    await media.release(draft.photos).catch(() => undefined);
    return null;
  }
  return { draft, savedAtMs: row.savedAtMs };
}
