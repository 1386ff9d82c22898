import type { PhotoPlace, PhotoRef } from '#shared/media/photo';
import type { VoiceRef } from '#shared/media/voice';
import {
  createPhotoPreparer,
  openKeptForm,
  type Attempt,
  type FormState,
  type OpenStation,
  type PhotoPreparer,
} from '#renderer/data/index';
import {
  createPhotoAdding,
  createVoiceRecorder,
  openMicrophone,
  type PhotoAdding,
  type VoiceRecorder,
} from '../../media/index';
import type { Whereabouts } from '../../visits/index';
import { keepIncidentPhoto, keepIncidentVoice, type IncidentWriting } from '../commands';
import { sendReport } from './commands';
import {
  beginReport,
  formProblems,
  readReport,
  REPORT_FORM,
  REPORT_PHOTO_LIMIT,
  sealedOf,
  type FormProblem,
  type KeptReport,
} from './draft';

export interface ReportState extends FormState<KeptReport, FormProblem> {
  readonly isResumed: boolean;
  readonly whereabouts: Whereabouts;
  readonly problems: readonly FormProblem[];
  readonly sending: Attempt;
}

/** Somebody writing one report. */
export interface ReportSession {
  state(): ReportState;
  subscribe(listener: () => void): () => void;
  /** Changes answers; they are on disk within a moment. */
  answer(change: Partial<KeptReport>): void;
  /** Asks the device again where it stands, and takes that as the place. */
  locateAgain(): void;
  flush(): Promise<void>;
  readonly photos: PhotoAdding;
  /** Takes a photo out of the draft and off this device. */
  removePhoto(photo: PhotoRef): Promise<void>;
  readonly voice: VoiceRecorder;
  /** The same for the spoken note. */
  removeVoice(voice: VoiceRef): Promise<void>;
  /** `_id` of the incident once it is on this device; null when the state says what is missing or went wrong. */
  send(): Promise<string | null>;
  /** Throws away what was written, photos too. */
  discard(): Promise<void>;
  /** Ends the session with every answer saved. */
  leave(): Promise<void>;
}

type SessionStation = IncidentWriting & Pick<OpenStation, 'records'>;

interface ReportStart {
  /** The grid that a new report begins with; null where the person has to choose. */
  readonly grid: number | null;
  /** uid of the resident it is for. */
  readonly onBehalfOf: string | null;
  readonly locate: () => Promise<Whereabouts>;
  /** Number of the grid in which a point lies; null where no grid is known to hold it. */
  readonly gridAt: (point: { readonly lat: number; readonly lng: number }) => number | null;
  /** What a category is called. */
  readonly categoryName: (uid: string) => string | null;
  readonly preparer?: PhotoPreparer;
}

/** A draft taken up later than this was begun elsewhere: where the device stands now says nothing about it. */
const SAME_PLACE_MS = 15 * 60_000;

/** Takes up the report that was begun or begins one, and asks where the device stands. Nothing is kept until something is answered. */
export async function openReportSession(station: SessionStation, start: ReportStart): Promise<ReportSession> {
  const { grid, onBehalfOf, locate, gridAt, categoryName, preparer = createPhotoPreparer() } = start;
  const kept = await keptDraft(station);
  const begun = () => beginReport({ incidentUid: station.newUid(), startedAtMs: station.nowMs(), grid, onBehalfOf });
  const draft = kept?.draft ?? begun();
  const isLate = station.nowMs() - draft.startedAtMs > SAME_PLACE_MS;
  const nameOf = ({ categoryUid }: KeptReport) => (categoryUid === null ? null : categoryName(categoryUid));
  const problemsOf = (report: KeptReport) => formProblems(report, nameOf(report));
  const form = openKeptForm<KeptReport, FormProblem, ReportState>({
    drafts: station.drafts,
    form: REPORT_FORM,
    subject: REPORT_FORM.subject,
    startedAtMs: (value) => value.startedAtMs,
    problemsOf,
    first: {
      draft,
      isResumed: kept !== null,
      saving: kept ? { kind: 'saved', savedAtMs: kept.savedAtMs } : { kind: 'untouched' },
      whereabouts: whereaboutsOf(draft) ?? { kind: isLate ? 'late' : 'asking' },
      problems: [],
      sending: { kind: 'no' },
    },
  });
  const { state, set, put, putNow } = form;

  /** A fix becomes the place, unless somebody said another meanwhile; what is sealed for a grid holds it. */
  const takeFix = (whereabouts: Whereabouts, isWanted: boolean) => {
    set({ whereabouts });
    if (whereabouts.kind !== 'found' || (state().draft.place && !isWanted)) return;
    const { lat, lng, accuracyMeters } = whereabouts.place;
    const found = sealedOf(state().draft).length === 0 ? gridAt({ lat, lng }) : null;
    const place = { lat, lng, accuracyMeters, source: 'device' as const };
    const change = { place, ...(found !== null && { grid: found }) };
    if (isWanted || state().saving.kind !== 'untouched') put(change);
    else set({ draft: { ...state().draft, ...change } });
  };
  if (state().whereabouts.kind === 'asking') void locate().then((whereabouts) => takeFix(whereabouts, false));

  const of = { form: REPORT_FORM.id, subject: REPORT_FORM.subject };
  const photos = createPhotoAdding({
    preparer,
    async keep(photo) {
      // The draft comes first: a photo of no draft goes out at the next opening.
      await putNow({});
      const ref = await keepIncidentPhoto(station, state().draft.grid, photo, of);
      await putNow({ photos: [...state().draft.photos, ref] });
    },
    place: async () => placeOf(await locate()),
    nowMs: station.nowMs,
    room: () => REPORT_PHOTO_LIMIT - state().draft.photos.length,
  });

  const voice = createVoiceRecorder({
    open: openMicrophone,
    async keep(prepared) {
      await putNow({});
      const ref = await keepIncidentVoice(station, state().draft.grid, prepared, of);
      await putNow({ voice: ref });
    },
    nowMs: station.nowMs,
    ticksMs: () => performance.now(),
  });

  async function send(): Promise<string | null> {
    if (state().sending.kind === 'running') return null;
    set({ sending: { kind: 'running' } });
    try {
      const refused = photos.state().refused.length;
      await photos.settled();
      const isVoiceKept = await voice.settled();
      await form.flush();
      const problems = problemsOf(state().draft);
      // Somebody who thinks that a photo or a note is among the rest is told before the form is gone.
      if (problems.length > 0 || photos.state().refused.length > refused || !isVoiceKept) {
        set({ problems, sending: { kind: 'no' } });
        return null;
      }
      const id = await sendReport(station, state().draft, nameOf(state().draft));
      await form.stop();
      return id;
    } catch (error) {
      set({ sending: { kind: 'failed', error } });
      return null;
    }
  }

  return {
    state,
    subscribe: form.subscribe,
    answer(change) {
      // Saving the draft once more would bring it back after it is sent.
      if (state().sending.kind !== 'running') put(change);
    },
    locateAgain() {
      set({ whereabouts: { kind: 'asking' } });
      void locate().then((whereabouts) => takeFix(whereabouts, true));
    },
    async flush() {
      await photos.settled();
      await form.flush();
    },
    photos,
    async removePhoto(photo) {
      await putNow({ photos: state().draft.photos.filter(({ id }) => id !== photo.id) });
      await station.media.discard([photo]);
    },
    voice,
    async removeVoice(note) {
      await putNow({ voice: null });
      await station.media.discard([note]);
      // What was said of it is of no use any more.
      voice.drop();
    },
    send,
    async discard() {
      voice.drop();
      await photos.settled();
      await voice.settled();
      form.end();
      photos.end();
      await form.discard();
      await station.media.discard(sealedOf(state().draft));
    },
    async leave() {
      await photos.settled();
      await voice.settled();
      form.end();
      photos.end();
      await form.flush();
    },
  };
}

/** Where a draft says that the device stood. */
function whereaboutsOf({ place }: KeptReport): Whereabouts | null {
  if (place?.source !== 'device') return null;
  const { lat, lng, accuracyMeters } = place;
  return { kind: 'found', place: { lat, lng, accuracyMeters: accuracyMeters ?? 0 } };
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

/** The report that waits, unless it has become an incident already: then only a crash kept it. */
async function keptDraft({
  drafts,
  media,
  records,
}: SessionStation): Promise<{ readonly draft: KeptReport; readonly savedAtMs: number } | null> {
  const { id, subject } = REPORT_FORM;
  const row = await drafts.get(id, subject);
  const draft = row ? readReport(row.value) : null;
  if (!row || !draft) return null;
  if (await records.byUid('incidents', 'incident', draft.incidentUid)) {
    await drafts.discard(id, subject);
    await media.release(sealedOf(draft)).catch(() => undefined);
    return null;
  }
  return { draft, savedAtMs: row.savedAtMs };
}
